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
  /** Term agreed in the contract, where the law yields to it (rulebook 0.4): replaces the rule's own value. */
  readonly agreedTerm?: Term;
  /** Time already used under an earlier rule or calendar up to `at`, as a share 0..1 of the earlier budget. */
  readonly carried?: { readonly at: Instant; readonly usedShare: number };
  /** Further time granted by an extension act, added to the budget (same kind of unit as the budget). */
  readonly extendedTo?: Term;
}

/** A length of time whose unit is part of its type: two working days are never sixteen working hours. */
export type Term = {
  readonly unit: 'calendarDays' | 'businessDays' | 'businessHours' | 'hours' | 'months' | 'years';
  readonly count: number;
};

/** One rung of a ladder, with its instant on this clock. `to` names recipients (see LadderRung). */
export interface RungTime {
  readonly name: string;
  readonly at: Instant;
  readonly kind: 'remind' | 'breach' | 'repeat' | 'provisional';
  readonly to: readonly string[];
  readonly level: number;
}

/** What the arithmetic says of one clock. All instants are exact; `dueAt` is the first instant after the limit. */
export interface ClockTimes {
  /** Null while a pause is open or while holiday data is missing. Drives escalation. */
  readonly dueAt: Instant | null;
  /** Where Civil Code art. 203 moves a civil period's end off a rest day; equal to `dueAt` otherwise. */
  readonly rolledDueAt: Instant | null;
  /** Escalation instant of an undetermined clock (n-th calendar day), null otherwise. */
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
