import type { Instant } from '../../domain/instant';
import type { ClaimAct } from '../../domain/processes/claim/acts';
import type { ClaimClock } from '../../domain/processes/claim/contract';
import {
  agentNoticeAboveFen,
  blockOf,
  changeOf,
  isEntitled,
  ordersOf,
  overpaidFen,
  type PayeeChange,
  personOf,
  returnedPayments,
  settledAt,
} from '../../domain/processes/claim/payments';
import { exposuresOf, noted } from '../../domain/processes/claim/view';
import { paymentMade } from './clocks';
import { claimantOf } from './result';
import type { ClaimEffects } from './types';

/** Title of the task of a claim that was entered again because money came back. */
export const checkReturned = 'payment-returned';

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

/** Asks a second person for the change of payees that is wanted: with the authority for what would be paid, and not who asked for it. */
function askForChange(c: ClaimEffects, exposure: string, { by }: PayeeChange): void {
  const returned = returnedPayments(c.case, exposure).map((p) => p.amountFen);
  const amountFen = Math.max(noted(c.case, exposure, 'amountFen') ?? noted(c.case, exposure, 'claimedFen') ?? 0, ...returned);
  const need = { kind: 'payment', line: c.case.line, amountFen } as const;
  c.ask('approvePayees', { kind: 'authority', need }, { on: exposure, not: by });
}

/** Orders what an agreed exposure is owed and nothing blocks; what blocks it becomes a task. */
function payExposure(c: ClaimEffects, exposure: string): void {
  const change = changeOf(c.case, exposure);
  if (change !== null) askForChange(c, exposure, change);
  else if (returnedPayments(c.case, exposure).length > 0) c.ask('correctPayee', { kind: 'handler' }, { on: exposure });
  if (noted(c.case, exposure, 'agreedAt') === undefined) return;
  if (blockOf(c.case, exposure) === 'authorisation') c.ask('authorisePayee', { kind: 'handler' }, { on: exposure });
  const purpose = Object.values(c.case.payments).some((p) => p.exposure === exposure) ? 'difference' : 'indemnity';
  for (const order of ordersOf(c.case, exposure)) payOut(c, { exposure, ...order, purpose });
  const settled = settledAt(c.case, exposure);
  if (settled !== undefined) paymentMade(c, exposure, settled);
}

/** Art. 25 is done when the bank has confirmed what could be determined. */
function metByAdvance(c: ClaimEffects, exposure: string): void {
  const paid = Object.values(c.case.payments).findLast(
    (p) => p.exposure === exposure && p.purpose === 'advance' && p.status === 'confirmed',
  );
  // An advance of an earlier determination fulfils nothing in the next one.
  if (paid === undefined || paid.at < (noted(c.case, exposure, 'againAt') ?? 0)) return;
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
    c.announce(`payment-advice:${key}`, 'payment-advice', [{ kind: 'party', party: personOf(c.case, payee) }], {
      exposure,
      payee: personOf(c.case, payee),
      amountFen,
      purpose,
    });
  }
}

/** What was paid beyond the result is known with the determination: from then on it is followed up, and barred in the end. */
function watchRecovery(c: ClaimEffects, exposure: string): void {
  const knownAt = noted(c.case, exposure, 'determinedAt') ?? c.at;
  c.watch(`recovery.${exposure}`, 'task-recovery', knownAt);
  c.watch(`recovery-limitation.${exposure}`, 'claim-recovery-limitation', knownAt);
}

/** Tasks about money, by act, and the company's limit for each. */
const taskLimits = {
  payAdvance: 'task-approve-payment',
  payRescue: 'task-approve-payment',
  approvePayees: 'task-approve-payment',
  authorisePayee: 'task-payee-authorisation',
  correctPayee: 'task-payment-returned',
} as const satisfies { readonly [A in ClaimAct]?: ClaimClock };

const limitOf = (act: string): ClaimClock | undefined => Object.entries(taskLimits).find(([of]) => of === act)?.[1];

/** A limit runs from the oldest open thing it is about, and is met when there is none left. */
function follow(c: ClaimEffects, rule: ClaimClock, on: string | undefined, since: readonly Instant[]): void {
  const about = on === undefined ? {} : { on };
  if (since.length > 0) c.start(rule, { ...about, startsAt: Math.min(...since) });
  else c.met(rule, about);
}

/** No task about money waits without a limit: not the approval, nor what came back, nor what the bank does not know. */
function followTasks(c: ClaimEffects): void {
  const tasks = Object.values(c.case.expectations);
  const check = tasks.filter((t) => t.title === checkReturned).map((t) => t.openedAt);
  follow(c, 'task-payment-returned', undefined, check);
  for (const { id } of exposuresOf(c.case)) {
    for (const rule of new Set(Object.values(taskLimits)))
      follow(
        c,
        rule,
        id,
        tasks.filter((t) => t.on === id && limitOf(t.act) === rule).map((t) => t.openedAt),
      );
    const unknown = Object.values(c.case.payments).filter((p) => p.exposure === id && p.status === 'unknown');
    follow(
      c,
      'task-payment-unknown',
      id,
      unknown.map((p) => p.at),
    );
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
    if (over > 0) watchRecovery(c, id);
    c.flag(`overpaid.${id}`, over > 0);
  }
  followTasks(c);
}
