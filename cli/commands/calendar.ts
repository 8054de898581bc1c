import { currentCalendar, keepCalendar } from '../../db/queries/calendar';
import { readStackFile } from '../../dev/stack-file';
import { mergeCalendar } from '../../domain/calendar/calendar';
import { lackWords, yearsLacking } from '../../domain/calendar/lack';
import type { Calendar, HolidayNotice } from '../../domain/calendar/types';
import { LuyueError } from '../../domain/errors';
import type { Instant } from '../../domain/instant';
import { requireRole } from '../acting';
import { withRecord } from '../doors';
import { keepNotice, loadCalendar, loadRulebook, readNotice } from '../lawbook';
import type { Report } from '../report';
import { folderOf, type Session } from '../session';
import { pairs, table } from '../table';

const words = {
  zh: {
    id: '日历',
    zone: '时区',
    version: '版本',
    hours: '营业时间',
    head: ['年', '休息日', '调休上班', '文件'],
    added: '已加入',
    missing: '缺少',
  },
  en: {
    id: 'calendar',
    zone: 'zone',
    version: 'version',
    hours: 'business hours',
    head: ['year', 'days off', 'make-up days', 'papers'],
    added: 'added',
    missing: 'missing',
  },
} as const;

const clock = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

const yearRow = ({ year, days, papers }: HolidayNotice): readonly (string | number)[] => [
  year,
  days.filter((day) => day.isOffDay).length,
  days.filter((day) => !day.isOffDay).length,
  papers.length,
];

function shown(calendar: Calendar, added: number | null, now: Instant): Report {
  const missingYears = yearsLacking(calendar, now);
  const { id, zone, version, periods, notices, years } = calendar;
  return {
    json: {
      id,
      zone,
      version,
      years,
      missingYears,
      periods: periods.map(({ from, to }) => `${clock(from)}-${clock(to)}`),
      ...(added === null ? {} : { added }),
    },
    text: (language) => {
      const t = words[language];
      return [
        pairs([
          [t.id, id],
          [t.zone, zone],
          [t.version, version],
          [t.hours, periods.map(({ from, to }) => `${clock(from)}–${clock(to)}`).join(', ')],
          [t.missing, lackWords(missingYears, language) || undefined],
          ...(added === null ? [] : [[t.added, added] as const]),
        ]),
        '',
        table(t.head, notices.map(yearRow)),
      ].join('\n');
    },
  };
}

/** The record of a stack that was started, or of the services that were named: its workers settle the clocks that waited. */
async function keepInRecord(session: Session, merged: Calendar, as: string | undefined): Promise<void> {
  if (!session.existing && readStackFile(folderOf(session)) === undefined) return;
  await withRecord(session, async ({ db }) => {
    const by = as === undefined ? 'system:cli' : await requireRole({ db }, as, ['calendar-keeper', 'operator']);
    await keepCalendar(db, mergedWith(await currentCalendar(db, merged), merged), by);
  });
}

/** What the record knows and what is added here, year by year. */
const mergedWith = (recorded: Calendar, added: Calendar): Calendar => added.notices.reduce(mergeCalendar, recorded);

export interface CalendarOptions {
  /** Who adds it. */
  readonly as?: string;
  /** The instant that what is lacking is told from. */
  readonly now?: Instant;
}

/**
 * `luyue calendar [add FILE]`: the holiday data that due dates are counted on; `add` keeps a year's notice (format of
 * holiday-cn); clocks that waited for it settle within seconds.
 * @throws LuyueError calendar.invalid with path and reason, input.invalid, records.unavailable.
 */
export async function calendar(
  session: Session,
  verb?: string,
  file?: string,
  { as, now = Date.now() }: CalendarOptions = {},
): Promise<Report> {
  const known = loadCalendar(session, loadRulebook(session));
  if (verb === undefined) return shown(known, null, now);
  if (verb !== 'add' || file === undefined) throw new LuyueError('input.invalid', "calendar: either nothing or 'add FILE'");
  const notice = readNotice(file);
  const merged = mergeCalendar(known, notice);
  await keepInRecord(session, merged, as);
  keepNotice(session, notice);
  return shown(merged, notice.year, now);
}
