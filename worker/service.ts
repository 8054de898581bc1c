import { Client, Connection as EngineConnection } from '@temporalio/client';
import { NativeConnection, type Worker } from '@temporalio/worker';
import { createBoards } from '../activities/boards';
import { askingRun, createRecords } from '../activities/records';
import { doorConverter, workerConverter } from '../codec/converter';
import { connect, type Database } from '../db/connect';
import { answered } from '../db/faults';
import { type Keys, openKeys } from '../db/keys/source';
import { boardFigures } from '../db/queries/board';
import { createCommit } from '../db/queries/commit';
import { takeRules } from '../db/queries/version';
import { signerOf, unsigned } from '../db/record/assertion';
import { rootSigner } from '../db/record/root-seal';
import type { BoardAsked } from '../domain/board/figures';
import { yearsLacking } from '../domain/calendar/lack';
import { searchAttributes } from '../domain/case/attributes';
import { LuyueError } from '../domain/errors';
import type { Rulebook } from '../domain/rulebook';
import { versionsOf } from '../domain/rulebook/versions';
import { startBoards } from './boards';
import { bundleWorkflows, caseSources } from './bundle';
import { type Calendars, startCalendars } from './calendars';
import type { Config } from './config';
import { createWorker } from './create';
import { startDispatch } from './dispatch';
import { engineCases } from './engine-cases';
import type { Log } from './log';
import { commitDeps, readRulebook, titleOf } from './norms';
import { checkSearchAttributes } from './search-attributes';
import { templates } from './templates';

export interface Service {
  readonly callbackPort: number;
  /** Runs until stopped; rejects where the worker fails. */
  readonly ended: Promise<void>;
  /** Takes nothing more, lets what is under way end, and closes everything. A second call does nothing. */
  stop(): void;
}

/** Closes what was opened, last first, whatever else fails on the way. */
class Opened {
  private readonly closers: (() => Promise<unknown>)[] = [];

  add<T>(part: T, close: (part: T) => Promise<unknown>): T {
    this.closers.unshift(async () => close(part));
    return part;
  }

  async close(): Promise<void> {
    for (const close of this.closers.splice(0)) await close().catch(() => undefined);
  }
}

async function connectEngine(
  { temporal }: Config,
  keys: Keys,
  opened: Opened,
): Promise<{ readonly native: NativeConnection; readonly client: Client }> {
  const { connection: options, namespace } = temporal;
  try {
    const native = opened.add(await NativeConnection.connect(options), (c) => c.close());
    const { address, apiKey, tls } = options;
    const reach = {
      ...(address === undefined ? {} : { address }),
      ...(apiKey === undefined ? {} : { apiKey }),
      ...(tls == null ? {} : { tls }),
    };
    const connection = opened.add(await EngineConnection.connect(reach), (c) => c.close());
    return { native, client: new Client({ connection, namespace, dataConverter: doorConverter(keys) }) };
  } catch (error) {
    throw new LuyueError('engine.unavailable', `Temporal does not answer at ${options.address ?? 'localhost:7233'}`, {}, { cause: error });
  }
}

const countIn =
  (client: Client) =>
  async (query: string): Promise<number> =>
    (await client.workflow.count(query)).count;

/** The records' figures, with what the calendar lacks. */
const figuresOf = (db: Database, calendars: Calendars) => async (asked: BoardAsked) => {
  const now = Date.now();
  return { ...(await boardFigures(db, asked, now)), missingYears: yearsLacking(calendars.calendar(), now) };
};

/** Which rules and values of the company's policy are in force from now on; the person who changed them records it before (`luyue rules record`). */
async function recordRules(db: Database, rulebook: Rulebook, log: Log): Promise<void> {
  const { changed, unversioned } = await takeRules(db, versionsOf(rulebook), 'system:worker');
  if (changed.length > 0) log.info('rules taken into force', { rules: changed.length });
  for (const rule of unversioned) log.error('rule changed without a new version', { rule });
}

async function open(config: Config, log: Log, opened: Opened): Promise<{ readonly worker: Worker; readonly callbackPort: number }> {
  const { taskQueue, buildId, temporal } = config;
  const rulebook = readRulebook(config.policyPath);
  const { db, pool } = opened.add(connect(config.databaseUrl, { max: 20 }), (records) => records.close());
  await answered(pool.query('select 1 from case_file limit 1'));
  await recordRules(db, rulebook, log);
  const keys = openKeys(config.keys, db);
  // Once, outside of any commit; and a master key that does not fit is found now.
  await keys.keyring?.index();
  // Under it a task says why it failed, also while the records are away.
  await keys.keyring?.current('', 0);
  const { native, client } = await connectEngine(config, keys, opened);
  const compared = await checkSearchAttributes(client.connection, temporal.namespace, searchAttributes);
  if (!compared) log.warn('search attributes not compared: the engine does not let this account list them');
  const dataConverter = workerConverter(keys);
  const { failureConverterPath } = dataConverter;
  const { cacheDir, cardLanguage: language } = config;
  const { codePath, reused } = await bundleWorkflows({ ...caseSources, failureConverterPath, cacheDir, language });
  log.info('workflows bundled', { reused });
  const signer = config.doorKey === null ? unsigned : signerOf(config.doorKey);
  const onMisfit = (reason: string): void => log.error('a case asked for one that does not fit', { reason });
  const cases = engineCases({ client, db, taskQueue, signer, patienceMs: 20_000, onMisfit });
  const calendars = opened.add(await startCalendars({ db, rulebook, cases, log }), (c) => c.stop());
  const worker = await createWorker({
    connection: native,
    namespace: temporal.namespace,
    taskQueue,
    workflows: { codePath },
    activities: {
      ...createRecords({
        commit: createCommit(db, commitDeps(rulebook, calendars.norm, keys.columns, { proof: config.proof })),
        asking: askingRun,
      }),
      ...createBoards({ figures: figuresOf(db, calendars), count: countIn(client), againAfterMs: 2_000 }),
    },
    dataConverter,
    ...(buildId === null ? {} : { buildId }),
  });
  const dispatch = opened.add(
    await startDispatch({
      db,
      config,
      columns: keys.columns,
      signer: await rootSigner(keys.keyring),
      rulebook,
      templates,
      titleOf,
      cases,
      log,
    }),
    (d) => d.stop(),
  );
  if (config.boardsEveryMs !== null) await startBoards({ client, taskQueue, everyMs: config.boardsEveryMs, language: config.cardLanguage });
  return { worker, callbackPort: dispatch.callbackPort };
}

/**
 * Starts worker, relays and callbacks on one configuration. When it returns, the callbacks listen.
 * @throws LuyueError with the code of the part that cannot start; what was opened by then is closed.
 */
export async function startService(config: Config, log: Log): Promise<Service> {
  const opened = new Opened();
  try {
    const { worker, callbackPort } = await open(config, log, opened);
    const ended = worker.run().finally(() => opened.close());
    const stop = (): void => {
      if (worker.getState() === 'RUNNING') worker.shutdown();
    };
    return { callbackPort, ended, stop };
  } catch (error) {
    await opened.close();
    throw error;
  }
}
