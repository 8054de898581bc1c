import { and, asc, eq, notExists, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { JsonObject } from '../../domain/case/fact';
import type { Database } from '../connect';
import { answered } from '../faults';
import { caseFile, caseMessage } from '../schema';
import { inMs, type Lease, reached } from './lease';

/** An act of one case on another. */
export interface ClaimedMessage {
  readonly caseId: string;
  readonly toCase: string;
  readonly act: string;
  readonly request: string;
  readonly payload: JsonObject;
  readonly attempts: number;
}

const columns = {
  caseId: caseMessage.caseId,
  toCase: caseMessage.toCase,
  act: caseMessage.act,
  request: caseMessage.request,
  payload: caseMessage.payload,
  attempts: caseMessage.attempts,
};

const earlier = alias(caseMessage, 'earlier');

/** In their order: while the case has an earlier message for the same other one under way, this one waits. */
const nothingBefore = (db: Database): SQL => {
  const sameRoad = and(eq(earlier.caseId, caseMessage.caseId), eq(earlier.toCase, caseMessage.toCase), eq(earlier.status, 'queued'));
  return notExists(
    db
      .select({ one: sql`1` })
      .from(earlier)
      .where(and(sameRoad, sql`${earlier.seq} < ${caseMessage.seq}`)),
  );
};

/** Takes due messages for one relay until the lease ends. @throws LuyueError records.unavailable */
export async function claimMessages(db: Database, { count, leaseMs }: Lease): Promise<readonly ClaimedMessage[]> {
  const due = db.$with('due').as(
    db
      .select({ toCase: caseMessage.toCase, request: caseMessage.request })
      .from(caseMessage)
      .where(and(eq(caseMessage.status, 'queued'), reached(caseMessage.nextAttemptAt), nothingBefore(db)))
      .orderBy(asc(caseMessage.nextAttemptAt))
      .limit(count)
      .for('update', { skipLocked: true }),
  );
  return answered(
    db
      .with(due)
      .update(caseMessage)
      .set({ attempts: sql`${caseMessage.attempts} + 1`, nextAttemptAt: inMs(leaseMs) })
      .where(sql`(${caseMessage.toCase}, ${caseMessage.request}) in (select ${due.toCase}, ${due.request} from ${due})`)
      .returning(columns),
  );
}

const row = ({ toCase, request }: Pick<ClaimedMessage, 'toCase' | 'request'>): SQL | undefined =>
  and(eq(caseMessage.toCase, toCase), eq(caseMessage.request, request), eq(caseMessage.status, 'queued'));

/** The other case took it, or refuses it for good. */
export async function markMessage(
  db: Database,
  message: Pick<ClaimedMessage, 'toCase' | 'request'>,
  status: 'delivered' | 'refused',
  why: string | null,
): Promise<void> {
  await answered(db.update(caseMessage).set({ status, lastError: why }).where(row(message)));
}

/** Outcome of a case that is closed; null where it is open or unknown. */
export async function outcomeOf(db: Database, caseId: string): Promise<string | null> {
  const [found] = await answered(db.select({ outcome: caseFile.outcome }).from(caseFile).where(eq(caseFile.id, caseId)));
  return found?.outcome ?? null;
}

/** To be tried again after a wait in ms. */
export async function retryMessage(
  db: Database,
  message: Pick<ClaimedMessage, 'toCase' | 'request'>,
  waitMs: number,
  why: string,
): Promise<void> {
  await answered(
    db
      .update(caseMessage)
      .set({ nextAttemptAt: inMs(waitMs), lastError: why })
      .where(row(message)),
  );
}
