import { addCalendarDays } from '../calendar/day';
import { lastOpen, nextOpen } from '../calendar/hours';
import type { Calendar } from '../calendar/types';
import { dayAt, instantAt, minuteAt } from '../calendar/zone';
import type { Instant } from '../instant';
import type { Quiet, QuietHours } from './ladder';
import type { Level, RungTime } from './types';

/** A rung at the instant at which it would come if nobody slept. */
export interface Planned {
  readonly kind: RungTime['kind'];
  readonly level: Level;
  readonly at: Instant;
}

const minuteMs = 60_000;

function isQuiet({ from, to }: Quiet, minute: number): boolean {
  return from <= to ? from <= minute && minute < to : minute >= from || minute < to;
}

/** The quiet stretch around an instant: its first minute and the first minute after it. */
function stretchAround({ from, to }: Quiet, zone: string, at: Instant): { before: Instant; after: Instant } {
  const day = dayAt(zone, at);
  const minute = minuteAt(zone, at);
  const begins = minute >= from ? day : addCalendarDays(day, -1);
  const ends = minute < to ? day : addCalendarDays(day, 1);
  return { before: instantAt(zone, begins, from) - minuteMs, after: instantAt(zone, ends, to) };
}

/** Not before `since`; from `until` on it would be too late. */
export interface Bounds {
  readonly since: Instant;
  readonly until: number;
}

/** Outside quiet hours: itself, or the first instant after them; where that is too late, the last minute before them. */
function awake(quiet: Quiet | undefined, zone: string, at: Instant, { since, until }: Bounds): Instant {
  if (!quiet || !isQuiet(quiet, minuteAt(zone, at))) return at;
  const { before, after } = stretchAround(quiet, zone, at);
  if (after < until) return after;
  return before >= since ? before : at;
}

/** In business hours of a working day: the next, or the last stretch before where the next is too late; none where both miss the bounds. */
function inOffice(calendar: Calendar, at: Instant, { since, until }: Bounds): Instant | undefined {
  const next = nextOpen(calendar, at);
  if (next !== undefined && next < until) return next;
  const last = lastOpen(calendar, at);
  if (last === undefined || last.to <= since) return undefined;
  return Math.max(last.from, since);
}

/**
 * When staff hear of a rung that is planned for an instant. An emergency rings at once. What asks for work before a limit ends,
 * and everything that is routine, comes in business hours; a breach of any weight and what climbs after it only waits for the
 * end of quiet hours, because somebody has to know of it on the day. Where no business hours lie between the beginning of the
 * limit and its end, quiet hours are all that holds it back.
 */
export function audible(quietHours: QuietHours, calendar: Calendar, planned: Planned, bounds: Bounds): Instant {
  const { kind, level, at } = planned;
  if (level === 'emergency') return at;
  const isWork = kind === 'remind' || level === 'routine';
  return (isWork ? inOffice(calendar, at, bounds) : undefined) ?? awake(quietHours[level], calendar.zone, at, bounds);
}
