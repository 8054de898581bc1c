import { addWorkdays } from '../calendar/calendar';
import { addCalendarDays, addMonths } from '../calendar/day';
import { addBusinessMs, subtractBusinessMs } from '../calendar/hours';
import type { Calendar, Counted } from '../calendar/types';
import { dayAt, instantAt, minuteAt, startOfDay } from '../calendar/zone';
import type { Day, Instant } from '../instant';
import type { Term } from './types';

const hourMs = 3_600_000;

function moveDay(calendar: Calendar, day: Day, { unit, count }: Term): Counted<Day> {
  if (unit === 'businessDays') return addWorkdays(calendar, day, count);
  if (unit === 'calendarDays') return { known: true, value: addCalendarDays(day, count) };
  return { known: true, value: addMonths(day, unit === 'years' ? count * 12 : count) };
}

function moveHours(calendar: Calendar, at: Instant, { unit, count }: Term): Counted<Instant> {
  if (unit === 'hours') return { known: true, value: at + count * hourMs };
  return count < 0 ? subtractBusinessMs(calendar, at, -count * hourMs) : addBusinessMs(calendar, at, count * hourMs);
}

/**
 * The instant a term later, or earlier for a negative count, counted on the calendar. Days keep the local time of day;
 * the beginning of a day stays one.
 */
export function moveBy(calendar: Calendar, at: Instant, term: Term): Counted<Instant> {
  if (term.unit === 'hours' || term.unit === 'businessHours') return moveHours(calendar, at, term);
  const { zone } = calendar;
  const from = dayAt(zone, at);
  const day = moveDay(calendar, from, term);
  if (!day.known) return day;
  const minute = startOfDay(zone, from) === at ? 0 : minuteAt(zone, at);
  return { known: true, value: instantAt(zone, day.value, minute) };
}

/** The same for telling people only: in a year without holiday data the term is taken in plain days or hours. */
export function moveRoughly(calendar: Calendar, at: Instant, term: Term): Instant {
  const exact = moveBy(calendar, at, term);
  if (exact.known) return exact.value;
  const rough = moveBy(calendar, at, { ...term, unit: term.unit === 'businessHours' ? 'hours' : 'calendarDays' });
  return rough.known ? rough.value : at;
}
