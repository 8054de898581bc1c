import { join } from 'node:path';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator';
import { Client } from 'pg';
import { answered } from './faults';

/** Advisory lock under which migrations run: two processes that start together apply them once. */
const lock = 4_813_001;

const migrationsFolder = join(__dirname, 'migrations');

/**
 * Brings the schema of a database to the newest migration, triggers included. Repeating it changes nothing.
 * @throws LuyueError records.unavailable where PostgreSQL does not answer.
 */
export async function migrate(url: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000, application_name: 'luyue-migrate' });
  client.on('error', () => undefined);
  await answered(client.connect());
  try {
    await answered(client.query('select pg_advisory_lock($1)', [lock]));
    await answered(applyMigrations(drizzle(client), { migrationsFolder }));
  } finally {
    await client.end();
  }
}
