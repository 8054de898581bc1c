import { sql } from 'drizzle-orm';
import { bigint, check, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import type { LedgerMarks } from '../record/root';
import { instant } from './columns';

/**
 * One hash over the record as it stood: the heads of all cases that changed since the root before, the tables of what happens beside the
 * cases, and that root. Signed with a key that the database does not have, and sent out of its reach. Append-only.
 */
export const recordRoot = pgTable(
  'record_root',
  {
    no: integer().primaryKey(),
    at: instant().notNull(),
    /** Cases that the record has had by then. */
    cases: integer().notNull(),
    /** Last place in the feed of all cases that it covers. */
    feedNo: bigint({ mode: 'number' }).notNull(),
    /** How far it covers the tables of what happens beside the cases. */
    ledgers: jsonb().$type<LedgerMarks>().notNull(),
    previous: text().notNull(),
    root: text().notNull(),
    /** Signature; null where there are no keys (development). */
    seal: text(),
  },
  (t) => [
    check('record_root_first', sql`${t.no} > 0 and (${t.no} = 1) = (${t.previous} = '')`),
    check('record_root_hash', sql`${t.root} ~ '^[0-9a-f]{64}$'`),
  ],
);
