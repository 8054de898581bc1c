import type { CaseEvent, FactOf } from './fact';
import type { CaseState, Payment } from './state';

/** Adds a requested payment; one key per payment, for ever. */
export function withPayment(state: CaseState, fact: FactOf<'payment-requested'>, event: CaseEvent): CaseState {
  const { key, exposure, payee, amountFen, purpose } = fact;
  return {
    ...state,
    payments: { ...state.payments, [key]: { key, exposure, payee, amountFen, purpose, status: 'requested', at: event.at } },
  };
}

/** Follows what the bank says of a payment. */
export function withPaymentStatus(state: CaseState, fact: FactOf<'payment'>): CaseState {
  const payment = state.payments[fact.key];
  if (payment === undefined) return state;
  const next: Payment = { ...payment, status: fact.status, at: fact.at, ...(fact.why === undefined ? {} : { why: fact.why }) };
  return { ...state, payments: { ...state.payments, [fact.key]: next } };
}

/** Whether a payment counts: paid or on the way. */
export const counts = (payment: Payment): boolean => payment.status !== 'returned' && payment.status !== 'rejected';

/** Fen paid or on the way on an exposure. A returned payment does not count. */
export function paidFen(state: CaseState, exposure?: string): number {
  const payments = Object.values(state.payments).filter((p) => counts(p) && (exposure === undefined || p.exposure === exposure));
  return payments.reduce((sum, p) => sum + p.amountFen, 0);
}

/** Fen that the bank has confirmed, on an exposure or in all. */
export function confirmedFen(state: CaseState, exposure?: string): number {
  const confirmed = Object.values(state.payments).filter(
    (p) => p.status === 'confirmed' && (exposure === undefined || p.exposure === exposure),
  );
  return confirmed.reduce((sum, p) => sum + p.amountFen, 0);
}

/** Payments whose outcome is open: sent or unknown. They block a merge and a close. */
export const openPayments = (state: CaseState): readonly Payment[] =>
  Object.values(state.payments).filter((p) => p.status === 'requested' || p.status === 'sent' || p.status === 'unknown');
