import { sql } from 'drizzle-orm';
import { foreignKey, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { JsonObject } from '../../domain/case/fact';
import { caseEvent } from './case-event';
import { instant, oneOf } from './columns';

export const messageStatuses = ['queued', 'delivered', 'refused'] as const;
export type MessageStatus = (typeof messageStatuses)[number];

/** Outbox of acts of one case on another, and of the cases it asks for. */
export const caseMessage = pgTable(
  'case_message',
  {
    caseId: text().notNull(),
    seq: integer().notNull(),
    /** An existing case, or the one that this message opens. */
    toCase: text().notNull(),
    /** The act, or `open`. */
    act: text().notNull(),
    /** Request id of the act at the other case. */
    request: text().notNull(),
    payload: jsonb().$type<JsonObject>().notNull(),
    status: text().$type<MessageStatus>().notNull(),
    attempts: integer().notNull().default(0),
    nextAttemptAt: instant().notNull(),
    lastError: text(),
  },
  (t) => [
    primaryKey({ columns: [t.toCase, t.request] }),
    foreignKey({ name: 'case_message_event', columns: [t.caseId, t.seq], foreignColumns: [caseEvent.caseId, caseEvent.seq] }),
    index('case_message_by_case').on(t.caseId, t.seq),
    oneOf('case_message_status', t.status, messageStatuses),
    /** What one case has for another is taken in its order. */
    index('case_message_order').on(t.caseId, t.toCase, t.seq).where(sql`${t.status} = 'queued'`),
    index('case_message_due').on(t.nextAttemptAt).where(sql`${t.status} = 'queued'`),
  ],
);
