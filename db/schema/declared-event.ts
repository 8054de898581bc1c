import { sql } from 'drizzle-orm';
import { index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { caseFile } from './case-file';
import { instant } from './columns';

/** A disaster or incident with its places and time: open cases are joined to it in bulk, new ones belong to it at intake. */
export const declaredEvent = pgTable(
  'declared_event',
  {
    event: text().primaryKey(),
    /** The case that declared it. */
    caseId: text()
      .notNull()
      .references(() => caseFile.id),
    seq: integer().notNull(),
    /** Beginnings of codes of places (GB/T 2260). */
    places: text().array().notNull(),
    from: instant('from_at').notNull(),
    /** First instant after it. */
    to: instant('to_at'),
    processes: text().array().notNull(),
    declaredAt: instant().notNull(),
    endedAt: instant(),
  },
  (t) => [
    index('declared_event_by_case').on(t.caseId),
    index('declared_event_by_place').using('gin', t.places).where(sql`${t.endedAt} is null`),
  ],
);
