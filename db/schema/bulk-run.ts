import { sql } from 'drizzle-orm';
import { check, foreignKey, index, integer, jsonb, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core';
import type { BulkAct, JsonObject } from '../../domain/case/fact';
import { caseEvent } from './case-event';
import { instant, oneOf } from './columns';

/** `counted`: every case has answered, and its own case has still to be told. */
export const bulkStates = ['queued', 'sending', 'counted', 'ended'] as const;
export type BulkCondition = (typeof bulkStates)[number];

/** One act on many cases. What became of each stands in `case_message` under the same case and number. */
export const bulkRun = pgTable(
  'bulk_run',
  {
    caseId: text().notNull(),
    seq: integer().notNull(),
    bulk: text().notNull(),
    act: text().notNull(),
    payload: jsonb().$type<JsonObject>().notNull(),
    select: jsonb().$type<BulkAct['select']>().notNull(),
    state: text().$type<BulkCondition>().notNull(),
    startedAt: instant().notNull(),
    nextAttemptAt: instant().notNull(),
    done: integer(),
    refused: integer(),
  },
  (t) => [
    primaryKey({ columns: [t.caseId, t.bulk] }),
    foreignKey({ name: 'bulk_run_event', columns: [t.caseId, t.seq], foreignColumns: [caseEvent.caseId, caseEvent.seq] }),
    oneOf('bulk_run_state', t.state, bulkStates),
    check(
      'bulk_run_counted',
      sql`(${t.state} in ('counted', 'ended')) = (${t.done} is not null) and (${t.done} is null) = (${t.refused} is null)`,
    ),
    unique('bulk_run_seq').on(t.caseId, t.seq),
    index('bulk_run_due').on(t.nextAttemptAt).where(sql`${t.state} <> 'ended'`),
  ],
);
