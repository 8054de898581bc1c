import { canonical } from '../canonical';
import type { ActRequest } from './act';
import type { CaseEvent, Digests, FactOf, Json, JsonObject } from './fact';
import { isList, isObject } from './json';

const partsOf = (path: string): readonly string[] => path.split('/').slice(1);

/** What stands at a JSON pointer. */
const valueAt = (value: Json | undefined, [head, ...rest]: readonly string[]): Json | undefined => {
  if (head === undefined) return value;
  if (isList(value)) return valueAt(value[Number(head)], rest);
  return isObject(value) ? valueAt(value[head], rest) : undefined;
};

/** The value with a mark in place of what was taken out of it. */
function withMark(value: Json | undefined, [head, ...rest]: readonly string[]): Json {
  if (head === undefined) return { sealed: true };
  if (isList(value)) return value.map((item, i) => (String(i) === head ? withMark(item, rest) : item));
  return isObject(value) && value[head] !== undefined ? { ...value, [head]: withMark(value[head], rest) } : (value ?? null);
}

/** A payload as the log holds it: without the personal values that the act brought. */
const asLogged = (payload: JsonObject, digests: Digests): Json =>
  Object.keys(digests).reduce<Json>((value, path) => withMark(value, partsOf(path)), payload);

/** Personal values of a request at the places where the log has digests; what was taken out before is not among them. */
export const personalOf = (payload: JsonObject, digests: Digests = {}): readonly { readonly path: string; readonly value: string }[] =>
  Object.keys(digests).flatMap((path) => {
    const value = valueAt(payload, partsOf(path));
    if (value === undefined || (isObject(value) && value.sealed === true)) return [];
    return [{ path, value: typeof value === 'string' ? value : JSON.stringify(value) }];
  });

function isSameAct(fact: FactOf<'acted'>, request: ActRequest): boolean {
  const { digests = {}, answers, evidence } = fact;
  const isSameTask = request.task === undefined || answers === undefined || request.task === answers;
  const isSameEvidence = evidence === undefined || evidence === request.evidence;
  return (
    fact.act === request.act &&
    fact.ground === request.ground &&
    fact.occurredAt === request.occurredAt &&
    isSameTask &&
    isSameEvidence &&
    canonical(fact.payload) === canonical(asLogged(request.payload, digests))
  );
}

/**
 * Whether a request is the one that an earlier cause wrote: by the same, for the same, with the same content. The answer of an act is
 * nobody's who did not do it. Personal values are compared where they stand (db/record/repeat.ts).
 */
export function isRepeat(events: readonly CaseEvent[], request: ActRequest): boolean {
  const [first] = events;
  if (first === undefined || first.actor !== request.actor || first.onBehalfOf !== request.onBehalfOf) return false;
  const { fact } = first;
  if (fact.kind === 'acted') return isSameAct(fact, request);
  if (fact.kind !== 'reopened' || request.act !== 'reopen') return false;
  return fact.ground === request.ground && fact.stage === request.payload.stage;
}
