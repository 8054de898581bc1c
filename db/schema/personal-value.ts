import { sql } from 'drizzle-orm';
import { check, foreignKey, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { caseEvent } from './case-event';

/**
 * Every personal value that came with an opening or an act, with the salt of the digest that its event carries.
 * Erasing takes value and salt together: the chain still holds, and the digest says nothing any more.
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
    salt: text(),
    digest: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.caseId, t.seq, t.path] }),
    foreignKey({ name: 'personal_value_event', columns: [t.caseId, t.seq], foreignColumns: [caseEvent.caseId, caseEvent.seq] }),
    check('personal_value_erased', sql`(${t.value} is null) = (${t.salt} is null)`),
    index('personal_value_by_subject').on(t.caseId, t.subject),
    // Another request about the same matter is found by its number (client/processes.ts).
    index('personal_value_of_matter').on(t.path, t.value).where(sql`${t.path} in ('/policy/number', '/dispute/number')`),
  ],
);
