import { bigint, index, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import type { JsonObject } from '../../domain/case/fact';
import { instant } from './columns';

/**
 * Who changed what the cases are judged by, and when: staff, roles, authority limits, delegations, duties, rules, policy values, calendars,
 * keys. The tables of the company are watched by triggers, whoever writes to them. Append-only.
 */
export const recordChange = pgTable(
  'record_change',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    /** Table of the row that changed; `rule` and `calendar` for what is in force, `data_key` for keys of a case. */
    subject: text().notNull(),
    /** Null: it was not there before, or is not there any more. */
    before: jsonb().$type<JsonObject>(),
    after: jsonb().$type<JsonObject>(),
    /** Staff id, `system:NAME`, or `role:NAME` of the database where nobody said who. */
    by: text().notNull(),
    at: instant().notNull(),
  },
  (t) => [index('record_change_by_subject').on(t.subject, t.id)],
);
