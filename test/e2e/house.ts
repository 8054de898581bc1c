import { randomBytes, randomUUID } from 'node:crypto';
import { Client } from '@temporalio/client';
import { recordsOf } from '../../client/db-records';
import { signerOf } from '../../client/identity';
import { Doors } from '../../client/luyue';
import { processes } from '../../client/processes';
import { doorConverter } from '../../codec/converter';
import type { Database } from '../../db/connect';
import { type Keys, openKeys, readKeySource } from '../../db/keys/source';
import { wholeLog } from '../../db/queries/log';
import { type Flaw, verifyCase } from '../../db/queries/verify';
import { type Bank, startBank } from '../../dev/bank';
import { type Sinks, startSinks } from '../../dev/sinks';
import { surroundings } from '../../dev/surroundings';
import type { CaseEvent } from '../../domain/case/fact';
import { foldAll } from '../../domain/case/fold';
import { type CaseState, emptyCase } from '../../domain/case/state';
import { LuyueError } from '../../domain/errors';
import { records, rowsOf } from '../db/support';
import { devServer, fromSetup } from '../support/engine';
import { temporaryFolder } from '../support/folder';
import { WorkerProcess } from '../support/worker-process';

const secrets = { webhook: 'secret-of-the-webhooks', callbacks: 'secret-of-the-callbacks', relay: 'r'.repeat(43) };
/** What the doors of a house sign with. */
export const door = { id: 'door', secret: randomBytes(32) };

/** Master key of the houses: what a worker writes, another worker and the doors of any house can read. */
const masterKey = Buffer.alloc(32, 'house of tests').toString('base64');

/** The keys of a process in the surroundings of a house. */
export const keysOn = (db: Database): Keys => openKeys(readKeySource({ LUYUE_MASTER_KEY: masterKey }), db);

interface Surroundings {
  readonly sinks: Sinks;
  readonly bank: Bank;
  readonly databaseUrl: string;
  readonly taskQueue: string;
}

/** What a worker is configured with. */
export const workerEnvironment = ({ sinks, bank, databaseUrl, taskQueue }: Surroundings): NodeJS.ProcessEnv => ({
  ...surroundings(),
  DATABASE_URL: databaseUrl,
  TEMPORAL_ADDRESS: fromSetup('LUYUE_TEST_TEMPORAL'),
  TEMPORAL_NAMESPACE: fromSetup('LUYUE_TEST_NAMESPACE'),
  LUYUE_TASK_QUEUE: taskQueue,
  LUYUE_SMTP_URL: `smtp://127.0.0.1:${sinks.mail.port}`,
  LUYUE_MAIL_FROM: 'service@insurer.example',
  LUYUE_SMS_URL: sinks.smsUrl,
  LUYUE_WEBHOOK_URL: sinks.webhookUrl,
  LUYUE_WEBHOOK_SECRET: secrets.webhook,
  LUYUE_BANK_URL: bank.url,
  LUYUE_CALLBACK_PORT: '0',
  LUYUE_CALLBACK_SECRET: secrets.callbacks,
  LUYUE_DOOR_KEY: `relay:${secrets.relay}`,
  LUYUE_DOOR_KEYS: `${door.id}:${door.secret.toString('base64url')}`,
  // What it bundles, another worker of the run takes over.
  LUYUE_CACHE: fromSetup('LUYUE_TEST_BUNDLES'),
  LUYUE_MASTER_KEY: masterKey,
});

const hourMs = 3_600_000;

const paper = (type: string) => ({ type, reference: `dms:${type}`, sha256: 'a'.repeat(64) });
export const papers = (...types: string[]) => types.map(paper);

export const claimant = { id: 'claimant', role: 'insured', locale: 'zh-CN', channels: ['sms'], name: '王小明', account: '6222000042' };

/** A complete notice of a medical loss in the north, reported an hour ago with the request for payment in it. */
export const medicalNotice = (reference: string, phone: string, now = Date.now()) => ({
  source: 'e2e',
  reference,
  receivedAt: now - hourMs,
  line: 'health',
  branch: 'north',
  parties: [{ ...claimant, phone }],
  lossAt: now - 30 * hourMs,
  request: true,
  policy: { number: 'P-1', from: now - 5000 * hourMs, to: now + 900 * hourMs },
  exposures: [{ id: 'e1', cover: 'medical', claimant: 'claimant' }],
  documents: papers('claim-form', 'id-card', 'medical-record', 'medical-invoice'),
});

/** Sinks and bank of the calling test file, on free ports, with their files in a folder. */
export function outside(folder: string): () => { readonly sinks: Sinks; readonly bank: Bank } {
  let parts: { readonly sinks: Sinks; readonly bank: Bank } | undefined;
  beforeAll(async () => {
    const sinks = await startSinks({ dir: `${folder}/messages`, webhookSecret: secrets.webhook, mailPort: 0, httpPort: 0 });
    parts = { sinks, bank: await startBank({ dir: `${folder}/bank`, port: 0 }) };
  });
  afterAll(async () => {
    await Promise.all([parts?.sinks.stop(), parts?.bank.stop()]);
  });
  return () => {
    if (parts === undefined) throw new LuyueError('defect.unexpected', 'sinks and bank exist only while tests run');
    return parts;
  };
}

/** Records (of the run's PostgreSQL where no others are given), sinks, bank and doors of one test file, all real, beside the engine of the run. */
export function house(makeRecords: typeof records = records) {
  const workers: WorkerProcess[] = [];
  // Before the records' own: a worker that still runs holds connections to them.
  afterAll(async () => {
    for (const worker of workers) await worker.kill();
  });
  const record = makeRecords();
  const engine = devServer();
  const folder = temporaryFolder();
  const taskQueue = `e2e-${randomUUID()}`;
  const there = outside(folder);

  const environment = () => workerEnvironment({ ...there(), databaseUrl: record().url, taskQueue });

  /** A worker process on the task queue of this house, where its own surroundings name no other. */
  const worker = async (
    main = require.resolve('../../worker/main'),
    args: readonly string[] = [],
    own: NodeJS.ProcessEnv = {},
  ): Promise<WorkerProcess> => {
    const started = await WorkerProcess.start(main, { ...environment(), ...own }, args);
    workers.push(started);
    return started;
  };

  const stopWorkers = async (): Promise<void> => {
    await Promise.all(workers.map((running) => running.stop()));
  };

  /** Doors of one more client, as patient as a killed worker needs: the engine waits 10 s for it. */
  const doors = (queue = taskQueue): Doors => {
    const { connection, namespace = 'default' } = engine();
    const ports = {
      records: recordsOf(record().db, keys().columns),
      engine: { connection, namespace, dataConverter: doorConverter(keys()) },
    };
    return new Doors(processes, { processes, ...ports, taskQueue: queue, signer: signerOf(door), patienceMs: 45_000 });
  };

  let opened: { readonly db: Database; readonly keys: Keys } | undefined;
  /** Those that stand in the record, also after it was restored. */
  const keys = (): Keys => {
    const { db } = record();
    if (opened?.db !== db) opened = { db, keys: keysOn(db) };
    return opened.keys;
  };
  /** A client that reads what the worker writes. */
  const client = (): Client => {
    const { connection, namespace = 'default' } = engine();
    return new Client({ connection, namespace, dataConverter: doorConverter(keys()) });
  };

  const log = async (id: string): Promise<CaseEvent[]> => {
    const events: CaseEvent[] = [];
    for await (const event of wholeLog(record().db, id)) events.push(event);
    return events;
  };

  return {
    record,
    engine,
    folder,
    taskQueue,
    environment,
    keys,
    client,
    worker,
    stopWorkers,
    doors,
    log,
    sinks: () => there().sinks,
    bank: () => there().bank,
    query: (text: string, values: unknown[] = []) => rowsOf(record().pool, text, values),
    /** State as the engine holds it. */
    state: (id: string): Promise<CaseState> => client().workflow.getHandle(id).query<CaseState, []>('state'),
    /** State as the record tells it. */
    folded: async (id: string): Promise<CaseState> => foldAll(emptyCase(id), await log(id)),
    flaw: async (id: string): Promise<Flaw | null> => (await verifyCase(record().db, id, keys().columns)).flaw,
    /** Bodies of the short messages that reached a phone. */
    texts: (phone: string): string[] =>
      there()
        .sinks.messages.list('sms', phone)
        .map((m) => m.body),
  };
}

/** Request ids of a log with how often each was done. */
export function timesDone(events: readonly CaseEvent[]): Readonly<Record<string, number>> {
  const times: Record<string, number> = {};
  for (const { fact } of events) if (fact.kind === 'acted') times[fact.request] = (times[fact.request] ?? 0) + 1;
  return times;
}
