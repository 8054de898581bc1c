import { Worker } from '@temporalio/worker';
import { runnables } from '../../../workflows/runnables';
import { next } from './variants/next.processes';

/**
 * A worker of another version: the product's own main file on the bundle of workflows that the first argument names, and with the stages
 * of the next release where the second says so: commit runs them in this process.
 */
const [, , codePath = '', variant] = process.argv;
const create = Worker.create.bind(Worker);

Worker.create = (options) => create({ ...options, workflowBundle: { codePath } });
if (variant === 'next') {
  for (const [name, runnable] of Object.entries(runnables))
    Object.assign(runnables, { [name]: { ...runnable, process: next(runnable.process) } });
}

require('../../../worker/main');
