import { addMonths, daysBetween } from '../calendar/day';
import type { Calendar } from '../calendar/types';
import { dayAt } from '../calendar/zone';
import { LuyueError } from '../errors';
import type { Instant } from '../instant';
import type { LimitRule } from '../rulebook/types';
import { daysPassed, endOfDays } from './days';
import { endOfHours, hoursPassed } from './hours';
import { type Stop, stopAt, stopsOf } from './pauses';
import { type End, inDays, type Track } from './track';
import type { ClockRun, Term } from './types';

/**
 * A run under its budget. `used` of `total` units were carried from an earlier rule; `lead` is how many units more had
 * passed by then on this track, so that what is left of the budget is counted from the change on.
 */
export interface Course extends Track {
  readonly total: number;
  readonly used: number;
  readonly lead: number;
}

/** The term that governs a run: extension before agreement before rule. The company may agree on its own targets. */
export function termOf(rule: LimitRule, run: ClockRun): Term {
  if (run.agreedTerm && !rule.yieldsToContract && rule.setBy === undefined && rule.basis === 'law') {
    throw new LuyueError('input.invalid', `${rule.id} does not yield to the contract`, { rule: rule.id });
  }
  return run.extendedTo ?? run.agreedTerm ?? rule.limit.quantity;
}

/** Whether the rule lets its clock pause for this reason. A hold stops the company's own numbers, never the law's. */
export function mayPause({ limit, pauses = [] }: Pick<LimitRule, 'limit' | 'pauses'>, why: string): boolean {
  return why === 'hold' ? limit.basis === 'policy' : pauses.some((ground) => ground === why);
}

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

/** Units passed on a track by an instant; in a pause, by its beginning. */
function passedBy(track: Track, calendar: Calendar, at: Instant): number {
  const running = stopAt(track.stops, at)?.from ?? at;
  return inDays(track) ? daysPassed(track, calendar, running) : hoursPassed(track, calendar, running);
}

/**
 * The course of a run under a rule on a calendar. A carried share is taken as used at the instant of the change. Throws
 * `input.invalid` for a contract term and `act.refused` for a pause that the rule does not allow.
 */
export function courseOf(rule: LimitRule, run: ClockRun, calendar: Calendar): Course {
  const { startsAt, carried } = run;
  const { unit, total } = counted(termOf(rule, run), startsAt, calendar.zone);
  const track = { unit, startsAt, stops: allowedStops(rule, run) };
  if (!carried) return { ...track, total, used: 0, lead: 0 };
  const used = total - leftOf(total, carried.usedShare, inDays(track));
  return { ...track, total, used, lead: passedBy(track, calendar, carried.at) - used };
}

/** The instant at which so many units of the budget are used. */
export function endOf(course: Course, calendar: Calendar, units: number): End {
  const count = Math.max(0, units + course.lead);
  return inDays(course) ? endOfDays(course, calendar, count) : endOfHours(course, calendar, count);
}

/** Units of the budget used at an instant: whole local days for day limits, exact hours otherwise. */
export function usedAt(course: Course, calendar: Calendar, at: Instant): number {
  const used = passedBy(course, calendar, at) - course.lead;
  return Math.min(course.total, Math.max(course.used, used));
}
