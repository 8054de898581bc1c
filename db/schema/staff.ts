import { sql } from 'drizzle-orm';
import { boolean, check, foreignKey, index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import type { Locale } from '../../domain/case/fact';
import { branch } from './branch';
import { instant, oneOf } from './columns';
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
    /** First instant at which the account is not active any more; null: none is known. */
    until: instant('until_at'),
    team: text().references(() => team.id),
    branch: text().references(() => branch.id),
    manager: text(),
    /** Lines or processes whose new cases may be given to them; null: any of their team. */
    skills: text().array(),
    /** Open cases beyond which no new one is given to them; null: no limit. */
    capacity: integer(),
  },
  (t) => [
    foreignKey({ name: 'staff_manager', columns: [t.manager], foreignColumns: [t.id] }),
    oneOf('staff_locale', t.locale, ['zh-CN', 'en']),
    check('staff_place', sql`${t.team} is null or ${t.branch} is not null`),
    check('staff_capacity', sql`${t.capacity} >= 0`),
    index('staff_by_person').on(t.person),
  ],
);
