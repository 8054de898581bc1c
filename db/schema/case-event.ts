import { sql } from 'drizzle-orm';
import { bigint, check, foreignKey, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { Fact } from '../../domain/case/fact';
import { caseCause } from './case-cause';
import { instant } from './columns';

/** The log: one row per fact, chained by hash. A trigger refuses to change or delete a row. */
export const caseEvent = pgTable(
  'case_event',
  {
    caseId: text().notNull(),
    seq: integer().notNull(),
    cause: text().notNull(),
    /** Acceptance: workflow time. */
    at: instant().notNull(),
    /** Legal instant, where the act named one. */
    occurredAt: instant(),
    recordedAt: instant().notNull(),
    actor: text().notNull(),
    onBehalfOf: text(),
    kind: text().generatedAlwaysAs(sql`fact ->> 'kind'`).notNull(),
    fact: jsonb().$type<Fact>().notNull(),
    prevHash: text().notNull(),
    hash: text().notNull(),
    /** Place among the events of all cases: what followers of the feed count by. It says nothing of the case and is not in the hash. */
    feedNo: bigint({ mode: 'number' }).notNull().default(sql`feed_no()`),
  },
  (t) => [
    primaryKey({ columns: [t.caseId, t.seq] }),
    foreignKey({ name: 'case_event_cause', columns: [t.caseId, t.cause], foreignColumns: [caseCause.caseId, caseCause.cause] }),
    check('case_event_seq', sql`${t.seq} > 0 and (${t.seq} = 1) = (${t.prevHash} = '')`),
    check('case_event_hash', sql`${t.hash} ~ '^[0-9a-f]{64}$'`),
    uniqueIndex('case_event_feed').on(t.feedNo),
    index('case_event_by_kind').on(t.kind, t.recordedAt),
  ],
);
