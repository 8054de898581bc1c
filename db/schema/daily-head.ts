import { date, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { dailyRoot } from './daily-root';

/** Head of a case that changed since the root before. No reference to the case: it must outlive a deleted one. */
export const dailyHead = pgTable(
  'daily_head',
  {
    day: date()
      .notNull()
      .references(() => dailyRoot.day),
    caseId: text().notNull(),
    seq: integer().notNull(),
    hash: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.caseId, t.day] })],
);
