import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { type Keys, plainKeys } from '../../db/keys/source';
import { type Verification, verifyAll, verifyCase } from '../../db/queries/verify';
import type { Trust } from '../../db/queries/verify-roots';
import { OutsideRoots } from '../../db/record/outside-roots';
import { rootSigner } from '../../db/record/root-seal';
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
      root: '根不符',
      ledger: '附加表不符',
      company: '公司资料不符',
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
      root: 'root differs',
      ledger: 'append-only table differs',
      company: 'company differs',
    },
  },
} as const;

/** Without a master key the digests of encrypted values cannot be recomputed: they are compared with the log only. */
function keysOf({ keys }: Record): Keys {
  try {
    return keys();
  } catch (error) {
    if (error instanceof LuyueError && error.code === 'config.invalid') return plainKeys;
    throw error;
  }
}

export interface VerifyOptions {
  /** Roots that were kept outside, a line each; `-` for standard input. */
  readonly roots?: string;
  /** Public key of whoever signs the roots. */
  readonly rootKey?: string;
}

async function outsideOf(roots: string): Promise<OutsideRoots> {
  const outside = new OutsideRoots();
  const input = roots === '-' ? process.stdin : createReadStream(roots);
  try {
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) outside.add(line);
  } catch (cause) {
    if (cause instanceof LuyueError) throw cause;
    throw new LuyueError(
      'input.invalid',
      `--roots: ${roots} cannot be read`,
      { issues: [{ path: '--roots', reason: 'cannot be read' }] },
      { cause },
    );
  }
  if (outside.newest === undefined)
    throw new LuyueError('input.invalid', `--roots: ${roots} holds no root`, { issues: [{ path: '--roots', reason: 'holds no root' }] });
  return outside;
}

/** The key that has to have signed: the one that is named, else the one that these keys sign with. */
async function trustOf({ roots, rootKey }: VerifyOptions, { keyring }: Keys): Promise<Trust> {
  const publicKey = rootKey ?? (await rootSigner(keyring))?.publicKey ?? null;
  return { publicKey, ...(roots === undefined ? {} : { outside: await outsideOf(roots) }) };
}

async function verifyOne(given: string, record: Record, { columns }: Keys, trust: Trust): Promise<Verification> {
  // A case whose rows are gone is still asked for by its id: the log may know it.
  const id = /^#?\d+$/.test(given) ? await caseIdOf(given, record) : given;
  const { events, flaw } = await verifyCase(record.db, id, columns, trust);
  if (events === 0 && flaw?.kind === 'missing-case' && trust.outside?.heads.has(id) !== true) await caseIdOf(id, record);
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
 * `luyue verify [CASE] [--roots FILE]`: recomputes hash chains, makes again what stands beside them, and compares roots, append-only tables
 * and the company; names the first bad row of each case, a missing tail, a missing case. With roots that were kept outside it finds what was
 * hashed again, rolled back or taken away as a whole. A record with a flaw exits 1. @throws LuyueError case.not-found, input.invalid
 */
export function verify(session: Session, given?: string, options: VerifyOptions = {}): Promise<Report> {
  return withRecord(session, async (record) => {
    const keys = keysOf(record);
    const trust = await trustOf(options, keys);
    const found = given === undefined ? await verifyAll(record.db, keys.columns, trust) : await verifyOne(given, record, keys, trust);
    return {
      json: { ...found, good: found.flaws.length === 0 },
      text: (language) => textOf(found, language),
      exit: found.flaws.length === 0 ? 0 : 1,
    };
  });
}
