import { and, asc, eq, gt, gte, or } from 'drizzle-orm';
import type { Instant } from '../../domain/instant';
import type { Database } from '../connect';
import { answered } from '../faults';
import { caseEvent, caseFile } from '../schema';

/** Where the log of a case ends. */
export interface Head {
  readonly id: string;
  readonly number: number;
  readonly status: 'open' | 'closed';
  readonly headSeq: number;
}

const columns = { id: caseFile.id, number: caseFile.number, status: caseFile.status, headSeq: caseFile.headSeq };

/** Cases that are open, or closed since an instant, in the order of their numbers. */
export function listHeads(db: Database, closedSince: Instant, afterNumber: number, limit: number): Promise<readonly Head[]> {
  const isAlive = or(eq(caseFile.status, 'open'), gte(caseFile.closedAt, closedSince));
  const where = and(isAlive, gt(caseFile.number, afterNumber));
  return answered(db.select(columns).from(caseFile).where(where).orderBy(asc(caseFile.number)).limit(limit));
}

/** Head of one case; null where the record has none of this id. */
export async function findHead(db: Database, id: string): Promise<Head | null> {
  const [row] = await answered(db.select(columns).from(caseFile).where(eq(caseFile.id, id)));
  return row ?? null;
}

/** Hash of one event; null where the record has none of this number. */
export async function hashAt(db: Database, id: string, seq: number): Promise<string | null> {
  const where = and(eq(caseEvent.caseId, id), eq(caseEvent.seq, seq));
  const [row] = await answered(db.select({ hash: caseEvent.hash }).from(caseEvent).where(where));
  return row?.hash ?? null;
}
