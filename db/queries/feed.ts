import { setTimeout as sleep } from 'node:timers/promises';
import { and, asc, eq, gt, lte, type SQL, sql } from 'drizzle-orm';
import type { CaseEvent } from '../../domain/case/fact';
import type { Access } from '../../domain/org/access';
import type { Database } from '../connect';
import { answered } from '../faults';
import { eventOf } from '../record/stored';
import { caseEvent, caseFile } from '../schema';
import { visible } from './visible';

/** One event of the feed of all cases. */
export interface FeedEvent {
  /** Global sequence number: grows with every event, has gaps. */
  readonly no: number;
  readonly case: string;
  readonly line: string;
  readonly event: CaseEvent;
}

/** An event of the feed as readers outside get it: instants in ISO 8601, in the fact in milliseconds as recorded. */
export const feedView = ({ no, case: caseId, event: { hash: _hash, seq, at, recordedAt, actor, onBehalfOf, cause, fact } }: FeedEvent) => ({
  no,
  case: caseId,
  seq,
  at: new Date(at).toISOString(),
  recordedAt: new Date(recordedAt).toISOString(),
  actor,
  onBehalfOf: onBehalfOf ?? null,
  cause,
  kind: fact.kind,
  fact: { ...fact },
});

export interface Mark {
  /** Last number that was given out. */
  readonly last: number;
  /** A transaction that began after that: whoever has a number up to `last` has a smaller id. */
  readonly next: bigint;
}

const bigintIn = async (db: Database, query: SQL): Promise<bigint> => BigInt((await db.execute<{ n: string }>(query)).rows[0]?.n ?? '0');

const given = sql`select case when is_called then last_value else 0 end::text as n from feed_no_seq`;
// Not the xmax of a snapshot: that is one past the last transaction that has ended, and running ones may lie beyond it.
const next = sql`select pg_current_xact_id()::text as n`;
const oldestRunning = sql`select pg_snapshot_xmin(pg_current_snapshot())::text as n`;

/** A moment of the feed: two statements in this order, each a transaction of its own. */
export const feedMark = (db: Database): Promise<Mark> => answered(markNow(db));

async function markNow(db: Database): Promise<Mark> {
  const last = Number(await bigintIn(db, given));
  return { last, next: await bigintIn(db, next) };
}

/** Whether every transaction has ended that could hold a number up to a mark. */
export const hasEnded = async (db: Database, mark: Mark): Promise<boolean> => (await answered(bigintIn(db, oldestRunning))) > mark.next;

/**
 * Up to which number the feed is complete. Numbers are given out before transactions end, so a smaller one may still appear
 * after a greater one; nothing is shown before every transaction that could hold a smaller one has ended.
 */
export function feedEnd(db: Database): () => Promise<number> {
  let settled = 0;
  let waiting: Mark | null = null;
  const look = async (): Promise<number> => {
    const last = Number(await bigintIn(db, given));
    if (waiting === null && last === settled) return settled;
    // Three statements in this order, each a transaction of its own.
    const mark = { last, next: await bigintIn(db, next) };
    const oldest = await bigintIn(db, oldestRunning);
    const open: readonly Mark[] = waiting === null ? [mark] : [waiting, mark];
    const ended = open.filter((one) => oldest > one.next);
    settled = ended.reduce((most, one) => Math.max(most, one.last), settled);
    waiting = open.find((one) => oldest <= one.next) ?? null;
    return settled;
  };
  return () => answered(look());
}

const everyMs = 50;

/**
 * Where the feed ends at this moment, for whoever is told only what comes after. Waits for the transactions that are under way, so that a
 * new follower hears neither the past nor misses what they write; not longer than `patienceMs`.
 */
export async function feedNow(db: Database, end: () => Promise<number>, patienceMs = 10_000): Promise<number> {
  const last = Number(await answered(bigintIn(db, given)));
  for (const until = Date.now() + patienceMs; Date.now() < until; await sleep(everyMs)) {
    const settled = await end();
    if (settled >= last) return settled;
  }
  return last;
}

export interface FeedPage {
  readonly after: number;
  /** Up to which number the feed is complete. */
  readonly until: number;
  readonly case?: string | undefined;
  readonly process?: string | undefined;
  readonly limit: number;
}

const columns = { event: caseEvent, line: caseFile.line };

/** Events of the cases that a reader may know of, in the order of the feed. */
export async function feedPage(db: Database, access: Access, page: FeedPage): Promise<readonly FeedEvent[]> {
  const which: (SQL | undefined)[] = [
    gt(caseEvent.feedNo, page.after),
    lte(caseEvent.feedNo, page.until),
    page.case === undefined ? undefined : eq(caseEvent.caseId, page.case),
    page.process === undefined ? undefined : eq(caseFile.process, page.process),
    visible(access),
  ];
  const found = db.select(columns).from(caseEvent).innerJoin(caseFile, eq(caseFile.id, caseEvent.caseId));
  const rows = await answered(
    found
      .where(and(...which))
      .orderBy(asc(caseEvent.feedNo))
      .limit(page.limit),
  );
  return rows.map(({ event, line }) => ({ no: event.feedNo, case: event.caseId, line, event: eventOf(event) }));
}
