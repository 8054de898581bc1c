import type { Doors } from '../../client/luyue';
import { normOf } from '../../db/norm';
import { casesOnOther, currentCalendar } from '../../db/queries/calendar';
import type { Norm } from '../../db/world';
import type { Calendar } from '../../domain/calendar/types';
import { localTime } from '../../domain/case/card';
import { type Moved, movedByCalendar } from '../../domain/case/recount';
import { errorCatalogue, LuyueError } from '../../domain/errors';
import type { Instant } from '../../domain/instant';
import { type Record, withDoors, withRecord } from '../doors';
import { loadCalendar, loadRulebook } from '../lawbook';
import type { Report } from '../report';
import type { Session } from '../session';
import { table } from '../table';

export interface RecountOptions {
  readonly apply?: true;
  readonly as?: string;
  readonly ground?: string;
}

/** What becomes of a case: seen only, recounted, refused, or to be tried again when its worker knows the calendar. */
type Result = 'previewed' | 'recounted' | 'not-yet' | 'refused';

interface MovedCase {
  readonly case: string;
  readonly clocks: readonly Moved[];
  readonly result: Result;
  /** Code of a refusal. */
  readonly why?: string;
}

type Outcome = Pick<MovedCase, 'result' | 'why'>;

const words = {
  zh: {
    head: ['案件', '时限', '原届满', '新届满', '结果'],
    none: '没有会变化的时限。',
    preview: '以上为预览，未作更改；加 --apply --as 本人 --ground 理由 即按此重算。',
    results: { previewed: '预览', recounted: '已重算', refused: '被拒', 'not-yet': '工作进程尚未取得新日历，请稍后重复' },
  },
  en: {
    head: ['case', 'clock', 'due', 'due then', 'result'],
    none: 'No clock would move.',
    preview: 'A preview: nothing was changed. With --apply --as YOU --ground GROUND it is done.',
    results: {
      previewed: 'preview',
      recounted: 'recounted',
      refused: 'refused',
      'not-yet': 'its worker does not know the calendar yet: repeat',
    },
  },
} as const;

const pageSize = 200;

interface Found {
  readonly case: string;
  readonly clocks: readonly Moved[];
  /** Where the case stood: what is asked anew after it moved is another request. */
  readonly head: number;
}

/** Open cases whose clocks the calendar of the record moves. */
async function* movedCases({ db, read }: Record, { timesOf }: Norm, calendar: Calendar): AsyncGenerator<Found> {
  for (let last = ''; ; ) {
    const page = await casesOnOther(db, calendar, last, pageSize);
    for (const id of page) {
      const state = await read.state(id);
      const clocks = state.status === 'open' ? movedByCalendar(state, timesOf) : [];
      if (clocks.length > 0) yield { case: id, clocks, head: state.head.seq };
    }
    if (page.length < pageSize) return;
    last = page.at(-1) ?? '';
  }
}

/** Asks the case to count the clocks that were previewed; told again when it has moved since, nothing happens twice. */
async function applied(
  doors: Doors,
  { case: id, clocks, head }: Found,
  { as, ground, version }: { readonly as: string; readonly ground: string; readonly version: string },
): Promise<Outcome> {
  const named = clocks.map(({ clock }) => clock);
  try {
    await doors.act(id, {
      act: 'recount',
      as,
      ground,
      request: `calendar:${version}:${head}`,
      payload: { calendar: version, clocks: named },
    });
  } catch (error) {
    if (error instanceof LuyueError && errorCatalogue[error.code].kind === 'refused') return { result: 'refused', why: error.code };
    throw error;
  }
  const { clocks: now } = await doors.read.state(id);
  const isDone = named.every((clock) => now[clock] === undefined || now[clock].calendarVersion === version || now[clock].next === null);
  return { result: isDone ? 'recounted' : 'not-yet' };
}

const day = (at: Instant | null): string => (at === null ? '-' : localTime(at));

function reportOf(calendar: string, cases: readonly MovedCase[], isApplied: boolean): Report {
  return {
    json: { calendar, applied: isApplied, cases },
    text: (language) => {
      const t = words[language];
      if (cases.length === 0) return t.none;
      const rows = cases.flatMap(({ case: id, clocks, result, why }) =>
        clocks.map(({ clock, from, to }) => [
          id,
          clock,
          day(from.dueAt),
          day(to.dueAt),
          why === undefined ? t.results[result] : `${t.results[result]} ${why}`,
        ]),
      );
      return [table(t.head, rows), ...(isApplied ? [] : ['', t.preview])].join('\n');
    },
  };
}

/**
 * `luyue recount [--apply --as STAFF --ground G]`: which open clocks a changed holiday notice moves, and from when to when; with
 * `--apply` each case counts them again by an act of its own, with actor and ground (design 4.8).
 * @throws LuyueError input.invalid, records.unavailable, engine.unavailable
 */
export function recount(session: Session, { apply, as, ground }: RecountOptions): Promise<Report> {
  const book = loadRulebook(session);
  const base = loadCalendar(session, book);
  const moved = async (record: Record, then: (found: Found, version: string) => Promise<Outcome>): Promise<Report> => {
    const calendar = await currentCalendar(record.db, base);
    const version = `${calendar.id}@${calendar.version}`;
    const cases: MovedCase[] = [];
    for await (const found of movedCases(record, normOf(book, calendar), calendar))
      cases.push({ case: found.case, clocks: found.clocks, ...(await then(found, version)) });
    return reportOf(version, cases, apply === true);
  };
  if (apply !== true) return withRecord(session, (record) => moved(record, async () => ({ result: 'previewed' })));
  if (as === undefined || ground === undefined) throw new LuyueError('input.invalid', '--apply needs --as and --ground.');
  return withDoors(session, (doors, record) => moved(record, (found, version) => applied(doors, found, { as, ground, version })));
}
