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

interface Mark {
  /** Last number that was given out. */
  readonly last: number;
  /** Transactions from here on began later than that. */
  readonly next: bigint;
}

async function markOf(db: Database): Promise<Mark & { readonly oldest: bigint }> {
  // Two statements, in this order: every number up to `last` belongs to a transaction before `next`.
  const given = await db.execute<{ last: string }>(sql`select case when is_called then last_value else 0 end as last from feed_no_seq`);
  const running = await db.execute<{ next: string; oldest: string }>(
    sql`select pg_snapshot_xmax(s)::text as next, pg_snapshot_xmin(s)::text as oldest from pg_current_snapshot() s`,
  );
  const [{ last } = { last: '0' }] = given.rows;
  const [{ next, oldest } = { next: '0', oldest: '0' }] = running.rows;
  return { last: Number(last), next: BigInt(next), oldest: BigInt(oldest) };
}

/**
 * Up to which number the feed is complete. Numbers are given out before transactions end, so a smaller one may still appear
 * after a greater one; nothing is shown before every transaction that could hold a smaller one has ended.
 */
export function feedEnd(db: Database): () => Promise<number> {
  let settled = 0;
  let waiting: Mark | null = null;
  return async () => {
    const mark = await answered(markOf(db));
    waiting ??= mark;
    if (mark.oldest >= waiting.next) {
      settled = Math.max(settled, waiting.last);
      waiting = mark.oldest >= mark.next ? null : mark;
      if (waiting === null) settled = Math.max(settled, mark.last);
    }
    return settled;
  };
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
