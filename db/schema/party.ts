import { sql } from 'drizzle-orm';
import { index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { Channel, Locale } from '../../domain/case/fact';
import { caseFile } from './case-file';
import { oneOf } from './columns';

/** A party of a case. The personal columns are the only place where it can be reached or named; nothing else holds them. */
export const party = pgTable(
  'party',
  {
    caseId: text()
      .notNull()
      .references(() => caseFile.id),
    id: text().notNull(),
    role: text().notNull(),
    locale: text().$type<Locale>().notNull(),
    channels: text().$type<Channel>().array().notNull(),
    name: text(),
    phone: text(),
    email: text(),
    idNumber: text(),
    account: text(),
    address: text(),
  },
  (t) => [
    primaryKey({ columns: [t.caseId, t.id] }),
    oneOf('party_locale', t.locale, ['zh-CN', 'en']),
    // Whose first channel has no address.
    index('party_without_address')
      .on(t.caseId)
      .where(sql`${t.channels}[1] = 'sms' and ${t.phone} is null or ${t.channels}[1] = 'email' and ${t.email} is null`),
  ],
);
