import {
  agentNoticeAboveFen,
  blockOf,
  isEntitled,
  ordersOf,
  overpaidFen,
  returnedPayments,
  settledAt,
} from '../../domain/processes/claim/payments';
import { exposuresOf, noted } from '../../domain/processes/claim/view';
import { paymentMade } from './clocks';
import { claimantOf } from './result';
import type { ClaimEffects } from './types';

interface Paying {
  readonly exposure: string;
  readonly payee: string;
  readonly amountFen: number;
  readonly purpose: 'indemnity' | 'difference' | 'advance' | 'rescue';
  readonly repeats?: string;
}

/** Requests a payment; whoever's money somebody else collects is told. */
export function payOut(c: ClaimEffects, paying: Paying): void {
  const { exposure, payee, amountFen, purpose } = paying;
  c.disburse(paying);
  if (purpose === 'rescue' || isEntitled(c.case, exposure, payee) || amountFen <= agentNoticeAboveFen) return;
  const name = `payout-to-agent:${c.case.head.seq}`;
  c.announce(name, 'payout-to-agent', [claimantOf(c, exposure)], { exposure, amountFen, payee });
}

/** Orders what an agreed exposure is owed and nothing blocks; what blocks it becomes a task. */
function payExposure(c: ClaimEffects, exposure: string): void {
  if (returnedPayments(c.case, exposure).length > 0) c.ask('correctPayee', { kind: 'handler' }, { on: exposure });
  if (noted(c.case, exposure, 'agreedAt') === undefined) return;
  if (blockOf(c.case, exposure) === 'authorisation') c.ask('authorisePayee', { kind: 'handler' }, { on: exposure });
  const purpose = Object.values(c.case.payments).some((p) => p.exposure === exposure) ? 'difference' : 'indemnity';
  for (const order of ordersOf(c.case, exposure)) payOut(c, { exposure, ...order, purpose });
  const settled = settledAt(c.case, exposure);
  if (settled !== undefined) paymentMade(c, exposure, settled);
}

/** Art. 25 is done when the bank has confirmed what could be determined. */
function metByAdvance(c: ClaimEffects, exposure: string): void {
  const paid = Object.values(c.case.payments).find((p) => p.exposure === exposure && p.purpose === 'advance' && p.status === 'confirmed');
  if (paid === undefined) return;
  c.met('claim-advance-payment', { on: exposure, at: paid.at });
  c.met('claim-catastrophe-advance', { on: exposure, at: paid.at });
}

/** Art. 31 of the compulsory motor regulation: rescue costs are paid when the bank has confirmed them. */
function metByRescue(c: ClaimEffects, exposure: string): void {
  const paid = Object.values(c.case.payments).find((p) => p.exposure === exposure && p.purpose === 'rescue' && p.status === 'confirmed');
  if (paid !== undefined) c.met('claim-ctpl-rescue', { on: exposure, at: paid.at });
}

/** Whoever is paid is told when the bank has confirmed it. */
function advise(c: ClaimEffects): void {
  for (const { key, exposure, payee, amountFen, purpose, status } of Object.values(c.case.payments)) {
    if (status !== 'confirmed' || c.case.notes[`advised.${key}`] === true) continue;
    c.note(`advised.${key}`, true);
    c.announce(`payment-advice:${key}`, 'payment-advice', [{ kind: 'party', party: payee }], { exposure, payee, amountFen, purpose });
  }
}

/** Everything that moves money, at every transition: it follows from the state alone. */
export function followMoney(c: ClaimEffects): void {
  advise(c);
  for (const { id } of exposuresOf(c.case)) {
    metByAdvance(c, id);
    metByRescue(c, id);
    payExposure(c, id);
    const over = overpaidFen(c.case, id);
    if (over > 0) c.watch(`recovery.${id}`, 'task-recovery', noted(c.case, id, 'determinedAt') ?? c.at);
    c.flag(`overpaid.${id}`, over > 0);
  }
}
