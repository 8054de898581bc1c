import { sql } from 'drizzle-orm';
import { check, foreignKey, index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { type Channel, channels, type JsonObject, type Locale, type NoticeStatus, noticeStatuses } from '../../domain/case/fact';
import { caseEvent } from './case-event';
import { instant, oneOf } from './columns';

/** Outbox of messages: one row per recipient. Its delivery belongs to the relay; the log learns of it by reports. */
export const notice = pgTable(
  'notice',
  {
    /** Idempotency key towards the channel: `CASE:SEQ:RECIPIENT`. */
    id: text().primaryKey(),
    caseId: text().notNull(),
    seq: integer().notNull(),
    /** `party:ID`, `staff:ID` or `regulator:BODY`. */
    recipient: text().notNull(),
    template: text().notNull(),
    templateVersion: integer().notNull(),
    locale: text().$type<Locale>().notNull(),
    /** Null where the recipient has no channel: the relay reports it undeliverable. */
    channel: text().$type<Channel>(),
    /** Public data only; names and addresses are read when it is sent. */
    data: jsonb().$type<JsonObject>().notNull(),
    compressed: text(),
    status: text().$type<NoticeStatus>().notNull(),
    /** What the case waits for. */
    wants: text().$type<'handed' | 'arrived'>(),
    attempts: integer().notNull().default(0),
    /** When it may be tried (again); while a relay holds it, the end of its lease. */
    nextAttemptAt: instant().notNull(),
    handedAt: instant(),
    arrivedAt: instant(),
    /** Id of the message at the channel, by which delivery reports find it. */
    providerId: text(),
    evidence: text(),
    lastError: text(),
    /** Last status that the case was told. */
    reported: text().$type<NoticeStatus>(),
  },
  (t) => [
    foreignKey({ name: 'notice_event', columns: [t.caseId, t.seq], foreignColumns: [caseEvent.caseId, caseEvent.seq] }),
    uniqueIndex('notice_recipient').on(t.caseId, t.seq, t.recipient),
    oneOf('notice_status', t.status, noticeStatuses),
    oneOf('notice_channel', t.channel, channels),
    oneOf('notice_wants', t.wants, ['handed', 'arrived']),
    check('notice_attempts', sql`${t.attempts} >= 0`),
    index('notice_due').on(t.nextAttemptAt).where(sql`${t.status} = 'queued'`),
    index('notice_order').on(t.caseId, t.recipient, t.seq).where(sql`${t.status} = 'queued'`),
    index('notice_unreported')
      .on(t.caseId)
      .where(
        sql`(${t.wants} is not null and ${t.reported} is null) or (${t.status} = 'undeliverable' and ${t.reported} is distinct from 'undeliverable')`,
      ),
    // Who cannot be reached.
    index('notice_to_staff').on(t.recipient, t.nextAttemptAt).where(sql`${t.recipient} like 'staff:%'`),
    index('notice_by_provider').on(t.channel, t.providerId).where(sql`${t.providerId} is not null`),
  ],
);
