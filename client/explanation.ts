import { legalRun } from '../db/norm';
import type { Calendar } from '../domain/calendar/types';
import type { ClockState } from '../domain/case/state';
import { clockTimes } from '../domain/clock/clock';
import type { Compression } from '../domain/clock/compression';
import { explain } from '../domain/clock/explain';
import type { Explanation } from '../domain/clock/types';
import { LuyueError } from '../domain/errors';
import type { Rulebook } from '../domain/rulebook';

/** The words of a clock under the rules of today, in legal time where a drill compresses it; null where the rulebook does not know its rule any more. */
export function explanationOf(clock: ClockState, compression: Compression | null, book: Rulebook, calendar: Calendar): Explanation | null {
  try {
    const rule = book.getLimit(clock.rule, clock.value, clock.agreedTerm);
    const run = legalRun(clock, compression);
    return explain(rule, run, clockTimes(rule, book.ladderOf(rule), run, calendar), calendar);
  } catch (error) {
    if (error instanceof LuyueError && error.code === 'rule.unknown') return null;
    throw error;
  }
}
