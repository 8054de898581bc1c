import { Pool } from 'pg';
import { databaseOf } from '../../db/connect';
import { boardFigures } from '../../db/queries/board';
import { needsManager } from '../../domain/case/urgency';
import { nextRung } from '../../domain/case/wait-set';
import { opened, type RecordedCase, recommended, records, sampleDeps, submitted, tamper } from './support';

const record = records();
const asked = { process: 'sample', processes: ['sample'] };
const dayMs = 86_400_000;
const now = Date.UTC(2026, 8, 2);

const figures = (at = now) => boardFigures(record().db, asked, at);

/** Lets time pass until a clock of the case is breached. */
async function breach(c: RecordedCase): Promise<void> {
  while (Object.values(c.state.clocks).every((clock) => clock.breachedAt === undefined)) {
    const due = nextRung(c.state);
    const clock = due === null ? undefined : c.state.clocks[due.clock];
    if (due === null || clock?.next == null) throw new Error('no clock runs');
    c.now = due.at;
    await c.transition({ kind: 'rung', clock: due.clock, startedSeq: clock.startedSeq, rung: clock.next.name });
  }
}

describe('the figures of a board', () => {
  it('count what is open, late and for a manager, and leave exercises out', async () => {
    const before = await figures();
    const late = await submitted(record().db);
    await breach(late);
    await opened(record().db, sampleDeps, { drill: true });
    const after = await figures();
    expect(after).toMatchObject({
      open: before.open + 1,
      breached: before.breached + 1,
      needsManager: before.needsManager + 1,
      drills: before.drills + 1,
      recordsOpen: before.recordsOpen + 2,
    });
    expect(needsManager(late.state)).toBe(true);
  });

  it('agree with what the cases publish of themselves: an acknowledged breach needs no manager any more', async () => {
    const late = await submitted(record().db);
    await breach(late);
    const [clock] = Object.values(late.state.clocks).filter(({ breachedAt }) => breachedAt !== undefined);
    const before = await figures();
    expect(await late.act('acknowledge', 'zhou-wei', { clock: clock?.id })).toMatchObject({ kind: 'written' });
    expect((await figures()).needsManager).toBe(before.needsManager - (needsManager(late.state) ? 0 : 1));
  });

  it('have a row per stage with its bands, one per team, and the oldest five with their numbers', async () => {
    await recommended(record().db);
    for (let n = 1; n <= 6; n++) await opened(record().db, sampleDeps, { receivedAt: now - n * dayMs });
    const { stages, teams, oldest, open } = await figures();
    expect(stages.reduce((sum, stage) => sum + stage.open, 0)).toBe(open);
    expect(stages.map(({ stage }) => stage)).toEqual(expect.arrayContaining(['gather', 'decide']));
    expect(teams.reduce((sum, team) => sum + team.open, 0)).toBe(open);
    expect(oldest).toHaveLength(5);
    expect(oldest[0]).toMatchObject({ number: expect.any(Number), process: 'sample', at: now - 6 * dayMs });
  });

  it('of all processes have a row per process and no stage', async () => {
    const { stages, open } = await boardFigures(record().db, { process: null, processes: ['sample', 'other'] }, now);
    expect(stages).toEqual([expect.objectContaining({ process: 'sample', stage: null, open })]);
  });

  it('count what falls due in the next 24 hours, and not what is overdue', async () => {
    const c = await submitted(record().db);
    const due = Math.min(...Object.values(c.state.clocks).flatMap(({ dueAt }) => (dueAt === null ? [] : [dueAt])));
    const before = await figures(due + 1);
    expect(before.due.map((listed) => listed.case)).not.toContain(c.id);
    const hour = await figures(due - 1);
    expect(hour.dueSoon).toBeGreaterThan(0);
    expect(hour.due.map((listed) => listed.case)).toContain(c.id);
  });

  it('count promises that are open, and those kept or broken in the last 30 days', async () => {
    const c = await submitted(record().db);
    await c.act('promise', 'chen-xi', { topic: 'call-back', to: 'claimant', dueAt: c.now + dayMs });
    await c.act('promise', 'chen-xi', { topic: 'visit', to: 'claimant', dueAt: c.now + dayMs });
    await c.act('keepPromise', 'chen-xi', { promise: Object.keys(c.state.promises)[0] });
    expect((await figures(c.now)).promises).toEqual({ open: 1, kept: 1, broken: 0 });
    expect((await figures(c.now + 60 * dayMs)).promises).toEqual({ open: 1, kept: 0, broken: 0 });
  });

  it('of nothing are noughts', async () => {
    const none = await boardFigures(record().db, { process: 'none', processes: ['none'] }, now);
    expect(none).toMatchObject({ open: 0, stages: [], teams: [], due: [], oldest: [], events: [], recordsOpen: 0 });
  });
});

describe('the figures of a board beside twenty thousand closed cases', () => {
  const caught: { text: string; values: unknown[] }[] = [];
  let pool: Pool;

  beforeAll(async () => {
    pool = new Pool({ connectionString: record().url });
    const query = pool.query.bind(pool);
    Reflect.set(pool, 'query', (config: { text: string }, values: unknown[]) => {
      caught.push({ text: config.text, values });
      return query(config, values);
    });
    const c = await opened(record().db);
    await tamper(
      record().url,
      `insert into case_file overriding system value select (jsonb_populate_record(f, jsonb_build_object('id', 'filler-' || n, 'number', 1000000 + n, 'reference', 'filler-' || n,
         'status', 'closed', 'outcome', 'done', 'closed_at', now(), 'received_at', now() - n * interval '10 minutes'))).*
       from case_file f, generate_series(1, 20000) as n where f.id = '${c.id}'`,
      'analyze case_file',
    );
  });

  afterAll(async () => {
    await tamper(record().url, "delete from case_file where id like 'filler-%'");
    await pool.end();
  });

  it.each(['sample', null])('are read by index (%s)', async (process) => {
    caught.length = 0;
    await boardFigures(databaseOf(pool), { process, processes: ['sample'] }, Date.now());
    const [{ text, values } = { text: '', values: [] }] = caught;
    const { rows } = await record().pool.query<Record<string, string>>(`explain ${text}`, values);
    const plan = rows.map((line) => line['QUERY PLAN']).join('\n');
    expect(plan).toMatch(/Index.* on case_file/);
    expect(plan).not.toMatch(/Seq Scan on case_file/);
  });
});
