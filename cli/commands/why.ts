import { legalRun } from '../../db/norm';
import type { Calendar } from '../../domain/calendar/types';
import { localTime } from '../../domain/case/card';
import { compressionOf } from '../../domain/case/settle';
import type { ClockState } from '../../domain/case/state';
import { clockTimes } from '../../domain/clock/clock';
import type { Compression } from '../../domain/clock/compression';
import { explain } from '../../domain/clock/explain';
import { segments } from '../../domain/clock/pauses';
import type { Explanation } from '../../domain/clock/types';
import { LuyueError } from '../../domain/errors';
import type { Rulebook } from '../../domain/rulebook';
import type { Language } from '../../domain/words';
import { caseIdOf, withRecord } from '../doors';
import { loadCalendar, loadRulebook } from '../lawbook';
import type { Report } from '../report';
import type { Session } from '../session';
import { pairs } from '../table';

const words = {
  zh: {
    state: '状态',
    due: '到期',
    rolled: '顺延到期',
    provisional: '暂定到期',
    missing: '缺少节假日数据的年份',
    breached: '超期于',
    met: '完成于',
    next: '下一步',
    fired: '已触发',
    versions: '规则与日历版本',
    states: { running: '进行中', paused: '暂停', met: '已完成', stopped: '已停止' },
    none: '本案没有时限。',
    drill: '演练：说明按法定时间，表中为实际时间',
  },
  en: {
    state: 'state',
    due: 'due',
    rolled: 'due, moved off rest days',
    provisional: 'provisionally due',
    missing: 'years without holiday data',
    breached: 'breached',
    met: 'met',
    next: 'next',
    fired: 'fired',
    versions: 'versions of rule and calendar',
    states: { running: 'running', paused: 'paused', met: 'met', stopped: 'stopped' },
    none: 'The case has no clock.',
    drill: 'Drill: the words are in legal time, the table is in real time',
  },
} as const;

/** The words of a clock under the rules of today, in legal time where a drill compresses it; null where the rulebook does not know its rule any more. */
function explanationOf(clock: ClockState, compression: Compression | null, book: Rulebook, calendar: Calendar): Explanation | null {
  try {
    const rule = book.getLimit(clock.rule, clock.value, clock.agreedTerm);
    const run = legalRun(clock, compression);
    return explain(rule, run, clockTimes(rule, book.ladderOf(rule), run, calendar), calendar);
  } catch (error) {
    if (error instanceof LuyueError && error.code === 'rule.unknown') return null;
    throw error;
  }
}

interface Explained {
  readonly clock: ClockState;
  readonly explanation: Explanation | null;
}

const timeOr = (at: number | null | undefined): string | undefined => (at === null || at === undefined ? undefined : localTime(at));

function clockText({ clock, explanation }: Explained, language: Language): string {
  const t = words[language];
  const { next, fired, breachedAt, metAt, missingYears } = clock;
  const optional: readonly (readonly [string, string | undefined])[] = [
    [t.rolled, clock.rolledDueAt === clock.dueAt ? undefined : timeOr(clock.rolledDueAt)],
    [t.provisional, timeOr(clock.provisionalAt)],
    [t.missing, missingYears.length === 0 ? undefined : missingYears.join(', ')],
    [t.breached, timeOr(breachedAt)],
    [t.met, timeOr(metAt)],
    [t.fired, fired.length === 0 ? undefined : fired.join(', ')],
    [t.next, next === null ? undefined : `${next.name} ${localTime(next.at)} → ${next.to.join(', ')}`],
  ];
  const rows = pairs([
    [t.state, t.states[clock.state]],
    [t.due, timeOr(clock.dueAt)],
    ...optional.filter((row): row is readonly [string, string] => row[1] !== undefined),
    [t.versions, `${clock.ruleVersion}, ${clock.calendarVersion}`],
  ]);
  return [clock.id, ...(explanation === null ? [] : [explanation[language]]), rows].join('\n');
}

/** `luyue why CASE [CLOCK]`: how each clock came to its due instant, in words. @throws LuyueError case.not-found, clock.not-found */
export function why(session: Session, given: string, clockId?: string): Promise<Report> {
  return withRecord(session, async (record) => {
    const caseId = await caseIdOf(given, record);
    const state = await record.read.state(caseId);
    const { clocks } = state;
    const shown = Object.values(clocks).filter((clock) => clockId === undefined || clock.id === clockId || clock.rule === clockId);
    if (clockId !== undefined && shown.length === 0) {
      const known = Object.keys(clocks);
      const detail = `${caseId} has no clock '${clockId}'; it has: ${known.join(', ') || 'none'}.`;
      throw new LuyueError('clock.not-found', detail, { case: caseId, clock: clockId, known });
    }
    const book = loadRulebook(session);
    const calendar = loadCalendar(session, book);
    const explained = shown.map((clock): Explained => ({ clock, explanation: explanationOf(clock, compressionOf(state), book, calendar) }));
    return {
      json: { case: caseId, clocks: explained.map((e) => ({ ...e.clock, segments: segments(e.clock), explanation: e.explanation })) },
      text: (language) => {
        const t = words[language];
        const drill = state.compressed === undefined ? [] : [`${t.drill} (${state.compressed})`];
        return [...drill, ...explained.map((e) => clockText(e, language))].join('\n\n') || t.none;
      },
    };
  });
}
