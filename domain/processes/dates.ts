import { addCalendarDays, daysBetween } from '../calendar/day';
import { dayAt, homeZone, startOfDay } from '../calendar/zone';
import { compressionOf } from '../case/settle';
import type { CaseState } from '../case/state';
import { type Compression, compress, expand } from '../clock/compression';
import type { Term } from '../clock/types';
import type { Instant } from '../instant';

/** First instant after the local day of a date that an order or a plan names: a date is kept until its end. */
export const endOfDate = (date: Instant): Instant => startOfDay(homeZone, addCalendarDays(dayAt(homeZone, date), 1));

/** The term from a start on the wall up to the end of a legal date, in whole local days. */
export function daysUntil(state: CaseState, startsAt: Instant, date: Instant): Term {
  const from = dayAt(homeZone, expand(startsAt, compressionOf(state)));
  return { unit: 'calendarDays', count: daysBetween(from, dayAt(homeZone, date)) };
}

/** Whether the date has ended at an instant of the case. */
export const isOver = (state: CaseState, date: Instant, at: Instant): boolean => endOfDate(date) <= expand(at, compressionOf(state));

/** The instant of the wall at which a legal date comes. */
export const onTheWall = (state: CaseState, date: Instant): Instant => {
  const compression: Compression | null = compressionOf(state);
  return compress(date, compression);
};

/** The legal instant of an instant on the wall. */
export const legalTime = (state: CaseState, at: Instant): Instant => expand(at, compressionOf(state));
