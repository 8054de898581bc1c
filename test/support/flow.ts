import { randomUUID } from 'node:crypto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { bundleWorkflowCode, DefaultLogger, Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { workerConverter } from '../../codec/converter';
import { type Keys, plainKeys } from '../../db/keys/source';
import type { Commit } from '../../domain/case/commit';
import { attributeCodes, type SearchAttributes } from '../../worker/search-attributes';

const bundles = new Map<string, Promise<WorkflowBundleWithSourceMap>>();

/** The bundle of a workflow file, made once per test file that uses it. */
export function bundleOf(workflowsPath: string): Promise<WorkflowBundleWithSourceMap> {
  const known = bundles.get(workflowsPath) ?? bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') });
  bundles.set(workflowsPath, known);
  return known;
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
): Promise<Worker> {
  return Worker.create({
    connection: env.nativeConnection,
    ...(env.namespace === undefined ? {} : { namespace: env.namespace }),
    taskQueue,
    workflowBundle: await bundleOf(workflowsPath),
    activities: { commit },
    dataConverter: workerConverter(keys),
  });
}
