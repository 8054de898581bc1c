import { date, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { instant } from './columns';

/** One hash a day over the heads of all cases that changed and the root before: what to keep outside, so that a missing case or tail cannot hide. */
export const dailyRoot = pgTable('daily_root', {
  day: date().primaryKey(),
  /** Cases known to the record by then. */
  cases: integer().notNull(),
  previous: text().notNull(),
  root: text().notNull(),
  writtenAt: instant().notNull(),
});
