import type { Instant } from '../instant';
import type { ActRequest, Assertion } from './act';
import type { JsonObject, ParentRef } from './fact';

/** What opens a case. `source` and `reference` identify it for ever; the same again is the same case. */
export interface OpenRequest {
  readonly process: string;
  /** System or channel the request comes from. */
  readonly source: string;
  readonly reference: string;
  /** SHA-256 over the canonical content: the same reference with another digest is `open.conflict`. */
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

const texts = ['process', 'source', 'reference', 'digest', 'actor', 'line', 'branch'] as const;

/** What is wrong with the form of an opening beside its content, null where nothing is. The value may come from anywhere. */
export function openingFlaw(open: unknown): string | null {
  if (typeof open !== 'object' || open === null) return '/open: must be an object';
  const fields = new Map<string, unknown>(Object.entries(open));
  const missing = texts.find((name) => typeof fields.get(name) !== 'string' || fields.get(name) === '');
  if (missing !== undefined) return `/open/${missing}: must be a text`;
  if (!Number.isSafeInteger(fields.get('receivedAt'))) return '/open/receivedAt: must be milliseconds since 1970';
  const content = fields.get('content');
  return typeof content === 'object' && content !== null ? null : '/open/content: must be an object';
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
