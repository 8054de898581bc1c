import { sql } from 'drizzle-orm';
import { check, foreignKey, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
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
  },
  (t) => [
    primaryKey({ columns: [t.caseId, t.seq] }),
    foreignKey({ name: 'case_event_cause', columns: [t.caseId, t.cause], foreignColumns: [caseCause.caseId, caseCause.cause] }),
    check('case_event_seq', sql`${t.seq} > 0 and (${t.seq} = 1) = (${t.prevHash} = '')`),
    check('case_event_hash', sql`${t.hash} ~ '^[0-9a-f]{64}$'`),
    index('case_event_by_kind').on(t.kind, t.recordedAt),
  ],
);
