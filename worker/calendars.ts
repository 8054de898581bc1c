import type { Database } from '../db/connect';
import { normOf } from '../db/norm';
import { casesWaitingFor, currentCalendar, keepCalendar } from '../db/queries/calendar';
import type { Norm } from '../db/world';
import { chinaCalendar } from '../domain/calendar/china';
import type { Calendar } from '../domain/calendar/types';
import type { Rulebook } from '../domain/rulebook';
import type { CasePort } from './case-port';
import type { Log } from './log';
import { startRepeating } from './repeat';

export interface CalendarOptions {
  readonly db: Database;
  readonly rulebook: Rulebook;
  readonly cases: CasePort;
  readonly log: Log;
  /** How often the record is asked for a newer calendar, in milliseconds. */
  readonly everyMs?: number;
}

export interface Calendars {
  /** Rules on the newest calendar that this worker knows. */
  readonly norm: () => Norm;
  /** The newest calendar that this worker knows. */
  readonly calendar: () => Calendar;
  stop(): Promise<void>;
}

const minuteMs = 60_000;

/**
 * Tells every case that waits for a year which has come. The request id changes by the minute: a commit in another worker that
 * did not know the calendar yet would otherwise use it up for nothing.
 */
async function settle({ db, cases, log }: CalendarOptions, calendar: Calendar): Promise<void> {
  for (const caseId of await casesWaitingFor(db, calendar.years)) {
    const request = `recount:${calendar.version}:${Math.floor(Date.now() / minuteMs)}`;
    const payload = { calendar: `${calendar.id}@${calendar.version}` };
    const { reception } = await cases.act(caseId, { act: 'recount', request, actor: 'system:calendar', payload });
    log.info('clocks recounted', { case: caseId, calendar: calendar.version, reception });
  }
}

/**
 * The calendar of a worker: the newest of the record, taken up while it runs, with the cases that waited for it (design 4.6).
 * @throws LuyueError records.unavailable where the record does not answer at the start.
 */
export async function startCalendars(options: CalendarOptions): Promise<Calendars> {
  const { db, rulebook, log, everyMs = 5_000 } = options;
  const base = chinaCalendar(rulebook.policy.calendar);
  let calendar = await currentCalendar(db, base);
  let norm = normOf(rulebook, calendar);
  await keepCalendar(db, calendar, 'system:worker');
  const look = async (): Promise<void> => {
    const newest = await currentCalendar(db, base);
    if (newest.version !== calendar.version) {
      log.info('calendar taken up', { calendar: newest.version });
      calendar = newest;
      norm = normOf(rulebook, calendar);
      return;
    }
    await settle(options, calendar);
  };
  return {
    norm: () => norm,
    calendar: () => calendar,
    ...startRepeating({ work: look, everyMs, waitsFirst: true, failed: 'calendar not read', log }),
  };
}
