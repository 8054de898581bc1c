import type { Instant } from '../instant';
import {
  type AuthorityLimit,
  company,
  delegationOf,
  holders,
  homeUnit,
  inForce,
  lentTo,
  type Organisation,
  realPerson,
  rolesOf,
  type Staff,
  staffIn,
} from './organisation';
import type { AuthorityKind, AuthorityNeed, Role } from './roles';

/** Where an amount is decided: line and branch of the case. */
interface Place {
  readonly line: string;
  readonly branch: string;
}

const exactness = (limit: AuthorityLimit): number => (limit.line === '*' ? 0 : 2) + (limit.branch === '*' ? 0 : 1);

const fits = (limit: AuthorityLimit, kind: AuthorityKind, { line, branch }: Place, at: Instant): boolean =>
  limit.kind === kind &&
  (limit.line === '*' || limit.line === line) &&
  (limit.branch === '*' || limit.branch === branch) &&
  inForce(limit, at);

/** Of one holder the most exact limit counts, even where a general one is higher. */
function exact(limits: readonly AuthorityLimit[]): number | null {
  const best = limits.reduce<AuthorityLimit | null>((most, l) => (most === null || exactness(l) > exactness(most) ? l : most), null);
  return best?.amountFen ?? null;
}

/** A limit of the person stands in place of those of the roles; of several roles the highest counts. */
function limitOf(organisation: Organisation, staff: string, kind: AuthorityKind, place: Place, at: Instant): number | null {
  const fitting = organisation.limits.filter((l) => fits(l, kind, place, at));
  const own = exact(fitting.filter((l) => l.staff === staff));
  if (own !== null) return own;
  const byRole = rolesOf(organisation, staff, at).map((role: Role) => exact(fitting.filter((l) => l.role === role)));
  return byRole.reduce<number | null>((most, amount) => (amount !== null && (most === null || amount > most) ? amount : most), null);
}

const lower = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : Math.min(a, b));

/**
 * Highest amount (fen) that somebody may decide, null: none. A denial is decided at no lower level than a payment of the
 * same amount: its limit never exceeds that for payment, and is that one where none is set.
 */
export function authorityFen(organisation: Organisation, staff: string, need: AuthorityNeed, branch: string, at: Instant): number | null {
  const place = { line: need.line, branch };
  const payment = limitOf(organisation, staff, 'payment', place, at);
  if (need.kind !== 'denial') return need.kind === 'payment' ? payment : limitOf(organisation, staff, need.kind, place, at);
  return lower(limitOf(organisation, staff, 'denial', place, at) ?? payment, payment);
}

/**
 * Authority of a substitute: never beyond the principal's, and never beyond the substitute's own unless the delegation
 * lends an amount in so many words.
 */
export function substituteFen(
  organisation: Organisation,
  { principal, substitute }: { readonly principal: string; readonly substitute: string },
  need: AuthorityNeed,
  branch: string,
  at: Instant,
): number | null {
  const lent = delegationOf(organisation, principal, substitute, at)?.upToFen ?? null;
  const own = lent ?? authorityFen(organisation, substitute, need, branch, at);
  return lower(authorityFen(organisation, principal, need, branch, at), own);
}

/** Units around a case from near to far. */
export const unitsAround = ({ team, branch }: { readonly team: string; readonly branch: string }): readonly string[] =>
  [team, branch, company].filter((unit) => unit !== '');

/** The first unit, from near to far, in which somebody may decide, and who they are. */
export function whoMayDecide(
  organisation: Organisation,
  need: AuthorityNeed,
  place: { readonly team: string; readonly branch: string },
  not: readonly string[],
  at: Instant,
): { readonly unit: string; readonly staff: readonly Staff[] } | null {
  const barred = new Set(not.map((staff) => realPerson(organisation, staff)));
  const may = (s: Staff): boolean =>
    s.active && !barred.has(s.person) && (authorityFen(organisation, s.id, need, place.branch, at) ?? -1) >= need.amountFen;
  for (const unit of unitsAround(place)) {
    const staff = staffIn(organisation, unit, at).filter(may);
    if (staff.length > 0) return { unit, staff };
  }
  return null;
}

/** The nearest unit around a case in which a role is held by somebody who is not barred, and by whom. */
export function whoHolds(
  organisation: Organisation,
  role: Role,
  place: { readonly team: string; readonly branch: string },
  at: Instant,
  not: readonly string[] = [],
): { readonly unit: string; readonly staff: readonly Staff[] } | null {
  const barred = new Set(not.map((staff) => realPerson(organisation, staff)));
  for (const unit of unitsAround(place)) {
    const staff = holders(organisation, role, unit, at).filter((s) => !barred.has(s.person));
    if (staff.length > 0) return { unit, staff };
  }
  return null;
}

/** Queues whose tasks somebody sees: their roles in the units where they work, and decisions there if they have any authority. */
export function queuesOf(organisation: Organisation, staff: Staff, at: Instant): readonly string[] {
  const units = [homeUnit(staff), ...lentTo(organisation, staff.id, at)];
  const held = rolesOf(organisation, staff.id, at);
  const decides = organisation.limits.some((l) => inForce(l, at) && (l.staff === staff.id || (l.role !== null && held.includes(l.role))));
  const words = decides && !held.includes('approver') ? [...held, 'approver'] : held;
  return units.flatMap((unit) => words.map((word) => `${word}@${unit}`));
}
