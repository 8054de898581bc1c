import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { NoticeStatus } from '../../domain/case/fact';
import type { Instant } from '../../domain/instant';
import type { Database } from '../connect';
import { answered } from '../faults';
import { notice } from '../schema';
import { inMs, type Lease, reached } from './lease';

/** A status that its case asked for, or has to know, and was not told yet. */
export interface UnreportedNotice {
  readonly id: string;
  readonly caseId: string;
  readonly seq: number;
  readonly recipient: string;
  readonly status: Exclude<NoticeStatus, 'queued'>;
  readonly at: Instant;
  readonly evidence: string | null;
}

/** What the case asked for, and in any case that nobody was reached. */
const toTell = sql<UnreportedNotice['status'] | null>`case
  when ${notice.status} = 'undeliverable' then 'undeliverable'
  when ${notice.wants} = 'handed' and ${notice.status} in ('handed', 'arrived') then 'handed'
  when ${notice.wants} = 'arrived' and ${notice.status} = 'arrived' then 'arrived'
end`;

/** Contains all that is to be told, in the words of the index `notice_unreported`. */
const maybeUntold = sql`((${notice.wants} is not null and ${notice.reported} is null)
  or (${notice.status} = 'undeliverable' and ${notice.reported} is distinct from 'undeliverable'))`;

/** Takes statuses that their cases have to be told, until the lease ends. @throws LuyueError records.unavailable */
export async function claimReports(db: Database, { count, leaseMs }: Lease): Promise<readonly UnreportedNotice[]> {
  const due = db.$with('due').as(
    db
      .select({ id: notice.id })
      .from(notice)
      .where(
        and(maybeUntold, sql`${toTell} is distinct from ${notice.reported}`, sql`${toTell} is not null`, reached(notice.nextAttemptAt)),
      )
      .orderBy(asc(notice.nextAttemptAt))
      .limit(count)
      .for('update', { skipLocked: true }),
  );
  const rows = await answered(
    db
      .with(due)
      .update(notice)
      .set({ nextAttemptAt: inMs(leaseMs) })
      .where(inArray(notice.id, db.select({ id: due.id }).from(due)))
      .returning({
        id: notice.id,
        caseId: notice.caseId,
        seq: notice.seq,
        recipient: notice.recipient,
        status: toTell,
        handedAt: notice.handedAt,
        arrivedAt: notice.arrivedAt,
        evidence: sql<string | null>`coalesce(${notice.evidence}, ${notice.providerId}, ${notice.lastError})`,
      }),
  );
  return rows.flatMap(({ status, handedAt, arrivedAt, ...row }) => {
    const known = status === 'arrived' ? arrivedAt : status === 'handed' ? (handedAt ?? arrivedAt) : null;
    return status === null ? [] : [{ ...row, status, at: known ?? Date.now() }];
  });
}

/** The case knows. */
export async function markReported(db: Database, { id, status }: Pick<UnreportedNotice, 'id' | 'status'>): Promise<void> {
  await answered(db.update(notice).set({ reported: status }).where(eq(notice.id, id)));
}

/** The case does not take it now; tried again after a wait in ms. */
export async function deferReport(db: Database, id: string, waitMs: number): Promise<void> {
  await answered(
    db
      .update(notice)
      .set({ nextAttemptAt: inMs(waitMs) })
      .where(eq(notice.id, id)),
  );
}
