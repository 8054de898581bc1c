import { sql } from 'drizzle-orm';
import { connect } from '../../db/connect';
import { plainColumns } from '../../db/keys/columns';
import { migrate } from '../../db/migrate';
import { type Flaw, verifyAll } from '../../db/queries/verify';
import { start } from '../kernel/sample/open';
import { writeDailyRoot } from '../support/daily-root';
import { fromSetup } from '../support/engine';
import { temporaryFolder } from '../support/folder';
import {
  type Content,
  contentFor,
  fill,
  isNoted,
  migratedUpTo,
  noted,
  rowsIn,
  tags,
  textOf,
  withClient,
  writeAll,
} from '../support/migrated';
import { moreThanAdding } from '../support/migration-rules';
import { granted, opened, recommended, records, sampleDeps, submitted } from './support';

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
  '0008_big_tables': [
    ['locks clock to build clock_unacknowledged', 'partial and small: of the clocks breached and not acknowledged'],
    ['locks clock_segment to build clock_segment_paused', 'partial and small: of the clocks that pause'],
    ['locks task to build task_open', 'partial: of the open tasks only'],
    ['locks task to build task_open_by_due', 'partial: of the open tasks only'],
  ],
  '0009_staff_told': [['adds the rule letter_status', 'a wider list in the same transaction']],
  '0010_reachability': [
    ['locks notice to build notice_to_staff', 'partial: of the notices to staff only'],
    ['locks party to build party_without_address', 'partial and small: of the parties without an address'],
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

/** A database with the migrations up to one; its address. */
async function databaseAt(last: number): Promise<string> {
  const url = await migratedUpTo(fromSetup('LUYUE_TEST_PG'), temporary, last);
  made.push(new URL(url).pathname.slice(1));
  return url;
}

const contentOf = (url: string): Promise<Content> => contentFor(url, source().url);

beforeAll(async () => {
  const { db } = source();
  const parent = await opened(db, sampleDeps, { process: 'disaster', content: {} });
  await parent.act('declare', 'zhou-wei', { event: 'TY1', places: ['44'], from: start - 1, to: start + 1, processes: ['loss'] });
  await parent.act('ask', 'zhou-wei', { name: 'review', subject: 's' });
  const worked = await recommended(db);
  await worked.act('comment', 'chen-xi', { text: '已核实' });
  await worked.act('promise', 'chen-xi', { topic: 'visit', to: 'claimant', dueAt: start + 9_000_000 });
  await worked.act('attach', 'chen-xi', { type: 'id-card', reference: 'dms:1', sha256: 'a'.repeat(64) });
  await worked.act('determine', 'zhou-wei', granted(), { ground: 'clear' });
  await submitted(db);
  await db.execute(sql`insert into rule_version values ('r', '1', '{}', now())`);
  await db.execute(sql`insert into calendar_version values ('CN', '1', '{}', now())`);
  await db.execute(sql`insert into refusal (case_id, act, actor, code, detail, request, at)
    values (${worked.id}, 'determine', 'chen-xi', 'actor.role', 'x', 'r', now())`);
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
    const content = await fill(url, await contentOf(url));
    expect([...content.values()].filter(({ rows }) => rows.length > 0).length).toBeGreaterThanOrEqual(24);
    await migrate(url);
    await withClient(url, async (client) => {
      // The organisation counts its own changes, and a new table beside it is one.
      for (const [table, { columns, rows }] of content) expect([table, await rowsIn(client, table, columns)]).toEqual([table, rows]);
    });
    const { db, close } = connect(url);
    const { flaws, cases } = await verifyAll(db, plainColumns);
    await close();
    // A version without the table had no such events either: it is the filling that knows them.
    const isOfLater = ({ detail }: Flaw): boolean => !content.has('declared_event') && detail.startsWith('declared event');
    expect([flaws.filter((flaw) => !isOfLater(flaw)), cases > 0]).toEqual([[], true]);
  });

  it('and what that version writes is still taken after all later migrations', async () => {
    const before = await databaseAt(last);
    const content = await fill(before, await contentOf(before));
    const url = await databaseAt(tags.length - 1);
    await withClient(url, async (client) => {
      expect(await writeAll(client, content)).toEqual([]);
      for (const [table, { columns, rows }] of content) {
        const written = (await rowsIn(client, table, columns)).filter((row) => !isNoted(row));
        expect([table, written]).toEqual([table, rows]);
      }
      // Whoever writes to the company leaves a note, also a version that does not know of it.
      const watched = await noted(client);
      const changes = [...content].flatMap(([table, { rows }]) => (watched.has(table) ? rows : []));
      expect((await rowsIn(client, 'record_change', ['by'])).filter(isNoted)).toHaveLength(changes.length);
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
    } while ((isMigrating || written < 5) && written < 200);
    await again;
    expect((await verifyAll(db, plainColumns)).flaws).toEqual([]);
  });
});
