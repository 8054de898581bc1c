import { randomUUID } from 'node:crypto';
import { type ErrorCode, errorCatalogue, exitCodeOf, isRetryable, LuyueError } from '../domain/errors';
import type { Language } from '../domain/words';
import { errorsInChinese } from './errors.zh';
import type { Report } from './report';

const isText = (value: unknown): value is string => typeof value === 'string';

const listIn = (data: LuyueError['data'], name: string): readonly string[] => {
  const value = data[name];
  return Array.isArray(value) ? value.filter(isText) : [];
};

/** What went wrong, in the reader's language. */
export const meaningOf = (code: ErrorCode, language: Language): string =>
  language === 'zh' ? errorsInChinese[code] : errorCatalogue[code].meaning;

const words = {
  zh: { error: '错误', possible: '现在可做', reopenAt: '可重新打开于', repeat: '重复此命令', reference: '编号', nothing: '无' },
  en: {
    error: 'error',
    possible: 'Possible now',
    reopenAt: 'Can be reopened at',
    repeat: 'Repeat',
    reference: 'reference',
    nothing: 'nothing',
  },
} as const;

/** Where to look next, by what went wrong. */
const hints: Partial<Record<ErrorCode, Record<Language, string>>> = {
  'staff.not-found': { zh: '查看有哪些人：luyue staff', en: 'Who there is: luyue staff' },
  'actor.unknown': { zh: '查看有哪些人：luyue staff', en: 'Who there is: luyue staff' },
  'actor.role': { zh: '谁有哪些角色：luyue staff', en: 'Who has which role: luyue staff' },
  'case.not-found': { zh: '案件见：luyue tasks', en: 'Cases are named by: luyue tasks' },
  'case.closed': { zh: '仍在办的案件见：luyue tasks', en: 'Cases that are open are named by: luyue tasks' },
  'process.unknown': { zh: '流程见：luyue processes', en: 'Processes: luyue processes' },
  'act.unknown': { zh: '现在可做的见：luyue acts 案件', en: 'What may be done now: luyue acts CASE' },
  'rule.unknown': { zh: '规则见：luyue rules', en: 'Rules: luyue rules' },
  'stack.failed': { zh: '启动：luyue up；检查：luyue doctor', en: 'Start it: luyue up; look what is there: luyue doctor' },
  'records.unavailable': { zh: '是否已启动：luyue doctor', en: 'Whether it runs: luyue doctor' },
  'engine.unavailable': { zh: '是否已启动：luyue doctor', en: 'Whether it runs: luyue doctor' },
};

function textOf(error: LuyueError, repeat: string | null, language: Language): string {
  const t = words[language];
  const lines = [`${t.error} ${error.code}: ${meaningOf(error.code, language)}`, `  ${error.message}`];
  if (Array.isArray(error.data.possible)) lines.push(`${t.possible}: ${listIn(error.data, 'possible').join(', ') || t.nothing}`);
  if (error.code === 'case.closed') lines.push(`${t.reopenAt}: ${listIn(error.data, 'reopenAt').join(', ') || t.nothing}`);
  const hint = hints[error.code]?.[language];
  if (hint !== undefined) lines.push(hint);
  if (repeat !== null) lines.push(`${t.repeat}: ${repeat}`);
  return lines.join('\n');
}

/** An error as a program reads it. */
export function jsonOf({ code, message, data }: LuyueError, repeat: string | null): Record<string, unknown> {
  return { code, meaning: errorCatalogue[code].meaning, detail: message, data, ...(repeat === null ? {} : { repeat }) };
}

/** The report of a call that failed: its code decides the exit code; where repeating helps, the exact command is named. */
export function reportOf(error: unknown, repeat: string): Report {
  const known = error instanceof LuyueError ? error : defect(error);
  const again = isRetryable(known.code) ? repeat : null;
  return {
    json: { error: jsonOf(known, again) },
    text: (language) => textOf(known, again, language),
    exit: exitCodeOf(known.code),
    failed: true,
  };
}

function defect(error: unknown): LuyueError {
  const reference = randomUUID().slice(0, 8);
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new LuyueError('defect.unexpected', `${reference}: ${detail}`, { reference }, { cause: error });
}
