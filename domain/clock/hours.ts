import { addBusinessMs, businessMsBetween } from '../calendar/hours';
import type { Calendar, Counted } from '../calendar/types';
import type { Instant } from '../instant';
import type { End, Track } from './track';

const hourMs = 3_600_000;

interface Stretch {
  readonly from: Instant;
  readonly to: number;
}

function running({ startsAt, stops }: Track): Stretch[] {
  const stretches: Stretch[] = [];
  let from = startsAt;
  for (const stop of stops) {
    stretches.push({ from, to: stop.from });
    from = stop.to;
  }
  return [...stretches, { from, to: Number.POSITIVE_INFINITY }].filter((stretch) => stretch.to > stretch.from || stretch.from === startsAt);
}

function add({ unit }: Track, calendar: Calendar, from: Instant, ms: number): Counted<Instant> {
  return unit === 'businessHours' ? addBusinessMs(calendar, from, ms) : { known: true, value: from + ms };
}

function between({ unit }: Track, calendar: Calendar, from: Instant, to: Instant): Counted<number> {
  return unit === 'businessHours' ? businessMsBetween(calendar, from, to) : { known: true, value: to - from };
}

/** The instant at which `count` hours of a track have passed. A pause that begins before it moves it exactly. */
export function endOfHours(track: Track, calendar: Calendar, count: number): End {
  let left = Math.round(count * hourMs);
  for (const { from, to } of running(track)) {
    const end = add(track, calendar, from, left);
    if (end.known && end.value <= to) return { kind: 'at', at: end.value };
    if (!end.known && !Number.isFinite(to)) return { kind: 'unknown', missingYears: end.missingYears };
    const spent = between(track, calendar, from, to);
    if (!spent.known) return { kind: 'unknown', missingYears: spent.missingYears };
    left -= spent.value;
  }
  return { kind: 'paused' };
}

/** Hours passed by a running instant. Time in a year without data does not count. */
export function hoursPassed(track: Track, calendar: Calendar, at: Instant): number {
  let ms = 0;
  for (const { from, to } of running(track)) {
    if (at <= from) break;
    const spent = between(track, calendar, from, Math.min(at, to));
    if (spent.known) ms += spent.value;
  }
  return ms / hourMs;
}
