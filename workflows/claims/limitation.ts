import type { Instant } from '../../domain/instant';
import { type LimitationRule, limitationEnd, type Obstacle } from '../../domain/processes/claim/limitation';
import { instantOf, openingOf } from '../../domain/processes/claim/view';
import type { ClaimEffects } from './types';

const ruleOf = (c: ClaimEffects): LimitationRule => (c.case.line === 'life' ? 'claim-limitation-life' : 'claim-limitation-other');

const isObstacle = (value: unknown): value is Obstacle => typeof value === 'object' && value !== null && 'from' in value;

const obstaclesOf = (c: ClaimEffects): readonly Obstacle[] => {
  const kept: unknown = c.case.notes.obstacles;
  return Array.isArray(kept) ? kept.filter(isObstacle) : [];
};

/** Keeps an obstacle; what is known of it later (its end) takes the place of what was known before. */
export function keepObstacle(c: ClaimEffects, obstacle: Obstacle): void {
  c.note('obstacles', [...obstaclesOf(c).filter(({ from }) => from !== obstacle.from), obstacle]);
}

/** From when the right could be claimed: knowledge of the event, liability fixed later (Interpretation IV art. 18), the end of the handling. */
function startOf(c: ClaimEffects, endedAt: Instant | undefined): Instant {
  const { knownAt, lossAt } = openingOf(c.case);
  return Math.max(knownAt ?? lossAt, instantOf(c.case, 'liabilityFixedAt') ?? 0, endedAt ?? 0);
}

/** The date as it would be if the insurer's handling ended at an instant; null while an obstacle lasts. */
const dateIf = (c: ClaimEffects, endedAt: Instant | undefined): Instant | null =>
  limitationEnd(ruleOf(c), startOf(c, endedAt), obstaclesOf(c));

const isBarred = (c: ClaimEffects): boolean => c.case.flags.includes('time-barred');

/** Whether a request has interrupted the limitation: it starts anew only when the handling has ended. */
const isInterrupted = (c: ClaimEffects): boolean => instantOf(c.case, 'requestedAt') !== undefined && !isBarred(c);

/** Keeps the watch at what is known: no date while the request is being handled. */
export function watchLimitation(c: ClaimEffects): void {
  const endedAt = instantOf(c.case, 'handlingEndedAt');
  const isHandled = isInterrupted(c) && c.case.notes.handling === true;
  c.watch('limitation', ruleOf(c), startOf(c, endedAt), isHandled ? null : dateIf(c, endedAt));
}

/** Civil Code art. 195: a request in time interrupts the limitation; one that comes too late leaves it as it is. */
export function interruptLimitation(c: ClaimEffects, at: Instant): void {
  const date = dateIf(c, instantOf(c.case, 'handlingEndedAt'));
  c.flag('time-barred', date !== null && at >= date);
  c.note('handling', true);
  watchLimitation(c);
}

/** Until when the right lasts if the claim ends now, for the last letters. */
export function limitation(c: ClaimEffects): { limitationAt?: number } {
  const date = dateIf(c, isInterrupted(c) ? c.at : instantOf(c.case, 'handlingEndedAt'));
  return date === null ? {} : { limitationAt: date };
}

/** The handling has ended: the limitation runs anew from here, whatever came of it. */
export function endHandling(c: ClaimEffects): void {
  if (isInterrupted(c)) c.note('handlingEndedAt', c.at);
  c.note('handling', false);
  watchLimitation(c);
}
