import { type DestructionGround, destroyKeys, destructionGrounds } from '../../db/keys/destroy';
import { retireKeys, rewrapAll } from '../../db/keys/rotate';
import { countKeys, type KeyEntry, type KeyState, keysOfCase } from '../../db/queries/keys';
import { localTime } from '../../domain/case/card';
import { LuyueError } from '../../domain/errors';
import { requireRole } from '../acting';
import { caseIdOf, withRecord } from '../doors';
import { choiceOption } from '../options';
import type { Report } from '../report';
import type { Session } from '../session';
import { pairs, table } from '../table';

export interface KeysOptions {
  readonly as?: string;
  readonly ground?: string;
}

const words = {
  zh: {
    case: '案件',
    head: ['密钥', '用途', '当事人', '版本', '主密钥', '状态', '生成', '销毁', '销毁人', '理由'],
    counts: ['用途', '主密钥', '状态', '数量'],
    kinds: { payload: '引擎载荷', personal: '个人信息', index: '检索' },
    states: { current: '在用', retired: '停用', destroyed: '已销毁' },
    master: '主密钥',
    rewrapped: '重新封装',
    retired: '停用',
    destroyed: '销毁密钥',
    values: '清除的值',
  },
  en: {
    case: 'case',
    head: ['key', 'for', 'party', 'version', 'master key', 'state', 'made', 'destroyed', 'by', 'ground'],
    counts: ['for', 'master key', 'state', 'count'],
    kinds: { payload: 'payloads', personal: 'personal values', index: 'search' },
    states: { current: 'current', retired: 'retired', destroyed: 'destroyed' },
    master: 'master key',
    rewrapped: 'wrapped anew',
    retired: 'retired',
    destroyed: 'keys destroyed',
    values: 'values erased',
  },
} as const satisfies {
  [language: string]: { readonly states: { readonly [state in KeyState]: string }; readonly [word: string]: unknown };
};

const wrong = (path: string, reason: string): LuyueError =>
  new LuyueError('input.invalid', `${path}: ${reason}`, { issues: [{ path, reason }] });

function listOf(keys: readonly KeyEntry[]): Report {
  return {
    json: { keys },
    text: (language) => {
      const { head, kinds, states } = words[language];
      const rows = keys.map(({ id, kind, subject, version, master, state, createdAt, destroyedAt, destroyedBy, ground }) => {
        const end = [destroyedAt === null ? null : localTime(destroyedAt), destroyedBy, ground];
        return [id, kinds[kind], subject, version, master, states[state], localTime(createdAt), ...end];
      });
      return table(head, rows);
    },
  };
}

/** `luyue keys list [CASE]`: the keys of a case, or how many there are under which master key. @throws LuyueError case.not-found */
export function list(session: Session, given?: string): Promise<Report> {
  return withRecord(session, async (record) => {
    if (given !== undefined) return listOf(await keysOfCase(record.db, await caseIdOf(given, record)));
    const counts = await countKeys(record.db);
    return {
      json: { counts },
      text: (language) => {
        const t = words[language];
        return table(
          t.counts,
          counts.map(({ kind, master, state, count }) => [t.kinds[kind], master, t.states[state], count]),
        );
      },
    };
  });
}

/**
 * `luyue keys rotate [CASE]`: wraps all keys anew under the master key that wraps now; of a case, retires its keys, so that new ones are
 * made for what is new. @throws LuyueError config.invalid without a master key, keys.unavailable, actor.*, case.not-found
 */
export function rotate(session: Session, given: string | undefined, { as }: KeysOptions): Promise<Report> {
  return withRecord(session, async (record) => {
    const by = await requireRole(record, as, ['operator', 'data-protection']);
    if (given !== undefined) {
      const caseId = await caseIdOf(given, record);
      const retired = await retireKeys(record.db, caseId, by);
      return {
        json: { case: caseId, retired },
        text: (l) =>
          pairs([
            [words[l].case, caseId],
            [words[l].retired, retired],
          ]),
      };
    }
    const source = record.target.keys();
    if (source.kind === 'plain') throw new LuyueError('config.invalid', 'LUYUE_PLAIN: is 1; there is no master key to rotate to.', {});
    const { master, keys } = await rewrapAll(record.db, source.master, by);
    return {
      json: { master, keys },
      text: (l) =>
        pairs([
          [words[l].master, master],
          [words[l].rewrapped, keys],
        ]),
    };
  });
}

const groundOf = (given: string | undefined): DestructionGround => {
  if (given === undefined) throw wrong('--ground', `is missing: one of ${destructionGrounds.join(', ')}`);
  return choiceOption('--ground', given, destructionGrounds);
};

/**
 * `luyue keys destroy CASE[/PARTY]`: destroys the keys of a closed case for ever. Its payloads and personal values are unreadable from then
 * on; log, hashes and counts stay. @throws LuyueError keys.in-use naming what still needs them, actor.*, case.not-found, input.invalid
 */
export function destroy(session: Session, given: string, { as, ground }: KeysOptions): Promise<Report> {
  const [of = '', party = null] = given.split('/');
  return withRecord(session, async (record) => {
    const by = await requireRole(record, as, ['data-protection']);
    const caseId = await caseIdOf(of, record);
    const { keys, values } = await destroyKeys(record.db, { caseId, party, by, ground: groundOf(ground) });
    return {
      json: { case: caseId, party, keys, values },
      text: (l) =>
        pairs([
          [words[l].case, party === null ? caseId : `${caseId}/${party}`],
          [words[l].destroyed, keys],
          [words[l].values, values],
        ]),
    };
  });
}
