import type { Day, Instant } from '../instant';
import { isWorkday } from './calendar';
import { addCalendarDays } from './day';
import type { Calendar, Counted } from './types';
import { dayAt, instantAt } from './zone';

export interface Stretch {
  readonly from: Instant;
  readonly to: Instant;
}

const periodsOf = ({ zone, periods }: Calendar, day: Day): Stretch[] =>
  periods.map(({ from, to }) => ({ from: instantAt(zone, day, from), to: instantAt(zone, day, to) }));

function openOn(calendar: Calendar, day: Day): Counted<Stretch[]> {
  const worked = isWorkday(calendar, day);
  if (worked === 'unknown') return { known: false, missingYears: [Number(day.slice(0, 4))] };
  return { known: true, value: worked ? periodsOf(calendar, day) : [] };
}

/** Milliseconds of business time in [from, to). */
export function businessMsBetween(calendar: Calendar, from: Instant, to: Instant): Counted<number> {
  let sum = 0;
  const last = dayAt(calendar.zone, to);
  for (let day = dayAt(calendar.zone, from); day <= last; day = addCalendarDays(day, 1)) {
    const open = openOn(calendar, day);
    if (!open.known) return open;
    for (const period of open.value) sum += Math.max(0, Math.min(to, period.to) - Math.max(from, period.from));
  }
  return { known: true, value: sum };
}

/**
 * The instant at which `ms` of business time have passed after an instant. The end of a period counts as reached: eight
 * hours from the opening of an eight-hour day end when it closes, not when the next one opens.
 */
export function addBusinessMs(calendar: Calendar, from: Instant, ms: number): Counted<Instant> {
  let left = ms;
  for (let day = dayAt(calendar.zone, from); left > 0; day = addCalendarDays(day, 1)) {
    const open = openOn(calendar, day);
    if (!open.known) return open;
    for (const period of open.value) {
      const start = Math.max(from, period.from);
      if (period.to - start >= left) return { known: true, value: start + left };
      left -= Math.max(0, period.to - start);
    }
  }
  return { known: true, value: from };
}

/** The latest instant after which `ms` of business time pass before `until`. */
export function subtractBusinessMs(calendar: Calendar, until: Instant, ms: number): Counted<Instant> {
  let left = ms;
  for (let day = dayAt(calendar.zone, until); left > 0; day = addCalendarDays(day, -1)) {
    const open = openOn(calendar, day);
    if (!open.known) return open;
    for (const period of [...open.value].reverse()) {
      const end = Math.min(until, period.to);
      if (end - period.from >= left) return { known: true, value: end - left };
      left -= Math.max(0, end - period.from);
    }
  }
  return { known: true, value: until };
}

// No announced stretch of days off comes near it.
const daysLooked = 60;

/** Office hours of a day for telling people: a day of which nothing is known counts as worked, so that nobody is told late. */
const staffedOn = (calendar: Calendar, day: Day): Stretch[] => (isWorkday(calendar, day) === false ? [] : periodsOf(calendar, day));

function firstStretch(calendar: Calendar, at: Instant, step: 1 | -1, fits: (stretch: Stretch) => boolean): Stretch | undefined {
  const from = dayAt(calendar.zone, at);
  for (let passed = 0; passed <= daysLooked; passed += 1) {
    const stretches = staffedOn(calendar, addCalendarDays(from, step * passed));
    const found = step === 1 ? stretches.find(fits) : stretches.findLast(fits);
    if (found) return found;
  }
  return undefined;
}

/** The first instant of business hours from an instant on: itself where it lies in them. */
export function nextOpen(calendar: Calendar, at: Instant): Instant | undefined {
  const found = firstStretch(calendar, at, 1, ({ to }) => to > at);
  return found && Math.max(at, found.from);
}

/** The last stretch of business hours that began before an instant. */
export const lastOpen = (calendar: Calendar, at: Instant): Stretch | undefined => firstStretch(calendar, at, -1, ({ from }) => from < at);
