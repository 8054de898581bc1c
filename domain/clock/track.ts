import type { Instant } from '../instant';
import type { Stop } from './pauses';

/** Where some count of units ends: known, not while a pause is open, or not without these years' data. */
export type End =
  | { readonly kind: 'at'; readonly at: Instant }
  | { readonly kind: 'paused' }
  | { readonly kind: 'unknown'; readonly missingYears: readonly number[] };

/** What is counted from where, and the stops between. */
export interface Track {
  readonly unit: 'calendarDays' | 'businessDays' | 'hours' | 'businessHours';
  readonly startsAt: Instant;
  readonly stops: readonly Stop[];
}

export const inDays = ({ unit }: Track): boolean => unit === 'calendarDays' || unit === 'businessDays';
