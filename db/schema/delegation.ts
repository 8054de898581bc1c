import { sql } from 'drizzle-orm';
import { check, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { fen, instant } from './columns';
import { staff } from './staff';

/** The substitute may act for the principal from an instant to another (exclusive). */
export const delegation = pgTable(
  'delegation',
  {
    principal: text()
      .notNull()
      .references(() => staff.id),
    substitute: text()
      .notNull()
      .references(() => staff.id),
    from: instant('from_at').notNull(),
    to: instant('to_at').notNull(),
    /** Authority the principal lends, never beyond the principal's own. Null: the substitute keeps to their own. */
    upToFen: fen(),
  },
  (t) => [
    primaryKey({ columns: [t.principal, t.substitute, t.from] }),
    check('delegation_order', sql`${t.to} > ${t.from}`),
    check('delegation_other', sql`${t.principal} <> ${t.substitute}`),
    check('delegation_amount', sql`${t.upToFen} >= 0`),
  ],
);
