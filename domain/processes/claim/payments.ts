import type { DocumentRef, Json } from '../../case/fact';
import { counts, paidFen } from '../../case/money';
import type { CaseState, Payment } from '../../case/state';
import type { Instant } from '../../instant';
import { type Payee, type Portion, shareOut, wholeBp } from './shares';
import { isSuspected, noted, text } from './view';

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

/** Whose account a payee is: another account of a party is a payee of its own. */
export const personOf = (state: CaseState, payee: string): string => text(state, `accountOf.${payee}`) ?? payee;

const entitled: ReadonlySet<string> = new Set(['insured', 'beneficiary']);

/** Insured, beneficiary or the exposure's own claimant: whose money it is. */
export function isEntitled(state: CaseState, exposure: string, payee: string): boolean {
  const person = personOf(state, payee);
  return state.exposures[exposure]?.claimant === person || entitled.has(state.parties[person]?.role ?? '');
}

/** Whether a payee may be paid: entitled, or authorised by a document (in cases of before: `true`). */
export function mayReceive(state: CaseState, exposure: string, payee: string): boolean {
  const authorised = state.notes[`authorised.${exposure}.${personOf(state, payee)}`];
  return isEntitled(state, exposure, payee) || authorised === true || typeof authorised === 'string';
}

/** The authorisation that a text names: received, and one to receive a payment. */
export const authorisationOf = ({ documents }: CaseState, named: string): DocumentRef | undefined =>
  documents.find(({ id, reference, type }) => type === 'payee-authorisation' && (id === named || reference === named));

/**
 * Whether a decision on the exposure stands or is with the second person: it covers payees and accounts, so that a change
 * needs a second person from then on.
 */
export const isDecided = (state: CaseState, exposure: string): boolean =>
  noted(state, exposure, 'determinedAt') !== undefined ||
  Object.values(state.expectations).some((e) => e.act === 'determine' && e.on === exposure);

/** A change of payees that waits for the second person. A type, not an interface: it is written into notes as plain data. */
export type PayeeChange = {
  readonly payees: readonly Payee[];
  /** Who asked for it, and for whom: they do not approve it. */
  readonly by: readonly string[];
  /** Payee, other than those whose money it is, and the document that authorises them. */
  readonly authorised?: { readonly payee: string; readonly document: string };
  /** The payment that came back, and to whom it goes now. */
  readonly repay?: { readonly payment: string; readonly payee: string };
};

const isChange = (note: unknown): note is PayeeChange => typeof note === 'object' && note !== null && 'payees' in note && 'by' in note;

export function changeOf(state: CaseState, exposure: string): PayeeChange | null {
  const note: unknown = state.notes[`${exposure}.payeeChange`];
  return isChange(note) ? note : null;
}

const onExposure = (state: CaseState, exposure: string): readonly Payment[] =>
  Object.values(state.payments).filter((p) => p.exposure === exposure);

/** Payments that came back and were not made good yet. */
export const returnedPayments = (state: CaseState, exposure: string): readonly Payment[] =>
  onExposure(state, exposure).filter((p) => !counts(p) && state.notes[`repeated.${p.key}`] !== true);

/** Fen of the determined amount that nobody was paid yet; 0 where nothing is determined. */
export const unpaidFen = (state: CaseState, exposure: string): number =>
  Math.max(0, (noted(state, exposure, 'amountFen') ?? 0) - paidFen(state, exposure));

/** What blocks the payment of an agreed exposure, in the order in which it is cleared. */
export function blockOf(state: CaseState, exposure: string): 'fraud' | 'hold' | 'returned' | 'change' | 'authorisation' | null {
  if (isSuspected(state)) return 'fraud';
  if (state.hold !== null) return 'hold';
  if (returnedPayments(state, exposure).length > 0) return 'returned';
  if (changeOf(state, exposure) !== null) return 'change';
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
