import type { Instant } from '../instant';
import type { Words } from '../words';

/** Why and when a clock did not run. `to` is absent while the pause is open. Order and overlap do not matter. */
export interface Pause {
  readonly from: Instant;
  readonly to?: Instant;
  readonly why: string;
}

/**
 * Everything the due date of one clock depends on besides rule and calendar data. A restart (new facts) is a new
 * `startsAt` with no pauses; a change of rule, calendar or term keeps the used time by a `carried` entry.
 */
export interface ClockRun {
  readonly startsAt: Instant;
  readonly pauses: readonly Pause[];
  /** Term agreed in the contract: replaces the rule's own value; refused where the law does not yield (rulebook 0.4). */
  readonly agreedTerm?: Term;
  /** Time already used under an earlier rule or calendar up to `at`, as a share 0..1 of the earlier budget. */
  readonly carried?: { readonly at: Instant; readonly usedShare: number };
  /** An extension act replaced the budget by this total term, counted from the same start. */
  readonly extendedTo?: Term;
}

/** A length of time whose unit is part of its type: two working days are never sixteen working hours. */
export type Term = {
  readonly unit: 'calendarDays' | 'businessDays' | 'businessHours' | 'hours' | 'months' | 'years';
  readonly count: number;
};

/** How loud a rung is. Quiet hours are set per level; `emergency` has none. */
export const levels = ['routine', 'urgent', 'critical', 'emergency'] as const;

export type Level = (typeof levels)[number];

/** One rung of a ladder, with its instant on this clock. `to` names recipients (see Ladder). */
export interface RungTime {
  readonly name: string;
  readonly at: Instant;
  readonly kind: 'remind' | 'breach' | 'repeat' | 'provisional';
  readonly to: readonly string[];
  /** When its recipients are told, where quiet hours hold that back: a breach is recorded at `at` whatever the hour. */
  readonly tellAt?: Instant;
  /** Rank of the level in `levels`: 0 routine to 3 emergency. */
  readonly level: number;
}

/** What the arithmetic says of one clock. All instants are exact; `dueAt` is the first instant after the limit. */
export interface ClockTimes {
  /** Null while a pause is open or holiday data is missing. Drives escalation. */
  readonly dueAt: Instant | null;
  /**
   * Where Civil Code art. 203 moves a civil period's end off a rest day; equal to `dueAt` otherwise. Null also where
   * the last day of a civil period lies in a year without holiday data, which `dueAt` itself does not need, or would be moved
   * into a pause that is still open.
   */
  readonly rolledDueAt: Instant | null;
  /** Escalation instant of an undetermined clock: its count taken as calendar days, so never late. Null otherwise. */
  readonly provisionalAt: Instant | null;
  readonly missingYears: readonly number[];
  /** Every rung from start to the last repeat in time order; empty while paused. */
  readonly rungs: readonly RungTime[];
}

export interface Segment {
  readonly from: Instant;
  readonly to: Instant | null;
  readonly state: 'running' | 'paused';
  readonly reason: string;
}

export type Explanation = Words;
