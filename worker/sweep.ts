import type { Database } from '../db/connect';
import { dueWatches } from '../db/queries/watch';
import { addCalendarDays } from '../domain/calendar/day';
import { dayAt } from '../domain/calendar/zone';
import type { Day, Instant } from '../domain/instant';
import type { Log } from './log';
import type { Running } from './relay';
import { startRepeating } from './repeat';

const zone = 'Asia/Shanghai';

/**
 * The work of a day, for the day before `now`: warns of watch dates that have come. Repeating it changes nothing.
 */
export async function sweepDay(db: Database, now: Instant, log: Log): Promise<Day> {
  const day = addCalendarDays(dayAt(zone, now), -1);
  for (const { caseId, watch, rule, date } of await dueWatches(db, now))
    log.warn('watch date has come', { case: caseId, watch, rule, date });
  return day;
}

export interface SweepOptions {
  readonly db: Database;
  readonly log: Log;
  /** How often it looks whether a day has passed, in ms. */
  readonly everyMs: number;
}

/** Does the work of each day once it has passed; what fails is tried again at the next look. */
export function startSweep({ db, log, everyMs }: SweepOptions): Running {
  let done: Day | null = null;
  const work = async (): Promise<void> => {
    const now = Date.now();
    if (done !== addCalendarDays(dayAt(zone, now), -1)) done = await sweepDay(db, now, log);
  };
  return startRepeating({ work, everyMs, failed: 'sweep not done', log });
}
