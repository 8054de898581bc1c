import { codesUnder, numberUnder, textUnder } from '../../case/notes';
import type { CaseState, ClockState, NoticeState } from '../../case/state';
import type { Instant } from '../../instant';
import { headOffice } from '../../org/roles';
import type { ComplaintNotice, ComplaintOutcome } from './contract';
import type { ComplaintOpening } from './schema';
import { majorFromComplainants } from './thresholds';
import {
  type Kind,
  kinds,
  type Method,
  methods,
  type Remedy,
  type Repetition,
  remedies,
  repetitions,
  type Standing,
  standings,
} from './vocabulary';

type InstantWord =
  | 'acceptedAt'
  | 'investigatedAt'
  | 'decidedAt'
  | 'toldAt'
  | 'unreachableAt'
  | 'recheckAppliedAt'
  | 'mediatedAt'
  | 'performedAt'
  | 'performBy'
  | 'causeAt'
  | 'receivedDecisionAt'
  | 'appraisalAt'
  | 'mediationAt';
type TextWord = 'appraisal' | 'mediation' | 'exceptional' | 'exceptionalGround' | 'earlier' | 'recheck';

/** The content was checked against the schema at the edge and again in commit. */
export function openingOf(state: CaseState): ComplaintOpening;
export function openingOf(state: CaseState): unknown {
  return state.opening;
}

export const noted = (state: CaseState, word: InstantWord): Instant | undefined => numberUnder(state, word);

export const text = (state: CaseState, word: TextWord): string | undefined => textUnder(state, word);

/** Codes under a note. */
export const codes = (state: CaseState, word: 'basis' | 'reasons' | 'remedies' | 'causes'): readonly string[] => codesUnder(state, word);

function oneOf<K extends string>(words: Readonly<Record<K, unknown>>, value: unknown): K | undefined {
  const isWord = (text: unknown): text is K => typeof text === 'string' && Object.hasOwn(words, text);
  return isWord(value) ? value : undefined;
}

/** What intake says it is; before that, what whoever received it said. */
export const kindOf = (state: CaseState): Kind => oneOf(kinds, state.notes.kind) ?? openingOf(state).kind;
export const standingOf = (state: CaseState): Standing | undefined => oneOf(standings, state.notes.standing);
export const repetitionOf = (state: CaseState): Repetition | undefined => oneOf(repetitions, state.notes.repetition);
/** Way of telling that the parties agreed on (art. 21). */
export const agreedMethod = (state: CaseState): Method | undefined => oneOf(methods, state.notes.method);

/** Classified as a complaint of somebody who may bring it, and no mere repetition. */
export const isAccepted = (state: CaseState): boolean =>
  kindOf(state) === 'complaint' &&
  standingOf(state) !== undefined &&
  standingOf(state) !== 'none' &&
  (repetitionOf(state) === 'none' || repetitionOf(state) === 'new-facts');

export interface Joint {
  readonly complainants: number;
  readonly faceToFace: boolean;
  readonly representatives: readonly string[];
}

const isJoint = (value: unknown): value is Joint =>
  typeof value === 'object' && value !== null && 'complainants' in value && 'faceToFace' in value && 'representatives' in value;

/** The joint complaint as it stands now: who joins it later counts. */
export function jointOf(state: CaseState): Joint | undefined {
  return isJoint(state.notes.joint) ? state.notes.joint : openingOf(state).joint;
}

/** The head office handles it itself: no body stands above it that could recheck the result (art. 20). */
export const isHeadOffices = (state: CaseState): boolean => state.branch === headOffice;

/** Twenty or more together face to face, cause in a disaster, or so designated (art. 29). */
export function isMajor(state: CaseState): boolean {
  const joint = jointOf(state);
  const many = joint?.faceToFace === true && joint.complainants >= majorFromComplainants;
  return kindOf(state) === 'complaint' && (many || openingOf(state).cause !== undefined || state.notes.majorGround !== undefined);
}

/** Investigated, and since then nothing new was stated and nothing sent back. */
export const isInvestigated = (state: CaseState): boolean => noted(state, 'investigatedAt') !== undefined;

/** An outside appraisal or a mediation is under way. */
export const isOutside = (state: CaseState): boolean => text(state, 'appraisal') === 'running' || text(state, 'mediation') === 'running';
/** An agreement by mediation that waits to be performed. */
export const isUnperformed = (state: CaseState): boolean =>
  noted(state, 'mediatedAt') !== undefined && noted(state, 'performedAt') === undefined;

/** Applied for a recheck that is not decided yet. */
export const isRecheckAsked = (state: CaseState): boolean =>
  noted(state, 'recheckAppliedAt') !== undefined && text(state, 'recheck') === undefined;
/** Nothing is left of the handling: told, excused from telling, or settled by mediation. */
export const handledAt = (state: CaseState): Instant | undefined =>
  noted(state, 'toldAt') ?? noted(state, 'unreachableAt') ?? noted(state, 'mediatedAt');

/** The clock of the decision, whatever rule it runs under now. */
export const resolveClock = (state: CaseState): ClockState | undefined => state.clocks['complaint-resolve-simple'];

/** Whether the limit to decide has passed at an instant. */
export function isPastLimit(state: CaseState, at: Instant): boolean {
  const clock = resolveClock(state);
  return clock?.breachedAt !== undefined || (clock?.dueAt != null && clock.dueAt <= at);
}

/** The newest notice of a template that the case listens to. */
export const noticeOf = (state: CaseState, template: ComplaintNotice): NoticeState | undefined =>
  Object.values(state.notices)
    .filter((n) => n.template === template)
    .sort((a, b) => b.seq - a.seq)[0];

export const handedAt = (notice: NoticeState | undefined): Instant | undefined => notice?.handedAt ?? notice?.arrivedAt;

/** The result that stands: of the decision, or of the recheck that changed it. */
export const resultOf = (state: CaseState): ComplaintOutcome => {
  const known = oneOf({ justified: 0, 'partly-justified': 0, unjustified: 0, settled: 0 }, state.notes.result);
  return known ?? 'unjustified';
};

const individual = ['life', 'health', 'accident'];
/** Individual personal lines: where the reply target of order 2010 no. 4 is kept. */
export const isPersonalLine = (state: CaseState): boolean => {
  const { insurance, group } = openingOf(state).dispute;
  return group !== true && individual.some((line) => line === insurance);
};

const isRemedy = (code: string): code is Remedy => Object.hasOwn(remedies, code);

/** What is open to a complainant who does not agree (art. 19): a recheck against a branch's result only (art. 20). */
export const remediesOf = (state: CaseState): readonly Remedy[] =>
  Object.keys(remedies)
    .filter(isRemedy)
    .filter((remedy) => remedy !== 'recheck' || !isHeadOffices(state));
