import type { Database } from '../db/connect';
import { peopleOf } from '../db/queries/people';
import { tellWatches, type WatchCome } from '../db/queries/watch';
import { addCalendarDays } from '../domain/calendar/day';
import { dayAt } from '../domain/calendar/zone';
import type { Day, Instant } from '../domain/instant';
import type { Organisation } from '../domain/org/organisation';
import { type TitleOf, watchLetters } from './letters/watches';
import type { Log } from './log';
import type { Running } from './relay';
import { startRepeating } from './repeat';

const zone = 'Asia/Shanghai';
// Dates in one transaction, and in one letter of a unit.
const usualPage = 100;

export interface SweepPorts {
  readonly db: Database;
  readonly log: Log;
  readonly titleOf: TitleOf;
  readonly page?: number;
}

/** Tells the units of every watch date that has come, page by page, each date once whoever tells it. @returns how many */
async function tellDates({ db, log, titleOf, page = usualPage }: SweepPorts, organisation: Organisation, now: Instant): Promise<number> {
  const tell = watchLetters(organisation, titleOf, { now, day: dayAt(zone, now) });
  let count = 0;
  let last: WatchCome | undefined;
  do {
    const dates = await tellWatches(db, { until: now, limit: page, tell, ...(last === undefined ? {} : { last }) });
    for (const { caseId, watch, rule, date } of dates) log.warn('watch date has come', { case: caseId, watch, rule, date });
    count += dates.length;
    last = dates.length < page ? undefined : dates.at(-1);
  } while (last !== undefined);
  return count;
}

/**
 * The work of a day, for the day before `now`: tells the units of watch dates that have come. Repeating it changes nothing.
 */
export async function sweepDay(ports: SweepPorts, organisation: Organisation, now: Instant): Promise<Day> {
  const { log } = ports;
  const day = addCalendarDays(dayAt(zone, now), -1);
  const count = await tellDates(ports, organisation, now);
  if (count > 0) log.info('watch dates told', { day, count });
  return day;
}

export interface SweepOptions extends SweepPorts {
  /** How often it looks whether a day has passed, in ms. */
  readonly everyMs: number;
}

/** Does the work of each day once it has passed; what fails is tried again at the next look. */
export function startSweep({ everyMs, ...ports }: SweepOptions): Running {
  const people = peopleOf(ports.db);
  let done: Day | null = null;
  const work = async (): Promise<void> => {
    const now = Date.now();
    if (done !== addCalendarDays(dayAt(zone, now), -1)) done = await sweepDay(ports, await people(), now);
  };
  return startRepeating({ work, everyMs, failed: 'sweep not done', log: ports.log });
}
