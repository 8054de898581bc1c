import type { Instant } from '../../domain/instant';

const dayMs = 86_400_000;
const firstDay = (year: number): number => Date.UTC(year, 0, 1);
const daysOf = (year: number): number => (firstDay(year + 1) - firstDay(year)) / dayMs;
const weekdayOf = (year: number): number => new Date(firstDay(year)).getUTCDay();

/**
 * The first year that is all to come and has the days of a given one on the same weekdays: virtual time goes forward only, and dates
 * worked out by hand hold in each of them.
 */
export function yearLike(model: number, now: Instant): number {
  let year = new Date(now).getUTCFullYear() + 1;
  while (daysOf(year) !== daysOf(model) || weekdayOf(year) !== weekdayOf(model)) year++;
  return year;
}
