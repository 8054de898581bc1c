import { setTimeout as sleep } from 'node:timers/promises';
import { asc, desc, eq, gt, sql } from 'drizzle-orm';
import { LuyueError } from '../../domain/errors';
import type { Instant } from '../../domain/instant';
import type { Database } from '../connect';
import { answered } from '../faults';
import type { Head } from '../record/chain';
import { hashOfRoot, type LedgerMarks, type Root, type WholeRoot } from '../record/root';
import type { RootSigner } from '../record/root-seal';
import { recordHead, recordRoot } from '../schema';
import { feedMark, hasEnded } from './feed';
import { type LedgerName, ledgerNames, markIn, markUpTo, newestIds } from './ledgers';

/** Up to where everything is written: no transaction is under way that could still add something below. */
interface Settled {
  readonly feedNo: number;
  readonly ids: ReadonlyMap<LedgerName, number>;
}

export interface RootOptions {
  readonly signer: RootSigner | null;
  /** A root that is younger is enough: of several workers one writes it. In ms. */
  readonly everyMs: number;
  /** How long a statement may have a number before its transaction has an id, and how long transactions are waited for, in ms. */
  readonly settleMs?: number;
  readonly patienceMs?: number;
  /** Events that one root covers at most; what is more gets another root at once. */
  readonly events?: number;
}

const lookMs = 100;

/** @throws LuyueError records.unavailable where a transaction is under way for too long: the next look tries again */
async function settled(db: Database, { settleMs = 2_000, patienceMs = 10_000 }: RootOptions): Promise<Settled> {
  const ids = await newestIds(db);
  await sleep(settleMs);
  const mark = await feedMark(db);
  for (const until = Date.now() + patienceMs; Date.now() <= until; await sleep(lookMs))
    if (await hasEnded(db, mark)) return { feedNo: mark.last, ids };
  throw new LuyueError('records.unavailable', 'A transaction has been under way for too long: the record has no root of this moment yet.');
}

const newestRoot = async (db: Database): Promise<Root | undefined> =>
  (await db.select().from(recordRoot).orderBy(desc(recordRoot.no)).limit(1))[0];

/** The place in the feed up to which one root goes. */
async function placeOf(tx: Database, after: number, until: number, events: number): Promise<number> {
  const { rows } = await tx.execute<{ no: string }>(sql`
    select feed_no as no from case_event where feed_no > ${after} and feed_no <= ${until} order by feed_no offset ${events - 1} limit 1`);
  return rows[0] === undefined ? until : Number(rows[0].no);
}

interface Changed {
  readonly heads: readonly Head[];
  readonly opened: number;
}

/** Where the logs of the cases end that were written to between two places of the feed, and how many of them began there. */
async function changedBetween(tx: Database, after: number, until: number): Promise<Changed> {
  const { rows } = await tx.execute<{ caseId: string; seq: number; hash: string; first: number }>(sql`
    select distinct on (case_id) case_id as "caseId", seq, hash, min(seq) over (partition by case_id) as first
    from case_event where feed_no > ${after} and feed_no <= ${until} order by case_id, seq desc`);
  return { heads: rows.map(({ caseId, seq, hash }) => ({ caseId, seq, hash })), opened: rows.filter(({ first }) => first === 1).length };
}

async function marksOf(tx: Database, before: LedgerMarks, { ids }: Settled): Promise<LedgerMarks> {
  const marks: Record<string, LedgerMarks[string]> = {};
  for (const name of ledgerNames) marks[name] = await markUpTo(tx, name, markIn(before, name), ids.get(name) ?? 0);
  return marks;
}

const chunk = 5_000;

async function insert(tx: Database, { heads, ...root }: WholeRoot): Promise<void> {
  await tx.insert(recordRoot).values(root);
  for (let i = 0; i < heads.length; i += chunk)
    await tx.insert(recordHead).values(heads.slice(i, i + chunk).map((head) => ({ ...head, no: root.no })));
}

/** Whether another root was written a moment ago, or there is nothing that it would cover. */
const isEnough = (last: Root | undefined, { feedNo }: Settled, at: Instant, everyMs: number): boolean =>
  last !== undefined && (at - last.at < everyMs || feedNo < last.feedNo);

async function write(
  tx: Database,
  at: Instant,
  until: Settled,
  mine: Root | undefined,
  { signer, everyMs, events = 100_000 }: RootOptions,
): Promise<WholeRoot | null> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('record_root', 0))`);
  const last = await newestRoot(tx);
  const after = last?.feedNo ?? 0;
  // What one root of this call could not cover is covered by the next at once.
  const goesOn = mine !== undefined && last?.no === mine.no;
  if (!goesOn && isEnough(last, until, at, everyMs)) return null;
  const feedNo = await placeOf(tx, after, until.feedNo, events);
  const { heads, opened } = await changedBetween(tx, after, feedNo);
  const ledgers = await marksOf(tx, last?.ledgers ?? {}, until);
  const said = { no: (last?.no ?? 0) + 1, at, cases: (last?.cases ?? 0) + opened, feedNo, ledgers, previous: last?.root ?? '', heads };
  const root = hashOfRoot(said);
  const whole = { ...said, root, seal: signer?.seal({ root }) ?? null };
  await insert(tx, whole);
  return whole;
}

/**
 * Writes a root over everything that was written since the root before; several where that is much. None where a younger one is enough.
 * @throws LuyueError records.unavailable
 */
export async function writeRoots(db: Database, at: Instant, options: RootOptions): Promise<readonly Root[]> {
  const last = await answered(newestRoot(db));
  if (last !== undefined && at - last.at < options.everyMs) return [];
  const until = await answered(settled(db, options));
  const written: Root[] = [];
  for (;;) {
    const root = await answered(db.transaction((tx) => write(tx, at, until, written.at(-1), options)));
    if (root === null) return written;
    written.push(root);
    if (root.feedNo >= until.feedNo) return written;
  }
}

/** Roots after a number, in their order, each with its heads. @throws LuyueError records.unavailable */
export async function rootsAfter(db: Database, no: number, limit: number): Promise<readonly WholeRoot[]> {
  const roots = await answered(db.select().from(recordRoot).where(gt(recordRoot.no, no)).orderBy(asc(recordRoot.no)).limit(limit));
  const whole: WholeRoot[] = [];
  for (const root of roots) {
    const heads = await answered(db.select().from(recordHead).where(eq(recordHead.no, root.no)));
    whole.push({ ...root, heads: heads.map(({ caseId, seq, hash }) => ({ caseId, seq, hash })) });
  }
  return whole;
}

/** The newest root of the record. @throws LuyueError records.unavailable */
export const newestRootOf = (db: Database): Promise<Root | undefined> => answered(newestRoot(db));
