import { addCalendarDays, addMonths } from '../../calendar/day';
import { dayAt, homeZone, startOfDay } from '../../calendar/zone';
import type { Instant } from '../../instant';

/** Years in which a right is barred, by the rule that says so. A test holds them to the rulebook: the workflow bundle holds none. */
export const limitationYears = { 'claim-limitation-life': 5, 'claim-limitation-other': 2 } as const;
export type LimitationRule = keyof typeof limitationYears;

/** Civil Code art. 194: obstacles count in the last six months, and the period ends six months after the last of them. */
export const lastMonths = 6;

/** What kept the claimant from claiming; without `to` it lasts. A type, not an interface: it is written into notes as plain data. */
export type Obstacle = { readonly from: Instant; readonly to?: Instant };

/** The first instant after a period in months that began at an instant; the first day is not counted (Civil Code arts. 201, 202). */
const monthsAfter = (at: Instant, months: number): Instant =>
  startOfDay(homeZone, addCalendarDays(addMonths(dayAt(homeZone, at), months), 1));

/** The first instant of the last months of a period that ends at an instant. */
const monthsBefore = (end: Instant, months: number): Instant =>
  startOfDay(homeZone, addCalendarDays(addMonths(dayAt(homeZone, end - 1), -months), 1));

/**
 * When a right is barred that could be claimed from an instant on; null while an obstacle of the last six months lasts. What
 * ended before them changes nothing, and nothing is added on: the period ends six months after the obstacle (Civil Code art. 194).
 */
export function limitationEnd(rule: LimitationRule, startsAt: Instant, obstacles: readonly Obstacle[] = []): Instant | null {
  let end = monthsAfter(startsAt, 12 * limitationYears[rule]);
  for (const { from, to } of [...obstacles].sort((a, b) => a.from - b.from)) {
    const isLate = from < end && (to === undefined || to > monthsBefore(end, lastMonths));
    if (isLate && to === undefined) return null;
    if (isLate && to !== undefined) end = Math.max(end, monthsAfter(to, lastMonths));
  }
  return end;
}
