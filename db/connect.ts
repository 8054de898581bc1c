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

/** A handle on a pool of connections, for those who make their own pool. */
export const databaseOf = (pool: Pool): Database => drizzle(pool, { schema, casing: 'snake_case' });

/**
 * Connects to the records. Nothing is sent before the first query; a server that does not answer is found then
 * (`records.unavailable`, see faults.ts). Sessions speak UTC. `options` overrides size, names and timeouts (ms).
 */
export function connect(url: string, options: PoolConfig = {}): Connection {
  const pool = new Pool({ connectionString: url, max: 10, application_name: 'luyue', options: '-c timezone=UTC', ...timeouts, ...options });
  // A connection that breaks while idle is replaced by the next query, which reports what is still wrong.
  pool.on('error', () => undefined);
  return { db: databaseOf(pool), pool, close: () => pool.end() };
}
