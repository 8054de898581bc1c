import type { Instant } from '../instant';
import type { ActRequest } from './act';
import type { Objection } from './decide';
import type { CaseEvent, Fact } from './fact';
import type { OpenRequest } from './opening';
import type { CaseState } from './state';

/** A personal value taken out of a payload: kept in its own column under the subject's key, never in a fact. */
export interface Sealed {
  /** JSON pointer into the payload of the fact `acted` or `opened`. */
  readonly path: string;
  /** Party the value is about, or null for free text of the case. */
  readonly subject: string | null;
  readonly value: string;
}

/** What a transition wants to write. `refusal`: the case judged the act illegal under its lock; a stored answer still wins. */
export type Proposal =
  | { readonly kind: 'facts'; readonly facts: readonly Fact[] }
  | { readonly kind: 'refusal'; readonly objection: Objection }
  | { readonly kind: 'none' };

/** Why a transition happens. Unique per case: the same cause is written once and answered alike. */
export type CauseText = `open:${string}` | `act:${string}` | `rung:${string}` | `reopen:${string}` | 'sync';

/** What a case knows of its record. */
export type CaseHead = Pick<CaseState, 'id' | 'head'>;

export interface CommitRequest {
  readonly case: string;
  readonly cause: CauseText;
  /** Acceptance: workflow time. */
  readonly at: Instant;
  readonly actor: string;
  readonly onBehalfOf?: string;
  /** The act to judge again with the people's roles and authority; absent for rungs and openings. */
  readonly request?: ActRequest;
  /** The opening as it was sent, without its personal values, where a door has signed it. */
  readonly opening?: OpenRequest;
  /** What the proposal starts from: its head, or the whole folded state. Whoever has only the head folds the rest from the record. */
  readonly before: CaseHead | CaseState;
  readonly proposal: Proposal;
  readonly sealed: readonly Sealed[];
  readonly workflowId: string;
  readonly runId: string;
}

/** A request that can be judged as it stands. */
export interface WholeRequest extends CommitRequest {
  readonly before: CaseState;
}

/** The same with the head alone. */
export const withHead = ({ before: { id, head }, ...rest }: CommitRequest): CommitRequest => ({ ...rest, before: { id, head } });

export const isWhole = (before: CaseHead | CaseState): before is CaseState => 'status' in before;

/**
 * What the record says.
 * `written`: done, fold these. `same`: this cause was written before; its events, never recomputed.
 * `tail`: the record is ahead; fold these and decide again (`more`: the page is not the last).
 * `refused`: not legal. `current`: nothing to write and nothing new (answer to `sync`).
 * `behind`: the record knows less than the case, or contradicts it.
 */
export type CommitAnswer =
  | { readonly kind: 'written' | 'same'; readonly events: readonly CaseEvent[] }
  | { readonly kind: 'tail'; readonly events: readonly CaseEvent[]; readonly more: boolean }
  | { readonly kind: 'refused'; readonly objection: Objection }
  | { readonly kind: 'current' }
  | { readonly kind: 'behind'; readonly detail: string };

/** What a case asks of whoever writes for it. */
export type WholeCommit = (request: WholeRequest) => Promise<CommitAnswer>;

/** The activity that writes a transition. The only way from a case to its record. */
export type Commit = (request: CommitRequest) => Promise<CommitAnswer>;
