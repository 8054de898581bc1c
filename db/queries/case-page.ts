import { and, desc, eq, isNotNull, lt, lte, type SQL } from 'drizzle-orm';
import type { Instant } from '../../domain/instant';
import type { Access } from '../../domain/org/access';
import type { Database } from '../connect';
import { answered } from '../faults';
import { caseFile } from '../schema';
import type { CaseRow } from './case';
import { visible } from './visible';

export interface CasePage {
  readonly process?: string | undefined;
  readonly source?: string | undefined;
  readonly reference?: string | undefined;
  readonly status?: 'open' | 'closed' | undefined;
  readonly stage?: string | undefined;
  readonly line?: string | undefined;
  readonly branch?: string | undefined;
  readonly team?: string | undefined;
  readonly handler?: string | undefined;
  /** Only those whose nearest limit ends at or before an instant. */
  readonly dueBy?: Instant | undefined;
  /** Only those with a smaller number: the last one of the page before. */
  readonly before?: number | undefined;
  readonly limit: number;
}

const words = ['process', 'source', 'reference', 'status', 'stage', 'line', 'branch', 'team', 'handler'] as const;

function conditions(page: CasePage): readonly (SQL | undefined)[] {
  const equal = words.map((word) => {
    const value = page[word];
    return value === undefined ? undefined : eq(caseFile[word], value);
  });
  const due = page.dueBy === undefined ? undefined : and(isNotNull(caseFile.nextDueAt), lte(caseFile.nextDueAt, page.dueBy));
  return [...equal, due, page.before === undefined ? undefined : lt(caseFile.number, page.before)];
}

/** Cases that a reader may know of, newest first. */
export const casePage = (db: Database, access: Access, page: CasePage): Promise<readonly CaseRow[]> =>
  answered(
    db
      .select()
      .from(caseFile)
      .where(and(...conditions(page), visible(access)))
      .orderBy(desc(caseFile.number))
      .limit(page.limit),
  );
