import { sql } from 'drizzle-orm';
import type { PersonalGroup } from '../../domain/org/personal';
import type { Database } from '../connect';
import { answered } from '../faults';
import { caseRead } from '../schema';

export interface CaseRead {
  readonly reader: string;
  readonly tool: string | null;
  readonly part: string;
  readonly request: string;
  /** By what right and for what personal values are read: `RIGHT/PURPOSE`. */
  readonly why?: string;
}

const note = async (db: Database, reads: readonly (CaseRead & { readonly caseId: string })[]): Promise<void> => {
  if (reads.length > 0) await answered(db.insert(caseRead).values(reads.map((read) => ({ ...read, at: sql`clock_timestamp()` }))));
};

/** Notes that sensitive cases are read; called before the answer, so that no read goes without its row. */
export const recordReads = (db: Database, cases: readonly string[], read: CaseRead): Promise<void> =>
  note(
    db,
    cases.map((caseId) => ({ caseId, ...read })),
  );

/** Notes which groups of the personal values of a case are read, a row for each; before the answer. */
export const recordPersonalReads = (
  db: Database,
  caseId: string,
  groups: readonly PersonalGroup[],
  read: Omit<CaseRead, 'part'>,
): Promise<void> =>
  note(
    db,
    groups.map((group) => ({ caseId, ...read, part: `personal:${group}` })),
  );
