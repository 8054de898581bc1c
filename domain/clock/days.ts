import { addWorkdays, countWorkdays } from '../calendar/calendar';
import { addCalendarDays, daysBetween } from '../calendar/day';
import type { Calendar, Counted } from '../calendar/types';
import { dayAt, startOfDay } from '../calendar/zone';
import type { Day, Instant } from '../instant';
import type { Course, End } from './course';

function addUnits({ unit }: Course, calendar: Calendar, day: Day, count: number): Counted<Day> {
  return unit === 'businessDays' ? addWorkdays(calendar, day, count) : { known: true, value: addCalendarDays(day, count) };
}

function countUnits({ unit }: Course, calendar: Calendar, from: Day, to: Day): Counted<number> {
  return unit === 'businessDays' ? countWorkdays(calendar, from, to) : { known: true, value: daysBetween(from, to) };
}

/** The day before the first counted one. */
function dayBefore(course: Course, zone: string): Day {
  const day = dayAt(zone, course.base);
  return course.countsBaseDay ? addCalendarDays(day, -1) : day;
}

/**
 * The instant at which `units` days of a course are used: 24:00 of the last of them. A pause from A to B that begins
 * before that instant moves the last day by the days in (date(A), date(B)], in the unit of the limit.
 */
export function endOfDays(course: Course, calendar: Calendar, units: number): End {
  const { zone } = calendar;
  let last = addUnits(course, calendar, dayBefore(course, zone), Math.max(0, units - course.used));
  for (const stop of course.stops) {
    if (!last.known) return { kind: 'unknown', missingYears: last.missingYears };
    if (stop.from >= startOfDay(zone, addCalendarDays(last.value, 1))) break;
    if (!Number.isFinite(stop.to)) return { kind: 'paused' };
    const shift = countUnits(course, calendar, dayAt(zone, stop.from), dayAt(zone, stop.to));
    if (!shift.known) return { kind: 'unknown', missingYears: shift.missingYears };
    last = addUnits(course, calendar, last.value, shift.value);
  }
  if (!last.known) return { kind: 'unknown', missingYears: last.missingYears };
  return { kind: 'at', at: startOfDay(zone, addCalendarDays(last.value, 1)) };
}

/** Whole days used by a running instant: the greatest count whose end has been reached. */
export function daysUsedAt(course: Course, calendar: Calendar, at: Instant): number {
  let low = Math.floor(course.used);
  let high = course.total;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const end = endOfDays(course, calendar, middle);
    if (end.kind === 'at' && end.at <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}
