import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { type Connection, connect } from '../db/connect';
import { migrate } from '../db/migrate';
import { loadOrg } from '../db/queries/org';
import { createDatabase, type Postgres, startPostgres } from '../dev/postgres';

const company: unknown = JSON.parse(readFileSync(join(__dirname, '../examples/org.json'), 'utf8'));

/** A PostgreSQL of the bench alone: durable, as in production. */
export class BenchPostgres {
  private constructor(private readonly server: Postgres) {}

  static async start(dir: string): Promise<BenchPostgres> {
    return new BenchPostgres(await startPostgres({ dir, database: 'bench', port: {} }));
  }

  get pid(): number {
    return this.server.pid;
  }

  urlOf(database: string): string {
    const url = new URL(this.server.url);
    url.pathname = `/${database}`;
    return url.href;
  }

  /** A database with our schema and the example company. Returns its address. */
  async withSchema(database: string): Promise<string> {
    const url = await this.empty(database);
    await migrate(url);
    const records: Connection = connect(url, { max: 1 });
    await loadOrg(records.db, company, 'system:test');
    await records.close();
    return url;
  }

  async empty(database: string): Promise<string> {
    await createDatabase(this.server.url, database);
    return this.urlOf(database);
  }

  /** Transactions that databases have committed, as PostgreSQL counts them: up to a second late. */
  async committed(databases: readonly string[]): Promise<number> {
    const text = 'select coalesce(sum(xact_commit), 0)::int as n from pg_stat_database where datname = any($1)';
    return (await this.ask<{ n: number }>('bench', text, [databases]))[0]?.n ?? 0;
  }

  async version(): Promise<string> {
    return (await this.ask<{ server_version: string }>('bench', 'show server_version'))[0]?.server_version ?? 'unknown';
  }

  async ask<R extends object>(database: string, text: string, values: unknown[] = []): Promise<readonly R[]> {
    const client = new Client({ connectionString: this.urlOf(database) });
    await client.connect();
    try {
      return (await client.query<R>(text, values)).rows;
    } finally {
      await client.end();
    }
  }

  stop(): Promise<void> {
    return this.server.stop();
  }
}
