import { sql } from 'drizzle-orm';
import { check, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant } from './columns';
import { staff } from './staff';

/** Who is on duty at a place of a roster from an instant to another (exclusive; open where null). Calls begin at rank 1. */
export const dutyRoster = pgTable(
  'duty_roster',
  {
    roster: text().notNull(),
    rank: integer().notNull(),
    staff: text()
      .notNull()
      .references(() => staff.id),
    from: instant('from_at').notNull(),
    to: instant('to_at'),
  },
  (t) => [
    primaryKey({ columns: [t.roster, t.rank, t.staff, t.from] }),
    check('duty_roster_rank', sql`${t.rank} >= 1`),
    check('duty_roster_term', sql`${t.to} is null or ${t.to} > ${t.from}`),
    index('duty_roster_by_staff').on(t.staff),
  ],
);
