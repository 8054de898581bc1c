import { sql } from 'drizzle-orm';
import { check, foreignKey, index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { type PaymentStatus, paymentStatuses } from '../../domain/case/fact';
import { caseEvent } from './case-event';
import { fen, instant, oneOf, safeFen } from './columns';
import { exposure } from './exposure';

/** A payment and its place in the outbox. One key per payment, for ever; a repeated payment has a key of its own. */
export const payment = pgTable(
  'payment',
  {
    key: text().primaryKey(),
    caseId: text().notNull(),
    seq: integer().notNull(),
    exposure: text().notNull(),
    payee: text().notNull(),
    amountFen: fen().notNull(),
    purpose: text().notNull(),
    /** Key of the returned or rejected payment that this one replaces. */
    repeats: text(),
    status: text().$type<PaymentStatus>().notNull(),
    statusAt: instant().notNull(),
    why: text(),
    attempts: integer().notNull().default(0),
    /** When the bank is sent it or asked about it (again); null: nothing is due. While a relay holds it, the end of its lease. */
    nextAttemptAt: instant(),
    providerId: text(),
    lastError: text(),
    /** Last status that the case was told. */
    reported: text().$type<PaymentStatus>().notNull(),
  },
  (t) => [
    foreignKey({ name: 'payment_event', columns: [t.caseId, t.seq], foreignColumns: [caseEvent.caseId, caseEvent.seq] }),
    foreignKey({ name: 'payment_exposure', columns: [t.caseId, t.exposure], foreignColumns: [exposure.caseId, exposure.id] }),
    foreignKey({ name: 'payment_repeats', columns: [t.repeats], foreignColumns: [t.key] }),
    oneOf('payment_status', t.status, paymentStatuses),
    check('payment_amount', sql`${t.amountFen} > 0 and ${t.amountFen} <= ${sql.raw(String(safeFen))}`),
    index('payment_due').on(t.nextAttemptAt).where(sql`${t.nextAttemptAt} is not null`),
    index('payment_unreported').on(t.caseId).where(sql`${t.reported} <> ${t.status}`),
    index('payment_by_case').on(t.caseId, t.status),
  ],
);
