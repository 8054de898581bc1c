import { addWorkdays, everyDayWorked, rollForward } from '../calendar/calendar';
import { addCalendarDays } from '../calendar/day';
import type { Calendar } from '../calendar/types';
import { dayAt, startOfDay } from '../calendar/zone';
import type { Day, Instant } from '../instant';
import { dayCounts } from '../rulebook/day-count';
import type { LimitRule } from '../rulebook/types';
import { type Course, courseOf, endOf, usedAt } from './course';
import type { End } from './track';
import type { ClockRun, Term } from './types';

/** The end of the `count`-th day before a planned date, for limits that count back from it. Pauses do not touch it. */
export function endBefore({ limit }: LimitRule, { startsAt }: ClockRun, calendar: Calendar): End {
  const { unit, count } = limit.quantity;
  const planned = dayAt(calendar.zone, startsAt);
  const day =
    unit === 'businessDays' ? addWorkdays(calendar, planned, -count) : ({ known: true, value: addCalendarDays(planned, -count) } as const);
  if (!day.known) return { kind: 'unknown', missingYears: day.missingYears };
  return { kind: 'at', at: startOfDay(calendar.zone, addCalendarDays(day.value, 1)) };
}

/** The end with each day taken as worked (n working days as n calendar days); needs no holiday data. */
export function provisionalEnd(rule: LimitRule, run: ClockRun, calendar: Calendar): End {
  const worked = everyDayWorked(calendar);
  const course = courseOf(rule, run, worked);
  return endOf(course, worked, course.total);
}

/** The last day, moved off rest days and out of pauses: null while a pause is open, or where data is missing. */
function lastDay(course: Course, calendar: Calendar, day: Day): Day | null {
  const rolled = rollForward(calendar, day);
  if (!rolled.known) return null;
  const end = startOfDay(calendar.zone, addCalendarDays(rolled.value, 1));
  const stop = course.stops.find(({ from, to }) => from < end && end < to);
  if (stop === undefined) return rolled.value;
  return Number.isFinite(stop.to) ? lastDay(course, calendar, dayAt(calendar.zone, stop.to)) : null;
}

/**
 * Civil Code art. 203 for the end of a civil period in calendar days, months or years; null where data is missing. A pause
 * that begins on the rest days before it is excluded like any other: the period does not end inside it.
 */
export function rolledEnd(rule: LimitRule, course: Course, calendar: Calendar, dueAt: Instant): Instant | null {
  if (!dayCounts[rule.dayCount].rolls || course.unit !== 'calendarDays') return dueAt;
  const last = lastDay(course, calendar, addCalendarDays(dayAt(calendar.zone, dueAt), -1));
  return last === null ? null : startOfDay(calendar.zone, addCalendarDays(last, 1));
}

/** Share 0..1 of the budget used at an instant; what `carried` takes over when rule, calendar or term change. */
export function usedShare(rule: LimitRule, run: ClockRun, calendar: Calendar, at: Instant): number {
  const course = courseOf(rule, run, calendar);
  return course.total === 0 ? 1 : usedAt(course, calendar, at) / course.total;
}

/** What is left of the budget at an instant, in the unit of the limit (months and years in calendar days). */
export function remaining(rule: LimitRule, run: ClockRun, calendar: Calendar, at: Instant): Term {
  const course = courseOf(rule, run, calendar);
  return { unit: course.unit, count: course.total - usedAt(course, calendar, at) };
}
