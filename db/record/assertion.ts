import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { canonical } from '../../domain/canonical';
import type { ActRequest, Assertion } from '../../domain/case/act';
import type { CommitRequest, Sealed } from '../../domain/case/commit';
import type { Objection } from '../../domain/case/decide';
import type { Json, JsonObject } from '../../domain/case/fact';
import { isList, isObject } from '../../domain/case/json';
import { type OpenRequest, type ReopenRequest, reopeningAct } from '../../domain/case/opening';
import { LuyueError } from '../../domain/errors';
import type { Instant } from '../../domain/instant';

/** The key of a door: what it signs with, and its name. */
export interface DoorKey {
  readonly id: string;
  readonly secret: Buffer;
}

/** What commit believes: the keys of all doors. `required` false (development): what is not signed is believed too. */
export interface Proof {
  readonly keys: ReadonlyMap<string, Buffer>;
  readonly required: boolean;
}

/** What is signed: who does what to which case, under which request, with what content. */
interface Statement {
  readonly case: string;
  readonly act: string;
  readonly actor: string;
  readonly onBehalfOf?: string;
  readonly request: string;
  readonly content: Json;
}

/** Signs what a door sends. */
export interface Signer {
  readonly act: (caseId: string, request: ActRequest) => ActRequest;
  readonly opening: (caseId: string, open: OpenRequest) => OpenRequest;
  readonly reopening: (caseId: string, reopen: ReopenRequest) => ReopenRequest;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

function macOf(secret: Buffer, { key, expiresAt }: Omit<Assertion, 'mac'>, { content, onBehalfOf = '', ...statement }: Statement): Buffer {
  const text = canonical({ version: 1, key, expiresAt, ...statement, onBehalfOf, content: sha256(canonical(content)) });
  return createHmac('sha256', secret).update(text).digest();
}

/** An act as a statement: everything it carries but the assertion itself. */
function ofAct(caseId: string, { assertion: _assertion, act, request, actor, onBehalfOf, ...content }: ActRequest): Statement {
  return { case: caseId, act, request, actor, ...(onBehalfOf === undefined ? {} : { onBehalfOf }), content };
}

function ofOpening(caseId: string, { assertion: _assertion, actor, ...open }: OpenRequest): Statement {
  const { parent, ...rest } = open;
  const content: JsonObject = { ...rest, ...(parent === undefined ? {} : { parent: { ...parent } }) };
  return { case: caseId, act: 'open', request: open.digest, actor, content };
}

/** Long enough for clocks that differ and for a commit that waits for PostgreSQL; short enough that one overheard is worth little. */
export const actLastsMs = 15 * 60_000;
/**
 * An opening or reopening waits in the engine until a worker comes, and repeating it opens nothing new: it may be late.
 */
export const openingLastsMs = 30 * 86_400_000;

/** For development and tests, where commit believes what is not signed. */
export const unsigned: Signer = {
  act: (_case, request) => request,
  opening: (_case, open) => open,
  reopening: (_case, reopen) => reopen,
};

/** Signs with the key of a door. */
export function signerOf({ id, secret }: DoorKey, now: () => Instant = Date.now): Signer {
  const sign = (statement: Statement, lastsMs: number): Assertion => {
    const head = { key: id, expiresAt: now() + lastsMs };
    return { ...head, mac: macOf(secret, head, statement).toString('base64url') };
  };
  return {
    act: (caseId, request) => ({ ...request, assertion: sign(ofAct(caseId, request), actLastsMs) }),
    opening: (caseId, open) => ({ ...open, assertion: sign(ofOpening(caseId, open), openingLastsMs) }),
    reopening: (caseId, reopen) => ({ ...reopen, assertion: sign(ofAct(caseId, reopeningAct(reopen)), openingLastsMs) }),
  };
}

/** A value with one personal value back in its place. Personal values are text (domain/case/payload.ts). */
function withValue(value: Json | undefined, [head, ...rest]: readonly string[], personal: string): Json {
  if (head === undefined) return personal;
  if (isList(value)) return value.map((item, i) => (String(i) === head ? withValue(item, rest, personal) : item));
  return isObject(value) ? { ...value, [head]: withValue(value[head], rest, personal) } : (value ?? null);
}

/** The payload as it was sent: what was sealed is put back. */
function whole(payload: JsonObject, sealed: readonly Sealed[]): JsonObject {
  const full = sealed.reduce<Json>((value, { path, value: personal }) => withValue(value, path.split('/').slice(1), personal), payload);
  return isObject(full) ? full : payload;
}

interface Claim {
  readonly statement: Statement;
  readonly assertion: Assertion | undefined;
}

/** What a transition says of its sender; null for those that nobody sends: clocks, and catching up. */
function claimOf({ case: caseId, cause, actor, request, opening, sealed }: CommitRequest): Claim | null {
  if (request !== undefined) {
    const statement = ofAct(caseId, { ...request, payload: whole(request.payload, sealed) });
    return { statement, assertion: request.assertion };
  }
  if (opening !== undefined) {
    const statement = ofOpening(caseId, { ...opening, content: whole(opening.content, sealed) });
    return { statement, assertion: opening.assertion };
  }
  if (!cause.startsWith('open:')) return null;
  return { statement: { case: caseId, act: 'open', request: cause, actor, content: null }, assertion: undefined };
}

const doubt = (act: string, detail: string): Objection => ({ code: 'actor.unproven', detail: `'${act}' ${detail}.` });

function isSame(mac: Buffer, given: string): boolean {
  const other = Buffer.from(given, 'base64url');
  return other.length === mac.length && timingSafeEqual(other, mac);
}

/** Why a transition is not believed to come from who it says; null where it is. `at` is when the case accepted it. */
export function unproven({ keys, required }: Proof, request: CommitRequest): Objection | null {
  const claim = claimOf(request);
  if (claim === null) return null;
  const { statement, assertion } = claim;
  const { act } = statement;
  if (assertion === undefined)
    return required ? doubt(act, 'carries no assertion of a door: send it through the API, the client or the CLI') : null;
  const secret = keys.get(assertion.key);
  if (secret === undefined) return doubt(act, `is signed with the key '${assertion.key}', which is not known here`);
  if (!isSame(macOf(secret, assertion, statement), assertion.mac)) return doubt(act, 'is not what its assertion was made for');
  return assertion.expiresAt > request.at
    ? null
    : doubt(act, `was signed too long ago (until ${new Date(assertion.expiresAt).toISOString()})`);
}

const keyShape = /^([a-z0-9][a-z0-9-]{0,39}):([A-Za-z0-9+/_=-]{43,200})$/;

/**
 * Keys of doors from text: `ID:SECRET`, separated by commas; the secret is at least 32 bytes in base64. The first is what a door
 * signs with. `name` is what the text is called in errors.
 * @throws LuyueError config.invalid; the text is not repeated.
 */
export function readDoorKeys(text: string, name: string): readonly DoorKey[] {
  const keys = text.split(',').flatMap((part) => {
    const [, id = '', secret = ''] = keyShape.exec(part.trim()) ?? [];
    return id === '' || Buffer.from(secret, 'base64').length < 32 ? [] : [{ id, secret: Buffer.from(secret, 'base64') }];
  });
  const distinct = new Set(keys.map(({ id }) => id)).size;
  if (keys.length > 0 && keys.length === text.split(',').length && distinct === keys.length) return keys;
  throw new LuyueError('config.invalid', `${name}: must be ID:SECRET, several with commas, each secret at least 32 bytes in base64`, {
    issues: [{ path: name, reason: 'must be ID:SECRET' }],
  });
}
