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

/** The account, its real person and roles at an instant; null where there is no such account. */
export function personOf(organisation: Organisation, staff: string, at: Instant): Person | null {
  const known = organisation.byId.get(staff);
  if (known === undefined) return null;
  const { id, person, team, branch, active } = known;
  return { staff: id, person, roles: rolesOf(organisation, id, at), team, branch, active };
}

/** Whether an account exists and may act. */
export const isActive = (organisation: Organisation, staff: string): boolean => organisation.byId.get(staff)?.active === true;

/** Whether somebody is out of office at an instant. */
export const isAbsent = (organisation: Organisation, staff: string, at: Instant): boolean =>
  organisation.absences.some((a) => a.staff === staff && inForce(a, at));

/** Real person of an account; the account itself where it is not known. */
export const realPerson = (organisation: Organisation, staff: string): string => organisation.byId.get(staff)?.person ?? staff;

/** Active holders of a role whose home is this unit. */
export const holders = (organisation: Organisation, role: Role, unit: string, at: Instant): readonly Staff[] =>
  (organisation.byUnit.get(unit) ?? []).filter((s) => s.active && rolesOf(organisation, s.id, at).includes(role));

/** The delegation from one to the other in force at an instant; the one that lends most where there are several. */
export function delegationOf(organisation: Organisation, principal: string, substitute: string, at: Instant): Delegation | null {
  const found = organisation.delegations.filter((d) => d.principal === principal && d.substitute === substitute && inForce(d, at));
  return found.reduce<Delegation | null>((most, d) => (most === null || (d.upToFen ?? 0) > (most.upToFen ?? 0) ? d : most), null);
}

/** Active staff who stand in for somebody at an instant. */
export const substitutesOf = (organisation: Organisation, principal: string, at: Instant): readonly string[] =>
  organisation.delegations
    .filter((d) => d.principal === principal && inForce(d, at) && isActive(organisation, d.substitute))
    .map((d) => d.substitute);
