import { addMonths, daysBetween } from '../calendar/day';
import type { Calendar } from '../calendar/types';
import { dayAt } from '../calendar/zone';
import { LuyueError } from '../errors';
import type { Instant } from '../instant';
import type { LimitRule } from '../rulebook/types';
import { type Stop, stopAt, stopsOf } from './pauses';
import type { ClockRun, Term } from './types';

/** Where some part of the budget is used up: known, not while a pause is open, or not without these years' data. */
export type End =
  | { readonly kind: 'at'; readonly at: Instant }
  | { readonly kind: 'paused' }
  | { readonly kind: 'unknown'; readonly missingYears: readonly number[] };

/** A run reduced to what is counted: `used` of `total` units are behind `base`, the rest is counted from there. */
export interface Course {
  readonly unit: 'calendarDays' | 'businessDays' | 'hours' | 'businessHours';
  readonly total: number;
  readonly used: number;
  readonly base: Instant;
  /** A carried day limit goes on within the day of its change; a new one leaves its starting day uncounted. */
  readonly countsBaseDay: boolean;
  readonly stops: readonly Stop[];
}

/** The term that governs a run: extension before contract before rule. */
export function termOf(rule: LimitRule, run: ClockRun): Term {
  if (run.agreedTerm && !rule.yieldsToContract) {
    throw new LuyueError('input.invalid', `${rule.id} does not yield to the contract`, { rule: rule.id });
  }
  return run.extendedTo ?? run.agreedTerm ?? rule.limit.quantity;
}

/** Whether the rule lets its clock pause for this reason. */
export const mayPause = (rule: Pick<LimitRule, 'pauses'>, why: string): boolean => (rule.pauses ?? []).some((ground) => ground === why);

/** The stops of a run, where the rule allows every one of them (design 4.4). */
function allowedStops(rule: LimitRule, run: ClockRun): Stop[] {
  const refused = run.pauses.find(({ why }) => !mayPause(rule, why));
  if (!refused) return stopsOf(run);
  throw new LuyueError('act.refused', `${rule.id} does not pause for ${refused.why}`, { rule: rule.id, allowed: rule.pauses ?? [] });
}

function counted({ unit, count }: Term, startsAt: Instant, zone: string): Pick<Course, 'unit' | 'total'> {
  if (unit !== 'months' && unit !== 'years') return { unit, total: count };
  const start = dayAt(zone, startsAt);
  return { unit: 'calendarDays', total: daysBetween(start, addMonths(start, unit === 'years' ? count * 12 : count)) };
}

/** Whole days are left over, at least one while any share is: rounding neither forgets used time nor ends a clock. */
function leftOf(total: number, usedShare: number, whole: boolean): number {
  const left = total * (1 - usedShare);
  if (!whole || usedShare >= 1) return Math.max(0, left);
  return Math.max(1, Math.floor(left + 1e-9));
}

/**
 * The course of a run under a rule on a calendar. A carried share is taken as used at the instant of the change, or at
 * the beginning of the pause that the change fell into. Throws `input.invalid` for a contract term and `act.refused` for
 * a pause that the rule does not allow.
 */
export function courseOf(rule: LimitRule, run: ClockRun, calendar: Calendar): Course {
  const { unit, total } = counted(termOf(rule, run), run.startsAt, calendar.zone);
  const stops = allowedStops(rule, run);
  if (!run.carried) return { unit, total, used: 0, base: run.startsAt, countsBaseDay: false, stops };
  const base = stopAt(stops, run.carried.at)?.from ?? Math.max(run.carried.at, run.startsAt);
  const whole = unit === 'calendarDays' || unit === 'businessDays';
  const used = total - leftOf(total, run.carried.usedShare, whole);
  const countsBaseDay = dayAt(calendar.zone, base) !== dayAt(calendar.zone, run.startsAt);
  return { unit, total, used, base, countsBaseDay, stops: stops.filter(({ to }) => to > base) };
}
