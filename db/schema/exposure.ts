import { sql } from 'drizzle-orm';
import { check, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { caseFile } from './case-file';
import { fen } from './columns';

/** Cover times claimant. */
export const exposure = pgTable(
  'exposure',
  {
    caseId: text()
      .notNull()
      .references(() => caseFile.id),
    id: text().notNull(),
    cover: text().notNull(),
    claimant: text().notNull(),
    limitFen: fen(),
    reserveFen: fen().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.caseId, t.id] }),
    check('exposure_reserve', sql`${t.reserveFen} >= 0`),
    check('exposure_limit', sql`${t.limitFen} >= 0`),
  ],
);
