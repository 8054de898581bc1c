import { bigint, index, pgTable, text } from 'drizzle-orm/pg-core';
import { instant } from './columns';

/** Every read of a sensitive case through a door: who, through which tool, what of it. Append-only, written before the answer. */
export const caseRead = pgTable(
  'case_read',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    caseId: text().notNull(),
    /** Staff id or `system:NAME`. */
    reader: text().notNull(),
    /** Service account that asked for the reader. */
    tool: text(),
    /** Part that was read: `case`, `log`, `clocks` ... */
    part: text().notNull(),
    request: text().notNull(),
    at: instant().notNull(),
  },
  (t) => [index('case_read_by_case').on(t.caseId, t.at), index('case_read_by_reader').on(t.reader, t.at)],
);
