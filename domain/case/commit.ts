import type { Instant } from '../instant';
import type { ActRequest } from './act';
import type { Cause, CauseText } from './cause';
import type { Objection } from './decide';
import type { CaseEvent, Fact } from './fact';
import type { CaseState, Head } from './state';

/** A personal value taken out of a payload: kept in its own column under the subject's key, never in a fact. */
export interface Sealed {
  /** JSON pointer into the payload of the fact `acted` or `opened`. */
  readonly path: string;
  /** Party the value is about, or null for free text of the case. */
  readonly subject: string | null;
  readonly value: string;
}

/** What a cause makes of a state. `refusal`: a rule refuses it. `none`: there is nothing to write. */
export type Proposal =
  | { readonly kind: 'facts'; readonly facts: readonly Fact[] }
  | { readonly kind: 'refusal'; readonly objection: Objection }
  | { readonly kind: 'none' };

/** A cause with what it wants to write on a state. */
export interface Rendered {
  readonly cause: CauseText;
  readonly actor: string;
  readonly onBehalfOf?: string;
  /** The act without its personal values, to be judged again with the people's roles and authority. */
  readonly request?: ActRequest;
  readonly proposal: Proposal;
  readonly sealed: readonly Sealed[];
}

/**
 * The code of a process: what a cause wants to write on a state, accepted at an instant. Throws `process.elsewhere` where this build has
 * no such process, `stage.failed` where its code fails.
 */
export type Render = (process: string, state: CaseState, cause: Cause, at: Instant) => Promise<Rendered>;

/** What a case asks to have written: why it moves, and from where. What is written for it, the record says itself. */
export interface CommitRequest {
  readonly case: string;
  /** Process that the case runs as. */
  readonly process: string;
  readonly cause: Cause;
  /** Acceptance: workflow time. */
  readonly at: Instant;
  /** What the case knows of its record. */
  readonly head: Head;
  /** The case asks for its whole state beside the events: what it has came from elsewhere than its record. */
  readonly whole?: true;
  readonly workflowId: string;
  readonly runId: string;
}

/**
 * What the record says.
 * `written`: done, fold these. `same`: this cause was written before; its events, never recomputed.
 * `tail`: the record is ahead; fold these and ask again (`more`: the page is not the last).
 * `refused`: not legal. `current`: nothing to write and nothing new (answer to `sync`).
 * `behind`: the record knows less than the case, or contradicts it.
 * `state`: the case as the record has it, where it was asked for.
 */
export type CommitAnswer =
  | { readonly kind: 'written' | 'same'; readonly events: readonly CaseEvent[]; readonly state?: CaseState }
  | { readonly kind: 'tail'; readonly events: readonly CaseEvent[]; readonly more: boolean }
  | { readonly kind: 'refused'; readonly objection: Objection }
  | { readonly kind: 'current'; readonly state?: CaseState }
  | { readonly kind: 'behind'; readonly detail: string };

/** The activity that writes a transition. The only way from a case to its record. */
export type Commit = (request: CommitRequest) => Promise<CommitAnswer>;
