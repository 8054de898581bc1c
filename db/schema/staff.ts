import { sql } from 'drizzle-orm';
import { boolean, check, foreignKey, index, pgTable, text } from 'drizzle-orm/pg-core';
import type { Locale } from '../../domain/case/fact';
import { branch } from './branch';
import { oneOf } from './columns';
import { team } from './team';

/** A staff account. Several accounts may be one real person. Without team and branch it belongs to the head office. */
export const staff = pgTable(
  'staff',
  {
    id: text().primaryKey(),
    person: text('person_id').notNull(),
    name: text().notNull(),
    email: text().notNull(),
    phone: text(),
    locale: text().$type<Locale>().notNull(),
    active: boolean().notNull(),
    team: text().references(() => team.id),
    branch: text().references(() => branch.id),
    manager: text(),
  },
  (t) => [
    foreignKey({ name: 'staff_manager', columns: [t.manager], foreignColumns: [t.id] }),
    oneOf('staff_locale', t.locale, ['zh-CN', 'en']),
    check('staff_place', sql`${t.team} is null or ${t.branch} is not null`),
    index('staff_by_person').on(t.person),
  ],
);
