import type { Calendar } from '../calendar/types';
import type { Instant } from '../instant';
import type { LimitRule } from '../rulebook/types';
import { courseOf, endOf } from './course';
import { endBefore, provisionalEnd, rolledEnd } from './end';
import type { Ladder } from './ladder';
import { moveRoughly } from './move';
import { breachRungs, inOrder, provisionalRung, type Rail, reminderRungs } from './rungs';
import type { End } from './track';
import type { ClockRun, ClockTimes } from './types';

const pausedTimes: ClockTimes = { dueAt: null, rolledDueAt: null, provisionalAt: null, missingYears: [], rungs: [] };

function dueTimes(rail: Rail, dueAt: Instant, rolledDueAt: Instant | null): ClockTimes {
  const rungs = inOrder([...reminderRungs(rail, dueAt), ...breachRungs(rail, dueAt)]);
  return { dueAt, rolledDueAt, provisionalAt: null, missingYears: [], rungs };
}

function undeterminedTimes(rail: Rail, provisional: End, missingYears: readonly number[]): ClockTimes {
  if (provisional.kind !== 'at') return pausedTimes;
  const rungs = inOrder([...reminderRungs(rail, null), provisionalRung(rail, provisional.at)]);
  return { dueAt: null, rolledDueAt: null, provisionalAt: provisional.at, missingYears, rungs };
}

/** A limit that counts back. No stretch of 2n + 10 days has fewer than n working days, so this far back is never late. */
function timesBack(rule: LimitRule, rail: Rail, run: ClockRun): ClockTimes {
  const end = endBefore(rule, run, rail.calendar);
  if (end.kind === 'at') return dueTimes(rail, end.at, end.at);
  const provisionalAt = moveRoughly(rail.calendar, run.startsAt, { unit: 'calendarDays', count: -(2 * rule.limit.quantity.count + 10) });
  const missingYears = end.kind === 'unknown' ? end.missingYears : [];
  return { dueAt: null, rolledDueAt: null, provisionalAt, missingYears, rungs: [provisionalRung(rail, provisionalAt)] };
}

/**
 * Every instant of one clock. A limit in days ends at 24:00 local time of its last day, given as the first instant of
 * the next day; the starting day is not counted; hours run from the moment (design 4.3). While a pause is open nothing
 * is due; in years without holiday data a limit in working time is undetermined and escalates provisionally.
 * Throws `input.invalid` for an agreed term where the law does not yield to the contract, `act.refused` for a pause that
 * the rule does not allow.
 */
export function clockTimes(rule: LimitRule, ladder: Ladder, run: ClockRun, calendar: Calendar): ClockTimes {
  if (rule.countsBack) return timesBack(rule, { ladder, calendar, startsAt: run.startsAt }, run);
  const course = courseOf(rule, run, calendar);
  const rail = { ladder, calendar, startsAt: run.startsAt, course };
  const end = endOf(course, calendar, course.total);
  if (end.kind === 'paused') return pausedTimes;
  if (end.kind === 'unknown') return undeterminedTimes(rail, provisionalEnd(rule, run, calendar), end.missingYears);
  return dueTimes(rail, end.at, rolledEnd(rule, course, calendar, end.at));
}
