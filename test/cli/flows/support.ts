import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Worker } from '@temporalio/worker';
import { recordsOf } from '../../../client/db-records';
import { Doors } from '../../../client/luyue';
import { doorConverter } from '../../../codec/converter';
import { type Keys, openKeys, readKeySource } from '../../../db/keys/source';
import { createCommit } from '../../../db/queries/commit';
import { records, sampleDeps } from '../../db/support';
import { sampleContract } from '../../kernel/sample/contract';
import { samplePayloads } from '../../kernel/sample/schema';
import { devServer, fromSetup } from '../../support/engine';
import { workerFor } from '../../support/flow';
import { temporaryFolder } from '../../support/folder';

const project = join(__dirname, '../../..');

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  /** The one JSON document of a call with `--json`. */
  readonly json: () => Record<string, unknown>;
}

type Env = Readonly<Record<string, string>>;

/** Runs a program to its end as a child process. */
function runProgram(command: string, args: readonly string[], env: Env, input = ''): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: project, env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'pipe'] });
    const text = { out: '', err: '' };
    child.stdout.on('data', (chunk) => {
      text.out += String(chunk);
    });
    child.stderr.on('data', (chunk) => {
      text.err += String(chunk);
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ ...text, code, json: () => JSON.parse(text.out) }));
    child.stdin.end(input);
  });
}

const processes = { sample: { contract: sampleContract, payloads: samplePayloads } };

const entry = 'test/cli/flows/sample-luyue.ts';

/**
 * A house with records, an engine and a worker of the sample process, and the command line on them as a child process. Nothing is encrypted
 * where there is no master key.
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
    return new Doors(processes, { processes, ...options });
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

  return {
    record,
    terminate,
    folder,
    start,
    stop,
    doors,
    engine,
    env,
    /** Runs `luyue ARGS`. */
    luyue: (args: readonly string[], { input = '', ...more }: Env & { input?: string } = {}): Promise<Ended> =>
      runProgram(process.execPath, ['--import', 'tsx', entry, ...args], { ...env(), ...more }, input),
    /** Runs a command as it was printed. */
    shell: (command: string): Promise<Ended> => runProgram('/bin/sh', ['-c', command], env()),
  };
}
