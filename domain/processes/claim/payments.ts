import type { Json } from '../../case/fact';
import { counts, paidFen } from '../../case/money';
import type { CaseState, Payment } from '../../case/state';
import type { Instant } from '../../instant';
import { type Payee, type Portion, shareOut, wholeBp } from './shares';
import { isSuspected, noted } from './view';

/**
 * Above this amount the principal is told that somebody else collected the payment: rule `payout-to-agent-notice`
 * (order 2010 no. 4 art. 17), 1,000 yuan in fen. A test holds it to the rulebook.
 */
export const agentNoticeAboveFen = 100_000;

const payeeOf = (value: Json): readonly Payee[] => {
  if (typeof value !== 'object' || value === null || !('payee' in value)) return [];
  const { payee, shareBp } = value;
  return typeof payee === 'string' && typeof shareBp === 'number' ? [{ payee, shareBp }] : [];
};

/** Who is paid for an exposure: whoever was set, else its claimant alone. */
export function payeesOf(state: CaseState, exposure: string): readonly Payee[] {
  const set = state.notes[`${exposure}.payees`];
  const claimant = state.exposures[exposure]?.claimant ?? '';
  return Array.isArray(set) ? set.flatMap(payeeOf) : [{ payee: claimant, shareBp: wholeBp }];
}

const entitled: ReadonlySet<string> = new Set(['insured', 'beneficiary']);

/** Insured, beneficiary or the exposure's own claimant: whose money it is. */
export const isEntitled = (state: CaseState, exposure: string, payee: string): boolean =>
  state.exposures[exposure]?.claimant === payee || entitled.has(state.parties[payee]?.role ?? '');

/** Whether a payee may be paid: entitled, or authorised by a document. */
export const mayReceive = (state: CaseState, exposure: string, payee: string): boolean =>
  isEntitled(state, exposure, payee) || state.notes[`authorised.${exposure}.${payee}`] === true;

const onExposure = (state: CaseState, exposure: string): readonly Payment[] =>
  Object.values(state.payments).filter((p) => p.exposure === exposure);

/** Payments that came back and were not made good yet. */
export const returnedPayments = (state: CaseState, exposure: string): readonly Payment[] =>
  onExposure(state, exposure).filter((p) => !counts(p) && state.notes[`repeated.${p.key}`] !== true);

/** Fen of the determined amount that nobody was paid yet; 0 where nothing is determined. */
export const unpaidFen = (state: CaseState, exposure: string): number =>
  Math.max(0, (noted(state, exposure, 'amountFen') ?? 0) - paidFen(state, exposure));

/** What blocks the payment of an agreed exposure, in the order in which it is cleared. */
export function blockOf(state: CaseState, exposure: string): 'fraud' | 'hold' | 'returned' | 'authorisation' | null {
  if (isSuspected(state)) return 'fraud';
  if (state.hold !== null) return 'hold';
  if (returnedPayments(state, exposure).length > 0) return 'returned';
  return payeesOf(state, exposure).every((p) => mayReceive(state, exposure, p.payee)) ? null : 'authorisation';
}

/**
 * What is to be paid now on an agreed exposure: each payee's share of what is left for the payees, less what they had,
 * and in all never more than determined minus paid.
 */
export function ordersOf(state: CaseState, exposure: string): readonly Portion[] {
  if (noted(state, exposure, 'agreedAt') === undefined || blockOf(state, exposure) !== null) return [];
  const payees = payeesOf(state, exposure);
  const made = onExposure(state, exposure).filter(counts);
  const paidTo = (payee: string): number => made.filter((p) => p.payee === payee).reduce((sum, p) => sum + p.amountFen, 0);
  const toPayees = payees.reduce((sum, p) => sum + paidTo(p.payee), 0);
  const toOthers = paidFen(state, exposure) - toPayees;
  let left = unpaidFen(state, exposure);
  const whole = Math.max(0, (noted(state, exposure, 'amountFen') ?? 0) - toOthers);
  return shareOut(whole, payees).flatMap(({ payee, amountFen }) => {
    const owed = Math.min(left, Math.max(0, amountFen - paidTo(payee)));
    left -= owed;
    return owed > 0 ? [{ payee, amountFen: owed }] : [];
  });
}

/** When the last fen of an agreed exposure was confirmed by the bank; undefined while something is open. */
export function settledAt(state: CaseState, exposure: string): Instant | undefined {
  const agreedAt = noted(state, exposure, 'agreedAt');
  const payments = onExposure(state, exposure);
  const open = payments.some((p) => counts(p) && p.status !== 'confirmed') || returnedPayments(state, exposure).length > 0;
  if (agreedAt === undefined || open || unpaidFen(state, exposure) > 0) return undefined;
  return Math.max(agreedAt, ...payments.filter((p) => p.status === 'confirmed').map((p) => p.at));
}

/** Fen paid beyond what was determined, by an advance: to be recovered. */
export const overpaidFen = (state: CaseState, exposure: string): number => {
  const amount = noted(state, exposure, 'amountFen');
  return amount === undefined ? 0 : Math.max(0, paidFen(state, exposure) - amount);
};
