import { type DueAnswer, due as dueOf } from '../../domain/clock/due';
import type { Language } from '../../domain/words';
import { loadCalendar, loadRulebook } from '../lawbook';
import { instantOption, pauseOption } from '../options';
import type { Report } from '../report';
import type { Session } from '../session';
import { pairs, table } from '../table';

export interface DueOptions {
  readonly from: string;
  readonly pause?: readonly string[];
  /** Name of the term where the rule has several. */
  readonly value?: string;
}

const words = {
  zh: {
    due: '到期',
    rolled: '顺延到期',
    provisional: '暂定到期',
    missing: '缺少节假日数据的年份',
    open: '暂停中，无到期时点',
    rung: '提醒与升级',
    at: '时点',
  },
  en: {
    due: 'due',
    rolled: 'due, moved off rest days',
    provisional: 'provisional',
    missing: 'years without holiday data',
    open: 'paused: no due instant',
    rung: 'reminders and escalation',
    at: 'at',
  },
} as const;

const shownRepeats = 3;

/** The rungs without the long tail of repeats; the last one is shown. */
function shortened(rungs: DueAnswer['rungs']): readonly (readonly [string, string])[] {
  const repeats = rungs.filter(({ name }) => name.startsWith('repeat-'));
  const hidden = new Set(repeats.slice(shownRepeats, -1));
  const rows = rungs.filter((rung) => !hidden.has(rung)).map(({ name, at }) => [name, at] as const);
  return hidden.size === 0 ? rows : [...rows.slice(0, -1), ['…', ''], ...rows.slice(-1)];
}

function textOf(answer: DueAnswer, language: Language): string {
  const t = words[language];
  const rolled = answer.rolledDueAt === answer.dueAt ? [] : [[t.rolled, answer.rolledDueAt] as const];
  const missing = answer.missingYears.length === 0 ? [] : [[t.missing, answer.missingYears.join(', ')] as const];
  const provisional = answer.provisionalAt === null ? [] : [[t.provisional, answer.provisionalAt] as const];
  const paused = answer.dueAt === null && answer.provisionalAt === null;
  return [
    answer.explanation[language],
    '',
    pairs([[t.due, paused ? t.open : answer.dueAt], ...rolled, ...provisional, ...missing]),
    '',
    table([t.rung, t.at], shortened(answer.rungs)),
  ].join('\n');
}

/**
 * `luyue due RULE --from INSTANT [--pause A..B]...`: when a limit is due and why. Needs no server.
 * @throws LuyueError rule.unknown, input.invalid, act.refused.
 */
export function due(session: Session, ruleId: string, { from, pause = [], value }: DueOptions): Report {
  const book = loadRulebook(session);
  const question = {
    ruleId,
    startsAt: instantOption('--from', from),
    pauses: pause.map(pauseOption),
    ...(value === undefined ? {} : { value }),
  };
  const answer = dueOf(book, loadCalendar(session, book), question);
  return { json: answer, text: (language) => textOf(answer, language) };
}
