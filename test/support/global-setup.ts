import { startServices } from './services';

export default async (): Promise<void> => {
  await startServices();
};
