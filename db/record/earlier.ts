import type { ActRequest } from '../../domain/case/act';
import type { Cause } from '../../domain/case/cause';
import type { CommitRequest, Sealed } from '../../domain/case/commit';
import type { Json, JsonObject } from '../../domain/case/fact';
import { isList, isObject } from '../../domain/case/json';
import type { OpenRequest } from '../../domain/case/opening';
import type { Head } from '../../domain/case/state';
import type { Instant } from '../../domain/instant';
import { processOf } from './identity';

/**
 * What cases of the build before send: the facts that they want written, and beside them who wants it. The facts are not read; whoever
 * is meant is taken from the rest, as if the case had sent it as cases do now. Goes with the release after this one (docs/upgrades.md).
 */
interface EarlierRequest {
  readonly case: string;
  readonly cause: string;
  readonly at: Instant;
  readonly request?: ActRequest;
  readonly opening?: OpenRequest;
  readonly before: { readonly head: Head };
  /** Personal values taken out of the payload. */
  readonly sealed: readonly Sealed[];
  readonly workflowId: string;
  readonly runId: string;
}

function asEarlier(request: CommitRequest): EarlierRequest;
function asEarlier(request: unknown): unknown {
  return request;
}

/** A value with one personal value back in its place. Personal values are text (domain/case/payload.ts). */
function withValue(value: Json | undefined, [head, ...rest]: readonly string[], personal: string): Json {
  if (head === undefined) return personal;
  if (isList(value)) return value.map((item, i) => (String(i) === head ? withValue(item, rest, personal) : item));
  return isObject(value) ? { ...value, [head]: withValue(value[head], rest, personal) } : (value ?? null);
}

/** The payload as it was sent: what was sealed is put back. What is no payload is refused for its form later. */
function whole(payload: JsonObject, sealed: readonly Sealed[]): JsonObject {
  if (!isObject(payload) || !Array.isArray(sealed)) return payload;
  const full = sealed.reduce<Json>((value, { path, value: personal }) => withValue(value, path.split('/').slice(1), personal), payload);
  return isObject(full) ? full : payload;
}

const rungCause = /^rung:(.*):(\d+)(?:\+\d+)?:([^:]+)$/;

function rungOf(cause: string): Cause | null {
  const [, clock, startedSeq, rung] = rungCause.exec(cause) ?? [];
  if (clock === undefined || startedSeq === undefined || rung === undefined) return null;
  return { kind: 'rung', clock, startedSeq: Number(startedSeq), rung };
}

function reopeningOf({ request, actor, onBehalfOf, payload, ground = '', assertion }: ActRequest): Cause {
  const behalf = onBehalfOf === undefined ? {} : { onBehalfOf };
  const signed = assertion === undefined ? {} : { assertion };
  const stage = isObject(payload) ? payload.stage : undefined;
  return { kind: 'reopen', reopen: { request, actor, ...behalf, stage: typeof stage === 'string' ? stage : '', ground, ...signed } };
}

function causeOf({ cause, request, opening, sealed }: EarlierRequest): Cause | null {
  if (typeof cause !== 'string') return null;
  if (cause === 'sync') return { kind: 'sync' };
  if (opening !== undefined) return { kind: 'open', open: { ...opening, content: whole(opening.content, sealed) } };
  if (request === undefined) return rungOf(cause);
  if (cause.startsWith('reopen:')) return reopeningOf(request);
  return { kind: 'act', request: { ...request, payload: whole(request.payload, sealed) } };
}

/** A request in the form of this build; null where one of the build before says nothing that can be done without its facts. */
export function currentForm(given: CommitRequest): CommitRequest | null {
  if (typeof given.cause === 'object') return given.cause === null ? null : given;
  const earlier = asEarlier(given);
  const { case: id, at, before, workflowId, runId } = earlier;
  const cause = causeOf(earlier);
  return cause === null ? null : { case: id, process: processOf(id), cause, at, head: before?.head, workflowId, runId };
}
