import { Worker } from '@temporalio/worker';

/** A worker of another version: the product's own main file on the bundle of workflows that the argument names. */
const [, , codePath = ''] = process.argv;
const create = Worker.create.bind(Worker);

Worker.create = (options) => create({ ...options, workflowBundle: { codePath } });

require('../../../worker/main');
