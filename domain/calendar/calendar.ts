import type { Day } from '../instant';
import { dayNumber, dayOfNumber, isWeekend, toDay, yearOfNumber } from './day';
import type { Calendar, CalendarSource, Counted, HolidayNotice } from './types';

/** FNV-1a over UTF-16 units: enough to tell two contents apart, and available where no crypto is. */
function digest(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}

/** A calendar from its source. Where two notices speak of one day, the later notice wins. */
export function calendarOf(source: CalendarSource): Calendar {
  const notices = [...source.notices].sort((a, b) => a.year - b.year);
  const exceptions = new Map<number, boolean>();
  for (const { days } of notices) for (const { date, isOffDay } of days) exceptions.set(dayNumber(toDay(date)), isOffDay);
  const years = [...new Set(notices.map(({ year }) => year))];
  const content = JSON.stringify([source.id, source.zone, source.periods, source.restDays, years, [...exceptions]]);
  const span = years.length === 0 ? 'empty' : `${years[0]}-${years.at(-1)}`;
  return { ...source, notices, version: `${span}.${digest(content)}`, years, exceptions };
}

/** The calendar with a notice added, or replaced where its year is there already. The version changes with the content. */
export function mergeCalendar(base: Calendar, added: HolidayNotice): Calendar {
  const { id, zone, periods, restDays } = base;
  const kept = base.notices.filter(({ year }) => year !== added.year);
  return calendarOf({ id, zone, periods, restDays, notices: [...kept, added] });
}

/**
 * The calendar with each day taken as worked: whatever is counted on it ends no later than on the true calendar, so it
 * bounds an end from below where holiday data is missing. Working days become calendar days.
 */
export const everyDayWorked = (calendar: Calendar): Calendar => ({ ...calendar, everyDay: true });

type Known = boolean | 'unknown';

function workdayNumber(calendar: Calendar, number: number): Known {
  if (calendar.everyDay) return true;
  const off = calendar.exceptions.get(number);
  if (off !== undefined) return !off;
  return calendar.years.includes(yearOfNumber(number)) ? !isWeekend(number) : 'unknown';
}

/** Whether a day is worked, make-up days included. `unknown` for a year without data, never Monday-to-Friday. */
export const isWorkday = (calendar: Calendar, day: Day): Known => workdayNumber(calendar, dayNumber(day));

/** Whether a day is a statutory rest day in the sense the calendar gives to Civil Code art. 203. */
export function isRestDay(calendar: Calendar, day: Day): Known {
  const number = dayNumber(day);
  const worked = workdayNumber(calendar, number);
  if (worked === 'unknown' || worked) return worked === 'unknown' ? worked : false;
  return calendar.restDays === 'holidays-and-weekends' || calendar.exceptions.get(number) === true;
}

function missingBetween(calendar: Calendar, from: number, to: number): number[] {
  const years: number[] = [];
  for (let year = yearOfNumber(Math.min(from, to)); year <= yearOfNumber(Math.max(from, to)); year += 1) {
    if (!calendar.years.includes(year)) years.push(year);
  }
  return years;
}

/**
 * The `count`-th working day after a day (before it when negative); the day itself is not counted, and 0 gives it back.
 * Unknown where a year without holiday data is reached; every such year that is needed for certain is named.
 */
export function addWorkdays(calendar: Calendar, day: Day, count: number): Counted<Day> {
  const from = dayNumber(day);
  const step = count < 0 ? -1 : 1;
  let number = from;
  for (let left = Math.abs(count); left > 0; ) {
    number += step;
    const worked = workdayNumber(calendar, number);
    if (worked === 'unknown') return { known: false, missingYears: missingBetween(calendar, number, number + step * (left - 1)) };
    if (worked) left -= 1;
  }
  return { known: true, value: dayOfNumber(number) };
}

/** Working days in (from, to]: after `from`, up to and including `to`. */
export function countWorkdays(calendar: Calendar, from: Day, to: Day): Counted<number> {
  let count = 0;
  for (let number = dayNumber(from) + 1; number <= dayNumber(to); number += 1) {
    const worked = workdayNumber(calendar, number);
    if (worked === 'unknown') return { known: false, missingYears: missingBetween(calendar, number, dayNumber(to)) };
    if (worked) count += 1;
  }
  return { known: true, value: count };
}

/** The day itself, or the first later day that is not a statutory rest day: Civil Code art. 203. */
export function rollForward(calendar: Calendar, day: Day): Counted<Day> {
  let number = dayNumber(day);
  for (;;) {
    const rest = isRestDay(calendar, dayOfNumber(number));
    if (rest === 'unknown') return { known: false, missingYears: [yearOfNumber(number)] };
    if (!rest) return { known: true, value: dayOfNumber(number) };
    number += 1;
  }
}

/** First day of a year that the notice of the next has been known to change: that of 2019 did so with 29 to 31 December 2018. */
const openFrom = (year: number): Day => `${year}-12-25`;

/** The year whose notice is still to come and may change a day between two, both included; null where none may. */
export function noticeAwaited(calendar: Calendar, from: Day, to: Day): number | null {
  const open = calendar.years.find((year) => !calendar.years.includes(year + 1) && from <= `${year}-12-31` && openFrom(year) <= to);
  return open === undefined ? null : open + 1;
}
