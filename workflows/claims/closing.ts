import { openPayments, paidFen } from '../../domain/case/money';
import type { ClaimOutcome } from '../../domain/processes/claim/contract';
import { exposuresOf, notedText, routeOf } from '../../domain/processes/claim/view';
import { type Closing, close } from '../kernel/process';
import { lookThrough } from './again';
import { claimant } from './documents';
import { endHandling, limitation } from './limitation';
import { checkReturned } from './money';
import type { ClaimContext, ClaimEffects } from './types';

function outcomeOf(c: ClaimEffects): ClaimOutcome {
  const results = exposuresOf(c.case).map(({ id }) => ({
    kind: notedText(c.case, id, 'kind'),
    lapsed: c.case.notes[`${id}.lapsedAt`] != null,
  }));
  if (results.every((r) => r.kind === 'denied')) return 'denied';
  if (paidFen(c.case) === 0) return 'without-payment';
  return results.every((r) => r.kind === 'granted' && !r.lapsed) ? 'paid' : 'partly-paid';
}

const countOf = (c: ClaimEffects, verdict: 'kept' | 'broken'): number =>
  Object.entries(c.case.notes).filter(([key, value]) => key.startsWith('promise.') && value === verdict).length;

/** Interpretation II art. 16: the right against the third party passes with the payment, and its limitation runs from then. */
function watchSubrogation(c: ClaimEffects): void {
  const paidAt = Object.values(c.case.payments).flatMap((p) => (p.status === 'confirmed' ? [p.at] : []));
  c.watch('recovery', 'task-recovery', c.at);
  c.watch('recovery-limitation', 'claim-recovery-limitation', Math.min(c.at, ...paidAt));
}

/** The last letter: what came of the claim, which promises were kept, and until when the right goes on. */
export function sayGoodbye(c: ClaimEffects, outcome: ClaimOutcome): void {
  const data = { outcome, paidFen: paidFen(c.case), kept: countOf(c, 'kept'), broken: countOf(c, 'broken'), ...limitation(c) };
  c.announce(`closing-letter:${c.case.reopened}`, 'closing-letter', [claimant], data);
  endHandling(c);
}

/**
 * Ends a claim after its results, once the bank has answered for everything: outcome by what was determined and paid.
 * A third party is pursued afterwards.
 */
export async function concluded(c: ClaimContext): Promise<Closing<ClaimOutcome>> {
  await c.known('bank-answered', openPayments(c.case).length === 0 ? true : undefined);
  const outcome = outcomeOf(c);
  if (routeOf(c.case) === 'subrogation' && paidFen(c.case) > 0) watchSubrogation(c);
  sayGoodbye(c, outcome);
  return close(outcome);
}

/** A settled claim to which something more has come: the handler takes an exposure up anew, or says that there is nothing to assess. */
export async function lookedThrough(c: ClaimContext): Promise<void> {
  if (c.case.notes.lookThroughVisit !== c.case.visit.no) return;
  const isDone = !Object.values(c.case.expectations).some((e) => e.title === lookThrough);
  await c.known('looked-through', isDone ? true : undefined);
}

/**
 * A closed claim entered again at `pay`, because a payment came back: it goes on until something was paid again, or the
 * handler says that there is nothing to do.
 */
export async function paidAgain(c: ClaimContext, settledAt: number): Promise<void> {
  if (c.case.notes.reopenedVisit !== c.case.visit.no) {
    c.note('reopenedVisit', c.case.visit.no);
    c.addTask(checkReturned, { kind: 'handler' });
  }
  const isChecked = !Object.values(c.case.expectations).some((e) => e.title === checkReturned);
  await c.known('paid-again', isChecked || settledAt > c.case.visit.enteredAt ? true : undefined);
}
