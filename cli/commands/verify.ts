import { type PersonalColumns, plainColumns } from '../../db/keys/columns';
import { type Verification, verifyAll, verifyCase } from '../../db/queries/verify';
import { LuyueError } from '../../domain/errors';
import type { Language } from '../../domain/words';
import { caseIdOf, type Record, withRecord } from '../doors';
import type { Report } from '../report';
import type { Session } from '../session';
import { table } from '../table';

const words = {
  zh: {
    head: ['位置', '序', '问题', '说明'],
    good: '哈希链完好',
    bad: '发现问题',
    cases: '案件',
    events: '事件',
    kinds: {
      edited: '行被改动',
      'missing-row': '缺行',
      'missing-tail': '缺末行',
      'missing-case': '缺案件',
      cause: '起因不符',
      personal: '个人信息不符',
      projection: '投影不符',
      plain: '应加密而为明文',
      root: '日根不符',
    },
  },
  en: {
    head: ['where', 'seq', 'flaw', 'detail'],
    good: 'the chain is whole',
    bad: 'flaws found',
    cases: 'cases',
    events: 'events',
    kinds: {
      edited: 'row was edited',
      'missing-row': 'row is missing',
      'missing-tail': 'last rows are missing',
      'missing-case': 'case is missing',
      cause: 'cause differs',
      personal: 'personal value differs',
      projection: 'projection differs',
      plain: 'stands in plain text',
      root: 'daily root differs',
    },
  },
} as const;

/** Without a master key the digests of encrypted values cannot be recomputed: they are compared with the log only. */
function columnsOf({ keys }: Record): PersonalColumns {
  try {
    return keys().columns;
  } catch (error) {
    if (error instanceof LuyueError && error.code === 'config.invalid') return plainColumns;
    throw error;
  }
}

async function verifyOne(given: string, record: Record): Promise<Verification> {
  // A case whose rows are gone is still asked for by its id: the log may know it.
  const id = /^#?\d+$/.test(given) ? await caseIdOf(given, record) : given;
  const { events, flaw } = await verifyCase(record.db, id, columnsOf(record));
  if (events === 0 && flaw?.kind === 'missing-case') await caseIdOf(id, record);
  return { cases: 1, events, flaws: flaw === null ? [] : [flaw] };
}

function textOf({ cases, events, flaws }: Verification, language: Language): string {
  const t = words[language];
  const counts = `${t.cases} ${cases} · ${t.events} ${events}`;
  if (flaws.length === 0) return `${counts} · ${t.good}`;
  const rows = flaws.map(({ where, seq, kind, detail }) => [where, seq, t.kinds[kind], detail]);
  return [table(t.head, rows), '', `${counts} · ${t.bad} ${flaws.length}`].join('\n');
}

/**
 * `luyue verify [CASE]`: recomputes the hash chain and compares what stands beside it; names the first bad row of each case, a missing
 * tail, a missing case. A record with a flaw exits 1. @throws LuyueError case.not-found
 */
export function verify(session: Session, given?: string): Promise<Report> {
  return withRecord(session, async (record) => {
    const found = given === undefined ? await verifyAll(record.db, columnsOf(record)) : await verifyOne(given, record);
    return {
      json: { ...found, good: found.flaws.length === 0 },
      text: (language) => textOf(found, language),
      exit: found.flaws.length === 0 ? 0 : 1,
    };
  });
}
