import { sql } from 'drizzle-orm';
import { check, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { type Role, roles } from '../../domain/org/roles';
import { instant, oneOf } from './columns';
import { staff } from './staff';

/** A role that somebody has from an instant to another (exclusive; open where null). */
export const roleAssignment = pgTable(
  'role_assignment',
  {
    staff: text()
      .notNull()
      .references(() => staff.id),
    role: text().$type<Role>().notNull(),
    from: instant('from_at').notNull(),
    to: instant('to_at'),
  },
  (t) => [
    primaryKey({ columns: [t.staff, t.role, t.from] }),
    oneOf('role_assignment_role', t.role, Object.keys(roles)),
    check('role_assignment_order', sql`${t.to} is null or ${t.to} > ${t.from}`),
  ],
);
