import type { Instant } from '../../domain/instant';
import type { ComplaintClock } from '../../domain/processes/complaint/contract';
import { isAccepted, isPastLimit, isPersonalLine, kindOf, noted, openingOf, text } from '../../domain/processes/complaint/view';
import type { ComplaintEffects } from './types';

type Outside = 'outside-appraisal' | 'mediation';

/** Limits that outside appraisal and mediation exclude (arts. 18(2), 23). */
const excludable = ['complaint-resolve-simple', 'complaint-reply-target'] as const satisfies readonly ComplaintClock[];

/** Limits that only a complaint has. */
const ofComplaints = [...excludable, 'complaint-cause-coded'] as const satisfies readonly ComplaintClock[];

function startOnce(c: ComplaintEffects, rule: ComplaintClock, startsAt: Instant | undefined): void {
  if (startsAt !== undefined && c.clock(rule) === undefined) c.start(rule, { startsAt });
}

/**
 * Limits that follow from what is known. The days of the law run from the insurer's own receipt, also where it is found
 * to be a complaint only later (art. 18(1)).
 */
export function startLimits(c: ComplaintEffects): void {
  startOnce(c, 'complaint-intake', c.case.receivedAt);
  startOnce(c, kindOf(c.case) === 'complaint' ? 'complaint-resolve-simple' : 'complaint-handover', c.case.receivedAt);
  if (isAccepted(c.case) && isPersonalLine(c.case)) startOnce(c, 'complaint-reply-target', noted(c.case, 'acceptedAt'));
  startTransferred(c);
}

/** A transfer is answered by the day that it orders; by the company's own where it orders none. */
function startTransferred(c: ComplaintEffects): void {
  const { transfer } = openingOf(c.case);
  if (transfer === undefined || c.clock('complaint-transfer-order') !== undefined) return;
  const { receivedAt: startsAt } = c.case;
  const { orderedDate } = transfer;
  c.start('complaint-transfer-order', {
    startsAt,
    ...(orderedDate === undefined ? {} : { agreedTerm: c.termUntil(orderedDate, startsAt) }),
  });
}

/** A day that a body has ordered is not put off by a hold of the company. */
export function keepOrderedDate(c: ComplaintEffects): void {
  if (openingOf(c.case).transfer?.orderedDate !== undefined) c.resume('complaint-transfer-order', 'hold');
}

/** A limit that was found not to apply applies after all. */
function startAgain(c: ComplaintEffects, rule: ComplaintClock, startsAt: Instant | undefined): void {
  if (startsAt !== undefined && c.clock(rule)?.state === 'stopped') c.start(rule, { startsAt });
}

/** It is found to be no complaint: the days of the law never applied, and none of them counts as missed. */
export function noComplaint(c: ComplaintEffects, why: string): void {
  for (const rule of ofComplaints) c.void(rule, why);
  startAgain(c, 'complaint-handover', c.case.receivedAt);
}

/** It is found to be a complaint, at once or after all: the days of the law ran from the receipt on. */
export function isComplaint(c: ComplaintEffects): void {
  c.void('complaint-handover', 'complaint');
  startAgain(c, 'complaint-resolve-simple', c.case.receivedAt);
  startAgain(c, 'complaint-reply-target', noted(c.case, 'acceptedAt'));
}

/** A time that the limits exclude. Once the limit has passed there is nothing left to exclude: it heals no breach. */
export function exclude(c: ComplaintEffects, why: Outside, from: Instant): void {
  if (isPastLimit(c.case, c.at)) return;
  for (const rule of excludable) c.pause(rule, why, { from });
}

export function include(c: ComplaintEffects, why: Outside, to: Instant): void {
  for (const rule of excludable) c.resume(rule, why, { to });
}

/** New facts and reasons: the full limit again from their receipt (art. 18(3)). What is outside stays excluded. */
export function restart(c: ComplaintEffects, at: Instant, why: string): void {
  c.reset('complaint-resolve-simple', at, why);
  if (text(c.case, 'appraisal') === 'running') exclude(c, 'outside-appraisal', at);
  if (text(c.case, 'mediation') === 'running') exclude(c, 'mediation', at);
}

/** The decision is told, or a settlement stands in its place. */
export function resolved(c: ComplaintEffects, at: Instant): void {
  for (const rule of excludable) c.met(rule, { at });
}
