import { randomUUID } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator';
import { Client } from 'pg';
import { z } from 'zod';
import { connect } from '../../db/connect';
import { migrate } from '../../db/migrate';
import { writeDailyRoot } from '../../db/queries/daily-root';
import { verifyAll } from '../../db/queries/verify';
import { createDatabase } from '../../dev/postgres';
import { start } from '../kernel/sample/open';
import { fromSetup } from '../support/engine';
import { temporaryFolder } from '../support/folder';
import { moreThanAdding } from '../support/migration-rules';
import { granted, opened, recommended, records, sampleDeps, submitted } from './support';

const folder = join(__dirname, '../../db/migrations');
const journalShape = z.object({ entries: z.array(z.looseObject({ idx: z.number(), tag: z.string() })) });
const journal = journalShape.parse(JSON.parse(readFileSync(join(folder, 'meta/_journal.json'), 'utf8')));
const tags = journal.entries.map(({ tag }) => tag);
const textOf = (tag: string): string => readFileSync(join(folder, `${tag}.sql`), 'utf8');

/** What earlier migrations did beyond adding, with the reason why the version before goes on all the same. */
const reasoned: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  '0002_policy_likeness': [['locks personal_value to build personal_value_of_policy', 'no installation had rows yet']],
  '0003_cases_that_ask_for_cases': [
    ['drops the index personal_value_of_policy', 'the index that follows serves the same question'],
    ['adds the rule authority_limit_role', 'a wider list in the same transaction'],
    ['adds the rule notice_status', 'a wider list in the same transaction'],
    ['adds the rule notice_channel', 'a wider list in the same transaction'],
    ['adds the rule role_assignment_role', 'a wider list in the same transaction'],
    ['locks case_file to build case_file_open_by_place', 'no installation had many rows'],
    ['locks case_file to build case_file_by_event', 'no installation had many rows'],
    ['locks case_file to build case_file_by_parent', 'no installation had many rows'],
    ['locks case_message to build case_message_by_case', 'no installation had many rows'],
    ['locks case_message to build case_message_order', 'no installation had many rows'],
    ['locks personal_value to build personal_value_of_matter', 'no installation had many rows'],
  ],
  '0004_http_door': [
    ['rewrites case_event for feed_no', 'each row needs a number of its own; no installation had many rows'],
    ['adds the unique index case_event_feed', 'the numbers come from a sequence'],
  ],
  '0005_http_followers': [['adds the rule staff_capacity', 'on a column that the same migration adds']],
  '0006_data_keys': [
    ['drops the index personal_value_of_matter', 'the index that follows serves the same question'],
    ['locks personal_value to build personal_value_of_matter', 'no installation had many rows'],
    ['adds the rule personal_value_erased', 'whatever the version before writes satisfies it: its column is null'],
  ],
};

describe('a migration only adds', () => {
  it.each(tags.slice(1))('%s, but for what is reasoned', (tag) => {
    expect(new Set(moreThanAdding(textOf(tag)))).toEqual(new Set((reasoned[tag] ?? []).map(([what]) => what)));
  });

  it.each([
    ['ALTER TABLE "task" DROP COLUMN "owner";', 'drops the column task.owner'],
    ['DROP TABLE "task";', 'drops the table task'],
    ['ALTER TABLE "task" RENAME COLUMN "owner" TO "holder";', 'renames in task'],
    ['ALTER TABLE "task" ALTER COLUMN "seq" SET DATA TYPE bigint;', 'changes the type of task.seq'],
    ['ALTER TABLE "task" ALTER COLUMN "owner" SET NOT NULL;', 'makes task.owner not null'],
    ['ALTER TABLE "task" ADD COLUMN "colour" text NOT NULL;', 'adds task.colour, not null without a default'],
    ['ALTER TABLE "task" ADD COLUMN "at" timestamp DEFAULT now() NOT NULL;', 'rewrites task for at'],
    ['ALTER TABLE "task" ADD CONSTRAINT "task_owner" CHECK ("owner" <> \'\');', 'adds the rule task_owner'],
    ['CREATE UNIQUE INDEX "one" ON "task" USING btree ("owner");', 'adds the unique index one'],
    ['CREATE INDEX "slow" ON "task" USING btree ("owner");', 'locks task to build slow'],
    ['CREATE INDEX CONCURRENTLY "quick" ON "task" ("owner");', 'builds quick concurrently, which no transaction can'],
    ['UPDATE "task" SET "owner" = \'x\';', 'changes rows (update)'],
  ])('and %s is found', (sql, what) => {
    expect(moreThanAdding(`CREATE TABLE "other" ("a" text);\n--> statement-breakpoint\n${sql}`)).toEqual([what]);
  });

  it.each([
    'ALTER TABLE "task" ADD COLUMN "colour" text;',
    'ALTER TABLE "task" ADD COLUMN "hot" boolean DEFAULT false NOT NULL;',
    'CREATE TABLE "new" ("a" text);\n--> statement-breakpoint\nCREATE INDEX "i" ON "new" USING btree ("a");',
  ])('and %s is nothing but that', (sql) => {
    expect(moreThanAdding(sql)).toEqual([]);
  });
});

const source = records();
const temporary = temporaryFolder();
const made: string[] = [];

async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** A database with the migrations up to one; its address. */
async function databaseAt(last: number): Promise<string> {
  const at = join(temporary, `migrations-${last}`);
  mkdirSync(join(at, 'meta'), { recursive: true });
  for (const tag of tags.slice(0, last + 1)) cpSync(join(folder, `${tag}.sql`), join(at, `${tag}.sql`));
  writeFileSync(
    join(at, 'meta/_journal.json'),
    JSON.stringify({ ...journal, entries: journal.entries.slice(0, last + 1), version: '7', dialect: 'postgresql' }),
  );
  const url = new URL(fromSetup('LUYUE_TEST_PG'));
  url.pathname = `/migrations_${randomUUID().replaceAll('-', '')}`;
  made.push(url.pathname.slice(1));
  await createDatabase(fromSetup('LUYUE_TEST_PG'), url.pathname.slice(1));
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
async function rowsIn(client: Client, table: string, columns: readonly string[]): Promise<readonly string[]> {
  const { rows } = await client.query<{ row: string }>(
    `select to_jsonb(r)::text as row from (select ${list(columns)} from "${table}") r order by 1`,
  );
  return rows.map(({ row }) => row);
}

/** Writes rows as a version does that knows these columns only. */
const write = (client: Client, table: string, columns: readonly string[], rows: readonly string[]) =>
  client.query(
    `insert into "${table}" (${list(columns)}) overriding system value
     select ${list(columns)} from jsonb_populate_recordset(null::"${table}", $1::jsonb) on conflict do nothing`,
    [`[${rows.join(',')}]`],
  );

/** Tables in an order in which what a row refers to is there before it. */
async function inOrder(client: Client, tables: readonly string[]): Promise<readonly string[]> {
  const { rows } = await client.query<{ of: string; to: string }>(
    `select conrelid::regclass::text as of, confrelid::regclass::text as to from pg_constraint where contype = 'f' and conrelid <> confrelid`,
  );
  const done: string[] = [];
  while (done.length < tables.length) {
    const next = tables.filter((table) => !done.includes(table) && rows.every(({ of, to }) => of !== table || done.includes(to)));
    if (next.length === 0) return tables;
    done.push(...next);
  }
  return done;
}

type Content = ReadonlyMap<string, { readonly columns: readonly string[]; readonly rows: readonly string[] }>;

/** What the record of the source would be in the columns of an earlier version. */
async function contentFor(client: Client): Promise<Content> {
  const earlier = await columnsOf(client);
  return withClient(source().url, async (full) => {
    const entries = [];
    for (const [table, columns] of earlier) entries.push([table, { columns, rows: await rowsIn(full, table, columns) }] as const);
    return new Map(entries);
  });
}

beforeAll(async () => {
  const { db } = source();
  const parent = await opened(db, sampleDeps, { process: 'disaster', content: {} });
  await parent.act('declare', 'zhou-wei', { event: 'TY1', places: ['44'], from: start - 1, to: start + 1, processes: ['loss'] });
  await parent.act('ask', 'zhou-wei', { name: 'review', subject: 's' });
  const worked = await recommended(db);
  await worked.act('comment', 'chen-xi', { text: '已核实' });
  await worked.act('promise', 'chen-xi', { topic: 'visit', to: 'claimant', dueAt: start + 9_000_000 });
  await worked.act('attach', 'chen-xi', { type: 'id-card', reference: 'dms:1', sha256: 'a'.repeat(64) });
  await worked.act('determine', 'zhou-wei', granted());
  await submitted(db);
  await writeDailyRoot(db, '2026-09-01');
});

afterAll(async () => {
  await withClient(fromSetup('LUYUE_TEST_PG'), async (client) => {
    for (const name of made) await client.query(`drop database if exists "${name}" with (force)`);
  });
});

describe.each(tags.slice(0, -1).map((tag, i) => [tag, i] as const))('a filled database of the version of %s', (_tag, last) => {
  it('is brought forward with all its rows, and its record is whole', async () => {
    const url = await databaseAt(last);
    const content = await withClient(url, async (client) => {
      const filled = await contentFor(client);
      await client.query("set session_replication_role = 'replica'");
      for (const [table, { columns, rows }] of filled) await write(client, table, columns, rows);
      return filled;
    });
    expect([...content.values()].filter(({ rows }) => rows.length > 0).length).toBeGreaterThanOrEqual(15);
    await migrate(url);
    await withClient(url, async (client) => {
      // The organisation counts its own changes, and a new table beside it is one.
      for (const [table, { columns, rows }] of content)
        if (table !== 'organisation_version') expect([table, await rowsIn(client, table, columns)]).toEqual([table, rows]);
    });
    const { db, close } = connect(url);
    const { flaws, cases } = await verifyAll(db);
    await close();
    expect([flaws, cases > 0]).toEqual([[], true]);
  });

  it('and what that version writes is still taken after all later migrations', async () => {
    const before = await databaseAt(last);
    const content = await withClient(before, contentFor);
    const url = await databaseAt(tags.length - 1);
    await withClient(url, async (client) => {
      for (const table of await inOrder(client, [...content.keys()])) {
        const { columns = [], rows = [] } = content.get(table) ?? {};
        await write(client, table, columns, rows);
        if (table !== 'organisation_version') expect([table, await rowsIn(client, table, columns)]).toEqual([table, rows]);
      }
    });
  });
});

describe('a migration that is applied again while cases are written', () => {
  it('changes nothing, keeps nobody waiting and loses no commit', async () => {
    const { db, url } = source();
    let isMigrating = true;
    const again = Promise.all([migrate(url), migrate(url), migrate(url)]).finally(() => {
      isMigrating = false;
    });
    let written = 0;
    do {
      expect(await (await opened(db)).act('comment', 'zhou-wei', { text: 'x' })).toMatchObject({ kind: 'written' });
      written += 1;
    } while (isMigrating && written < 200);
    await again;
    expect((await verifyAll(db)).flaws).toEqual([]);
  });
});
