import type { Instant } from '../instant';
import type { ActRequest, Assertion } from './act';
import type { JsonObject, ParentRef } from './fact';

/** What opens a case. `source` and `reference` identify it for ever; the same again is the same case. */
export interface OpenRequest {
  readonly process: string;
  /** System or channel the request comes from. */
  readonly source: string;
  readonly reference: string;
  /** SHA-256 over the canonical content, under a key where there are keys: the same reference with another digest is `open.conflict`. */
  readonly digest: string;
  readonly actor: string;
  /** Instant the insurer received it; may lie in the past. */
  readonly receivedAt: Instant;
  readonly line: string;
  readonly branch: string;
  /** Time compression for demos and drills, such as `1d=20s`. */
  readonly compressed?: string;
  /** An exercise: no message leaves by another channel than the drill's. */
  readonly drill?: true;
  readonly parent?: ParentRef;
  /** Staff who may not work on the case: they handled what it is about, or have an interest in it. */
  readonly barred?: readonly string[];
  /** Content by the process's `open` schema: parties with personal fields, and the process's own fields. */
  readonly content: JsonObject;
  readonly assertion?: Assertion;
}

export interface ReopenRequest {
  readonly request: string;
  readonly actor: string;
  readonly onBehalfOf?: string;
  readonly stage: string;
  readonly ground: string;
  readonly assertion?: Assertion;
}

/** A reopening as the act it is: what is judged, recorded and signed. */
export const reopeningAct = ({ request, actor, onBehalfOf, stage, ground, assertion }: ReopenRequest): ActRequest => ({
  act: 'reopen',
  request,
  actor,
  ...(onBehalfOf === undefined ? {} : { onBehalfOf }),
  ground,
  payload: { stage },
  ...(assertion === undefined ? {} : { assertion }),
});
