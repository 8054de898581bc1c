import { clockTimes } from '../../../domain/clock/clock';
import type { Ladder } from '../../../domain/clock/ladder';
import { businessDays, businessHours, calendarDays, hours, months, years } from '../../../domain/clock/term';
import type { ClockRun, Level, Term } from '../../../domain/clock/types';
import { at, china, local, ruleOf, runFrom, silent, usual } from './support';

const rungsOf = (term: Term, run: ClockRun, ladder: Ladder): string[] =>
  clockTimes(ruleOf(term), ladder, run, china).rungs.map((rung) => `${rung.name} ${local(rung.at)}`);

const termBefore = (term: Term): Ladder => ({
  ...silent,
  // An emergency rings at once: the bare arithmetic.
  reminders: [{ name: 'remind', when: { before: term }, to: ['handler'], level: 'emergency' }],
});

describe('the usual ladder', () => {
  it('reminds at 50 and 80 percent, breaches at due, repeats daily and climbs', () => {
    // 30 days from 1 September: 15 used at the end of the 16th, 24 at the end of the 25th, due at the end of 1 October
    const { rungs } = clockTimes(ruleOf(calendarDays(30)), usual, runFrom('2026-09-01T10:00'), china);
    expect(rungs.map(({ name, at: when, kind, to, level }) => [name, local(when), kind, to.join(), level])).toEqual([
      ['remind-50', '2026-09-17T09:00', 'remind', 'handler', 0],
      // 26 September is the Saturday of Mid-Autumn, three days off: Monday
      ['remind-80', '2026-09-28T09:00', 'remind', 'handler,team-lead', 1],
      ['breach', '2026-10-02T00:00', 'breach', 'handler,team-lead,branch-manager', 1],
      ['repeat-1', '2026-10-03T07:00', 'repeat', 'team-lead,branch-manager', 1],
      ['repeat-2', '2026-10-04T00:00', 'repeat', 'branch-manager,head-office', 2],
      ['repeat-3', '2026-10-05T00:00', 'repeat', 'branch-manager,head-office', 2],
    ]);
  });

  it('takes shares on the working-day calendar, rounded down to whole days', () => {
    // 5 working days from 28 September: 29, 30 Sep, 8, 9, 10 Oct; 2 used at the end of 30 Sep, 4 at the end of 9 Oct
    const rungs = rungsOf(businessDays(5), runFrom('2026-09-28T10:00'), usual);
    // 1 October is a holiday: heard on the 8th, when work is done again. Saturday 10 October is worked.
    expect(rungs.slice(0, 3)).toEqual(['remind-50 2026-10-08T09:00', 'remind-80 2026-10-10T09:00', 'breach 2026-10-11T00:00']);
  });

  it('moves reminders with a pause that came before them only', () => {
    const rungs = rungsOf(calendarDays(30), runFrom('2026-09-01T10:00', ['2026-09-20T09:00', '2026-09-27T09:00']), usual);
    // 24 days are used at the end of 2 October; holidays until the 7th, and the 8th is the last day of the limit
    expect(rungs.slice(0, 3)).toEqual(['remind-50 2026-09-17T09:00', 'remind-80 2026-10-08T09:00', 'breach 2026-10-09T00:00']);
  });

  it('takes shares of hours exactly', () => {
    const rungs = rungsOf(hours(10), runFrom('2026-09-01T09:00'), usual);
    expect(rungs.slice(0, 3)).toEqual(['remind-50 2026-09-01T14:00', 'remind-80 2026-09-01T17:00', 'breach 2026-09-01T19:00']);
  });

  it('still reminds what can be computed when the end is undetermined', () => {
    const rungs = rungsOf(businessDays(5), runFrom('2026-12-29T10:00'), usual);
    expect(rungs).toEqual(['remind-50 2027-01-01T09:00', 'provisional 2027-01-04T00:00']);
  });
});

describe('a reminder a term before due', () => {
  it.each<[Term, string, Term, string, string]>([
    [businessDays(5), '2026-11-20T10:00', businessDays(1), '2026-11-27T00:00', 'due Fri 27: the beginning of Friday'],
    [businessDays(5), '2026-11-20T10:00', businessDays(3), '2026-11-25T00:00', 'Fri, Thu, Wed'],
    [businessDays(5), '2026-09-28T10:00', businessDays(4), '2026-09-30T00:00', 'Sat 10, 9, 8 Oct, 30 Sep'],
    [calendarDays(30), '2026-09-01T10:00', calendarDays(3), '2026-09-29T00:00', '1 Oct, 30, 29 Sep'],
    [calendarDays(30), '2026-09-01T10:00', hours(36), '2026-09-30T12:00', '36 h before 2 October 00:00'],
    [businessDays(5), '2026-11-20T10:00', businessHours(8), '2026-11-26T16:30', '7 h on Friday, 1 h on Thursday'],
    [years(2), '2026-03-15T10:00', months(6), '2027-09-16T00:00', 'six months before 16 March 2028'],
    [hours(24), '2026-09-01T10:00', businessDays(1), '2026-09-01T10:00', 'one working day earlier is the start itself'],
    [businessDays(1), '2026-09-01T10:00', calendarDays(9), '2026-09-01T10:00', 'never before the start'],
  ])('%j from %s, %j before: %s (%s)', (limit, start, term, expected) => {
    expect(rungsOf(limit, runFrom(start), termBefore(term))[0]).toBe(`remind ${expected}`);
  });

  it('is told after the pause it would fall into', () => {
    const run = runFrom('2026-09-01T10:00', ['2026-09-05T09:00', '2026-09-25T16:00']);
    // due at the end of 1 + 10 + 20 September = 1 October; ten days before falls on 22 September, in the pause
    expect(rungsOf(calendarDays(10), run, termBefore(calendarDays(10)))).toEqual(['remind 2026-09-25T16:00', 'breach 2026-10-02T00:00']);
  });
});

describe('staff are reminded when they work', () => {
  const remindAt = (share: number, level: Level = 'routine'): Ladder => ({
    ...silent,
    reminders: [{ name: 'remind', when: { share }, to: ['handler'], level }],
    quiet: usual.quiet,
  });
  const reminded = (term: Term, start: string, ladder: Ladder): string | undefined => rungsOf(term, runFrom(start), ladder)[0];

  it('on the last day of a one-day limit, not on the holiday before it when nothing of the day is used', () => {
    // 1 working day from Wed 30 September: the holidays last to 7 October, the day is Thu 8. 0.8 of it is 19:12, nobody works then,
    // and the next morning is past the limit: the afternoon of that day.
    expect(rungsOf(businessDays(1), runFrom('2026-09-30T10:00'), remindAt(0.8))).toEqual([
      'remind 2026-10-08T13:30',
      'breach 2026-10-09T00:00',
    ]);
    // Half of it is noon, when the office has closed for lunch.
    expect(reminded(businessDays(1), '2026-09-30T10:00', remindAt(0.5))).toBe('remind 2026-10-08T13:30');
    expect(reminded(businessDays(1), '2026-09-30T10:00', remindAt(0.45))).toBe('remind 2026-10-08T10:48');
  });

  it('never of a day that has not begun, at any share of any short limit', () => {
    // 0.3 of 3 days is less than one: 21:36 of the first day, Tue 1 September being the start; heard on the second morning.
    expect(reminded(calendarDays(3), '2026-09-01T10:00', remindAt(0.3))).toBe('remind 2026-09-03T09:00');
    expect(reminded(calendarDays(3), '2026-09-01T10:00', remindAt(0.2))).toBe('remind 2026-09-02T14:24');
  });

  it.each<[Level, Term, string, string, string]>([
    ['routine', calendarDays(10), '2026-11-11T10:00', '2026-11-17T09:00', 'five used at the end of Mon 16: Tuesday morning'],
    ['urgent', calendarDays(10), '2026-11-10T10:00', '2026-11-16T09:00', 'the end of Sun 15: Monday morning'],
    ['routine', calendarDays(10), '2026-11-09T10:00', '2026-11-16T09:00', 'the end of Sat 14: not on Sunday'],
    ['critical', calendarDays(10), '2026-11-08T10:00', '2026-11-16T09:00', 'the end of Fri 13: not on Saturday'],
    ['routine', calendarDays(10), '2026-09-14T10:00', '2026-09-20T09:00', 'the end of Sat 19: Sun 20 September is a make-up day'],
    ['routine', calendarDays(20), '2026-02-06T10:00', '2026-02-24T09:00', 'the end of Mon 16 February: Spring Festival lasts to Mon 23'],
  ])('%s, half of %j from %s: %s (%s)', (level, term, start, expected) => {
    expect(reminded(term, start, remindAt(0.5, level))).toBe(`remind ${expected}`);
  });

  it('in the last hours at work before, where the next would be too late', () => {
    // 10 days from 4 February end with Sat 14, a make-up day; 12 end with Mon 16, in the festival that began on Sun 15.
    expect(reminded(calendarDays(12), '2026-02-04T10:00', remindAt(0.95))).toBe('remind 2026-02-14T13:30');
    // 3 days from Thu 12 November end with Sun 15: two used at the end of Saturday, Monday is too late, so Friday afternoon.
    expect(reminded(calendarDays(3), '2026-11-12T10:00', remindAt(0.8))).toBe('remind 2026-11-13T13:30');
  });

  it('not before the limit began or went on after a pause', () => {
    expect(reminded(hours(24), '2026-11-13T15:00', remindAt(0.8))).toBe('remind 2026-11-13T15:00');
    // Paused until Friday 17:00: what lies before belongs to the pause.
    const run = runFrom('2026-11-09T10:00', ['2026-11-10T10:00', '2026-11-13T17:00']);
    expect(rungsOf(calendarDays(3), run, remindAt(0.8))[0]).toBe('remind 2026-11-13T17:00');
  });

  it('at once where no hours at work lie between beginning and end, quiet hours apart', () => {
    expect(reminded(hours(10), '2026-11-14T08:00', remindAt(0.5))).toBe('remind 2026-11-14T13:00');
    expect(reminded(hours(8), '2026-11-14T18:00', remindAt(0.9))).toBe('remind 2026-11-14T19:59');
    expect(reminded(hours(3), '2026-11-14T23:00', remindAt(0.5))).toBe('remind 2026-11-15T00:30');
  });

  it('at once in an emergency, on whatever day', () => {
    expect(reminded(hours(10), '2026-02-17T20:00', remindAt(0.5, 'emergency'))).toBe('remind 2026-02-18T01:00');
  });

  it('on each day of a year whose holidays nobody knows, rather than too late', () => {
    // Fri 1 January 2027 may be a holiday; nothing says so yet.
    expect(reminded(calendarDays(10), '2026-12-27T10:00', remindAt(0.5))).toBe('remind 2027-01-02T09:00');
  });

  it('and hear of a routine breach then, though it is recorded at its instant', () => {
    const late: Ladder = { ...silent, breach: { to: ['handler'], level: 'routine' }, quiet: usual.quiet };
    // Due at the end of Fri 13 November: recorded on Saturday, told on Monday.
    const { rungs } = clockTimes(ruleOf(calendarDays(3)), late, runFrom('2026-11-10T10:00'), china);
    expect(rungs.map((rung) => [local(rung.at), local(rung.tellAt ?? null)])).toEqual([['2026-11-14T00:00', '2026-11-16T09:00']]);
  });
});

describe('quiet hours', () => {
  const again = (level: Level, quiet: { from: number; to: number }): Ladder => ({
    ...silent,
    repeats: { every: hours(1), times: 1, steps: [{ to: ['head-office'], level }] },
    quiet: { urgent: quiet },
  });
  const repeated = (term: Term, start: string, ladder: Ladder): string | undefined => rungsOf(term, runFrom(start), ladder).at(-1);

  it('move what climbs after a breach to their end, over midnight and within a day, also on a Sunday', () => {
    const night = { from: 1320, to: 420 };
    expect(repeated(hours(18), '2026-09-01T05:00', again('urgent', night))).toBe('repeat-1 2026-09-02T07:00');
    expect(repeated(hours(2), '2026-11-15T02:00', again('urgent', night))).toBe('repeat-1 2026-11-15T07:00');
    expect(repeated(hours(9), '2026-09-01T03:00', again('urgent', { from: 720, to: 825 }))).toBe('repeat-1 2026-09-01T13:45');
  });

  it('begin with their first minute and end with their last', () => {
    const quiet = { from: 1320, to: 420 };
    expect(repeated(hours(8), '2026-09-01T12:59', again('urgent', quiet))).toBe('repeat-1 2026-09-01T21:59');
    expect(repeated(hours(8), '2026-09-01T13:00', again('urgent', quiet))).toBe('repeat-1 2026-09-02T07:00');
    expect(repeated(hours(9), '2026-09-01T21:00', again('urgent', quiet))).toBe('repeat-1 2026-09-02T07:00');
  });

  it('do not concern emergencies', () => {
    expect(repeated(hours(17), '2026-09-01T05:00', again('emergency', { from: 1320, to: 420 }))).toBe('repeat-1 2026-09-01T23:00');
  });

  it('never move the breach, only the telling of it', () => {
    const { rungs } = clockTimes(ruleOf(calendarDays(1)), usual, runFrom('2026-09-01T10:00'), china);
    const breach = rungs.find(({ kind }) => kind === 'breach');
    expect([local(breach?.at ?? null), local(breach?.tellAt ?? null)]).toEqual(['2026-09-03T00:00', '2026-09-03T07:00']);
    const loud: Ladder = { ...silent, quiet: { urgent: { from: 0, to: 1439 } } };
    expect(rungsOf(calendarDays(1), runFrom('2026-09-01T10:00'), loud)).toEqual(['breach 2026-09-03T00:00']);
  });
});

describe('repeats', () => {
  const every = (term: Term): Ladder => ({
    ...silent,
    repeats: { every: term, times: 3, steps: [{ to: ['head-office'], level: 'urgent' }] },
  });

  it('can follow the working days', () => {
    const rungs = rungsOf(businessDays(1), runFrom('2026-09-28T10:00'), every(businessDays(1)));
    expect(rungs).toEqual([
      'breach 2026-09-30T00:00',
      'repeat-1 2026-10-08T00:00',
      'repeat-2 2026-10-09T00:00',
      'repeat-3 2026-10-10T00:00',
    ]);
  });

  it('go on in plain days where holiday data ends: told early rather than not at all', () => {
    const rungs = rungsOf(businessDays(1), runFrom('2026-12-29T10:00'), every(businessDays(1)));
    expect(rungs).toEqual([
      'breach 2026-12-31T00:00',
      'repeat-1 2027-01-01T00:00',
      'repeat-2 2027-01-02T00:00',
      'repeat-3 2027-01-03T00:00',
    ]);
  });

  it('of an emergency run by the hour through the night', () => {
    const rungs = rungsOf(hours(2), { startsAt: at('2026-09-01T21:00'), pauses: [] }, every(hours(2)));
    expect(rungs).toEqual([
      'breach 2026-09-01T23:00',
      'repeat-1 2026-09-02T01:00',
      'repeat-2 2026-09-02T03:00',
      'repeat-3 2026-09-02T05:00',
    ]);
  });
});
