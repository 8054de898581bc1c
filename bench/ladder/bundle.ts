import { join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger, type WorkflowBundleWithSourceMap } from '@temporalio/worker';

/** The bundle of the hand-written workflow as the SDK makes it. */
export const handwrittenBundle = (): Promise<WorkflowBundleWithSourceMap> =>
  bundleWorkflowCode({ workflowsPath: join(__dirname, 'handwritten', 'workflow.ts'), logger: new DefaultLogger('ERROR') });
