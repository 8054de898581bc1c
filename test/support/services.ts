import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEngine, stopEngine } from '../../dev/engine';
import { startPostgres, stopPostgres } from '../../dev/postgres';
import { processMark } from '../../dev/process-mark';
import type { Progress } from '../../dev/progress';
import { prepareTestServer } from '../../dev/time-skipping';
import { searchAttributes } from '../../domain/case/attributes';

const runs = join(tmpdir(), 'luyue-test-runs');
const ownDir = (): string => join(runs, `run-${process.pid}`);
const ownerFile = (dir: string): string => join(dir, 'owner');

/** Only the long steps are worth a line in the output of the tests. */
const show = ({ state, detail, elapsedMs }: Progress): void => {
  if (state === 'building' || state === 'waiting') process.stderr.write(`${detail} (${Math.round(elapsedMs / 1000)} s)\n`);
};

/**
 * Starts one PostgreSQL and one in-memory Temporal dev server for the whole run of jest, on free ports, and puts the
 * time-skipping server in place. Tests find them by LUYUE_TEST_PG (connection string), LUYUE_TEST_TEMPORAL (host:port),
 * LUYUE_TEST_NAMESPACE, LUYUE_TEST_SERVER (path of the time-skipping server) and LUYUE_TEST_BUNDLES (folder of bundles: each is made once a run).
 */
export const startServices = async (): Promise<void> => {
  await sweep();
  const dir = ownDir();
  mkdirSync(dir, { recursive: true });
  writeFileSync(ownerFile(dir), processMark(process.pid) ?? '');
  stopWhenInterrupted();
  const starting = [
    startPostgres({ dir: join(dir, 'postgres'), database: 'luyue', durable: false, onProgress: show }),
    startEngine({ dir: join(dir, 'engine'), storage: 'memory', searchAttributes, onProgress: show }),
    prepareTestServer(show),
  ] as const;
  try {
    const [postgres, engine, testServer] = await Promise.all(starting);
    process.env.LUYUE_TEST_PG = postgres.url;
    process.env.LUYUE_TEST_TEMPORAL = engine.address;
    process.env.LUYUE_TEST_NAMESPACE = engine.namespace;
    process.env.LUYUE_TEST_SERVER = testServer;
    process.env.LUYUE_TEST_BUNDLES = join(dir, 'bundles');
  } catch (error) {
    await Promise.allSettled(starting);
    await stopServices();
    throw error;
  }
};

/** Stops what this run started and deletes its data. */
export const stopServices = (): Promise<void> => stopIn(ownDir());

const stopIn = async (dir: string): Promise<void> => {
  await Promise.all([stopPostgres(join(dir, 'postgres')), stopEngine(join(dir, 'engine'))]);
  rmSync(dir, { recursive: true, force: true });
};

/** Ends what runs of jest that were killed have left behind. */
const sweep = async (): Promise<void> => {
  for (const name of existsSync(runs) ? readdirSync(runs) : []) {
    const dir = join(runs, name);
    const mark = existsSync(ownerFile(dir)) ? readFileSync(ownerFile(dir), 'utf8') : '';
    if (mark === '' || processMark(Number(name.slice('run-'.length))) !== mark) await stopIn(dir);
  }
};

/** Jest tears nothing down when it is interrupted from the terminal. */
const stopWhenInterrupted = (): void => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void stopServices().finally(() => process.exit(130));
    });
  }
};
