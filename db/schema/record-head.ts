import { index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { recordRoot } from './record-root';

/** Head of a case that changed since the root before. No reference to the case: it must outlive a deleted one. Append-only. */
export const recordHead = pgTable(
  'record_head',
  {
    no: integer()
      .notNull()
      .references(() => recordRoot.no),
    caseId: text().notNull(),
    seq: integer().notNull(),
    hash: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.caseId, t.no] }), index('record_head_by_root').on(t.no)],
);
