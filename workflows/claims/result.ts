import type { Recipient } from '../../domain/case/fact';
import type { ClaimNotice } from '../../domain/processes/claim/contract';
import { authorityFor } from '../../domain/processes/claim/result';
import { codes, exposuresOf, isCompulsoryDone, isOffered, isOpen, noted, notedText } from '../../domain/processes/claim/view';
import { remedies } from '../../domain/processes/claim/vocabulary';
import { resultTold } from './clocks';
import { limitation } from './limitation';
import type { ClaimContext, ClaimEffects } from './types';

const templates: Readonly<Record<string, ClaimNotice>> = {
  granted: 'result-granted',
  partial: 'result-partial',
  denied: 'result-denied',
};

export const claimantOf = (c: ClaimEffects, exposure: string): Recipient & { kind: 'party' } => ({
  kind: 'party',
  party: c.case.exposures[exposure]?.claimant ?? 'claimant',
});

/** The result with its reasons and what can be done against it (Insurance Law arts. 23, 24). */
async function tellResult(c: ClaimContext, exposure: string): Promise<void> {
  const template = templates[notedText(c.case, exposure, 'kind') ?? ''] ?? 'result-denied';
  const reasons = codes(c.case, `${exposure}.reasons`);
  const refused =
    reasons.length === 0 ? {} : { reasons, remedies: Object.keys(remedies), refusedFen: noted(c.case, exposure, 'refusedFen') };
  const data = {
    exposure,
    cover: c.case.exposures[exposure]?.cover,
    claimedFen: noted(c.case, exposure, 'claimedFen'),
    amountFen: noted(c.case, exposure, 'amountFen'),
    ...refused,
  };
  const notice = await c.tell(template, data, { report: 'handed', on: exposure, to: [claimantOf(c, exposure)] });
  const told = Math.max(noted(c.case, exposure, 'determinedAt') ?? c.at, notice.handedAt ?? notice.arrivedAt ?? c.at);
  resultTold(c, exposure, told);
  c.note(`${exposure}.toldAt`, told);
}

/**
 * One exposure from recommendation to the told result. The handler recommends, a second person with the authority
 * determines; art. 23 is met when the result is determined and handed to the notice channel.
 */
export async function assessed(c: ClaimContext, exposure: string): Promise<void> {
  await c.known(`compulsory-first@${exposure}`, isCompulsoryDone(c.case, exposure) ? true : undefined);
  while (noted(c.case, exposure, 'determinedAt') === undefined) {
    const recommended = await c.expect('recommend', { from: { kind: 'handler' }, on: exposure });
    const need = authorityFor(c.case, recommended.payload);
    const not = c.by('recommend', exposure);
    await c.expect('determine', { from: { kind: 'authority', need }, not, on: exposure });
  }
  await tellResult(c, exposure);
  // While other exposures are assessed, this one can be agreed already.
  if (exposuresOf(c.case).some((e) => isOpen(c.case, e.id))) offer(c, exposure);
}

/** Opens the claimant's task to agree where an amount is offered. */
export function offer(c: ClaimContext, exposure: string): void {
  if (isOffered(c.case, exposure) && noted(c.case, exposure, 'agreedAt') === undefined)
    c.expect('agree', { from: claimantOf(c, exposure), on: exposure });
}

/**
 * Waits for agreement on an offered amount; company policy ends the wait, never the right. An objection stops the wait:
 * the dispute is open then.
 */
export async function agreement(c: ClaimContext, exposure: string): Promise<void> {
  const lapsedAt = noted(c.case, exposure, 'lapsedAt');
  const { enteredAt, no } = c.case.visit;
  const isEnded = noted(c.case, exposure, 'agreedAt') !== undefined || noted(c.case, exposure, 'lapsedVisit') === no;
  if (isEnded || !isOffered(c.case, exposure)) return;
  const to = claimantOf(c, exposure);
  // A claim that comes back to the agreement waits anew.
  const startsAt = lapsedAt === undefined ? (noted(c.case, exposure, 'toldAt') ?? enteredAt) : enteredAt;
  const agreed = c.expect('agree', { from: to, on: exposure });
  if (noted(c.case, exposure, 'objectedAt') !== undefined) await agreed;
  const answer = await c.first({ agreed, lapsed: c.elapsed('claim-agree-wait', { on: exposure, startsAt }) });
  if (answer.kind !== 'lapsed') return;
  c.note(`${exposure}.lapsedAt`, c.at);
  c.note(`${exposure}.lapsedVisit`, no);
  const amountFen = noted(c.case, exposure, 'amountFen');
  c.announce(`agreement-lapsed@${exposure}:${c.case.head.seq}`, 'agreement-lapsed', [to], { exposure, amountFen, ...limitation(c) });
}
