import type { Database } from '../db/connect';
import type { PersonalColumns } from '../db/keys/columns';
import { type ClaimedPayment, claimPayments, deferPayment, markPaymentReported, movePayment } from '../db/queries/outbox-payments';
import type { ActRequest } from '../domain/case/act';
import type { PaymentStatus } from '../domain/case/fact';
import type { Bank, BankState } from './bank';
import type { CasePort, Reception } from './case-port';
import { Courier, codeOf, wordsOf } from './courier';
import type { Log } from './log';
import type { Pace, Running } from './relay';
import { waitMs } from './retry';

export interface PaymentOptions {
  readonly db: Database;
  /** How accounts stand in the record. */
  readonly columns: PersonalColumns;
  readonly bank: Bank;
  readonly cases: CasePort;
  readonly pace: Pace;
  readonly log: Log;
}

/** The bank has had its last word; of a confirmed payment only until the money comes back. */
const isSettled = (status: PaymentStatus): boolean => status === 'confirmed' || status === 'rejected' || status === 'returned';

/** Whether the case has to hear of it. That a payment was sent it hears only where it was told that this is unknown. */
const isToTell = ({ status, reported }: ClaimedPayment): boolean =>
  status !== reported && (isSettled(status) || status === 'unknown' || (status === 'sent' && reported === 'unknown'));

function reportOf({ key, status, statusAt, why }: ClaimedPayment): ActRequest {
  const payload = { key, status, at: statusAt, ...(why === null ? {} : { why }) };
  return { act: 'paymentReported', request: `payment:${key}:${status}:${statusAt}`, actor: 'system:bank', payload };
}

/** Money that did not stay where it should has to be paid again: the closed case is entered again, then told. */
async function tellClosed(payment: ClaimedPayment, request: ActRequest, { cases }: PaymentOptions): Promise<Reception> {
  if (payment.status !== 'returned' && payment.status !== 'rejected') return 'done';
  const wish = { as: 'system:bank', stage: 'pay', ground: `payment-${payment.status}`, request: `reopen:${request.request}` };
  const reopened = await cases.reopen(payment.caseId, wish);
  return reopened === 'done' ? (await cases.act(payment.caseId, request)).reception : reopened;
}

/** @returns whether the case knows now; where not, the report is due again later */
async function tell(payment: ClaimedPayment, options: PaymentOptions): Promise<boolean> {
  const { db, cases, pace, log } = options;
  const request = reportOf(payment);
  const { reception: answer } = await cases.act(payment.caseId, request);
  const reception = answer === 'closed' ? await tellClosed(payment, request, options) : answer;
  if (reception === 'done') {
    await markPaymentReported(db, payment, isSettled(payment.status) ? null : pace.leaseMs);
    return true;
  }
  if (reception !== 'unavailable') log.error('payment report not taken', { case: payment.caseId, request: request.request, reception });
  if (isSettled(payment.status))
    await deferPayment(
      db,
      payment,
      reception === 'unavailable' ? waitMs(pace.backoff, payment.attempts) : pace.refusedMs,
      `case: ${reception}`,
    );
  return false;
}

async function settle(payment: ClaimedPayment, { state, at, paymentId, why }: BankState, { db, pace }: PaymentOptions): Promise<void> {
  if (state !== 'accepted') {
    await movePayment(db, payment.key, { status: state, at, why, providerId: paymentId });
  } else if (payment.status === 'unknown') {
    await movePayment(db, payment.key, { status: 'sent', at: Date.now(), providerId: paymentId });
  } else {
    await deferPayment(db, payment, Math.max(pace.askMs, waitMs(pace.backoff, payment.attempts)), null);
  }
}

/** An account that nobody of ours has written is not paid to; it stays due, so that it is paid once the row was put right. */
async function stop({ fault, ...payment }: ClaimedPayment, { db, pace, log }: PaymentOptions): Promise<void> {
  log.error('payment stopped', { case: payment.caseId, payment: payment.key, code: codeOf(fault), why: wordsOf(fault) });
  await deferPayment(db, payment, pace.refusedMs, `${codeOf(fault)}: ${wordsOf(fault)}`);
}

/** Marked as sent before it is: whoever finds the mark asks the bank before sending again. */
async function order(payment: ClaimedPayment, options: PaymentOptions): Promise<void> {
  const { db, bank, pace, log } = options;
  const { key, caseId, payee, account, amountFen, purpose, fault } = payment;
  if (fault !== null) return stop(payment, options);
  const isOurs = payment.status === 'sent' || (await movePayment(db, key, { status: 'sent', at: Date.now(), againMs: pace.leaseMs }));
  if (!isOurs) return;
  const sent: ClaimedPayment = { ...payment, status: 'sent' };
  try {
    await settle(sent, await bank.pay({ key, amountFen, payee: account ?? payee, reference: `${caseId} ${purpose}` }), options);
  } catch (error) {
    if (codeOf(error) !== 'bank.unavailable') throw error;
    log.warn('payment unknown', { case: caseId, payment: key, why: wordsOf(error) });
    await movePayment(db, key, { status: 'unknown', at: Date.now(), why: wordsOf(error).slice(0, 200) });
  }
}

async function ask(payment: ClaimedPayment, options: PaymentOptions): Promise<void> {
  const { db, bank, pace, log } = options;
  try {
    const state = await bank.find(payment.key);
    await (state === null ? order(payment, options) : settle(payment, state, options));
  } catch (error) {
    if (codeOf(error) !== 'bank.unavailable') throw error;
    log.warn('bank not reached', { case: payment.caseId, payment: payment.key, why: wordsOf(error) });
    await deferPayment(db, payment, waitMs(pace.backoff, payment.attempts), wordsOf(error));
  }
}

/** Finance doubts a payment that was confirmed: whether the money came back is asked before anything else. */
async function askAgain(payment: ClaimedPayment, options: PaymentOptions): Promise<void> {
  const { db, bank, pace } = options;
  const state = await bank.find(payment.key).catch((error: unknown) => {
    if (codeOf(error) !== 'bank.unavailable') throw error;
    return 'unavailable' as const;
  });
  if (state === 'unavailable') return deferPayment(db, payment, waitMs(pace.backoff, payment.attempts), 'bank.unavailable');
  if (state?.state === 'returned') return settle(payment, state, options);
  await tell(payment, options);
}

async function work(payment: ClaimedPayment, options: PaymentOptions): Promise<void> {
  if (payment.status === 'confirmed' && payment.reported === 'unknown') return askAgain(payment, options);
  if (isToTell(payment)) await tell(payment, options);
  else if (isSettled(payment.status)) await markPaymentReported(options.db, payment, null);
  if (payment.status === 'requested') return order(payment, options);
  if (payment.status === 'sent' || payment.status === 'unknown') return ask(payment, options);
}

/**
 * Sends requested payments to the bank, each under its own key, and tells their cases what became of them. Where the bank's
 * answer is missing it is asked by key before anything is sent again; it pays a key once, whatever dies in between.
 */
export function startPayments(options: PaymentOptions): Running {
  const { db, columns, pace, log } = options;
  const { leaseMs, idleMs, parallel } = pace;
  return new Courier({
    name: 'payments',
    claim: (count) => claimPayments(db, { count, leaseMs }, columns),
    work: (payment) => work(payment, options),
    ...{ parallel, idleMs, log },
  });
}
