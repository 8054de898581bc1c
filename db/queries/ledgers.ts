import { and, asc, gt, lte, sql } from 'drizzle-orm';
import type { Database } from '../connect';
import { type LedgerMark, type LedgerMarks, markAfter, nothingCovered } from '../record/root';
import { caseRead, recordChange, refusal, watchDealt } from '../schema';

/**
 * Append-only tables of what happens beside the cases. Their rows are not chained one to the next, for that would make all writers wait
 * for each other: a root covers, in the order of their ids, all that were written since the root before.
 */
export const ledgers = { refusal, case_read: caseRead, record_change: recordChange, watch_dealt: watchDealt } as const;

export type LedgerName = keyof typeof ledgers;
export const ledgerNames = ['refusal', 'case_read', 'record_change', 'watch_dealt'] as const satisfies readonly LedgerName[];

const page = 2_000;

/** Rows of a ledger after an id, up to another, in their order. */
export function ledgerRows(
  db: Database,
  name: LedgerName,
  after: number,
  upTo: number,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const { id } = ledgers[name];
  return db
    .select()
    .from(ledgers[name])
    .where(and(gt(id, after), lte(id, upTo)))
    .orderBy(asc(id))
    .limit(page);
}

/** The mark after all rows up to an id. */
export async function markUpTo(db: Database, name: LedgerName, from: LedgerMark, upTo: number): Promise<LedgerMark> {
  let mark = from;
  for (;;) {
    const rows = await ledgerRows(db, name, mark.upTo, upTo);
    mark = markAfter(name, mark, rows);
    if (rows.length < page) return { ...mark, upTo: Math.max(mark.upTo, upTo) };
  }
}

/** The newest ids that can be seen. */
export async function newestIds(db: Database): Promise<ReadonlyMap<LedgerName, number>> {
  const found = new Map<LedgerName, number>();
  for (const name of ledgerNames) {
    const [row] = await db.select({ id: sql<string>`coalesce(max(${ledgers[name].id}), 0)` }).from(ledgers[name]);
    found.set(name, Number(row?.id ?? 0));
  }
  return found;
}

export const markIn = (marks: LedgerMarks, name: LedgerName): LedgerMark => marks[name] ?? nothingCovered;
