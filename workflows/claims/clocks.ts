import type { CaseState, Exposure } from '../../domain/case/state';
import { liveClocks } from '../../domain/case/wait-set';
import type { Term } from '../../domain/clock/types';
import type { Instant } from '../../domain/instant';
import type { ClaimClock } from '../../domain/processes/claim/contract';
import { needsSurvey } from '../../domain/processes/claim/files';
import {
  exposuresOf,
  fileAt,
  instantOf,
  isCompulsory,
  isPersonal,
  laneOf,
  noted,
  notedText,
  openingOf,
} from '../../domain/processes/claim/view';
import type { ClaimEffects } from './types';

/** A limit that has to run: its rule, where, and from when. An instant not known yet: it does not run yet. */
type Limit = readonly [rule: ClaimClock, startsAt: Instant | undefined, agreedTerm?: Term | undefined];

const isContacted = (state: CaseState): boolean => state.answers.some(({ act }) => act === 'contact');

/** Limits of the whole claim, from notice and request. */
function claimLimits(state: CaseState): readonly Limit[] {
  const reported = instantOf(state, 'reportedAt');
  const requested = instantOf(state, 'requestedAt');
  const survey = needsSurvey(state) ? reported : undefined;
  return [
    ['claim-first-contact', isContacted(state) ? undefined : reported],
    ['claim-survey', instantOf(state, 'surveyedAt') === undefined ? survey : undefined],
    ['claim-agri-survey', state.line === 'agricultural' ? reported : undefined],
    ['claim-guidance', isPersonal(state) ? reported : undefined],
    ['claim-ctpl-docs', exposuresOf(state).some(isCompulsory) ? requested : undefined],
    ['promise-claim-registered', reported],
    ['promise-claim-first-contact', reported],
    ['promise-claim-survey', survey],
    ['promise-claim-progress', requested],
  ];
}

/** From when a limit runs that a further assessment begins anew; not known before its first beginning is. */
const laterOf = (first: Instant | undefined, again: Instant | undefined): Instant | undefined =>
  first === undefined ? undefined : Math.max(first, again ?? 0);

/** Limits to determine an exposure, by line. 'Complex' is the outer limit of every claim (Insurance Law art. 23). */
function determinationLimits(state: CaseState, exposure: Exposure): readonly Limit[] {
  const again = noted(state, exposure.id, 'againAt');
  const requested = laterOf(instantOf(state, 'requestedAt'), again);
  const file = laterOf(fileAt(state), again);
  const term = openingOf(state).policy.terms?.determine;
  const complex = state.notes[`${exposure.id}.complex`] === true;
  const short: Limit = isPersonal(state) ? ['claim-determine-life', requested, term] : ['claim-determine-general', requested];
  return [
    ...(complex ? [] : isCompulsory(exposure) ? [['claim-ctpl-determine', file] as const] : [short]),
    ['claim-determine-complex', file, term],
    ['claim-advance-payment', file],
    ['claim-small-fast-track', openingOf(state).small === true ? file : undefined],
    ['promise-claim-determined', file],
  ];
}

/** Limits to pay an exposure from the agreement. */
function paymentLimits(state: CaseState, exposure: Exposure, agreed: Instant): readonly Limit[] {
  const term = openingOf(state).policy.terms?.pay;
  return [
    ['claim-pay', agreed, term],
    ['claim-ctpl-pay', isCompulsory(exposure) ? agreed : undefined],
    ['claim-agri-pay', state.line === 'agricultural' ? agreed : undefined, term],
    ['promise-claim-paid', agreed],
  ];
}

/** Limits of one exposure as it stands. */
function exposureLimits(state: CaseState, exposure: Exposure): readonly Limit[] {
  const determined = noted(state, exposure.id, 'determinedAt');
  const agreed = noted(state, exposure.id, 'agreedAt');
  if (agreed !== undefined) return paymentLimits(state, exposure, agreed);
  if (determined === undefined) return determinationLimits(state, exposure);
  const refuses = notedText(state, exposure.id, 'kind') !== 'granted' && noted(state, exposure.id, 'toldAt') === undefined;
  return refuses ? [['claim-denial-notice', determined]] : [];
}

/**
 * Whether a limit may start: it has not run yet, or ran for an earlier determination of an exposure that was taken up anew.
 * A promise to the customer is given once.
 */
function isOwed(c: ClaimEffects, rule: ClaimClock, on: string | undefined): boolean {
  const known = c.clock(rule, on);
  if (known === undefined) return true;
  const again = on === undefined ? undefined : noted(c.case, on, 'againSeq');
  const isEnded = known.state === 'met' || known.state === 'stopped';
  return isEnded && again !== undefined && known.startedSeq <= again && !rule.startsWith('promise-');
}

/** Starts every limit whose instant is known. A limit that was met or stopped does not run again for the same determination. */
export function startLimits(c: ClaimEffects): void {
  const startAll = (limits: readonly Limit[], on?: string): void => {
    for (const [rule, startsAt, agreedTerm] of limits) {
      if (startsAt === undefined || !isOwed(c, rule, on)) continue;
      c.start(rule, { startsAt, ...(on === undefined ? {} : { on }), ...(agreedTerm === undefined ? {} : { agreedTerm }) });
    }
  };
  startAll(claimLimits(c.case));
  for (const exposure of exposuresOf(c.case)) startAll(exposureLimits(c.case, exposure), exposure.id);
}

/** The targets of a disaster, each beside the ordinary limit of the same duty. */
const fastLane = [
  ['claim-catastrophe-first-contact', 'claim-first-contact'],
  ['claim-catastrophe-survey', 'claim-survey'],
  ['claim-catastrophe-determine', 'claim-determine-complex'],
  ['claim-catastrophe-advance', 'claim-advance-payment'],
  ['claim-catastrophe-pay', 'claim-pay'],
] as const satisfies readonly (readonly [ClaimClock, ClaimClock])[];

/**
 * In a disaster every duty that is still owed runs under its target too: from where the ordinary limit started, but never
 * from before the claim joined, so that no target is missed in the moment it begins. Ordinary limits run on beside it.
 */
export function startFastLane(c: ClaimEffects): void {
  const lane = laneOf(c.case);
  if (lane === null) return;
  for (const [target, ordinary] of fastLane)
    for (const { on, startsAt } of liveClocks(c.case).filter((clock) => clock.rule === ordinary)) {
      const known = c.clock(target, on);
      const isFromEarlier = known?.state === 'stopped' && known.startsAt < lane.since;
      if (!isOwed(c, target, on) && !isFromEarlier) continue;
      c.start(target, { startsAt: Math.max(startsAt, lane.since), ...(on === undefined ? {} : { on }) });
      if (c.case.hold !== null) c.pause(target, 'hold', on === undefined ? {} : { on });
    }
}

/** The targets of a disaster end without their duties having been done. */
export function stopFastLane(c: ClaimEffects, why: string): void {
  for (const [target] of fastLane)
    for (const { on } of liveClocks(c.case).filter((clock) => clock.rule === target)) c.stop(target, why, on);
}

/** Limits that the claimant's missing documents suspend (Interpretation II art. 15, and company targets like it). */
export const pausedByDocuments = [
  'claim-determine-general',
  'claim-determine-life',
  'claim-determine-complex',
  'claim-small-fast-track',
  'claim-catastrophe-determine',
  'promise-claim-determined',
] as const satisfies readonly ClaimClock[];

/** Met when the result is determined and with the notice channel. */
const metByResult = [
  ...pausedByDocuments,
  'claim-ctpl-determine',
  'claim-advance-payment',
  'claim-catastrophe-advance',
  'claim-denial-notice',
] as const satisfies readonly ClaimClock[];

const metByPayment = [
  'claim-pay',
  'claim-ctpl-pay',
  'claim-agri-pay',
  'claim-catastrophe-pay',
  'promise-claim-paid',
] as const satisfies readonly ClaimClock[];

export const resultTold = (c: ClaimEffects, on: string, at: Instant): void => {
  for (const rule of metByResult) c.met(rule, { on, at });
};

export const paymentMade = (c: ClaimEffects, on: string, at: Instant): void => {
  for (const rule of metByPayment) c.met(rule, { on, at });
};

export const paymentOff = (c: ClaimEffects, on: string, why: string): void => {
  for (const rule of metByPayment) c.stop(rule, why, on);
};
