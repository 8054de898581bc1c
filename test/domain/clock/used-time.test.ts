import { clockTimes } from '../../../domain/clock/clock';
import { remaining, usedShare } from '../../../domain/clock/end';
import { businessDays, businessHours, calendarDays, hours } from '../../../domain/clock/term';
import type { ClockRun, Term } from '../../../domain/clock/types';
import { at, china, local, ruleOf, runFrom, silent } from './support';

const dueOf = (term: Term, run: ClockRun): string | null => local(clockTimes(ruleOf(term), silent, run, china).dueAt);

describe('another term', () => {
  it('agreed in the contract replaces the rule, where the law yields', () => {
    const run = { ...runFrom('2026-09-01T10:00'), agreedTerm: calendarDays(10) };
    expect(dueOf(calendarDays(30), run)).toBe('2026-09-12T00:00');
    const firm = ruleOf(calendarDays(30));
    const { yieldsToContract: _, ...unyielding } = firm;
    expect(() => clockTimes(unyielding, silent, run, china)).toThrow(expect.objectContaining({ code: 'input.invalid' }));
  });

  it('granted by an extension replaces the total, counted from the same start', () => {
    const run = { ...runFrom('2026-09-01T10:00'), extendedTo: calendarDays(60) };
    expect(dueOf(calendarDays(30), run)).toBe('2026-11-01T00:00');
  });
});

describe('used time', () => {
  const thirty = ruleOf(calendarDays(30));

  it('is counted in whole local days for day limits, and stands still in a pause', () => {
    const run = runFrom('2026-09-01T10:00', ['2026-09-05T09:00', '2026-09-12T16:00']);
    const used = (when: string): number => 30 - remaining(thirty, run, china, at(when)).count;
    expect(['2026-09-01T23:00', '2026-09-02T23:00', '2026-09-05T08:00', '2026-09-11T08:00'].map(used)).toEqual([0, 0, 3, 3]);
    expect(['2026-09-12T17:00', '2026-09-13T00:00', '2026-10-08T23:59', '2026-10-09T00:00'].map(used)).toEqual([3, 4, 29, 30]);
  });

  it('is exact for hours', () => {
    const run = runFrom('2026-09-01T10:00', ['2026-09-01T11:00', '2026-09-01T11:30']);
    expect(usedShare(ruleOf(hours(4)), run, china, at('2026-09-01T12:30'))).toBeCloseTo(0.5);
    expect(remaining(ruleOf(businessHours(4)), run, china, at('2026-09-01T12:30'))).toEqual({ unit: 'businessHours', count: 2.5 });
  });

  it('stays used when the rule changes: 15 of 30 days used leave 5 of 10', () => {
    const run = { ...runFrom('2026-09-01T10:00'), carried: { at: at('2026-09-17T10:00'), usedShare: 0.5 } };
    expect(dueOf(calendarDays(10), run)).toBe('2026-09-22T00:00');
    expect(usedShare(ruleOf(calendarDays(10)), run, china, at('2026-09-17T10:00'))).toBeCloseTo(0.5);
  });

  it('gives the same end when the rule does not change, in and out of a pause', () => {
    const run = runFrom('2026-09-01T10:00', ['2026-09-05T09:00', '2026-09-12T16:00']);
    for (const when of ['2026-09-01T12:00', '2026-09-03T12:00', '2026-09-08T12:00', '2026-09-20T12:00'].map(at)) {
      for (const term of [calendarDays(30), businessDays(20), businessHours(100), hours(700)]) {
        const carried = { at: when, usedShare: usedShare(ruleOf(term), run, china, when) };
        expect(dueOf(term, { ...run, carried })).toBe(dueOf(term, run));
      }
    }
  });

  it('gives the same end on the day a pause ended that had begun on a rest day', () => {
    // 17 working days: 20 March 2025; first pause 26-28 Feb, 3-7, 10-12 Mar, 11 lost: 7 April (4 April is Qingming);
    // the second begins on Qingming: 7, 8, 9 April lost: 10 April
    const run = runFrom('2025-02-25T10:39', ['2025-02-25T10:39', '2025-03-12T00:39'], ['2025-04-04T04:39', '2025-04-09T00:39']);
    const seventeen = ruleOf(businessDays(17));
    const when = at('2025-04-09T00:39');
    const carried = { at: when, usedShare: usedShare(seventeen, run, china, when) };
    expect(dueOf(businessDays(17), run)).toBe('2025-04-11T00:00');
    expect(dueOf(businessDays(17), { ...run, carried })).toBe('2025-04-11T00:00');
  });

  it('of a past start counts too: a clock may be overdue when it is made', () => {
    expect(dueOf(businessDays(5), runFrom('2026-01-05T10:00'))).toBe('2026-01-13T00:00');
  });
});
