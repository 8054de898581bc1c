import { index, pgTable, text } from 'drizzle-orm/pg-core';
import { branch } from './branch';

/** A team of a branch for lines of business, or for all of them (`*`). */
export const team = pgTable(
  'team',
  {
    id: text().primaryKey(),
    name: text().notNull(),
    branch: text()
      .notNull()
      .references(() => branch.id),
    lines: text().array().notNull(),
  },
  (t) => [index('team_by_branch').on(t.branch)],
);
