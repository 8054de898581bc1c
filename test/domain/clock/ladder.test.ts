import { clockTimes } from '../../../domain/clock/clock';
import type { Ladder } from '../../../domain/clock/ladder';
import { businessDays, businessHours, calendarDays, hours, months, years } from '../../../domain/clock/term';
import type { ClockRun, Term } from '../../../domain/clock/types';
import { at, china, local, ruleOf, runFrom, silent, usual } from './support';

const rungsOf = (term: Term, run: ClockRun, ladder: Ladder): string[] =>
  clockTimes(ruleOf(term), ladder, run, china).rungs.map((rung) => `${rung.name} ${local(rung.at)}`);

const termBefore = (term: Term): Ladder => ({
  ...silent,
  reminders: [{ name: 'remind', when: { before: term }, to: ['handler'], level: 'routine' }],
});

describe('the usual ladder', () => {
  it('reminds at 50 and 80 percent, breaches at due, repeats daily and climbs', () => {
    // 30 days from 1 September: 15 used at the end of the 16th, 24 at the end of the 25th, due at the end of 1 October
    const { rungs } = clockTimes(ruleOf(calendarDays(30)), usual, runFrom('2026-09-01T10:00'), china);
    expect(rungs.map(({ name, at: when, kind, to, level }) => [name, local(when), kind, to.join(), level])).toEqual([
      ['remind-50', '2026-09-17T09:00', 'remind', 'handler', 0],
      ['remind-80', '2026-09-26T07:00', 'remind', 'handler,team-lead', 1],
      ['breach', '2026-10-02T00:00', 'breach', 'handler,team-lead,branch-manager', 1],
      ['repeat-1', '2026-10-03T07:00', 'repeat', 'team-lead,branch-manager', 1],
      ['repeat-2', '2026-10-04T00:00', 'repeat', 'branch-manager,head-office', 2],
      ['repeat-3', '2026-10-05T00:00', 'repeat', 'branch-manager,head-office', 2],
    ]);
  });

  it('takes shares on the working-day calendar, rounded down to whole days', () => {
    // 5 working days from 28 September: 29, 30 Sep, 8, 9, 10 Oct; 2 used at the end of 30 Sep, 4 at the end of 9 Oct
    const rungs = rungsOf(businessDays(5), runFrom('2026-09-28T10:00'), usual);
    expect(rungs.slice(0, 3)).toEqual(['remind-50 2026-10-01T09:00', 'remind-80 2026-10-10T07:00', 'breach 2026-10-11T00:00']);
  });

  it('moves reminders with a pause that came before them only', () => {
    const rungs = rungsOf(calendarDays(30), runFrom('2026-09-01T10:00', ['2026-09-20T09:00', '2026-09-27T09:00']), usual);
    expect(rungs.slice(0, 3)).toEqual(['remind-50 2026-09-17T09:00', 'remind-80 2026-10-03T07:00', 'breach 2026-10-09T00:00']);
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

describe('quiet hours', () => {
  const remindAt90 = (level: 'routine' | 'emergency', quiet: { from: number; to: number }): Ladder => ({
    ...silent,
    reminders: [{ name: 'remind', when: { share: 0.9 }, to: ['handler'], level }],
    quiet: { routine: quiet },
  });

  it('move a rung to their end, over midnight and within a day', () => {
    expect(rungsOf(hours(20), runFrom('2026-09-01T05:00'), remindAt90('routine', { from: 1320, to: 420 }))[0]).toBe(
      'remind 2026-09-01T21:59',
    );
    expect(rungsOf(hours(100), runFrom('2026-09-01T05:00'), remindAt90('routine', { from: 1320, to: 420 }))[0]).toBe(
      'remind 2026-09-05T07:00',
    );
    expect(rungsOf(hours(10), runFrom('2026-09-01T04:00'), remindAt90('routine', { from: 720, to: 825 }))[0]).toBe(
      'remind 2026-09-01T13:45',
    );
  });

  it('begin with their first minute and end with their last', () => {
    const quiet = { from: 1320, to: 420 };
    expect(rungsOf(hours(10), runFrom('2026-09-01T22:00'), remindAt90('routine', quiet))[0]).toBe('remind 2026-09-02T07:00');
    expect(rungsOf(hours(10), runFrom('2026-09-01T12:59'), remindAt90('routine', quiet))[0]).toBe('remind 2026-09-01T21:59');
  });

  it('do not concern emergencies', () => {
    expect(rungsOf(hours(20), runFrom('2026-09-01T05:00'), remindAt90('emergency', { from: 1320, to: 420 }))[0]).toBe(
      'remind 2026-09-01T23:00',
    );
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
