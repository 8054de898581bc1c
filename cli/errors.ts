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

function textOf(error: LuyueError, repeat: string | null, language: Language): string {
  const t = words[language];
  const lines = [`${t.error} ${error.code}: ${meaningOf(error.code, language)}`, `  ${error.message}`];
  if (Array.isArray(error.data.possible)) lines.push(`${t.possible}: ${listIn(error.data, 'possible').join(', ') || t.nothing}`);
  if (error.code === 'case.closed') lines.push(`${t.reopenAt}: ${listIn(error.data, 'reopenAt').join(', ') || t.nothing}`);
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
