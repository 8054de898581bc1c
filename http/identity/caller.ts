import type { FastifyRequest } from 'fastify';
import { LuyueError } from '../../domain/errors';
import { type Access, accessOf, serviceAccess, withoutPersonal, withoutSensitive } from '../../domain/org/access';
import type { Organisation, Staff } from '../../domain/org/organisation';
import { isOutside, outsideKinds, systemOf } from '../../domain/org/systems';
import type { Claims } from './tokens';

/** What a token may be restricted to; a service account may do nothing that its token does not name. */
export const scopes = [
  'luyue.read',
  'luyue.sensitive',
  'luyue.personal',
  'luyue.open',
  'luyue.act',
  'luyue.party',
  'luyue.events',
  ...outsideKinds.map((system) => `luyue.system.${system}` as const),
] as const;
export type Scope = (typeof scopes)[number];

/** Who calls: always the one of the token. */
export interface Caller {
  /** Staff id or `system:NAME`. */
  readonly actor: string;
  /** Null for a service account. */
  readonly staff: Staff | null;
  /** Service account that acts for the person. */
  readonly tool: string | null;
  /** Null: the token names none, and the person may whatever the staff tables give. */
  readonly scopes: ReadonlySet<Scope> | null;
  readonly access: Access;
  /** What the token says: whoever stays connected is asked again. */
  readonly claims: Claims;
}

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | null;
  }
  interface FastifyContextConfig {
    /** What the token has to allow; `none` for addresses that need no token. */
    needs?: Scope | 'none';
  }
}

const isScope = (text: string): text is Scope => scopes.some((scope) => scope === text);

function narrowed(access: Access, named: ReadonlySet<Scope>): Access {
  const known = named.has('luyue.sensitive') ? access : withoutSensitive(access);
  return named.has('luyue.personal') ? known : withoutPersonal(known);
}

function person(claims: Claims, named: ReadonlySet<Scope> | null, organisation: Organisation, at: number): Caller {
  const { subject, tool } = claims;
  const staff = organisation.byId.get(subject);
  if (staff === undefined || !staff.active)
    throw new LuyueError('actor.unknown', `${subject} is not on the staff list or not active.`, { staff: subject });
  const access = accessOf(organisation, staff, at);
  return { actor: subject, staff, tool, scopes: named, access: named === null ? access : narrowed(access, named), claims };
}

/**
 * The caller of a token. Roles, team and delegations of a person are those of the staff tables at this instant; scopes in
 * the token can only narrow them: one whose scopes are all unknown here allows nothing.
 * @throws LuyueError actor.unknown.
 */
export function callerFrom(claims: Claims, organisation: Organisation, at: number): Caller {
  const named = claims.scopes === null ? null : new Set(claims.scopes.filter(isScope));
  const [, system] = /^system:(.+)$/.exec(claims.subject) ?? [];
  if (system === undefined) return person(claims, named, organisation, at);
  const given = named ?? new Set();
  const access = serviceAccess(system, { sensitive: given.has('luyue.sensitive'), personal: given.has('luyue.personal') });
  return { actor: claims.subject, staff: null, tool: claims.tool, scopes: given, access, claims };
}

/** The caller as they stand now. @throws LuyueError token.invalid where their token has expired since, actor.unknown where they have left */
export function stillCaller({ claims }: Caller, organisation: Organisation, at: number): Caller {
  if (at >= claims.until) throw new LuyueError('token.invalid', 'The token is not valid: it has expired.', { reason: 'it has expired' });
  return callerFrom(claims, organisation, at);
}

export const may = ({ scopes: named }: Caller, scope: Scope): boolean => named === null || named.has(scope);

/** @throws LuyueError access.denied */
export function need(caller: Caller, scope: Scope): void {
  if (!may(caller, scope)) throw new LuyueError('access.denied', `The token does not allow ${scope}.`, { needs: scope });
}

/** The caller of a request whose route needs one. */
export function callerOf({ caller }: FastifyRequest): Caller {
  if (caller === null) throw new LuyueError('token.missing', 'Send a token: Authorization: Bearer ...');
  return caller;
}

/**
 * What a service account does in its own name it does as a system of a kind, with the scope of that kind. No token speaks for a part of
 * this product: what the bank says comes from the relay that asked it.
 * @throws LuyueError access.denied
 */
export function needSystem(caller: Caller): void {
  if (caller.staff !== null) return;
  const system = systemOf(caller.actor);
  if (system === null || !isOutside(system))
    throw new LuyueError('access.denied', `${caller.actor} is no system that acts on cases through a token.`, { actor: caller.actor });
  need(caller, `luyue.system.${system}`);
}

/**
 * In whose name an act is done: the caller's own, or a party's where a service account with `luyue.party` says so.
 * @throws LuyueError access.denied where a request names anybody else.
 */
export function actorOf(caller: Caller, named: string | undefined): string {
  if (named === undefined || named === caller.actor) return caller.actor;
  if (named.startsWith('party:') && caller.staff === null && may(caller, 'luyue.party')) return named;
  throw new LuyueError('access.denied', 'Who acts is said by the token, not by the request.', { actor: caller.actor });
}
