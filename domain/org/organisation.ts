import type { Person } from '../case/decide';
import type { Locale } from '../case/fact';
import type { Instant } from '../instant';
import type { AuthorityKind, Role } from './roles';

/** A stretch of time; `to` is exclusive, null is open. */
export interface Validity {
  readonly from: Instant;
  readonly to: Instant | null;
}

/** A staff account as decisions need it: no name, no address. */
export interface Staff {
  readonly id: string;
  /** The real person: several accounts may be one. */
  readonly person: string;
  readonly locale: Locale;
  readonly active: boolean;
  /** First instant at which the account is not active any more; null: none is known. */
  readonly until: Instant | null;
  readonly team: string | null;
  readonly branch: string | null;
  /** Lines or processes whose new cases may be given to them; null: any of their team. */
  readonly skills: readonly string[] | null;
  /** Open cases beyond which no new one is given to them; null: no limit. */
  readonly capacity: number | null;
}

export interface RoleAssignment extends Validity {
  readonly staff: string;
  readonly role: Role;
}

export interface Delegation extends Validity {
  readonly principal: string;
  readonly substitute: string;
  readonly upToFen: number | null;
}

export interface AuthorityLimit extends Validity {
  readonly role: Role | null;
  readonly staff: string | null;
  readonly kind: AuthorityKind;
  /** Line of business, or `*` for all. */
  readonly line: string;
  readonly branch: string;
  readonly amountFen: number;
}

export interface Team {
  readonly id: string;
  readonly branch: string;
  readonly lines: readonly string[];
}

/** Who is on duty at a place of a roster; calls begin at rank 1. */
export interface Duty extends Validity {
  readonly roster: string;
  readonly rank: number;
  readonly staff: string;
}

/** Somebody works in another team or branch for a time, beside their own. */
export interface Lending extends Validity {
  readonly staff: string;
  /** Team or branch. */
  readonly unit: string;
}

/** Somebody is out of office. */
export interface Absence extends Validity {
  readonly staff: string;
}

export interface OrganisationRows {
  readonly staff: readonly Staff[];
  readonly roles: readonly RoleAssignment[];
  readonly delegations: readonly Delegation[];
  readonly limits: readonly AuthorityLimit[];
  readonly teams: readonly Team[];
  readonly duties: readonly Duty[];
  readonly absences: readonly Absence[];
  readonly lendings: readonly Lending[];
  /** Ids of the branches. */
  readonly branches: readonly string[];
}

/** The people of the company at one version, with every term: what holds at an instant is asked of it. */
export interface Organisation extends OrganisationRows {
  readonly byId: ReadonlyMap<string, Staff>;
  /** Staff by home unit: team, else branch, else `company`. */
  readonly byUnit: ReadonlyMap<string, readonly Staff[]>;
  readonly rolesByStaff: ReadonlyMap<string, readonly RoleAssignment[]>;
}

/** Unit of those who belong to no branch. */
export const company = 'company';

export const homeUnit = (staff: Staff): string => staff.team ?? staff.branch ?? company;

function grouped<T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return groups;
}

export const organisationOf = (rows: OrganisationRows): Organisation => ({
  ...rows,
  byId: new Map(rows.staff.map((s) => [s.id, s])),
  byUnit: grouped(rows.staff, homeUnit),
  rolesByStaff: grouped(rows.roles, (r) => r.staff),
});

export const inForce = ({ from, to }: Validity, at: Instant): boolean => from <= at && (to === null || at < to);

/** Roles that somebody has at an instant. */
export const rolesOf = (organisation: Organisation, staff: string, at: Instant): readonly Role[] =>
  (organisation.rolesByStaff.get(staff) ?? []).filter((r) => inForce(r, at)).map((r) => r.role);

/** Units that somebody is lent to at an instant. */
export const lentTo = ({ lendings }: Organisation, staff: string, at: Instant): readonly string[] =>
  lendings.filter((l) => l.staff === staff && inForce(l, at)).map(({ unit }) => unit);

/** Units where somebody works: their own, the branch or company that a post of theirs reaches, those they are lent to. */
function unitsOf(organisation: Organisation, staff: Staff, held: readonly Role[], at: Instant): readonly string[] {
  const reached = [
    ...(held.includes('branch-manager') && staff.branch !== null ? [staff.branch] : []),
    ...(held.includes('head-office') ? [company] : []),
  ];
  return [...new Set([homeUnit(staff), ...reached, ...lentTo(organisation, staff.id, at)])];
}

/** Who works in a unit at an instant: those whose home it is, and those lent to it. */
export function staffIn(organisation: Organisation, unit: string, at: Instant): readonly Staff[] {
  const home = organisation.byUnit.get(unit) ?? [];
  const lent = organisation.lendings.filter((l) => l.unit === unit && inForce(l, at)).flatMap((l) => organisation.byId.get(l.staff) ?? []);
  return lent.length === 0 ? home : [...new Set([...home, ...lent])];
}

/** The account, its real person and roles at an instant; null where there is no such account. */
export function personOf(organisation: Organisation, staff: string, at: Instant): Person | null {
  const known = organisation.byId.get(staff);
  if (known === undefined) return null;
  const { id, person, team, branch, until } = known;
  const active = known.active && (until === null || at < until);
  const roles = rolesOf(organisation, id, at);
  return { staff: id, person, roles, team, branch, active, units: unitsOf(organisation, known, roles, at) };
}

/** Whether an account exists and may act. */
export const isActive = (organisation: Organisation, staff: string): boolean => organisation.byId.get(staff)?.active === true;

/** Whether somebody is out of office at an instant. */
export const isAbsent = (organisation: Organisation, staff: string, at: Instant): boolean =>
  organisation.absences.some((a) => a.staff === staff && inForce(a, at));

/** Real person of an account; the account itself where it is not known. */
export const realPerson = (organisation: Organisation, staff: string): string => organisation.byId.get(staff)?.person ?? staff;

/** Active holders of a role who work in this unit. */
export const holders = (organisation: Organisation, role: Role, unit: string, at: Instant): readonly Staff[] =>
  staffIn(organisation, unit, at).filter((s) => s.active && rolesOf(organisation, s.id, at).includes(role));

/** The delegation from one to the other in force at an instant; the one that lends most where there are several. */
export function delegationOf(organisation: Organisation, principal: string, substitute: string, at: Instant): Delegation | null {
  const found = organisation.delegations.filter((d) => d.principal === principal && d.substitute === substitute && inForce(d, at));
  return found.reduce<Delegation | null>((most, d) => (most === null || (d.upToFen ?? 0) > (most.upToFen ?? 0) ? d : most), null);
}

/** Accounts in whose place somebody acts at an instant, by a delegation for everything. */
export const principalsOf = (organisation: Organisation, substitute: string, at: Instant): readonly string[] =>
  organisation.delegations.filter((d) => d.substitute === substitute && inForce(d, at)).map(({ principal }) => principal);

/** Active staff who stand in for somebody at an instant. */
export const substitutesOf = (organisation: Organisation, principal: string, at: Instant): readonly string[] =>
  organisation.delegations
    .filter((d) => d.principal === principal && inForce(d, at) && isActive(organisation, d.substitute))
    .map((d) => d.substitute);
