import { Pool } from 'pg';
import { databaseOf } from '../../db/connect';
import { readOrganisation } from '../../db/queries/organisation';
import { inboxOf, tasksOfRole, tasksOfTeam, tasksOwnedBy } from '../../db/queries/tasks';
import { opened, recommended, records, sampleDeps, submitted, tamper } from './support';

const record = records();
const now = Date.UTC(2026, 8, 2);
const people = async () => (await readOrganisation(record().db)).organisation;
const inbox = async (staff: string) =>
  (await inboxOf(record().db, await people(), staff, now)).map(({ caseId, act }) => `${caseId} ${act}`);

describe('the inbox', () => {
  it('shows people their own tasks and those of their queues, and nobody else', async () => {
    const c = await submitted(record().db, 'chen-xi');
    const d = await recommended(record().db, 'li-ming');
    expect(await inbox('chen-xi')).toContain(`${c.id} recommend`);
    for (const staff of ['wu-dan', 'zhou-wei', 'zhou-wei-approver']) expect(await inbox(staff)).toContain(`${d.id} determine`);
    for (const staff of ['ding-hao', 'mei-lan']) expect(await inbox(staff)).not.toContain(`${d.id} determine`);
    expect(await inbox('nobody-known')).toEqual([]);
  });

  it('shows a delegated task to whoever stands in', async () => {
    const c = await submitted(record().db, 'chen-xi');
    const [name] = Object.keys(c.state.expectations);
    await c.act('delegate', 'chen-xi', { task: name, to: 'li-ming' });
    expect(await inbox('li-ming')).toContain(`${c.id} recommend`);
    expect((await c.act('recommend', 'li-ming', { amountFen: 1 })).kind).toBe('written');
  });

  it('puts the breached before the rest, and then the due first', async () => {
    // The only handler of property in the north.
    const property = async () => {
      const c = await opened(record().db, sampleDeps, { line: 'property' });
      await c.act('submit', 'party:claimant', { items: ['x'] });
      return c;
    };
    const late = await property();
    const early = await property();
    await tamper(
      record().url,
      `update task set urgency = 5, due_at = now() + interval '1 day' where case_id = '${late.id}'`,
      `update task set urgency = 5, due_at = now() where case_id = '${early.id}'`,
    );
    expect(await inbox('tang-yu')).toEqual([`${early.id} recommend`, `${late.id} recommend`]);
    await tamper(record().url, `update task set urgency = 0 where case_id = '${late.id}'`);
    expect(await inbox('tang-yu')).toEqual([`${late.id} recommend`, `${early.id} recommend`]);
    const byDue = await tasksOwnedBy(record().db, ['staff:tang-yu'], { by: 'due' });
    expect(byDue.map((row) => row.caseId)).toEqual([early.id, late.id]);
  });

  it('can be asked by role and by team', async () => {
    const c = await recommended(record().db, 'li-ming');
    const ids = (rows: readonly { caseId: string }[]) => rows.map((row) => row.caseId);
    expect(ids(await tasksOfRole(record().db, 'approver', 'motor-north'))).toContain(c.id);
    expect(ids(await tasksOfRole(record().db, 'approver', null))).toContain(c.id);
    expect(ids(await tasksOfRole(record().db, 'approver', 'motor-south'))).toEqual([]);
    expect(ids(await tasksOfTeam(record().db, 'motor-north', 1000))).toContain(c.id);
  });
});

describe('the inbox with two hundred thousand tasks in the table', () => {
  const filled = 200_000;
  const plans: string[] = [];
  const asked: { text: string; values: unknown[] }[] = [];
  let pool: Pool;

  beforeAll(async () => {
    await tamper(
      record().url,
      `insert into task (case_id, seq, name, act, assignee, owner, barred, state, process, stage, line, branch, team, urgency, due_at, opened_at, closed_at, closed_seq)
       select 'filler-' || n, 1, 'recommend#1', 'recommend', '{"kind":"handler"}',
         case n % 4 when 0 then 'approver@motor-north' else 'staff:filler-' || n % 500 end, '{}', case when n % 2 = 0 then 'open' else 'done' end,
         'sample', 'decide', 'motor', 'north', 'motor-north', n % 6, now() + n * interval '1 second', now(),
         case when n % 2 = 0 then null else now() end, case when n % 2 = 0 then null else 2 end
       from generate_series(1, ${filled}) as n`,
      'analyze task',
    );
    pool = new Pool({ connectionString: record().url });
    const query = pool.query.bind(pool);
    Reflect.set(pool, 'query', (config: { text: string }, values: unknown[]) => {
      asked.push({ text: config.text, values });
      return query(config, values);
    });
  });

  afterAll(async () => {
    await tamper(record().url, "delete from task where case_id like 'filler-%'");
    await pool.end();
  });

  beforeEach(() => {
    asked.length = 0;
    plans.length = 0;
  });

  const explain = async (): Promise<string> => {
    const rows = await Promise.all(
      asked.map(async ({ text, values }) => (await record().pool.query<Record<string, string>>(`explain ${text}`, values)).rows),
    );
    return rows.flatMap((plan) => plan.map((line) => line['QUERY PLAN'])).join('\n');
  };

  it.each(['urgency', 'due'] as const)('of queues and persons, ordered by %s, is read by index', async (by) => {
    const rows = await tasksOwnedBy(databaseOf(pool), ['approver@motor-north', 'staff:filler-1', 'staff:filler-2'], { by, limit: 50 });
    expect(rows).toHaveLength(50);
    const plan = await explain();
    expect(plan).toMatch(/Index.* on task/);
    expect(plan).not.toMatch(/Seq Scan on task|Parallel/);
  });

  it('of a team, and of whoever stands in, is read by index', async () => {
    expect(await tasksOfTeam(databaseOf(pool), 'motor-north', 50)).toHaveLength(50);
    await inboxOf(databaseOf(pool), await people(), 'chen-xi', now);
    expect(await explain()).not.toMatch(/Seq Scan on task/);
  });
});
