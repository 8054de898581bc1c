import { join } from 'node:path';
import { bundleWorkflows } from '../../worker/bundle';

const folder = join(__dirname, 'handwritten');

/** The bundle of the hand-written workflow, made once per change of it. */
export const cachedBundle = (cacheDir: string) =>
  bundleWorkflows({ workflowsPath: join(folder, 'workflow.ts'), sources: [join(folder, 'workflow.ts')], cacheDir });
