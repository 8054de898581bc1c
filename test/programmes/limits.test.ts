import { describeLimits, type LimitRow } from '../support/describe-limits';
import { cst, given, type ProgrammeDriver, start } from './driver';

type Do = (played: ProgrammeDriver) => Promise<void>;

const reach =
  (first: Do): LimitRow<ProgrammeDriver>['reach'] =>
  async () => {
    const played = await given();
    await first(played);
    return played;
  };

const ordered: Do = (played) => played.does('setOrder', 'u1', { items: [] });
const planned: Do = (played) => played.planned();
const reviewed: Do = async (played) => {
  await planned(played);
  await played.until(cst('2026-10-01T10:00'));
  await played.does('holdReview', 'u1');
};

const told = ['role:handler', 'role:team-lead'];

describeLimits<ProgrammeDriver>([
  // 10 working days from the day on which the programme enters the running quarter: 8 to 10, 13 to 17, 20, 21 July.
  { rule: 'programme-prioritise', reach: reach(async () => undefined), due: '2026-07-22', late: ordered, told },
  // 5 working days: 8, 9, 10, 13, 14 July.
  {
    rule: 'programme-approval',
    reach: reach(ordered),
    due: '2026-07-15',
    late: (played) => played.does('approveOrder', 'manager1', { decision: 'returned' }),
    told,
  },
  // From 1 October, the first day after the quarter: off until the 7th; 8, 9, Saturday 10 (make-up), 12 to 16, 19, 20 October.
  { rule: 'programme-review', reach: reach(planned), due: '2026-10-21', late: (played) => played.does('holdReview', 'u1'), told },
  // From 1 October: 8, 9, 10, 12, 13 October.
  {
    rule: 'programme-decision',
    reach: reach(reviewed),
    due: '2026-10-14',
    late: (played) => played.does('decideQuarter', 'manager1', { decision: 'continue' }),
    told,
  },
]);

describe('the monthly analysis of complaints (Order 2020 no. 3 arts. 9 and 26; the month is the company’s)', () => {
  const rule = 'improve-complaint-root-cause';
  // A month from 7 July: its last day is 7 August.
  const due = cst('2026-08-08');
  const endsOf = (played: ProgrammeDriver) =>
    played.record.events.flatMap(({ fact }) => (fact.kind === 'clock-met' && fact.clock === rule ? [fact.inTime] : []));

  it('is due a month after the programme was opened, and until then nothing has happened', async () => {
    const played = await given();
    expect(played.clock(rule)).toMatchObject({ value: 'every', dueAt: due });
    await played.until(due - 1);
    expect(played.clock(rule)?.breachedAt).toBeUndefined();
    await played.analysed();
    expect(endsOf(played)).toEqual([true]);
  });

  it('missed is a breach that is told, and the analysis is still accepted', async () => {
    const played = await given();
    await played.until(due);
    expect(played.clock(rule)?.breachedAt).toBe(due);
    expect(played.told.filter((t) => t.template === 'clock-breach' && t.data.rule === rule).map((t) => t.to)).toEqual([told]);
    await played.analysed();
    expect(endsOf(played)).toEqual([false]);
  });

  it('begins again with every analysis, from its instant', async () => {
    const played = await given();
    await played.until(cst('2026-07-20T15:00'));
    await played.analysed();
    expect(played.clock(rule)).toMatchObject({ state: 'running', startsAt: played.now, dueAt: cst('2026-08-21') });
    expect(played.tasks).toContain('analyseComplaints');
  });

  it('runs whatever the stage', async () => {
    const played = await given();
    await reviewed(played);
    expect(played.state.stage).toBe('review');
    expect(played.tasks).toContain('analyseComplaints');
    expect(played.start).toBe(start);
  });
});
