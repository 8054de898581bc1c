import { addWorkdays, countWorkdays } from '../calendar/calendar';
import { addCalendarDays, daysBetween } from '../calendar/day';
import type { Calendar, Counted } from '../calendar/types';
import { dayAt, startOfDay } from '../calendar/zone';
import type { Day, Instant } from '../instant';
import type { End, Track } from './track';

function addUnits({ unit }: Track, calendar: Calendar, day: Day, count: number): Counted<Day> {
  return unit === 'businessDays' ? addWorkdays(calendar, day, count) : { known: true, value: addCalendarDays(day, count) };
}

function countUnits({ unit }: Track, calendar: Calendar, from: Day, to: Day): Counted<number> {
  return unit === 'businessDays' ? countWorkdays(calendar, from, to) : { known: true, value: daysBetween(from, to) };
}

/**
 * The instant at which `count` days of a track have passed: 24:00 of the last of them; the starting day is not counted.
 * A pause from A to B that begins before that instant moves the last day by the days in (date(A), date(B)], in the unit
 * of the limit.
 */
export function endOfDays(track: Track, calendar: Calendar, count: number): End {
  const { zone } = calendar;
  let last = addUnits(track, calendar, dayAt(zone, track.startsAt), count);
  for (const stop of track.stops) {
    if (!last.known) return { kind: 'unknown', missingYears: last.missingYears };
    if (stop.from >= startOfDay(zone, addCalendarDays(last.value, 1))) break;
    if (!Number.isFinite(stop.to)) return { kind: 'paused' };
    const shift = countUnits(track, calendar, dayAt(zone, stop.from), dayAt(zone, stop.to));
    if (!shift.known) return { kind: 'unknown', missingYears: shift.missingYears };
    last = addUnits(track, calendar, last.value, shift.value);
  }
  if (!last.known) return { kind: 'unknown', missingYears: last.missingYears };
  return { kind: 'at', at: startOfDay(zone, addCalendarDays(last.value, 1)) };
}

/** Whole days passed by a running instant: the greatest count whose end has been reached. */
export function daysPassed(track: Track, calendar: Calendar, at: Instant): number {
  let low = 0;
  let high = Math.max(0, daysBetween(dayAt(calendar.zone, track.startsAt), dayAt(calendar.zone, at)));
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const end = endOfDays(track, calendar, middle);
    if (end.kind === 'at' && end.at <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}
