import { addCalendarDays } from '../calendar/day';
import { dayAt, instantAt, minuteAt } from '../calendar/zone';
import type { Instant } from '../instant';
import type { Quiet, QuietHours } from './ladder';
import type { Level } from './types';

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

/**
 * The instant at which people of this level are told: itself, or the first instant after the quiet hours it falls in.
 * Where that would come too late (`until`), the last minute before them, but never before `since`.
 */
export function audible(
  quietHours: QuietHours,
  level: Level,
  zone: string,
  at: Instant,
  { since, until }: { since: Instant; until: number },
): Instant {
  const quiet = level === 'emergency' ? undefined : quietHours[level];
  if (!quiet || !isQuiet(quiet, minuteAt(zone, at))) return at;
  const { before, after } = stretchAround(quiet, zone, at);
  if (after < until) return after;
  return before >= since ? before : at;
}
