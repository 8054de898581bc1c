import { sql } from 'drizzle-orm';
import { check, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant } from './columns';
import { staff } from './staff';

/** Somebody is out of office from an instant to another (exclusive): no new case is given to them. Whoever stands in is a delegation. */
export const absence = pgTable(
  'absence',
  {
    staff: text()
      .notNull()
      .references(() => staff.id),
    from: instant('from_at').notNull(),
    to: instant('to_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.staff, t.from] }), check('absence_order', sql`${t.to} > ${t.from}`)],
);
