import { codesUnder, numberUnder, textUnder } from '../../case/notes';
import type { CaseState, Exposure } from '../../case/state';
import type { Instant } from '../../instant';
import type { ClaimOpening } from './schema';
import type { Line, Route } from './vocabulary';

/** What the claim keeps of an exposure, each under a note `EXPOSURE.WORD`. */
type ExposureInstant = 'determinedAt' | 'toldAt' | 'agreedAt' | 'lapsedAt' | 'objectedAt' | 'againAt';
type ExposureFen =
  | 'claimedFen'
  | 'amountFen'
  | 'deductibleFen'
  | 'refusedFen'
  | 'askedAdvanceFen'
  | 'askedRescueFen'
  | 'recoveredFen'
  /** What was agreed and binds the insurer in a further assessment. */
  | 'boundFen'
  /** What the claimant made up, as the fraud investigation found. */
  | 'falseFen';
/** `againSeq`: the event with which the exposure was last taken up anew. */
type ExposureCount = 'lapsedVisit' | 'againSeq';
type ExposureText = 'kind' | 'recommended' | 'askedAdvancePayee' | 'askedRescuePayee';
type CaseInstant = 'liabilityFixedAt' | 'handlingEndedAt' | 'reportedAt' | 'requestedAt' | 'documentsAt' | 'completeAt' | 'surveyedAt';

/** The content was checked against the schema at the edge and again in commit. */
export function openingOf(state: CaseState): ClaimOpening;
export function openingOf(state: CaseState): unknown {
  return state.opening;
}

export const text = textUnder;

/** Codes under a note. */
export const codes = codesUnder;

/** One of the instants of the whole claim that are kept apart. */
export const instantOf = (state: CaseState, word: CaseInstant): Instant | undefined => numberUnder(state, word);

/** What is noted of one exposure. */
export const noted = (state: CaseState, exposure: string, word: ExposureInstant | ExposureFen | ExposureCount): number | undefined =>
  numberUnder(state, `${exposure}.${word}`);
export const notedText = (state: CaseState, exposure: string, word: ExposureText): string | undefined => text(state, `${exposure}.${word}`);

/** First receipt of request and documents together (Insurance Law arts. 23, 25). */
export function fileAt(state: CaseState): Instant | undefined {
  const requested = instantOf(state, 'requestedAt');
  const documents = instantOf(state, 'documentsAt');
  return requested === undefined || documents === undefined ? undefined : Math.max(requested, documents);
}

export const isSuspected = (state: CaseState): boolean => state.flags.includes('fraud');
export const isCatastrophe = (state: CaseState): boolean => state.event !== null;

/** The disaster in whose fast lane the claim is: since when, and how much had happened by then. */
export interface Lane {
  readonly event: string;
  readonly since: Instant;
  /** Head of the log and number of payments at that instant. */
  readonly seq: number;
  readonly payments: number;
}

const isLane = (note: unknown): note is Lane => typeof note === 'object' && note !== null && 'event' in note;

export const laneOf = (state: CaseState): Lane | null => (isLane(state.notes.lane) ? state.notes.lane : null);

const personal: readonly Line[] = ['life', 'health', 'accident'];
const isGroup = (state: CaseState): boolean => openingOf(state).policy.group === true;
/** Life, health and accident under individual policies: the limits of order 2010 no. 4. */
export const isPersonal = (state: CaseState): boolean => personal.some((line) => line === state.line) && !isGroup(state);

export const routeOf = (state: CaseState): Route => {
  const chosen = text(state, 'route') ?? openingOf(state).route;
  return chosen === 'mutual-collision' || chosen === 'subrogation' ? chosen : 'standard';
};

export const isCompulsory = (exposure: Exposure): boolean => exposure.cover === 'ctpl';

/**
 * Voluntary cover of liability to third parties. Compulsory cover bears a third party's loss before it, and never a loss of the
 * insured's own (compulsory motor regulation art. 3). Cases of before the two were told apart have `commercial` for both.
 */
export function isThirdPartyLiability(state: CaseState, { cover, claimant }: Exposure): boolean {
  return cover === 'third-party' || (cover === 'commercial' && state.parties[claimant]?.role !== 'insured');
}
export const exposuresOf = (state: CaseState): readonly Exposure[] => Object.values(state.exposures);

/** An amount is determined and offered to the claimant. */
export const isOffered = (state: CaseState, exposure: string): boolean => {
  const kind = notedText(state, exposure, 'kind');
  return (kind === 'granted' || kind === 'partial') && noted(state, exposure, 'toldAt') !== undefined;
};

/** Still without a result, or the result is not with the notice channel yet. */
export const isOpen = (state: CaseState, exposure: string): boolean => noted(state, exposure, 'toldAt') === undefined;

/** Whether every compulsory cover of the same claimant is determined: it comes first and reduces the commercial one. */
export function isCompulsoryDone(state: CaseState, exposure: string): boolean {
  const own = state.exposures[exposure];
  if (own === undefined || !isThirdPartyLiability(state, own)) return true;
  const before = exposuresOf(state).filter((e) => isCompulsory(e) && e.claimant === own.claimant);
  return before.every((e) => noted(state, e.id, 'determinedAt') !== undefined);
}
