import { type Change, changeSubjects, listChanges } from '../../db/queries/changes';
import { localTime } from '../../domain/case/card';
import { LuyueError } from '../../domain/errors';
import { withRecord } from '../doors';
import type { Report } from '../report';
import type { Session } from '../session';
import { table } from '../table';

const words = {
  zh: { head: ['时间', '谁', '对象', '何项', '变更', '前 → 后'], kinds: { added: '新增', changed: '变更', removed: '删除' } },
  en: { head: ['at', 'by', 'of', 'what', 'change', 'before → after'], kinds: { added: 'added', changed: 'changed', removed: 'removed' } },
} as const;

const usually = 100;
const shownChars = 60;

const short = (value: unknown): string => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > shownChars ? `${text.slice(0, shownChars)}…` : text;
};

const valuesText = ({ kind, values }: Change): string =>
  values
    .map(({ name, before, after }) =>
      kind === 'changed' ? `${name}: ${short(before)} → ${short(after)}` : `${name}: ${short(after ?? before)}`,
    )
    .join('\n');

/**
 * `luyue changes [SUBJECT]`: who changed which limit, role, staff row, rule, policy value, calendar or key, when, before and after; newest
 * first. @throws LuyueError input.invalid naming the subjects there are
 */
export function changes(session: Session, subject: string | undefined, { limit }: { readonly limit?: string } = {}): Promise<Report> {
  return withRecord(session, async ({ db }) => {
    const found = await listChanges(db, subject ?? null, Number(limit) || usually);
    if (found.length === 0 && subject !== undefined) {
      const known = await changeSubjects(db);
      throw new LuyueError('input.invalid', `There is no change of '${subject}'; there are of: ${known.join(', ') || 'nothing'}.`, {
        known,
      });
    }
    return {
      json: { changes: found.map(({ at, ...change }) => ({ ...change, at: new Date(at).toISOString() })) },
      text: (language) => {
        const { head, kinds } = words[language];
        return table(
          head,
          found.map((one) => [localTime(one.at), one.by, one.subject, one.what, kinds[one.kind], valuesText(one)]),
        );
      },
    };
  });
}
