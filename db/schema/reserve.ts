import { sql } from 'drizzle-orm';
import { check, foreignKey, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { caseEvent } from './case-event';
import { fen, instant } from './columns';
import { exposure } from './exposure';

/** History of the reserves. */
export const reserve = pgTable(
  'reserve',
  {
    caseId: text().notNull(),
    seq: integer().notNull(),
    exposure: text().notNull(),
    amountFen: fen().notNull(),
    why: text().notNull(),
    by: text().notNull(),
    at: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.caseId, t.seq] }),
    foreignKey({ name: 'reserve_event', columns: [t.caseId, t.seq], foreignColumns: [caseEvent.caseId, caseEvent.seq] }),
    foreignKey({ name: 'reserve_exposure', columns: [t.caseId, t.exposure], foreignColumns: [exposure.caseId, exposure.id] }),
    check('reserve_amount', sql`${t.amountFen} >= 0`),
  ],
);
