import { sql } from 'drizzle-orm';
import { bigint, check, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { instant } from './columns';

/** How far a receiver of signed webhooks has been told. A receiver is told everything after `after`, in order. */
export const webhookCursor = pgTable(
  'webhook_cursor',
  {
    name: text().primaryKey(),
    /** Number of the feed up to which the receiver has confirmed. */
    after: bigint({ mode: 'number' }).notNull(),
    /** Attempts on the next page that have failed in a row. */
    attempts: integer().notNull().default(0),
    /** When it is next anybody's turn: after a failure, and while a relay is delivering. */
    nextAt: instant().notNull().default(sql`clock_timestamp()`),
    deliveredAt: instant(),
    /** Why the last attempt failed; no personal data. */
    failure: text(),
  },
  (t) => [check('webhook_cursor_after', sql`${t.after} >= 0 and ${t.attempts} >= 0`)],
);
