import { z } from 'zod';
import { catchUp } from '../../../cli/commands/sync';
import { getCase } from '../../../db/queries/case';
import { until } from '../../../dev/waiting';
import { tamper } from '../../db/support';
import { resetBeforeLastAct } from '../../support/reset';
import { house } from './support';

const { luyue, program, doors, start, record, terminate, newestRun, engine } = house();

beforeAll(() => start());

/** A case at its second stage whose handler is chen-xi; `compressed` makes it a drill. */
async function decided(reference: string, more: object = {}): Promise<string> {
  const parties = [{ id: 'claimant', role: 'claimant', name: '王小明' }];
  const notice = { source: 'app', reference, line: 'motor', branch: 'north', parties, subject: 's', ...more };
  const { case: id } = await doors().open('sample', notice);
  await doors().act(id, { act: 'submit', as: 'party:claimant', payload: { items: ['id-card'] } });
  await doors().act(id, { act: 'assign', as: 'zhou-wei', payload: { to: 'chen-xi' } });
  return id;
}

const tasksShape = z.object({ tasks: z.array(z.object({ caseId: z.string(), act: z.string() })) });
const rowsShape = z.object({ rows: z.array(z.object({ rule: z.string(), started: z.number(), running: z.number() })) });

describe('luyue tasks', () => {
  it('shows a task to its owner, and to nobody as their own who is not', async () => {
    const id = await decided('T-1');
    const own = async (as: string) =>
      tasksShape.parse((await luyue(['tasks', '--mine', '--as', as, '--json'])).json()).tasks.map((t) => t.caseId);
    expect(await own('chen-xi')).toContain(id);
    expect(await own('zhou-wei')).not.toContain(id);
  });

  it('needs a person for --mine, a role that exists and a sensible limit', async () => {
    expect((await luyue(['tasks', '--mine'])).err).toContain('needs --as');
    expect(await luyue(['tasks', '--role', 'chef'])).toMatchObject({ code: 2, err: expect.stringContaining('branch-manager') });
    expect((await luyue(['tasks', '--limit', '0'])).code).toBe(2);
    expect((await luyue(['tasks', '--as', 'nobody'])).code).toBe(4);
  });
});

describe('luyue report', () => {
  it('counts real cases only, where the services are real', async () => {
    await decided('R-1');
    await decided('R-2', { compressed: '1d=1h' });
    const count = async () => {
      const { rows } = rowsShape.parse((await luyue(['report', 'sla', '--json'])).json());
      return rows.find((row) => row.rule === 'claim-determine-complex')?.started;
    };
    const before = await count();
    await decided('R-3', { compressed: '1d=1h' });
    expect(await count()).toBe(before);
    await decided('R-4');
    expect(await count()).toBe((before ?? 0) + 1);
  });

  it('is CSV with names in the first line, and refuses a name or format that it lacks', async () => {
    const { out } = await luyue(['report', 'sla', '--format', 'csv', '--from', '2020-01-01T00:00:00Z']);
    expect(out.split('\r\n')[0]).toBe('rule,basis,started,met,inTime,late,running,paused,overdue,meanDays,inTimePercent');
    expect(out).toContain('claim-determine-complex,law,');
    expect((await luyue(['report', 'weather'])).code).toBe(2);
    expect((await luyue(['report', 'sla', '--format', 'pdf'])).code).toBe(2);
  });

  it('tells complaints apart by the month, or by what is asked for where the report has a choice', async () => {
    const by = async (...more: string[]) =>
      z.object({ by: z.string() }).parse((await luyue(['report', 'complaints', '--json', ...more])).json());
    await expect(by()).resolves.toEqual({ by: 'month' });
    await expect(by('--by', 'cause')).resolves.toEqual({ by: 'cause' });
    expect(await luyue(['report', 'complaints', '--by', 'weather'])).toMatchObject({ code: 2, err: expect.stringContaining('channel') });
    expect(await luyue(['report', 'sla', '--by', 'month'])).toMatchObject({ code: 2, err: expect.stringContaining('--by') });
  });

  it('lists calls as CSV', async () => {
    const { out } = await luyue(['report', 'callouts', '--format', 'csv']);
    expect(out.trimEnd()).toBe('emergency,kind,branch,drill,round,rank,who,calledAt,handedAt,answeredAt,result');
  });
});

describe('luyue preview', () => {
  it('finds no difference for stages that are as they were, and names the clocks that the rules here would move', async () => {
    const id = await decided('P-1');
    const { code, json } = await luyue(['preview', '--json']);
    const found = z
      .object({ seen: z.number(), cases: z.array(z.looseObject({ case: z.string(), next: z.null(), newTasks: z.tuple([]) })) })
      .parse(json());
    expect([code, found.seen]).toEqual([0, expect.any(Number)]);
    // The worker of these tests counts flat days; the rules here are the real ones.
    expect(found.cases.find((c) => c.case === id)).toMatchObject({
      fault: null,
      clocks: expect.arrayContaining([expect.objectContaining({ rule: 'claim-survey' })]),
    });
  });
});

describe('luyue sync', () => {
  it('lets a case catch up with its record', async () => {
    const id = await decided('Y-1');
    const { code, json } = await program(['sync', id, '--json']);
    expect([code, json()]).toEqual([0, { cases: 1, closed: 0, wrong: [] }]);
    expect((await luyue(['sync', 'sample-none'])).code).toBe(4);
  });

  it('sets an open case going again that the engine has lost', async () => {
    const lost = await decided('Y-2');
    await terminate(lost);
    await expect(doors().act(lost, { act: 'recommend', as: 'chen-xi', payload: { amountFen: 5 } })).rejects.toMatchObject({
      code: 'case.trouble',
    });
    const { code, json } = await luyue(['sync', '--json']);
    expect([code, json()]).toMatchObject([0, { wrong: [] }]);
    expect(await doors().act(lost, { act: 'recommend', as: 'chen-xi', payload: { amountFen: 5 } })).toMatchObject({ act: 'recommend' });
  });

  it('ends a case that the record has closed and an engine put back to an earlier moment runs again', async () => {
    const id = await decided('Y-5');
    await doors().act(id, { act: 'withdraw', as: 'party:claimant', payload: {} });
    const run = () => engine().client.workflow.getHandle(id);
    await run().result();
    await resetBeforeLastAct(engine(), id);
    expect((await run().describe()).status.name).toBe('RUNNING');
    expect(await until(async () => (await luyue(['reconcile', id, '--json'])).code === 5, 20_000, 250)).toBe(true);
    const { code, json } = await luyue(['sync', '--json']);
    expect([code, json()]).toMatchObject([0, { closed: 1, wrong: [] }]);
    expect(await run().result()).toMatchObject({ case: id, outcome: 'withdrawn' });
    expect((await luyue(['sync', '--json'])).json()).toMatchObject({ closed: 0, wrong: [] });
  });

  it('lets go of a case that has closed since it was listed, and starts no run for it', async () => {
    const id = await decided('Y-4');
    const { db } = record();
    const listed = await getCase(db, id);
    await doors().act(id, { act: 'withdraw', as: 'party:claimant', payload: {} });
    const before = await newestRun(id);
    expect(await catchUp(doors(), db, listed)).toMatchObject({ case: id, closed: true, engineSeq: null });
    expect(await newestRun(id)).toBe(before);
    expect(await luyue(['sync', id, '--json'])).toMatchObject({ code: 0 });
  });

  it('names a case whose engine does not answer, and exits 5', async () => {
    const id = await decided('Y-3');
    const { code, json } = await luyue(['sync', id, '--json'], { TEMPORAL_ADDRESS: '127.0.0.1:1', LUYUE_PATIENCE_MS: '500' });
    expect([code, json()]).toMatchObject([5, { wrong: [{ case: id, engineSeq: null }] }]);
  });
});

describe('luyue verify', () => {
  it('is content with a whole record and exits 1 with the first bad row of one that was changed', async () => {
    const id = await decided('V-1');
    expect(await luyue(['verify', id, '--json'])).toMatchObject({ code: 0 });
    await tamper(record().url, `update case_event set fact = jsonb_set(fact, '{stage}', '"pay"') where case_id = '${id}' and seq = 2`);
    const bad = await program(['verify', '--json']);
    expect([bad.code, bad.json()]).toMatchObject([1, { good: false, flaws: [{ kind: 'edited', where: id, seq: 2 }] }]);
    expect((await luyue(['verify', id])).out).toContain('行被改动');
    expect((await luyue(['verify', 'sample-none'])).code).toBe(4);
  });
});
