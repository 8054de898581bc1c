import { and, arrayOverlaps, asc, desc, eq, gt, inArray, isNull, ne, sql } from 'drizzle-orm';
import { mergeCalendar } from '../../domain/calendar/calendar';
import { parseHolidayNotice } from '../../domain/calendar/schema';
import type { Calendar, HolidayNotice } from '../../domain/calendar/types';
import type { JsonObject } from '../../domain/case/fact';
import type { Database } from '../connect';
import { answered } from '../faults';
import { calendarVersion, clock } from '../schema';
import { type Taken, takeCalendars } from './version';

/** Only the fields of a notice: files carry others beside them, and one content has to have one form. */
const bareNotice = ({ year, papers, days }: HolidayNotice): HolidayNotice => ({
  year,
  papers,
  days: days.map(({ date, name, isOffDay }) => ({ date, name, isOffDay })),
});

function contentOf({ id, zone, periods, restDays, notices }: Calendar): JsonObject {
  const content: JsonObject = JSON.parse(JSON.stringify({ id, zone, periods, restDays, notices: notices.map(bareNotice) }));
  return content;
}

/** Keeps a calendar as the newest: workers take it up by themselves. Repeating it changes nothing. `by`: who brought it. */
export const keepCalendar = (db: Database, calendar: Calendar, by: string): Promise<Taken> =>
  takeCalendars(db, [{ id: calendar.id, version: calendar.version, content: contentOf(calendar) }], by);

/**
 * The calendar on the holiday notices of the newest version in the record, with the years that only the given one has.
 * A year in the record stands: changing it for open cases is an explicit act. Business hours and rest days are those of
 * the company policy at hand.
 */
export async function currentCalendar(db: Database, base: Calendar): Promise<Calendar> {
  const kept = db.select({ content: calendarVersion.content }).from(calendarVersion).where(eq(calendarVersion.id, base.id));
  const [newest] = await answered(kept.orderBy(desc(calendarVersion.loadedAt)).limit(1));
  const notices = newest?.content.notices;
  return Array.isArray(notices) ? notices.map(parseHolidayNotice).reduce(mergeCalendar, base) : base;
}

/** Cases with a clock that was counted on another version of a calendar and knows its end, in order of their ids, after one. */
export async function casesOnOther(db: Database, { id, version }: Calendar, after: string, limit: number): Promise<readonly string[]> {
  const live = and(inArray(clock.state, ['running', 'paused']), eq(clock.current, true), isNull(clock.breachedAt));
  const other = and(ne(clock.calendarVersion, `${id}@${version}`), gt(clock.caseId, after));
  const found = db.selectDistinct({ id: clock.caseId }).from(clock).where(and(live, other)).orderBy(asc(clock.caseId));
  return (await answered(found.limit(limit))).map((row) => row.id);
}

/** Cases with a running clock that waits for a year which the calendar has by now. */
export async function casesWaitingFor(db: Database, years: readonly number[], limit = 200): Promise<readonly string[]> {
  const waiting = and(eq(clock.state, 'running'), eq(clock.current, true), sql`cardinality(${clock.missingYears}) > 0`);
  const found = db
    .selectDistinct({ id: clock.caseId })
    .from(clock)
    .where(and(waiting, arrayOverlaps(clock.missingYears, [...years])));
  return (await answered(found.limit(limit))).map(({ id }) => id);
}
