import type { DataConverter } from '@temporalio/common';
import { DefaultLogger, type NativeConnection, Runtime, Worker, type WorkerOptions } from '@temporalio/worker';
import type { Boards } from '../activities/boards';
import type { Commit } from '../domain/case/commit';
import { LuyueError } from '../domain/errors';
import { detailsPath } from './bundle';
import type { Log } from './log';

export interface CreateOptions {
  readonly connection: NativeConnection;
  readonly namespace: string;
  readonly taskQueue: string;
  /** A prebuilt file, code in memory, or the path of the module whose exports are the workflows. */
  readonly workflows: { readonly codePath: string } | { readonly code: string } | { readonly path: string };
  /** The activities; `commit` is the one every case needs (activities/records.ts), `boardCount` the one of the boards. */
  readonly activities: { readonly commit: Commit } & Partial<Boards>;
  /** Version of a deployment: with it open cases move to the newest build at their next task. */
  readonly buildId?: string;
  readonly identity?: string;
  /** Encrypts what enters the history; nothing where it is not given. */
  readonly dataConverter?: DataConverter;
  /** Settings of the SDK's worker in place of ours: for measurements. */
  readonly tuning?: Tuning;
}

export type Tuning = Partial<
  Omit<WorkerOptions, 'connection' | 'namespace' | 'taskQueue' | 'activities' | 'workflowsPath' | 'workflowBundle' | 'dataConverter'>
>;

/** Local time in workflow code would differ between machines and break replay. @throws LuyueError config.invalid */
export function requireUtc(zone: string = Intl.DateTimeFormat().resolvedOptions().timeZone): void {
  if (zone !== 'UTC' && zone !== 'Etc/UTC')
    throw new LuyueError('config.invalid', `TZ: a worker runs with TZ=UTC, this process runs in ${zone}`);
}

const nameOf = (error: Error): string => (error instanceof LuyueError ? `${error.name} ${error.code}` : error.name);

/** The classes of an error and of its causes, and our codes: what it says may quote what a case holds. */
const kindOf = (error: unknown): string =>
  error instanceof Error ? [nameOf(error), ...(error.cause === undefined ? [] : [kindOf(error.cause)])].join(' < ') : typeof error;

/** Sends the SDK's own log through ours. Once per process, before any other use of the SDK; a second call is refused by the SDK. */
export function installRuntime(log: Log): void {
  const logger = new DefaultLogger('WARN', ({ level, message, meta }) => {
    const workflowId: unknown = meta?.workflowId;
    const error: unknown = meta?.error;
    const fields = {
      sdk: true,
      ...(typeof workflowId === 'string' ? { case: workflowId } : {}),
      ...(error === undefined ? {} : { error: kindOf(error) }),
    };
    if (level === 'ERROR') log.error(message, fields);
    else log.warn(message, fields);
  });
  // Signals are main.ts's: relays and callbacks stop together with the worker.
  Runtime.install({ logger, shutdownSignals: [], telemetryOptions: { logging: { filter: { core: 'WARN', other: 'WARN' }, forward: {} } } });
}

const versioning = (buildId: string): Pick<WorkerOptions, 'workerDeploymentOptions'> => ({
  workerDeploymentOptions: {
    version: { deploymentName: 'luyue', buildId },
    useWorkerVersioning: true,
    defaultVersioningBehavior: 'AUTO_UPGRADE',
  },
});

/**
 * How long one step of workflow code may take by the wall clock. The SDK's usual 5 s strike a process that a busy or frozen machine has held up
 * in the middle of a step, and cutting that step off leaves Node's async hooks corrupted: it ended the whole process (test/chaos, worker-frozen).
 */
const patience = { isolateExecutionTimeout: '10m' } as const;

/**
 * A worker for cases: workflows and the activities that are injected. The caller runs it and shuts it down.
 * @throws LuyueError config.invalid where the process does not run in UTC, engine.unavailable where the engine refuses the worker.
 */
export async function createWorker(options: CreateOptions): Promise<Worker> {
  requireUtc();
  const { connection, namespace, taskQueue, workflows, activities, buildId, identity, dataConverter, tuning } = options;
  const source =
    'path' in workflows
      ? { workflowsPath: workflows.path, interceptors: { workflowModules: [detailsPath] } }
      : { workflowBundle: workflows };
  try {
    return await Worker.create({
      connection,
      namespace,
      taskQueue,
      activities,
      // Commits under way may end; their answers are on record either way.
      shutdownGraceTime: '10s',
      shutdownForceTime: '20s',
      ...patience,
      ...source,
      ...(buildId === undefined ? {} : versioning(buildId)),
      ...(identity === undefined ? {} : { identity }),
      ...(dataConverter === undefined ? {} : { dataConverter }),
      ...tuning,
    });
  } catch (error) {
    throw new LuyueError(
      'engine.unavailable',
      `the worker was not created: ${error instanceof Error ? error.message : 'unknown'}`,
      {},
      { cause: error },
    );
  }
}
