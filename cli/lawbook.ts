import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mergeCalendar } from '../domain/calendar/calendar';
import { chinaCalendar } from '../domain/calendar/china';
import { parseHolidayNotice } from '../domain/calendar/schema';
import type { Calendar, HolidayNotice } from '../domain/calendar/types';
import { LuyueError } from '../domain/errors';
import { type Rulebook, rulebook } from '../domain/rulebook';
import { parsePolicy, standardPolicy } from '../domain/rulebook/policy.schema';
import { folderOf, type Session } from './session';

function readJson(file: string, code: 'policy.invalid' | 'calendar.invalid'): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new LuyueError(code, `${file}: ${cause instanceof Error ? cause.message : String(cause)}`, { file }, { cause });
  }
}

/** The rulebook under the company policy that LUYUE_POLICY names, else under the standard one. @throws LuyueError policy.invalid */
export function loadRulebook({ env }: Session): Rulebook {
  const file = env.LUYUE_POLICY;
  return rulebook(file ? parsePolicy(readJson(file, 'policy.invalid')) : standardPolicy());
}

const noticesIn = (session: Session): string => join(folderOf(session), 'calendar');

/** Holiday notices that were added in this folder, in the order of their years. @throws LuyueError calendar.invalid */
export function addedNotices(session: Session): readonly HolidayNotice[] {
  const folder = noticesIn(session);
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : [];
  return files.sort().map((name) => parseHolidayNotice(readJson(join(folder, name), 'calendar.invalid')));
}

/** The calendar of mainland China with the company's business hours and the years added here. */
export const loadCalendar = (session: Session, book: Rulebook): Calendar =>
  addedNotices(session).reduce(mergeCalendar, chinaCalendar(book.policy.calendar));

/** Reads a holiday file (format of holiday-cn). @throws LuyueError calendar.invalid naming path and reason */
export const readNotice = (file: string): HolidayNotice => parseHolidayNotice(readJson(file, 'calendar.invalid'));

/** Keeps a notice for this folder; one of the same year is replaced. */
export function keepNotice(session: Session, notice: HolidayNotice): void {
  mkdirSync(noticesIn(session), { recursive: true });
  writeFileSync(join(noticesIn(session), `${notice.year}.json`), `${JSON.stringify(notice, undefined, 1)}\n`);
}
