import type { Instant } from '../instant';
import { compressionOf, type World } from './settle';
import type { CaseState } from './state';
import { liveClocks } from './wait-set';

/** A clock that a changed calendar moves: from what stands in the record to what the calendar says now. */
export interface Moved {
  readonly clock: string;
  readonly rule: string;
  readonly from: { readonly dueAt: Instant | null; readonly rolledDueAt: Instant | null; readonly calendarVersion: string };
  readonly to: { readonly dueAt: Instant | null; readonly rolledDueAt: Instant | null; readonly calendarVersion: string };
}

/**
 * Running and paused clocks that end elsewhere on another calendar, under the rule they run on. A breached one stays breached;
 * one that waits for a year is settled by itself when that comes.
 */
export function movedByCalendar(state: CaseState, timesOf: World['timesOf']): readonly Moved[] {
  return liveClocks(state).flatMap((clock) => {
    if (clock.breachedAt !== undefined || clock.missingYears.length > 0) return [];
    const to = timesOf(clock, compressionOf(state));
    const isMoved = to.dueAt !== clock.dueAt || to.rolledDueAt !== clock.rolledDueAt;
    if (!isMoved || to.ruleVersion !== clock.ruleVersion || to.calendarVersion === clock.calendarVersion) return [];
    const { dueAt, rolledDueAt, calendarVersion } = clock;
    return [
      {
        clock: clock.id,
        rule: clock.rule,
        from: { dueAt, rolledDueAt, calendarVersion },
        to: { dueAt: to.dueAt, rolledDueAt: to.rolledDueAt, calendarVersion: to.calendarVersion },
      },
    ];
  });
}
