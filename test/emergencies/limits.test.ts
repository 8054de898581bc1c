import { describeLimits, type LimitRow } from '../support/describe-limits';
import { cst, type EmergencyDriver, type Given, given, hourMs, minuteMs, start } from './driver';
import { paper } from './played';

type Row = LimitRow<EmergencyDriver>;
type Do = (c: EmergencyDriver) => Promise<void>;

/** Somebody has answered: the ladder of calls is silent, so that only the limit is heard. */
const reach =
  (request: Given, ...first: readonly Do[]) =>
  async (): Promise<EmergencyDriver> => {
    const c = await given(request);
    await c.does('answerCall', 'duty1');
    for (const act of first) await act(c);
    return c;
  };

const confirmed: Do = (c) => c.confirmed();
const manned: Do = (c) => c.does('takeCommand', 'boss1');
const ended: Do = async (c) => {
  await c.stoodDown();
  await c.reviewed();
};
const status: Do = (c) => c.does('reportStatus', 'duty1');
const action = (more = {}) => ((c) => c.does('addAction', 'duty1', { action: 'a1', kind: 'contain', ...more })) satisfies Do;
const done: Do = (c) => c.does('doAction', 'u1', { action: 'a1' });
const users: Do = (c) => c.does('tellUsers', 'duty1', { media: ['app'] });
const report =
  (obligation: Parameters<EmergencyDriver['reported']>[0]): Do =>
  (c) =>
    c.reported(obligation);

const alarmed = ['role:duty-officer', 'role:branch-manager', 'role:head-office'];
const data = { kind: 'data-incident' } as const;
const cyber = { kind: 'cyber-incident', content: { persons: 1_000_000 } } as const;
const cii = { kind: 'cyber-incident', content: { criticalInfrastructure: true } } as const;
const outage = { kind: 'system-outage' } as const;
const leak = { ...data, content: { personalData: true } } as const;
/** Occurred at 08:30, detected at 10:00. */
const earlier = { ...data, content: { occurredAt: start - 1.5 * hourMs } } as const;

const law: readonly Row[] = [
  // 2 hours from the detection at 10:00, the occurrence being unknown.
  {
    rule: 'data-incident-first-report',
    on: 'data-first',
    when: 'from detection',
    reach: reach(data),
    due: '2026-07-07T12:00',
    late: report('data-first'),
    told: alarmed,
  },
  // 2 hours from the occurrence at 08:30.
  {
    rule: 'data-incident-first-report',
    on: 'data-first',
    when: 'from occurrence',
    reach: reach(earlier),
    due: '2026-07-07T10:30',
    late: report('data-first'),
    told: alarmed,
  },
  // 24 hours, through the night.
  {
    rule: 'data-incident-written-report',
    on: 'data-written',
    reach: reach(data),
    due: '2026-07-08T10:00',
    late: report('data-written'),
    told: alarmed,
  },
  {
    rule: 'data-incident-written-report',
    on: 'data-written',
    when: 'from occurrence',
    reach: reach(earlier),
    due: '2026-07-08T08:30',
    late: report('data-written'),
    told: alarmed,
  },
  // 5 working days from the end of handling on 7 July: 8, 9, 10, 13, 14 July.
  {
    rule: 'data-incident-closure-report',
    on: 'data-closing',
    reach: reach(data, confirmed, manned, ended),
    due: '2026-07-15',
    late: report('data-closing'),
    told: ['role:handler', 'role:team-lead', 'role:branch-manager'],
  },
  // The company's number for 'at once', 2 hours.
  {
    rule: 'pi-breach-notice',
    on: 'pi-individuals',
    reach: reach(leak),
    due: '2026-07-07T12:00',
    late: report('pi-individuals'),
    told: alarmed,
  },
  {
    rule: 'pi-breach-notice',
    on: 'pi-regulator',
    reach: reach(leak),
    due: '2026-07-07T12:00',
    late: report('pi-regulator'),
    told: alarmed,
  },
  // 4 hours from discovery.
  {
    rule: 'cyber-incident-report-general',
    on: 'cyber-first',
    reach: reach(cyber),
    due: '2026-07-07T14:00',
    late: report('cyber-first'),
    told: alarmed,
  },
  // 1 hour from discovery.
  {
    rule: 'cyber-incident-report-cii',
    on: 'cii-first',
    reach: reach(cii),
    due: '2026-07-07T11:00',
    late: report('cii-first'),
    told: alarmed,
  },
  // 30 days from 7 July: the last is 6 August.
  {
    rule: 'cyber-incident-closure',
    on: 'cyber-closing',
    reach: reach(cyber, confirmed, manned, ended),
    due: '2026-08-07',
    late: report('cyber-closing'),
    told: ['role:handler', 'role:team-lead', 'role:branch-manager'],
  },
  // The company's number for 'promptly', 1 hour.
  { rule: 'business-interruption-notice', on: 'outage-users', reach: reach(outage), due: '2026-07-07T11:00', late: users, told: alarmed },
  {
    rule: 'business-interruption-notice',
    on: 'outage-regulator',
    reach: reach(outage),
    due: '2026-07-07T11:00',
    late: report('outage-regulator'),
    told: alarmed,
  },
];

const field = ['role:handler', 'role:duty-officer'];

const policy: readonly Row[] = [
  // Oral within 2 hours, in writing within 24.
  {
    rule: 'bi-emergency-first-report',
    on: 'general-oral',
    reach: reach({}),
    due: '2026-07-07T12:00',
    late: report('general-oral'),
    told: alarmed,
  },
  {
    rule: 'bi-emergency-written-report',
    on: 'general-written',
    reach: reach({}),
    due: '2026-07-08T10:00',
    late: report('general-written'),
    told: alarmed,
  },
  { rule: 'bi-emergency-duty-roster', reach: reach({}), due: '2026-07-07T12:00', late: manned, told: alarmed },
  // Half an hour.
  { rule: 'emergency-triage', reach: reach({}), due: '2026-07-07T10:30', late: confirmed, told: alarmed },
  // 4 hours where no due time was given, else by 16:45.
  { rule: 'emergency-action', on: 'a1', reach: reach({}, action()), due: '2026-07-07T14:00', late: done, told: field },
  {
    rule: 'emergency-action',
    on: 'a1',
    when: 'with a due time',
    reach: reach({}, action({ dueAt: cst('2026-07-07T16:45') })),
    due: '2026-07-07T16:45',
    late: done,
    told: field,
  },
  // 3 working days from 7 July: 8, 9, 10 July.
  {
    rule: 'emergency-review',
    reach: reach({}, confirmed, manned, (c) => c.stoodDown()),
    due: '2026-07-11',
    late: (c) => c.does('review', 'u1', { lessons: [], planChange: false }),
    told: ['role:handler', 'role:team-lead'],
  },
];

describe('limits of the law', () => describeLimits(law));
describe('limits of the company', () => describeLimits(policy));

/** A most serious data incident, its level set at 10:00. */
const extreme = reach({ kind: 'data-incident', content: { dataClass: 'core' } }, confirmed);
const progress = (c: EmergencyDriver) => c.clock('data-incident-extreme-progress', 'data-progress');
const missesOf = (c: EmergencyDriver, rule: string) =>
  c.told.filter((t) => t.template === 'clock-breach' && t.data.rule === rule).map((t) => t.data.dueAt);

describe('the progress reports of a most serious data incident', () => {
  it('are due every two hours from the level on, each report beginning the two hours anew', async () => {
    const c = await extreme();
    expect(progress(c)).toMatchObject({ state: 'running', basis: 'law', dueAt: cst('2026-07-07T12:00') });
    await c.until(cst('2026-07-07T11:40'));
    await c.reported('data-progress');
    expect(progress(c)).toMatchObject({ state: 'running', dueAt: cst('2026-07-07T13:40') });
    await c.until(cst('2026-07-07T13:40') - 1);
    expect(missesOf(c, 'data-incident-extreme-progress')).toEqual([]);
  });

  it('that are missed are breaches, one for every two hours, told to all of the ladder, and the duty goes on', async () => {
    const c = await extreme();
    await c.until(cst('2026-07-07T16:30'));
    const due = ['12:00', '14:00', '16:00'].map((time) => cst(`2026-07-07T${time}`));
    expect(missesOf(c, 'data-incident-extreme-progress')).toEqual(due);
    expect(c.state).toMatchObject({ notes: { 'missed.data-progress': 3 } });
    expect(c.state.flags).toContain('overdue-data-progress');
    await c.reported('data-progress');
    expect(c.state.flags).not.toContain('overdue-data-progress');
    expect(progress(c)?.dueAt).toBe(cst('2026-07-07T18:30'));
  });

  it('end when handling ends, and with a lower level', async () => {
    const ends = await extreme();
    await manned(ends);
    await ends.stoodDown();
    expect(progress(ends)?.state).toBe('stopped');
    const lowered = await reach({ kind: 'data-incident', content: { level: 'I' } }, confirmed)();
    await lowered.does('lowerLevel', 'boss1', { level: 'III' }, { ground: 'contained' });
    expect(progress(lowered)?.state).toBe('stopped');
    expect(lowered.record.events.some(({ fact }) => fact.kind === 'clock-stopped' && fact.why === 'contained')).toBe(true);
  });
});

describe('status reports to those concerned', () => {
  // Confirmed at 10:00.
  it.each([
    ['I', '2026-07-07T12:00'],
    ['II', '2026-07-07T14:00'],
    ['III', '2026-07-07T18:00'],
    ['IV', '2026-07-08T10:00'],
  ])('at level %s are due by %s and then again from each report', async (level, due) => {
    const c = await reach({ content: { level } }, confirmed)();
    const clock = () => c.clock('emergency-status-report', 'status');
    expect(clock()).toMatchObject({ state: 'running', basis: 'policy', dueAt: cst(due) });
    await c.until(cst(due) - minuteMs);
    expect(missesOf(c, 'emergency-status-report')).toEqual([]);
    await status(c);
    expect(clock()?.dueAt).toBe(2 * cst(due) - start - minuteMs);
    await c.until(2 * cst(due) - start - minuteMs);
    expect(missesOf(c, 'emergency-status-report')).toEqual([2 * cst(due) - start - minuteMs]);
  });

  it('come by the new level when it changes, from the same beginning', async () => {
    const c = await reach({}, confirmed)();
    await c.hours(1);
    await c.does('raiseLevel', 'duty1', { level: 'II' }, { ground: 'wider-spread' });
    expect(c.clock('emergency-status-report', 'status')?.dueAt).toBe(cst('2026-07-07T14:00'));
  });
});

describe('tags of a bulk act', () => {
  const tagged = reach({}, confirmed, async (c) => {
    await c.does('declareEvent', 'duty1', { event: 'TY1', places: ['33'], from: start, processes: ['claim'] });
    await c.does('tagCases', 'boss1', { event: 'TY1', bulk: 'b1' });
  });
  const undo = (c: EmergencyDriver) => c.tries('untagCases', 'boss1', { bulk: 'b1' }, { ground: 'wrong-place' });

  it('can be taken back until the 24 hours are over, once', async () => {
    const c = await tagged();
    await c.until(cst('2026-07-08T10:00') - 1);
    await expect(undo(c)).resolves.toBe('written');
    expect(c.state.bulks['b1-undo']).toMatchObject({ act: 'leaveEvent', payload: { event: 'TY1' }, select: { bulk: 'b1' } });
    await expect(undo(c)).resolves.toMatchObject({ act: 'act.refused', detail: "The tags of 'b1' are taken back already." });
  });

  it('stay when the 24 hours are over', async () => {
    const c = await tagged();
    await c.until(cst('2026-07-08T10:00'));
    await expect(undo(c)).resolves.toMatchObject({ act: 'act.refused', detail: "The time to take back the tags of 'b1' has passed." });
    expect(c.clock('emergency-tag-undo', 'b1')?.state).toBe('stopped');
  });
});

describe('a written obligation', () => {
  it('is not fulfilled without the document, an oral one is', async () => {
    const c = await reach(data)();
    const bare = (obligation: string) => c.tries('report', 'duty1', { obligation, means: 'phone' });
    await expect(bare('data-written')).resolves.toMatchObject({ act: 'act.refused', detail: expect.stringContaining('document') });
    await expect(bare('data-first')).resolves.toBe('written');
    await expect(c.tries('report', 'duty1', { obligation: 'data-written', means: 'written', document: paper() })).resolves.toBe('written');
  });
});
