import { bigint, index, pgTable, text } from 'drizzle-orm/pg-core';
import type { ErrorCode } from '../../domain/errors';
import { instant } from './columns';

/** Attempts refused for four-eyes, authority or access, as the door met them. No reference to the case: it may not exist. */
export const refusal = pgTable(
  'refusal',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    caseId: text().notNull(),
    act: text().notNull(),
    actor: text().notNull(),
    onBehalfOf: text(),
    code: text().$type<ErrorCode>().notNull(),
    detail: text().notNull(),
    request: text().notNull(),
    at: instant().notNull(),
  },
  (t) => [index('refusal_by_case').on(t.caseId, t.at), index('refusal_by_actor').on(t.actor, t.at)],
);
