import { sql } from 'drizzle-orm';
import { check, integer, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { caseFile } from './case-file';
import { instant } from './columns';

/** One row per transition: a cause is written once, so that a repeat finds the events it made. */
export const caseCause = pgTable(
  'case_cause',
  {
    caseId: text()
      .notNull()
      .references(() => caseFile.id),
    cause: text().notNull(),
    act: text(),
    /** Request id of the act. */
    request: text(),
    firstSeq: integer().notNull(),
    lastSeq: integer().notNull(),
    recordedAt: instant().notNull(),
    workflowId: text().notNull(),
    runId: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.caseId, t.cause] }),
    uniqueIndex('case_cause_request').on(t.caseId, t.request).where(sql`${t.request} is not null`),
    uniqueIndex('case_cause_first').on(t.caseId, t.firstSeq),
    check('case_cause_span', sql`${t.firstSeq} > 0 and ${t.lastSeq} >= ${t.firstSeq}`),
  ],
);
