import type { SlaBand } from '../case/wait-set';
import type { Instant } from '../instant';

/** Open cases of a stage, or of a process on the board of all, by the band of their worst clock. */
export interface StageFigure {
  readonly process: string;
  /** Null on the board of all: a row per process. */
  readonly stage: string | null;
  readonly open: number;
  readonly bands: Readonly<Partial<Record<SlaBand, number>>>;
}

export interface TeamFigure {
  /** Empty where a case has no team yet. */
  readonly team: string;
  readonly open: number;
  readonly breached: number;
  /** How many accounts handle them. */
  readonly people: number;
  readonly oldestAt: Instant;
}

/** A case in a list of the board. `at`: what the list is ordered by. */
export interface ListedCase {
  readonly case: string;
  readonly number: number;
  readonly process: string;
  readonly stage: string;
  readonly team: string;
  readonly at: Instant;
}

export interface EventFigure {
  readonly event: string;
  readonly open: number;
  /** Received in the last 24 hours. */
  readonly received: number;
}

/** What a board shows, as the records had it at one instant. Exercises are in none of the figures but `drills` and `recordsOpen`. */
export interface BoardFigures {
  readonly asOf: Instant;
  readonly open: number;
  readonly breached: number;
  readonly urgent: number;
  readonly nobody: number;
  readonly needsManager: number;
  readonly drills: number;
  /** With a clock that has been paused for longer than `longPauseDays`. */
  readonly pausedLong: number;
  /** Received in the last 24 hours. */
  readonly received: number;
  readonly stages: readonly StageFigure[];
  readonly teams: readonly TeamFigure[];
  /** How many fall due in the next 24 hours, and the first of them. */
  readonly dueSoon: number;
  readonly due: readonly ListedCase[];
  readonly oldest: readonly ListedCase[];
  readonly events: readonly EventFigure[];
  /** Promises that fell or fall due in the last 30 days; `open` are all that are open. */
  readonly promises: { readonly open: number; readonly kept: number; readonly broken: number };
  /** Every open case of the records, exercises too. */
  readonly recordsOpen: number;
  /** Years without holiday data that limits need by now; absent where an earlier build has looked. */
  readonly missingYears?: readonly number[];
}

/** The records' figures with what the engine counts; null where the engine could not be asked. */
export interface BoardCount extends BoardFigures {
  readonly engineOpen: number | null;
}

export const longPauseDays = 5;

/** Which board is asked for: of one process, or null for all. `processes` are those that it covers. */
export interface BoardAsked {
  readonly process: string | null;
  readonly processes: readonly string[];
}
