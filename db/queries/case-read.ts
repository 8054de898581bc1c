import { sql } from 'drizzle-orm';
import type { Database } from '../connect';
import { answered } from '../faults';
import { caseRead } from '../schema';

export interface CaseRead {
  readonly reader: string;
  readonly tool: string | null;
  readonly part: string;
  readonly request: string;
}

/** Notes that sensitive cases are read; called before the answer, so that no read goes without its row. */
export async function recordReads(db: Database, cases: readonly string[], read: CaseRead): Promise<void> {
  if (cases.length === 0) return;
  const rows = cases.map((caseId) => ({ caseId, ...read, at: sql`clock_timestamp()` }));
  await answered(db.insert(caseRead).values(rows));
}
