import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { canonical } from '../../domain/canonical';
import type { ActRequest, Assertion } from '../../domain/case/act';
import { actOf, type Cause } from '../../domain/case/cause';
import type { CommitRequest } from '../../domain/case/commit';
import type { Objection } from '../../domain/case/decide';
import type { Json, JsonObject } from '../../domain/case/fact';
import { type OpenRequest, type ReopenRequest, reopeningAct } from '../../domain/case/opening';
import { LuyueError } from '../../domain/errors';
import type { Instant } from '../../domain/instant';
import { insideKinds, isOutside, isSystem, type System, systemOf } from '../../domain/org/systems';
import { skewMs } from './time';

/** The key of a door: what it signs with, and its name. */
export interface DoorKey {
  readonly id: string;
  readonly secret: Buffer;
  /** Systems that it speaks for, and nobody else; absent: the people, parties and outside systems that its door lets in. */
  readonly systems?: readonly System[];
}

/** What commit believes: the keys of all doors. `required` false (development): what is not signed is believed too. */
export interface Proof {
  readonly keys: ReadonlyMap<string, Buffer>;
  /** Keys that speak for certain systems only; every other one speaks for no part of this product. */
  readonly systems?: ReadonlyMap<string, readonly System[]>;
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

/**
 * How long after its end an assertion still proves what a case has accepted in time: records that are away for so long move no limit.
 * Whoever has overheard one and says an early instant of it has no longer either.
 */
export const outageMs = 24 * 3_600_000;

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

interface Claim {
  readonly statement: Statement;
  readonly assertion: Assertion | undefined;
  readonly lastsMs: number;
}

/** What a cause says of its sender; null for those that nobody sends: clocks, and catching up. */
function claimOf(caseId: string, cause: Cause): Claim | null {
  if (cause.kind === 'open') return { statement: ofOpening(caseId, cause.open), assertion: cause.open.assertion, lastsMs: openingLastsMs };
  const act = actOf(cause);
  const lastsMs = cause.kind === 'reopen' ? openingLastsMs : actLastsMs;
  return act === null ? null : { statement: ofAct(caseId, act), assertion: act.assertion, lastsMs };
}

const doubt = (act: string, detail: string): Objection => ({ code: 'actor.unproven', detail: `'${act}' ${detail}.` });

function isSame(mac: Buffer, given: string): boolean {
  const other = Buffer.from(given, 'base64url');
  return other.length === mac.length && timingSafeEqual(other, mac);
}

/** Whether a key may sign for an actor: what the bank says comes under the key of the relay that asked it, and under no door's. */
function speaksFor({ systems }: Proof, key: string, actor: string): boolean {
  const system = systemOf(actor);
  const bound = systems?.get(key);
  if (bound === undefined) return system === null || isOutside(system);
  return system !== null && bound.includes(system);
}

const words = (at: Instant): string => new Date(at).toISOString();

/**
 * Why an assertion does not cover the instant at which a case says it has accepted what it covers: too late, before a door has signed it,
 * or so long ago that no outage explains it.
 */
function outlived(act: string, { expiresAt }: Assertion, lastsMs: number, at: Instant, now: Instant): Objection | null {
  if (expiresAt <= at || expiresAt + outageMs <= now) return doubt(act, `was signed too long ago (until ${words(expiresAt)})`);
  const signedAt = expiresAt - lastsMs;
  return at >= signedAt - skewMs ? null : doubt(act, `was accepted at ${words(at)}, before it was signed (${words(signedAt)})`);
}

/** Why a transition is not believed to come from who it says; null where it is. `now` is the record's time. */
export function unproven(proof: Proof, { case: caseId, cause, at }: CommitRequest, now: Instant): Objection | null {
  const { keys, required } = proof;
  const claim = claimOf(caseId, cause);
  if (claim === null) return null;
  const { statement, assertion, lastsMs } = claim;
  const { act } = statement;
  if (assertion === undefined)
    return required ? doubt(act, 'carries no assertion of a door: send it through the API, the client or the CLI') : null;
  const secret = keys.get(assertion.key);
  if (secret === undefined) return doubt(act, `is signed with the key '${assertion.key}', which is not known here`);
  if (!isSame(macOf(secret, assertion, statement), assertion.mac)) return doubt(act, 'is not what its assertion was made for');
  if (!speaksFor(proof, assertion.key, statement.actor))
    return doubt(act, `is signed with the key '${assertion.key}', which does not speak for ${statement.actor}`);
  return outlived(act, assertion, lastsMs, at, now);
}

const keyShape = /^([a-z0-9][a-z0-9-]{0,39})(?:@([a-z+]{1,100}))?:([A-Za-z0-9+/_=-]{43,200})$/;

/** Systems as the text of a key names them: `worker` for all parts of this product. Null where one is not known. */
function systemsIn(words: string): readonly System[] | null {
  const named = words === 'worker' ? [...insideKinds] : words.split('+');
  return named.every(isSystem) ? named.filter(isSystem) : null;
}

/** What commit believes of some keys. */
export const proofOf = (keys: readonly DoorKey[], required: boolean): Proof => ({
  required,
  keys: new Map(keys.map(({ id, secret }) => [id, secret])),
  systems: new Map(keys.flatMap(({ id, systems }) => (systems === undefined ? [] : [[id, systems] as const]))),
});

/**
 * Keys of doors from text: `ID:SECRET`, or `ID@SYSTEM+SYSTEM:SECRET` for one that speaks for these systems only, separated by commas; the secret is at least 32 bytes in base64. The first is what a door
 * signs with. `name` is what the text is called in errors.
 * @throws LuyueError config.invalid; the text is not repeated.
 */
export function readDoorKeys(text: string, name: string): readonly DoorKey[] {
  const keys = text.split(',').flatMap((part) => {
    const [, id = '', words, secret = ''] = keyShape.exec(part.trim()) ?? [];
    const systems = words === undefined ? undefined : systemsIn(words);
    if (id === '' || systems === null || Buffer.from(secret, 'base64').length < 32) return [];
    return [{ id, secret: Buffer.from(secret, 'base64'), ...(systems === undefined ? {} : { systems }) }];
  });
  const distinct = new Set(keys.map(({ id }) => id)).size;
  if (keys.length > 0 && keys.length === text.split(',').length && distinct === keys.length) return keys;
  throw new LuyueError(
    'config.invalid',
    `${name}: must be ID:SECRET or ID@SYSTEM+SYSTEM:SECRET, several with commas, each secret at least 32 bytes in base64`,
    {
      issues: [{ path: name, reason: 'must be ID:SECRET' }],
    },
  );
}
