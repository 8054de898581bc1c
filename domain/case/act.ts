import type { ErrorCode } from '../errors';
import type { Instant } from '../instant';
import type { CaseEvent, JsonObject } from './fact';

/** What a door signs an act with: it knows the acting person, and nobody changed the act on its way (db/record/assertion.ts). */
export interface Assertion {
  /** Key id of the door. */
  readonly key: string;
  readonly expiresAt: Instant;
  /** HMAC-SHA-256, base64url. */
  readonly mac: string;
}

/** What a door sends to a case: one act of one actor. The update's name is the act's name. */
export interface ActRequest {
  readonly act: string;
  /** Unique per case; a repeat returns the stored answer. For arrivals the sender's event id. */
  readonly request: string;
  /** Staff id, `party:ID` or `system:NAME`. */
  readonly actor: string;
  /** The principal, where the actor stands in for somebody or records what a party said. */
  readonly onBehalfOf?: string;
  readonly ground?: string;
  /** Legal instant, may lie in the past. */
  readonly occurredAt?: Instant;
  /** What proves a past instant: a document id or reference. */
  readonly evidence?: string;
  /** Name of the task it answers, where several are open for the same act. */
  readonly task?: string;
  readonly payload: JsonObject;
  readonly assertion?: Assertion;
}

/** What the door gets back for an accepted act. The same for a repeat. */
export interface ActAnswer {
  readonly case: string;
  readonly act: string;
  readonly request: string;
  /** First and last sequence number the act wrote. */
  readonly seq: number;
  readonly lastSeq: number;
  readonly at: Instant;
  readonly recordedAt: Instant;
  /** Stage that the act led to, where it changed. */
  readonly entered?: string;
  /** Outcome, where the act closed the case. */
  readonly outcome?: string;
  readonly hash: string;
}

/** Why an act was not accepted, with what is possible now. Travels as the details of the update's typed failure. */
export interface Refusal {
  readonly code: ErrorCode;
  readonly detail: string;
  readonly possible: readonly string[];
  /** The head the case knew: a door that finds the record ahead of it sends `sync` and repeats. */
  readonly headSeq: number;
}

/** The answer to an act from the events of its cause: the same from the case, from commit and from the record. */
export function answerOf(caseId: string, act: string, request: string, events: readonly CaseEvent[]): ActAnswer | null {
  const first = events[0];
  const last = events[events.length - 1];
  if (first === undefined || last === undefined) return null;
  const entered = events.flatMap((e) => (e.fact.kind === 'entered' ? [e.fact.stage] : [])).pop();
  const outcome = events.flatMap((e) => (e.fact.kind === 'closed' ? [e.fact.outcome] : [])).pop();
  const changes = { ...(entered === undefined ? {} : { entered }), ...(outcome === undefined ? {} : { outcome }) };
  return {
    case: caseId,
    act,
    request,
    seq: first.seq,
    lastSeq: last.seq,
    at: first.at,
    recordedAt: first.recordedAt,
    hash: last.hash,
    ...changes,
  };
}
