import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { recordsOf } from '../client/db-records';
import { type EnginePort, engineOf } from '../client/engine';
import { signerOf, unsigned } from '../client/identity';
import { Doors } from '../client/luyue';
import { Reader } from '../client/read';
import type { Records } from '../client/records';
import { doorConverter } from '../codec/converter';
import { connect, type Database } from '../db/connect';
import type { PersonalColumns } from '../db/keys/columns';
import { type Keys, openKeys } from '../db/keys/source';
import { casesOfReference } from '../db/queries/case';
import { findProcess } from '../dev/processes';
import { LuyueError } from '../domain/errors';
import { folderOf, type Session } from './session';
import { type Target, targetOf } from './target';

/** The record of a call, and the cases read from it. */
export interface Record {
  readonly db: Database;
  readonly records: Records;
  readonly read: Reader;
  readonly target: Target;
  /** Taken into use by the first who needs them: most reads need none. Throws LuyueError config.invalid. */
  readonly keys: () => Keys;
}

const lazy = <T>(open: () => T): (() => T) => {
  let opened: { readonly value: T } | undefined;
  return () => {
    opened ??= { value: open() };
    return opened.value;
  };
};

const lazyColumns = (keys: () => Keys): PersonalColumns => ({
  seal: async (...args) => keys().columns.seal(...args),
  open: async (...args) => keys().columns.open(...args),
  blind: async (...args) => keys().columns.blind(...args),
  keyed: async (...args) => keys().columns.keyed(...args),
});

/** @throws LuyueError stack.failed where the stack of the folder has been stopped */
function checkRunning(session: Session): void {
  const folder = folderOf(session);
  if (findProcess(join(folder, 'postgres'), 'postgres') !== undefined) return;
  throw new LuyueError('stack.failed', `The stack in ${folder} is stopped; its data is there.`, { folder });
}

/** Works on the record; it needs no engine. @throws LuyueError records.unavailable, stack.failed */
export async function withRecord<T>(session: Session, work: (record: Record) => Promise<T>): Promise<T> {
  const target = targetOf(session);
  if (!session.existing) checkRunning(session);
  const connection = connect(target.databaseUrl, { max: 4, application_name: 'luyue-cli' });
  try {
    const keys = lazy(() => openKeys(target.keys(), connection.db));
    const records = recordsOf(connection.db, lazyColumns(keys));
    return await work({ db: connection.db, records, read: new Reader(records, session.processes), target, keys });
  } finally {
    await connection.close();
  }
}

const connectTimeout = '5s';
const usualPatienceMs = 20_000;

/** How long an answer of the engine is waited for, in ms. */
export const patienceOf = ({ env }: Session): number => Number(env.LUYUE_PATIENCE_MS) || usualPatienceMs;

/** @throws LuyueError engine.unavailable */
export async function connectEngine({ temporal }: Target): Promise<Connection> {
  try {
    return await Connection.connect({ ...temporal.options, connectTimeout });
  } catch (cause) {
    const address = temporal.options.address ?? 'localhost:7233';
    throw new LuyueError('engine.unavailable', `Temporal does not answer at ${address}.`, { address }, { cause });
  }
}

/** A client of the engine that encrypts what it sends and reads what is encrypted. @throws LuyueError config.invalid */
export const clientOf = ({ target, keys }: Pick<Record, 'target' | 'keys'>, connection: Connection): Client =>
  new Client({ connection, namespace: target.temporal.namespace, dataConverter: doorConverter(keys()) });

/** Works with a client of the engine, on a connection of its own. @throws LuyueError engine.unavailable, config.invalid */
export async function withEngine<T>(record: Pick<Record, 'target' | 'keys'>, work: (client: Client) => Promise<T>): Promise<T> {
  const connection = await connectEngine(record.target);
  try {
    return await work(clientOf(record, connection));
  } finally {
    await connection.close();
  }
}

/** An engine that is connected to only when it is needed: what the record alone can answer needs none. */
function lazyEngine({ target, keys }: Record, patienceMs: number): { readonly engine: EnginePort; readonly close: () => Promise<void> } {
  let opened: Promise<Connection> | undefined;
  const engine = async (): Promise<EnginePort> => {
    opened ??= connectEngine(target);
    return engineOf({ client: clientOf({ target, keys }, await opened), taskQueue: target.taskQueue, patienceMs });
  };
  return {
    engine: {
      act: async (...args) => (await engine()).act(...args),
      sync: async (...args) => (await engine()).sync(...args),
      start: async (...args) => (await engine()).start(...args),
      result: async (...args) => (await engine()).result(...args),
    },
    close: async () => {
      const connection = await opened?.catch(() => undefined);
      await connection?.close();
    },
  };
}

/** Works on cases: reads from the record, acts through the engine. @throws LuyueError engine.unavailable, records.unavailable, stack.failed */
export const withDoors = <T>(session: Session, work: (doors: Doors, record: Record) => Promise<T>): Promise<T> =>
  withRecord(session, async (record) => {
    const { target, records } = record;
    const { engine, close } = lazyEngine(record, patienceOf(session));
    const signer = target.doorKey === null ? unsigned : signerOf(target.doorKey);
    try {
      return await work(new Doors(session.processes, { processes: session.processes, records, engine, signer }), record);
    } finally {
      await close();
    }
  });

/**
 * The id of a case given by its id, its short number, or the reference of the system that it came from.
 * @throws LuyueError case.not-found, input.invalid where several systems use the reference
 */
export async function caseIdOf(given: string, { db, records }: Pick<Record, 'db' | 'records'>): Promise<string> {
  const known = await records.byId(given.replace(/^#/, ''));
  if (known !== null) return known.id;
  const [named, other] = await casesOfReference(db, given);
  if (named === undefined) throw new LuyueError('case.not-found', `There is no case '${given}'.`, { case: given });
  if (other === undefined) return named.id;
  throw new LuyueError('input.invalid', `'${given}' names several cases, among them ${named.id} and ${other.id}.`, { case: given });
}
