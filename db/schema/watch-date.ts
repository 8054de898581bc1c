import { sql } from 'drizzle-orm';
import { index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { caseFile } from './case-file';
import { instant } from './columns';

/** What outlives a case (limitation, recovery, retention): a date and a daily sweep, never a clock that keeps the case open. */
export const watchDate = pgTable(
  'watch_date',
  {
    caseId: text()
      .notNull()
      .references(() => caseFile.id),
    watch: text().notNull(),
    rule: text().notNull(),
    startsAt: instant().notNull(),
    date: instant(),
    /** When the unit was told that this date has come; another date begins anew. Who dealt with it is in `watch_dealt`. */
    sweptAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.caseId, t.watch] }), index('watch_date_due').on(t.date).where(sql`${t.sweptAt} is null`)],
);
