import { sql } from 'drizzle-orm';
import { check, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant } from './columns';
import { staff } from './staff';

/** Somebody works in another team or branch from an instant to another (exclusive), beside their own. */
export const lending = pgTable(
  'lending',
  {
    staff: text()
      .notNull()
      .references(() => staff.id),
    /** Team or branch. */
    unit: text().notNull(),
    from: instant('from_at').notNull(),
    to: instant('to_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.staff, t.unit, t.from] }), check('lending_order', sql`${t.to} > ${t.from}`)],
);
