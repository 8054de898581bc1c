import { drizzle, type NodePgQueryResultHKT } from 'drizzle-orm/node-postgres';
import type { PgDatabase } from 'drizzle-orm/pg-core';
import { Pool, type PoolConfig } from 'pg';
import * as schema from './schema';

/** The records, or a transaction on them. */
export type Database = PgDatabase<NodePgQueryResultHKT, typeof schema>;

export interface Connection {
  readonly db: Database;
  readonly pool: Pool;
  close(): Promise<void>;
}

// Short, because a commit has three tries within five seconds before it becomes an ordinary activity (design 4.19).
const timeouts = {
  connectionTimeoutMillis: 2_000,
  statement_timeout: 5_000,
  lock_timeout: 3_000,
  idle_in_transaction_session_timeout: 10_000,
} as const satisfies PoolConfig;

const nothing = (): void => undefined;

/**
 * A handle on a pool of connections, for those who make their own pool. A connection that breaks, idle or at work, is
 * an event without a listener of its own, which would end the process; the query at work reports it.
 */
export function databaseOf(pool: Pool): Database {
  pool.on('error', nothing);
  pool.on('connect', (client) => client.on('error', nothing));
  return drizzle(pool, { schema, casing: 'snake_case' });
}

/**
 * Connects to the records. Nothing is sent before the first query; a server that does not answer is found then
 * (`records.unavailable`, see faults.ts). Sessions speak UTC. `options` overrides size, names and timeouts (ms).
 */
export function connect(url: string, options: PoolConfig = {}): Connection {
  const pool = new Pool({ connectionString: url, max: 10, application_name: 'luyue', options: '-c timezone=UTC', ...timeouts, ...options });
  return { db: databaseOf(pool), pool, close: () => pool.end() };
}
