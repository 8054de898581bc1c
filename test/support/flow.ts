import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { workerConverter } from '../../codec/converter';
import { type Keys, plainKeys } from '../../db/keys/source';
import type { Commit } from '../../domain/case/commit';
import { bundleWorkflows, type WorkflowBundle } from '../../worker/bundle';
import { attributeCodes, type SearchAttributes } from '../../worker/search-attributes';
import { fromSetup } from './engine';

const project = join(__dirname, '../..');

/** The bundle of a workflow file as a worker process makes it, made once a run of the tests. */
function bundleOf(workflowsPath: string, failureConverterPath?: string): Promise<WorkflowBundle> {
  const sources = [dirname(workflowsPath), join(project, 'workflows'), join(project, 'domain')];
  return bundleWorkflows({ workflowsPath, sources, failureConverterPath, cacheDir: fromSetup('LUYUE_TEST_BUNDLES') });
}

/** Time-skipping servers know no attributes of ours until they are added, and cannot list them. */
export async function addSearchAttributes(env: TestWorkflowEnvironment, attributes: SearchAttributes): Promise<void> {
  const searchAttributes = Object.fromEntries(Object.entries(attributes).map(([name, type]) => [name, attributeCodes[type]]));
  await env.connection.operatorService.addSearchAttributes({ namespace: env.namespace ?? 'default', searchAttributes });
}

/** A worker with the record given, on a task queue of its own where none is named. */
export async function workerFor(
  env: TestWorkflowEnvironment,
  workflowsPath: string,
  commit: Commit,
  taskQueue = `t-${randomUUID()}`,
  keys: Keys = plainKeys,
  others: object = {},
): Promise<Worker> {
  const dataConverter = workerConverter(keys);
  const { codePath } = await bundleOf(workflowsPath, dataConverter.failureConverterPath);
  return Worker.create({
    connection: env.nativeConnection,
    ...(env.namespace === undefined ? {} : { namespace: env.namespace }),
    taskQueue,
    workflowBundle: { codePath },
    activities: { commit, ...others },
    dataConverter,
  });
}
