import { stopServices } from './services';

export default async (): Promise<void> => {
  await stopServices();
};
