import { addBusinessMs, businessMsBetween } from '../calendar/hours';
import type { Calendar, Counted } from '../calendar/types';
import type { Instant } from '../instant';
import type { Course, End } from './course';

const hourMs = 3_600_000;

interface Stretch {
  readonly from: Instant;
  readonly to: number;
}

function running({ base, stops }: Course): Stretch[] {
  const stretches: Stretch[] = [];
  let from = base;
  for (const stop of stops) {
    stretches.push({ from, to: stop.from });
    from = stop.to;
  }
  return [...stretches, { from, to: Number.POSITIVE_INFINITY }].filter((stretch) => stretch.to > stretch.from || stretch.from === base);
}

function add({ unit }: Course, calendar: Calendar, from: Instant, ms: number): Counted<Instant> {
  return unit === 'businessHours' ? addBusinessMs(calendar, from, ms) : { known: true, value: from + ms };
}

function between({ unit }: Course, calendar: Calendar, from: Instant, to: Instant): Counted<number> {
  return unit === 'businessHours' ? businessMsBetween(calendar, from, to) : { known: true, value: to - from };
}

/** The instant at which `units` hours of a course are used. A pause that begins before it moves it exactly. */
export function endOfHours(course: Course, calendar: Calendar, units: number): End {
  let left = Math.round(Math.max(0, units - course.used) * hourMs);
  for (const { from, to } of running(course)) {
    const end = add(course, calendar, from, left);
    if (end.known && end.value <= to) return { kind: 'at', at: end.value };
    if (!Number.isFinite(to)) return end.known ? { kind: 'at', at: end.value } : { kind: 'unknown', missingYears: end.missingYears };
    const spent = between(course, calendar, from, to);
    if (!spent.known) return { kind: 'unknown', missingYears: spent.missingYears };
    left -= spent.value;
  }
  return { kind: 'paused' };
}

/** Hours used by a running instant. Time in a year without data is not counted as used. */
export function hoursUsedAt(course: Course, calendar: Calendar, at: Instant): number {
  let ms = course.used * hourMs;
  for (const { from, to } of running(course)) {
    if (at <= from) break;
    const spent = between(course, calendar, from, Math.min(at, to));
    if (spent.known) ms += spent.value;
  }
  return Math.min(course.total, ms / hourMs);
}
