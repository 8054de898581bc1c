import { sql } from 'drizzle-orm';
import { check, foreignKey, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { caseEvent } from './case-event';

/**
 * Every personal value that came with an opening or an act, with the salt of the digest that its event carries: encrypted
 * together (db/keys/sealed-text.ts), or side by side where there is no master key. Erasing takes both: the chain still holds, and
 * the digest says nothing any more.
 */
export const personalValue = pgTable(
  'personal_value',
  {
    caseId: text().notNull(),
    seq: integer().notNull(),
    /** JSON pointer into the request. */
    path: text().notNull(),
    /** Party it is about; null for free text of the case. */
    subject: text(),
    value: text(),
    /** Null where value and salt are encrypted together. */
    salt: text(),
    /** By which equal values are found where the value itself is encrypted (db/keys/blind.ts). */
    blind: text(),
    digest: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.caseId, t.seq, t.path] }),
    foreignKey({ name: 'personal_value_event', columns: [t.caseId, t.seq], foreignColumns: [caseEvent.caseId, caseEvent.seq] }),
    check('personal_value_erased', sql`${t.value} is not null or (${t.salt} is null and ${t.blind} is null)`),
    index('personal_value_by_subject').on(t.caseId, t.subject),
    // Another request about the same matter is found by its number (client/processes.ts).
    index('personal_value_of_matter')
      .on(t.path, sql`coalesce(${t.blind}, ${t.value})`)
      .where(sql`${t.path} in ('/policy/number', '/dispute/number')`),
  ],
);
