import type { Worker } from '@temporalio/worker';
import { recordsOf } from '../../../client/db-records';
import { Doors } from '../../../client/luyue';
import { doorConverter } from '../../../codec/converter';
import { type Keys, openKeys, readKeySource } from '../../../db/keys/source';
import { createCommit } from '../../../db/queries/commit';
import { records, sampleDeps } from '../../db/support';
import { callHere, type Ended, withJson } from '../../support/call';
import { devServer, fromSetup } from '../../support/engine';
import { workerFor } from '../../support/flow';
import { temporaryFolder } from '../../support/folder';
import { runProgram } from '../../support/program';
import { sampleCompany } from './sample-company';

type Env = Readonly<Record<string, string>>;

const runIn = async (env: Env, command: string, args: readonly string[], input = ''): Promise<Ended> =>
  withJson(await runProgram(command, args, { env: { ...process.env, ...env }, input }));

const entry = 'test/cli/flows/sample-luyue.ts';

const runHere = (env: Env, args: readonly string[]): Promise<Ended> =>
  callHere(args, { env: { ...process.env, ...env }, ...sampleCompany });

/**
 * A house with records, an engine and a worker of the sample process, and the command line on them. Nothing is encrypted where there is no
 * master key.
 */
export function house(masterKey?: string) {
  // Before the engine's and the records' own: a worker that still runs holds both.
  afterAll(() => stop());
  const record = records();
  const engine = devServer();
  const folder = temporaryFolder();
  const keyEnv: Env = masterKey === undefined ? { LUYUE_PLAIN: '1' } : { LUYUE_MASTER_KEY: masterKey };
  const keys = (): Keys => openKeys(readKeySource(keyEnv), record().db);
  let worker: Worker | undefined;
  let running: Promise<void> | undefined;

  const start = async (taskQueue?: string): Promise<void> => {
    const commit = createCommit(record().db, { ...sampleDeps, columns: keys().columns });
    worker = await workerFor(engine(), require.resolve('../../kernel/sample/workflows'), commit, taskQueue, keys());
    running = worker.run();
  };
  /** The doors in this process, for bringing a case where a test begins. */
  const doors = (): Doors => {
    const { connection, namespace = 'default' } = engine();
    const reach = { connection, namespace, dataConverter: doorConverter(keys()) };
    const options = { records: recordsOf(record().db, keys().columns), engine: reach, taskQueue: queue() };
    return new Doors(sampleCompany.processes, { processes: sampleCompany.processes, ...options });
  };
  const stop = async (): Promise<void> => {
    worker?.shutdown();
    await running;
    worker = undefined;
  };
  const env = (): Env => ({
    LUYUE_EXISTING: '1',
    LUYUE_DIR: folder,
    ...keyEnv,
    LUYUE_TASK_QUEUE: queue(),
    DATABASE_URL: record().url,
    TEMPORAL_ADDRESS: fromSetup('LUYUE_TEST_TEMPORAL'),
    TEMPORAL_NAMESPACE: fromSetup('LUYUE_TEST_NAMESPACE'),
  });
  const queue = (): string => worker?.options.taskQueue ?? 'nobody-works-here';

  /** What an operator with the engine's own tools can do to a case. */
  const terminate = async (caseId: string): Promise<void> => {
    await engine().client.workflow.getHandle(caseId).terminate('by a test');
  };

  /** Id of the newest run of a case. */
  const newestRun = async (caseId: string): Promise<string> => (await engine().client.workflow.getHandle(caseId).describe()).runId;

  return {
    record,
    newestRun,
    terminate,
    folder,
    start,
    stop,
    doors,
    engine,
    env,
    /** Runs `luyue ARGS` in this process. */
    luyue: (args: readonly string[], more: Env = {}): Promise<Ended> => runHere({ ...env(), ...more }, args),
    /** Runs `luyue ARGS` as a program of its own: for its exit code, its standard input, and the command it prints to be repeated. */
    program: (args: readonly string[], { input = '', ...more }: Env & { input?: string } = {}): Promise<Ended> =>
      runIn({ ...env(), ...more }, process.execPath, ['--import', 'tsx', entry, ...args], input),
    /** Runs a command as it was printed. */
    shell: (command: string): Promise<Ended> => runIn(env(), '/bin/sh', ['-c', command]),
  };
}
