import type { Calendar } from '../domain/calendar/types';
import { clockTimes } from '../domain/clock/clock';
import { type Compression, compress, expand } from '../domain/clock/compression';
import { usedShare } from '../domain/clock/end';
import type { ClockRun, ClockTimes } from '../domain/clock/types';
import type { Instant } from '../domain/instant';
import type { Rulebook } from '../domain/rulebook';
import type { Norm } from './world';

/** A run of the wall as the law sees it, where time is compressed. */
export function legalRun(run: ClockRun, compression: Compression | null): ClockRun {
  const at = (instant: Instant): Instant => expand(instant, compression);
  const pauses = run.pauses.map(({ from, to, why }) => ({ from: at(from), ...(to === undefined ? {} : { to: at(to) }), why }));
  const { carried, ...rest } = run;
  return { ...rest, startsAt: at(run.startsAt), pauses, ...(carried === undefined ? {} : { carried: { ...carried, at: at(carried.at) } }) };
}

/** Legal instants as they come on the wall. */
function wallTimes(times: ClockTimes, compression: Compression | null): ClockTimes {
  const at = (instant: Instant): Instant => compress(instant, compression);
  const orNull = (instant: Instant | null): Instant | null => (instant === null ? null : at(instant));
  return {
    dueAt: orNull(times.dueAt),
    rolledDueAt: orNull(times.rolledDueAt),
    provisionalAt: orNull(times.provisionalAt),
    missingYears: times.missingYears,
    rungs: times.rungs.map((rung) => ({ ...rung, at: at(rung.at), ...(rung.tellAt === undefined ? {} : { tellAt: at(rung.tellAt) }) })),
  };
}

/**
 * Clocks and watch dates under a rulebook and a calendar. Throws `rule.unknown` for a rule that no clock can run on,
 * `input.invalid` for a contract term where the law does not yield to the contract (rulebook 0.4).
 */
export function normOf(book: Rulebook, calendar: Calendar): Norm {
  const calendarVersion = `${calendar.id}@${calendar.version}`;
  return {
    timesOf: (clock, compression) => {
      const rule = book.getLimit(clock.rule, clock.value, clock.agreedTerm);
      const times = clockTimes(rule, book.ladderOf(rule), legalRun(clock, compression), calendar);
      const basis = clock.agreedTerm === undefined ? rule.limit.basis : rule.basis;
      return { ...wallTimes(times, compression), ruleVersion: `${rule.id}@${rule.version}`, calendarVersion, basis };
    },
    titleOf: (rule) => book.getRule(rule).name,
    usedShareOf: (clock, at, compression) =>
      usedShare(book.getLimit(clock.rule, clock.value, clock.agreedTerm), legalRun(clock, compression), calendar, expand(at, compression)),
    watchDate: (id, startsAt) => {
      const rule = book.getLimit(id);
      const { dueAt, provisionalAt } = clockTimes(rule, book.ladderOf(rule), { startsAt, pauses: [] }, calendar);
      return dueAt ?? provisionalAt ?? startsAt;
    },
  };
}

/** Whole days that a past instant may lie back without a second person: company policy. */
export const pastDaysAllowed = (book: Rulebook): number => book.getLimit('occurred-past-policy-days').limit.quantity.count;
