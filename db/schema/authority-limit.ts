import { sql } from 'drizzle-orm';
import { bigint, check, pgTable, text } from 'drizzle-orm/pg-core';
import { type AuthorityKind, authorityKinds, type Role, roles } from '../../domain/org/roles';
import { fen, instant, oneOf } from './columns';
import { staff } from './staff';

/** Highest amount that a role, or one member of staff in place of their roles, may decide. `*` is every line or branch. */
export const authorityLimit = pgTable(
  'authority_limit',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    role: text().$type<Role>(),
    staff: text().references(() => staff.id),
    kind: text().$type<AuthorityKind>().notNull(),
    line: text().notNull(),
    branch: text().notNull(),
    amountFen: fen().notNull(),
    from: instant('from_at').notNull(),
    to: instant('to_at'),
  },
  (t) => [
    oneOf('authority_limit_role', t.role, Object.keys(roles)),
    oneOf('authority_limit_kind', t.kind, authorityKinds),
    check('authority_limit_holder', sql`(${t.role} is null) <> (${t.staff} is null)`),
    check('authority_limit_amount', sql`${t.amountFen} >= 0`),
    check('authority_limit_order', sql`${t.to} is null or ${t.to} > ${t.from}`),
  ],
);
