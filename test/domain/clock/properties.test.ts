import fc from 'fast-check';
import { calendarOf } from '../../../domain/calendar/calendar';
import { usualPeriods } from '../../../domain/calendar/china';
import { clockTimes } from '../../../domain/clock/clock';
import { usedShare } from '../../../domain/clock/end';
import { stopAt, stopsOf } from '../../../domain/clock/pauses';
import type { ClockRun, Pause, Term } from '../../../domain/clock/types';
import { at, china, ruleOf, silent, usual } from './support';

const empty = calendarOf({ id: 'X', zone: 'Asia/Shanghai', periods: usualPeriods, restDays: 'holidays', notices: [] });
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

const instant = fc.integer({ min: at('2025-01-01T00:00'), max: at('2026-03-01T00:00') }).map((ms) => Math.floor(ms / 60_000) * 60_000);
const term = fc.record<Term>({
  unit: fc.constantFrom('calendarDays', 'businessDays', 'hours', 'businessHours'),
  count: fc.integer({ min: 1, max: 45 }),
});
const pause = (startsAt: number): fc.Arbitrary<Pause> =>
  fc.record({ from: fc.integer({ min: -48, max: 60 * 24 }), length: fc.integer({ min: 0, max: 20 * 24 }) }).map(({ from, length }) => ({
    from: startsAt + from * hourMs,
    to: startsAt + (from + length) * hourMs,
    why: 'claimant-documents',
  }));
const run = instant.chain((startsAt) =>
  fc.record<ClockRun>({ startsAt: fc.constant(startsAt), pauses: fc.array(pause(startsAt), { maxLength: 4 }) }),
);

const due = (limit: Term, clock: ClockRun): number => clockTimes(ruleOf(limit), silent, clock, china).dueAt ?? Number.POSITIVE_INFINITY;

function united(pauses: readonly Pause[]): Pause[] {
  const minutes = [...pauses].sort((a, b) => a.from - b.from);
  const result: Pause[] = [];
  for (const next of minutes) {
    const last = result.pop();
    if (!last) result.push(next);
    else if (next.from <= (last.to ?? 0)) result.push({ ...last, to: Math.max(last.to ?? 0, next.to ?? 0) });
    else result.push(last, next);
  }
  return result;
}

describe('for any limit and any pauses', () => {
  it('a pause never makes the end earlier', () => {
    fc.assert(
      fc.property(term, run, (limit, clock) => {
        const fewer = { ...clock, pauses: clock.pauses.slice(1) };
        expect(due(limit, clock)).toBeGreaterThanOrEqual(due(limit, fewer));
      }),
    );
  });

  it('overlapping pauses are their union, in any order', () => {
    fc.assert(
      fc.property(term, run, (limit, clock) => {
        const real = clock.pauses.filter(({ from, to }) => to !== from);
        expect(due(limit, { ...clock, pauses: united(real) })).toBe(due(limit, clock));
        expect(due(limit, { ...clock, pauses: [...clock.pauses].reverse() })).toBe(due(limit, clock));
      }),
    );
  });

  it('a change to the same rule at any instant changes nothing', () => {
    fc.assert(
      fc.property(term, run, fc.integer({ min: 0, max: 60 * 24 }), (limit, clock, later) => {
        const when = clock.startsAt + later * hourMs;
        if (when >= due(limit, clock)) return;
        const carried = { at: when, usedShare: usedShare(ruleOf(limit), clock, china, when) };
        expect(Math.abs(due(limit, { ...clock, carried }) - due(limit, clock))).toBeLessThan(1);
      }),
    );
  });

  it('used time survives a change of rule, to the whole unit', () => {
    fc.assert(
      fc.property(term, term, run, fc.integer({ min: 0, max: 60 * 24 }), (limit, next, clock, later) => {
        const when = clock.startsAt + later * hourMs;
        const before = usedShare(ruleOf(limit), clock, china, when);
        const after = usedShare(ruleOf(next), { ...clock, carried: { at: when, usedShare: before } }, china, when);
        expect(after).toBeGreaterThanOrEqual(before - 1 / next.count - 1e-9);
      }),
    );
  });

  it('used time never falls as time goes on', () => {
    fc.assert(
      fc.property(term, run, fc.integer({ min: 0, max: 90 }), fc.integer({ min: 0, max: 30 }), (limit, clock, first, more) => {
        const early = usedShare(ruleOf(limit), clock, china, clock.startsAt + first * dayMs);
        const late = usedShare(ruleOf(limit), clock, china, clock.startsAt + (first + more) * dayMs);
        expect(late).toBeGreaterThanOrEqual(early);
      }),
    );
  });

  it('all is used at the due instant and not a millisecond before', () => {
    fc.assert(
      fc.property(term, run, (limit, clock) => {
        const end = due(limit, clock);
        // A pause from the last working day to a rest day shifts by no working day after it: the end lies inside.
        const running = stopAt(stopsOf(clock), end)?.to ?? end;
        expect(usedShare(ruleOf(limit), clock, china, running)).toBeCloseTo(1);
        expect(usedShare(ruleOf(limit), clock, china, end - 1)).toBeLessThan(1);
      }),
    );
  });

  it('limits in calendar days and hours never need holiday data', () => {
    fc.assert(
      fc.property(term, run, (limit, clock) => {
        const plain = { ...limit, unit: limit.count % 2 === 0 ? 'calendarDays' : 'hours' } as const;
        const times = clockTimes(ruleOf(plain), usual, clock, empty);
        expect([times.dueAt, times.missingYears, times.provisionalAt]).toEqual([due(plain, clock), [], null]);
      }),
    );
  });

  it('a provisional escalation is never later than the true end', () => {
    fc.assert(
      fc.property(term, instant, (limit, startsAt) => {
        const working = { ...limit, unit: limit.count % 2 === 0 ? 'businessDays' : 'businessHours' } as const;
        const clock = { startsAt, pauses: [] };
        const { provisionalAt } = clockTimes(ruleOf(working), silent, clock, empty);
        expect(provisionalAt ?? Number.POSITIVE_INFINITY).toBeLessThanOrEqual(due(working, clock));
      }),
    );
  });

  it('rungs stand in time order, reminders before the breach, none before the start', () => {
    fc.assert(
      fc.property(term, run, (limit, clock) => {
        const { rungs, dueAt } = clockTimes(ruleOf(limit), usual, clock, china);
        const instants = rungs.map((rung) => rung.at);
        expect(instants).toEqual([...instants].sort((a, b) => a - b));
        expect(rungs.filter(({ kind }) => kind === 'remind').every((rung) => rung.at >= clock.startsAt && rung.at <= (dueAt ?? 0))).toBe(
          true,
        );
        expect(rungs.map(({ kind }) => kind)).toEqual(['remind', 'remind', 'breach', 'repeat', 'repeat', 'repeat']);
      }),
    );
  });
});
