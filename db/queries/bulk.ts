import { and, asc, eq, type SQL, sql } from 'drizzle-orm';
import { LuyueError } from '../../domain/errors';
import type { Instant } from '../../domain/instant';
import type { Database } from '../connect';
import { answered } from '../faults';
import { bulkRun, caseFile, caseMessage } from '../schema';
import type { MessageStatus } from '../schema/case-message';
import { selected } from './bulk-selection';
import { getEvent } from './declared-event';

/** What undoing cannot take back of a case. */
export interface Standing {
  /** Notices that have left. */
  readonly noticesSent: number;
  /** Advances that the bank has, or may have; fen. */
  readonly advancedFen: number;
}

export interface BulkCase extends Standing {
  readonly case: string;
  /** Short number for people. */
  readonly number: number;
  readonly process: string;
  readonly stage: string;
  readonly status: 'open' | 'closed';
}

// Names are written out: drizzle leaves the table out of a column where a query reads only one.
const noticesSent = (since: SQL): SQL<number> => sql<number>`(
  select count(*)::int from notice n where n.case_id = case_file.id and n.handed_at >= ${since})`;

const advancedFen = (since: SQL): SQL<number> =>
  sql`(
  select coalesce(sum(p.amount_fen), 0)::float8 from payment p
   where p.case_id = case_file.id and p.purpose = 'advance' and p.status in ('sent', 'unknown', 'confirmed') and p.status_at >= ${since})`.mapWith(
    Number,
  );

const columns = (since: SQL) => ({
  case: caseFile.id,
  number: caseFile.number,
  process: caseFile.process,
  stage: caseFile.stage,
  status: caseFile.status,
  noticesSent: noticesSent(since),
  advancedFen: advancedFen(since),
});

/**
 * The cases that joining to an event would reach now, by number, with what has been sent and paid already. `asking`: the case
 * that would do it. Changes nothing. @throws LuyueError event.not-found
 */
export async function previewJoining(db: Database, asking: string, event: string): Promise<readonly BulkCase[]> {
  await getEvent(db, event);
  const ever = sql`'-infinity'::timestamptz`;
  return answered(
    db
      .select(columns(ever))
      .from(caseFile)
      .where(sql`case_file.id in (select id from (${selected({ event }, asking)}) found)`)
      .orderBy(asc(caseFile.number)),
  );
}

export type BulkRow = typeof bulkRun.$inferSelect;

/** Bulk acts of a case, oldest first. */
export const bulksOf = (db: Database, caseId: string): Promise<readonly BulkRow[]> =>
  answered(db.select().from(bulkRun).where(eq(bulkRun.caseId, caseId)).orderBy(asc(bulkRun.seq)));

/** A bulk act of a case by its name. @throws LuyueError bulk.not-found naming those there are. */
export async function getBulk(db: Database, caseId: string, bulk: string): Promise<BulkRow> {
  const all = await bulksOf(db, caseId);
  const found = all.find((row) => row.bulk === bulk);
  if (found !== undefined) return found;
  const known = all.map((row) => row.bulk);
  const detail = `${caseId} has done no bulk act '${bulk}'; it has done: ${known.join(', ') || 'none'}.`;
  throw new LuyueError('bulk.not-found', detail, { case: caseId, bulk, known });
}

export interface BulkItem extends BulkCase {
  readonly result: MessageStatus;
  /** Why it was refused, or what the last attempt met. */
  readonly why: string | null;
}

/** What became of each case of a bulk act, and what has been sent and paid there since it began. */
export const itemsOf = (db: Database, { caseId, seq, startedAt }: BulkRow): Promise<readonly BulkItem[]> =>
  answered(
    db
      .select({ ...columns(instantOf(startedAt)), result: caseMessage.status, why: caseMessage.lastError })
      .from(caseMessage)
      .innerJoin(caseFile, eq(caseFile.id, caseMessage.toCase))
      .where(and(eq(caseMessage.caseId, caseId), eq(caseMessage.seq, seq)))
      .orderBy(asc(caseFile.number)),
  );

const instantOf = (at: Instant): SQL => sql`${new Date(at).toISOString()}::timestamptz`;
