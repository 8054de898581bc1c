import { sql } from 'drizzle-orm';
import { check, index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { instant, oneOf } from './columns';
import { staff } from './staff';

/** `empty`: there was nothing to say and nothing is sent; the row says that it was looked at. */
export const letterStates = ['queued', 'handed', 'undeliverable', 'empty'] as const;

/** Outbox of mails to staff that belong to no case: digests, and what people are told of delegations and absences. Never data of customers. */
export const letter = pgTable(
  'letter',
  {
    /** What it is about and who gets it: the same twice is one letter. */
    id: text().primaryKey(),
    staff: text()
      .notNull()
      .references(() => staff.id),
    subject: text().notNull(),
    body: text().notNull(),
    status: text().$type<(typeof letterStates)[number]>().notNull().default('queued'),
    attempts: integer().notNull().default(0),
    /** When it may be tried (again); while a worker holds it, the end of its lease. */
    nextAttemptAt: instant().notNull().default(sql`clock_timestamp()`),
    writtenAt: instant().notNull().default(sql`clock_timestamp()`),
    handedAt: instant(),
    lastError: text(),
  },
  (t) => [
    oneOf('letter_status', t.status, letterStates),
    check('letter_attempts', sql`${t.attempts} >= 0`),
    index('letter_due').on(t.nextAttemptAt).where(sql`${t.status} = 'queued'`),
    index('letter_by_staff').on(t.staff, t.writtenAt),
  ],
);
