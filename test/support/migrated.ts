import { randomUUID } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator';
import { Client, DatabaseError } from 'pg';
import { z } from 'zod';
import { createDatabase } from '../../dev/postgres';

const folder = join(__dirname, '../../db/migrations');
const journalShape = z.object({ entries: z.array(z.looseObject({ idx: z.number(), tag: z.string() })) });
const journal = journalShape.parse(JSON.parse(readFileSync(join(folder, 'meta/_journal.json'), 'utf8')));

/** Names of the migrations in their order. */
export const tags = journal.entries.map(({ tag }) => tag);
export const textOf = (tag: string): string => readFileSync(join(folder, `${tag}.sql`), 'utf8');

export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** A new database with the migrations up to one; its address. */
export async function migratedUpTo(server: string, temporary: string, last: number): Promise<string> {
  const at = join(temporary, `migrations-${last}`);
  mkdirSync(join(at, 'meta'), { recursive: true });
  for (const tag of tags.slice(0, last + 1)) cpSync(join(folder, `${tag}.sql`), join(at, `${tag}.sql`));
  const entries = journal.entries.slice(0, last + 1);
  writeFileSync(join(at, 'meta/_journal.json'), JSON.stringify({ version: '7', dialect: 'postgresql', entries }));
  const url = new URL(server);
  url.pathname = `/migrations_${randomUUID().replaceAll('-', '')}`;
  await createDatabase(server, url.pathname.slice(1));
  await withClient(url.href, (client) => applyMigrations(drizzle(client), { migrationsFolder: at }));
  return url.href;
}

const columnShape = z.object({ table_name: z.string(), columns: z.array(z.string()) });

/** Columns that a client writes, by table. */
async function columnsOf(client: Client): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await client.query(`select table_name::text, array_agg(column_name::text order by column_name::text) as columns
    from information_schema.columns where table_schema = 'public' and is_generated = 'NEVER' group by table_name order by table_name`);
  return new Map(rows.map((row) => columnShape.parse(row)).map(({ table_name, columns }) => [table_name, columns]));
}

const list = (columns: readonly string[]): string => columns.map((column) => `"${column}"`).join(', ');

/** Rows of a table in some of its columns, as JSON in an order of their own. */
export async function rowsIn(client: Client, table: string, columns: readonly string[]): Promise<readonly string[]> {
  const { rows } = await client.query<{ row: string }>(
    `select to_jsonb(r)::text as row from (select ${list(columns)} from "${table}") r order by 1`,
  );
  return rows.map(({ row }) => row);
}

/** Writes a row as a version does that knows these columns only. */
const write = (client: Client, table: string, columns: readonly string[], row: string) =>
  client.query(
    `insert into "${table}" (${list(columns)}) overriding system value
     select ${list(columns)} from jsonb_populate_record(null::"${table}", $1::jsonb) on conflict do nothing`,
    [row],
  );

const brokenRule = '23514';

/** Whether a version's own rules take a row: words that came later are none of its own. */
async function isTaken(client: Client, table: string, columns: readonly string[], row: string): Promise<boolean> {
  try {
    await write(client, table, columns, row);
    return true;
  } catch (error) {
    if (error instanceof DatabaseError && error.code === brokenRule) return false;
    throw error;
  }
}

export type Content = ReadonlyMap<string, { readonly columns: readonly string[]; readonly rows: readonly string[] }>;

/** Its one row comes with a migration, and triggers count on. */
const counter = 'organisation_version';

/** What a filled record of today would be in the columns of an earlier version. */
export const contentFor = (earlier: string, filled: string): Promise<Content> =>
  withClient(earlier, async (client) => {
    const tables = await columnsOf(client);
    return withClient(filled, async (full) => {
      const entries = [];
      for (const [table, columns] of tables)
        if (table !== counter) entries.push([table, { columns, rows: await rowsIn(full, table, columns) }] as const);
      return new Map(entries);
    });
  });

const beyondAll = 1_000_000;

/** Numbers that a database gives itself stay clear of those that rows are written with. */
const numberBeyond = (client: Client) =>
  client.query("select setval(oid::regclass, $1) from pg_class where relkind = 'S' and relnamespace = 'public'::regnamespace", [beyondAll]);

/** Fills a database past its references and triggers; what its own rules took. */
export const fill = (url: string, content: Content): Promise<Content> =>
  withClient(url, async (client) => {
    await numberBeyond(client);
    await client.query("set session_replication_role = 'replica'");
    const entries = [];
    for (const [table, { columns, rows }] of content) {
      const taken: string[] = [];
      for (const row of rows) if (await isTaken(client, table, columns, row)) taken.push(row);
      entries.push([table, { columns, rows: taken }] as const);
    }
    return new Map(entries);
  });

const missingReference = '23503';

interface Row {
  readonly table: string;
  readonly columns: readonly string[];
  readonly row: string;
}

/** Whether a row is written; false where what it refers to is not there yet. */
async function isWritten(client: Client, { table, columns, row }: Row): Promise<boolean> {
  try {
    await write(client, table, columns, row);
    return true;
  } catch (error) {
    if (error instanceof DatabaseError && error.code === missingReference) return false;
    throw error;
  }
}

/** Under this name rows are written: what triggers note of it beside them is known by it. */
const writer = 'system:version-before';

/** Whether a trigger has noted a row while others were written. */
export const isNoted = (row: string): boolean => row.includes(`"by": "${writer}"`);

/** Tables whose every change a trigger notes. */
export async function noted(client: Client): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ name: string }>(
    "select relname::text as name from pg_trigger join pg_class on pg_class.oid = tgrelid where tgname = 'note_change'",
  );
  return new Set(rows.map(({ name }) => name));
}

/** Writes rows under all rules and references of a database, what is referred to first; those that it never takes. */
export async function writeAll(client: Client, content: Content): Promise<readonly Row[]> {
  await numberBeyond(client);
  await client.query("select set_config('luyue.actor', $1, false)", [writer]);
  let waiting: readonly Row[] = [...content].flatMap(([table, { columns, rows }]) => rows.map((row) => ({ table, columns, row })));
  for (;;) {
    const left: Row[] = [];
    for (const row of waiting) if (!(await isWritten(client, row))) left.push(row);
    if (left.length === 0 || left.length === waiting.length) return left;
    waiting = left;
  }
}
