import { bigint, index, pgTable, text } from 'drizzle-orm/pg-core';
import { instant } from './columns';

/**
 * Every read of a sensitive case and of personal values, through a door or the codec: who, through which tool, what of it and why.
 * Append-only, written before the answer.
 */
export const caseRead = pgTable(
  'case_read',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    caseId: text().notNull(),
    /** Staff id or `system:NAME`. */
    reader: text().notNull(),
    /** Service account that asked for the reader. */
    tool: text(),
    /** Part that was read: `case`, `log`, `clocks` ..., `personal:GROUP` for a group of personal values, `payloads` for a history decoded. */
    part: text().notNull(),
    /** By what right and for what: `handler/handling`, `oversight/audit`. Null where no personal value was read. */
    why: text(),
    request: text().notNull(),
    at: instant().notNull(),
  },
  (t) => [index('case_read_by_case').on(t.caseId, t.at), index('case_read_by_reader').on(t.reader, t.at)],
);
