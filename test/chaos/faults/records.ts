import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LuyueError } from '../../../domain/errors';
import type { Random } from '../random';
import type { World } from '../world/world';
import type { Fault } from './fault';

const leastMs = 3_000;
const mostMs = 8_000;

/** SQLSTATE of an error of the driver. */
const stateOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : 'none');

/** SQLSTATE with which PostgreSQL refuses to write. @throws LuyueError where it writes */
async function refusalOf(world: World): Promise<string> {
  try {
    await world.throughRecords("create table chaos_probe as select repeat('x', 1000) from generate_series(1, 5000)");
  } catch (error) {
    return stateOf(error);
  }
  await world.throughRecords('drop table chaos_probe');
  throw new LuyueError('defect.unexpected', 'PostgreSQL still writes');
}

async function setReadOnly({ records: { pool } }: World, on: boolean): Promise<void> {
  await pool.query(`alter system set default_transaction_read_only = ${on ? 'on' : 'off'}`);
  await pool.query('select pg_reload_conf()');
}

async function readOnly(world: World, random: Random): Promise<string> {
  await setReadOnly(world, true);
  try {
    await sleep(300);
    const state = await refusalOf(world);
    await sleep(random.between(leastMs, mostMs));
    return `writing was refused with ${state}`;
  } finally {
    // This session is read-only as well, and the setting is no table.
    await setReadOnly(world, false);
  }
}

const fullWords = 'No space left on device';

const timesFull = (world: World): number =>
  readFileSync(join(world.folder, 'records', 'postgres', 'postgres.log'), 'utf8').split(fullWords).length - 1;

/** A file system that is full, as its server meets it: it may also die of it, and is started again as a service manager would. */
async function full(world: World, random: Random): Promise<string> {
  const { disk } = world;
  if (disk === null) throw new LuyueError('defect.unexpected', 'this machine lets nobody mount a small disk: leave records-full out');
  const before = timesFull(world);
  disk.fill();
  try {
    const state = await refusalOf(world);
    await sleep(random.between(leastMs, mostMs));
    return `writing was refused with ${state}; ${timesFull(world) - before} errors '${fullWords}' in its log`;
  } finally {
    disk.free();
    await world.postgres.start();
  }
}

/** Records that cannot be written. */
export const recordFaults: readonly Fault[] = [
  { name: 'records-read-only', says: 'PostgreSQL takes no writes (default_transaction_read_only), as a standby does', strike: readOnly },
  { name: 'records-full', says: 'the file system under PostgreSQL is full', strike: full },
];
