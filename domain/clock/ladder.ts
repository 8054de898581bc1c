import type { Level, Term } from './types';

/** Who is told, by role or desk: `handler`, `team-lead`, `branch-manager`, `head-office`, ...; `owner` of the late task; `nobody`. */
export interface Telling {
  readonly to: readonly string[];
  readonly level: Level;
}

/** A reminder before due: when a share of the budget is used, or a term before due, counted on the calendar. */
export interface Reminder extends Telling {
  readonly name: string;
  readonly when: { readonly share: number } | { readonly before: Term };
}

/** What is told again after the breach: `times` times, `every` term; the k-th at step k, then always the last step. */
export interface Repeats {
  readonly every: Term;
  readonly times: number;
  readonly steps: readonly Telling[];
}

/** Local minutes of the day between which nobody is told; `from` after `to` spans midnight. */
export interface Quiet {
  readonly from: number;
  readonly to: number;
}

export type QuietHours = { readonly [L in Exclude<Level, 'emergency'>]?: Quiet };

/** What happens along a clock. The breach is recorded at the due instant whatever the hour. */
export interface Ladder {
  readonly reminders: readonly Reminder[];
  readonly breach: Telling;
  readonly repeats?: Repeats;
  readonly quiet: QuietHours;
}
