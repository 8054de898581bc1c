import { and, asc, eq, ne, type SQL, sql } from 'drizzle-orm';
import type { Database } from '../connect';
import { answered } from '../faults';
import { bulkRun, caseMessage } from '../schema';
import { selected } from './bulk-selection';
import { inMs, type Lease, reached } from './lease';

type Run = typeof bulkRun.$inferSelect;

/** A bulk act by its case and its name there. */
export type BulkKey = Pick<Run, 'caseId' | 'bulk'>;

const which = ({ caseId, bulk }: BulkKey): SQL | undefined => and(eq(bulkRun.caseId, caseId), eq(bulkRun.bulk, bulk));

/** Takes bulk acts that are due for one courier until the lease ends. @throws LuyueError records.unavailable */
export async function claimBulks(db: Database, { count, leaseMs }: Lease): Promise<readonly BulkKey[]> {
  const due = db.$with('due').as(
    db
      .select({ caseId: bulkRun.caseId, bulk: bulkRun.bulk })
      .from(bulkRun)
      .where(and(ne(bulkRun.state, 'ended'), reached(bulkRun.nextAttemptAt)))
      .orderBy(asc(bulkRun.nextAttemptAt))
      .limit(count)
      .for('update', { skipLocked: true }),
  );
  return answered(
    db
      .with(due)
      .update(bulkRun)
      .set({ nextAttemptAt: inMs(leaseMs) })
      .where(sql`(${bulkRun.caseId}, ${bulkRun.bulk}) in (select ${due.caseId}, ${due.bulk} from ${due})`)
      .returning({ caseId: bulkRun.caseId, bulk: bulkRun.bulk }),
  );
}

/** To be looked at again after a wait in ms. */
export async function deferBulk(db: Database, key: BulkKey, waitMs: number): Promise<void> {
  await answered(
    db
      .update(bulkRun)
      .set({ nextAttemptAt: inMs(waitMs) })
      .where(which(key)),
  );
}

/** Request id under which each case gets the act: the same whoever sends it, and how often. */
export const requestOf = ({ caseId, seq }: Pick<Run, 'caseId' | 'seq'>): string => `bulk:${caseId}:${seq}`;

/** Adds messages for cases that have none of this act yet, at most a page. @returns how many */
async function expand(tx: Database, run: Run, page: number): Promise<number> {
  const { caseId, seq, act, payload, select } = run;
  const request = requestOf(run);
  const { rowCount } = await tx.execute(sql`
    insert into case_message (case_id, seq, to_case, act, request, payload, status, next_attempt_at)
    select ${caseId}, ${seq}::int, found.id, ${act}, ${request}, ${JSON.stringify(payload)}::jsonb, 'queued', clock_timestamp()
      from (${selected(select, caseId)}) found
     where not exists (select from case_message known where known.to_case = found.id and known.request = ${request})
     order by found.id
     limit ${page}::int
    on conflict do nothing`);
  return rowCount ?? 0;
}

const messagesOf = ({ caseId, seq }: Run): SQL | undefined => and(eq(caseMessage.caseId, caseId), eq(caseMessage.seq, seq));

/** Whether a case has not answered yet, or the earlier act that this one follows still reaches new ones. */
async function isUnderWay(tx: Database, run: Run): Promise<boolean> {
  const queued = await tx
    .select({ one: sql`1` })
    .from(caseMessage)
    .where(and(messagesOf(run), eq(caseMessage.status, 'queued')))
    .limit(1);
  if (queued.length > 0 || 'event' in run.select) return queued.length > 0;
  const earlier = and(which({ caseId: run.caseId, bulk: run.select.bulk }), ne(bulkRun.state, 'ended'));
  return (await tx.select({ one: sql`1` }).from(bulkRun).where(earlier).limit(1)).length > 0;
}

async function count(tx: Database, run: Run): Promise<void> {
  const of = (status: 'delivered' | 'refused') => sql<number>`count(*) filter (where ${caseMessage.status} = ${status})`.mapWith(Number);
  const [counts = { done: 0, refused: 0 }] = await tx
    .select({ done: of('delivered'), refused: of('refused') })
    .from(caseMessage)
    .where(messagesOf(run));
  await tx
    .update(bulkRun)
    .set({ state: 'counted', ...counts })
    .where(which(run));
}

/** `more`: another page at once. `waiting`: cases have not answered yet. `counted`: the counts stand and do not change any more. */
export type BulkStep = 'more' | 'waiting' | 'counted';

async function step(tx: Database, key: BulkKey, page: number): Promise<BulkStep> {
  const [run] = await tx.select().from(bulkRun).where(which(key)).for('update');
  if (run === undefined || run.state === 'counted' || run.state === 'ended') return 'counted';
  if (run.state === 'sending' && (await isUnderWay(tx, run))) return 'waiting';
  // Also when all have answered: cases that were opened meanwhile without knowing of the event are reached now.
  const added = await expand(tx, run, page);
  if (added === page) return 'more';
  if (run.state === 'queued') await tx.update(bulkRun).set({ state: 'sending' }).where(which(key));
  if (added > 0 || (await isUnderWay(tx, run))) return 'waiting';
  await count(tx, run);
  return 'counted';
}

/**
 * Takes a bulk act one step on, in one transaction under its lock: whoever comes second or again finds the step done.
 * `page`: messages written at once. @throws LuyueError records.unavailable
 */
export const advanceBulk = (db: Database, key: BulkKey, page: number): Promise<BulkStep> =>
  answered(db.transaction((tx) => step(tx, key, page)));

export interface BulkCounts {
  readonly seq: number;
  readonly done: number;
  readonly refused: number;
}

/** What came of a bulk act whose counts stand; null where they do not yet, or its case has been told. */
export async function countsOf(db: Database, key: BulkKey): Promise<BulkCounts | null> {
  const { seq, done, refused } = bulkRun;
  const [row] = await answered(
    db
      .select({ seq, done, refused })
      .from(bulkRun)
      .where(and(which(key), eq(bulkRun.state, 'counted'))),
  );
  return row === undefined || row.done === null || row.refused === null ? null : { seq: row.seq, done: row.done, refused: row.refused };
}

/** Its case knows. */
export async function markBulkEnded(db: Database, key: BulkKey): Promise<void> {
  await answered(
    db
      .update(bulkRun)
      .set({ state: 'ended' })
      .where(and(which(key), eq(bulkRun.state, 'counted'))),
  );
}
