import type { Day, Instant } from '../instant';
import { dayNumber, dayOfNumber } from './day';

const minuteMs = 60_000;
const quarterMs = 15 * minuteMs;
const dayMs = 86_400_000;
const quartersOfDay = 96;
const cacheLimit = 20_000;

/** Where the company is: local days of dates that a plan or an order names. */
export const homeZone = 'Asia/Shanghai';

const formatters = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, Map<number, number>>();

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formatters.set(zone, made);
  return made;
}

function readOffset(zone: string, at: Instant): number {
  const part: Record<string, number> = {};
  for (const { type, value } of formatterOf(zone).formatToParts(at)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) - at;
}

/** The offset at the beginning of a quarter hour, read once. */
function quarterOffset(zone: string, quarter: number): number {
  let known = offsets.get(zone);
  if (!known || known.size >= cacheLimit) {
    known = new Map();
    offsets.set(zone, known);
  }
  let offset = known.get(quarter);
  if (offset === undefined) {
    offset = readOffset(zone, quarter * quarterMs);
    known.set(quarter, offset);
  }
  return offset;
}

/**
 * Milliseconds that local time is ahead of UTC. Zones change on quarter hours and not twice within one day of UTC, so a
 * day that begins and ends with one offset has no other.
 */
export function offsetAt(zone: string, at: Instant): number {
  const midnight = Math.floor(at / dayMs) * quartersOfDay;
  const offset = quarterOffset(zone, midnight);
  return offset === quarterOffset(zone, midnight + quartersOfDay) ? offset : quarterOffset(zone, Math.floor(at / quarterMs));
}

const localMs = (zone: string, at: Instant): number => at + offsetAt(zone, at);

/** The local day of an instant. */
export const dayAt = (zone: string, at: Instant): Day => dayOfNumber(Math.floor(localMs(zone, at) / dayMs));

/** Minutes of local wall-clock time since local midnight. */
export const minuteAt = (zone: string, at: Instant): number => Math.floor((((localMs(zone, at) % dayMs) + dayMs) % dayMs) / minuteMs);

/**
 * The first instant at which the local clock shows this minute of this day, or a later one where the zone skips it
 * (a day that begins at 01:00). Minute 1440 is the first instant of the next day.
 */
export function instantAt(zone: string, day: Day, minute: number): Instant {
  const local = dayNumber(day) * dayMs + minute * minuteMs;
  const before = offsetAt(zone, local - dayMs);
  const after = offsetAt(zone, local + dayMs);
  const candidates = [local - before, local - after].filter((at) => localMs(zone, at) === local);
  return candidates.length > 0 ? Math.min(...candidates) : firstNotBefore(zone, local, local - after, local - before);
}

/** The end of a skipped stretch of local time: the first instant whose local time is not before `local`. */
function firstNotBefore(zone: string, local: number, low: Instant, high: Instant): Instant {
  let before = Math.floor(low / minuteMs) - 1;
  let reached = Math.ceil(high / minuteMs);
  while (reached - before > 1) {
    const middle = Math.floor((before + reached) / 2);
    if (localMs(zone, middle * minuteMs) >= local) reached = middle;
    else before = middle;
  }
  return reached * minuteMs;
}

/** The first instant of a local day. */
export const startOfDay = (zone: string, day: Day): Instant => instantAt(zone, day, 0);

const two = (count: number): string => String(count).padStart(2, '0');

/** ISO 8601 text of an instant with the zone's offset, for the edges. */
export function isoText(zone: string, at: Instant): string {
  const offset = offsetAt(zone, at);
  const minutes = Math.abs(offset) / minuteMs;
  const local = new Date(at + offset).toISOString();
  const text = at % 1000 === 0 ? local.slice(0, 19) : local.slice(0, 23);
  return `${text}${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** Local date and minute for people; midnight is written as 24:00 of the day before, as the end of a limit is. */
export function endText(zone: string, at: Instant): string {
  const midnight = minuteAt(zone, at) === 0 && startOfDay(zone, dayAt(zone, at)) === at;
  return midnight ? `${dayOfNumber(dayNumber(dayAt(zone, at)) - 1)} 24:00` : minuteText(zone, at);
}

/** Local date and minute for people. */
export function minuteText(zone: string, at: Instant): string {
  const minute = minuteAt(zone, at);
  return `${dayAt(zone, at)} ${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}
