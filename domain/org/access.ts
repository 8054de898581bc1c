import type { Instant } from '../instant';
import { queuesOf } from './authority';
import { lentTo, type Organisation, principalsOf, rolesOf, type Staff } from './organisation';
import type { Role } from './roles';

/** Lines whose cases tell of somebody's health: a right of its own is needed to read them. */
export const sensitiveLines: readonly string[] = ['health', 'life', 'accident', 'personal', 'group'];

export const isSensitive = (line: string): boolean => sensitiveLines.includes(line);

/** Roles that may read sensitive cases wherever they may read any. */
const trusted: readonly Role[] = ['head-office', 'branch-manager', 'compliance', 'fraud'];

/** Roles that may read who the people of a case are wherever they may read cases; others only in their team and their own cases. */
const overseers: readonly Role[] = ['branch-manager', 'head-office', 'compliance', 'data-protection', 'commander'];

/** Cases of a place, and which sensitive lines of them. `branch` and `team` null: the whole company. */
export interface Sight {
  readonly branch: string | null;
  readonly team: string | null;
  readonly sensitive: readonly string[];
  /** Whether names, addresses and what people wrote may be read too (domain/org/personal.ts). */
  readonly personal: boolean;
}

/** Which cases somebody may read. */
export interface Access {
  readonly sights: readonly Sight[];
  /** Staff whose own cases these are: a handler sees what they handle. */
  readonly handlers: readonly string[];
  /** Owners of tasks: whoever has to do something in a case sees it. */
  readonly owners: readonly string[];
  /** Whether personal values may be read at all, be it of one's own case. */
  readonly personal: boolean;
}

/** The same without what tells of somebody's health. */
export const withoutSensitive = (access: Access): Access => ({
  ...access,
  sights: access.sights.map((sight) => ({ ...sight, sensitive: [] })),
});

/** The same without who the people of the cases are. */
export const withoutPersonal = (access: Access): Access => ({ ...access, personal: false });

/** A team reads the sensitive lines that it works; lines given as `*` name none. */
function sensitiveFor(organisation: Organisation, { id, team }: Staff, at: Instant): readonly string[] {
  if (rolesOf(organisation, id, at).some((role) => trusted.includes(role))) return sensitiveLines;
  const worked = organisation.teams.find((t) => t.id === team)?.lines ?? [];
  return sensitiveLines.filter((line) => worked.includes(line));
}

/** Who sees a branch or the company sees where cases stand; who the people of them are, a team knows of its own, and whoever oversees them. */
const personalFor = (organisation: Organisation, { id, team }: Staff, at: Instant): boolean =>
  team !== null || rolesOf(organisation, id, at).some((role) => overseers.includes(role));

const sightOf = (organisation: Organisation, staff: Staff, at: Instant): Sight => ({
  branch: staff.branch,
  team: staff.team,
  sensitive: sensitiveFor(organisation, staff, at),
  personal: personalFor(organisation, staff, at),
});

/** Accounts whose cases somebody reads: their own, and those in whose place they act. */
const readersFor = (organisation: Organisation, staff: Staff, at: Instant): readonly Staff[] => [
  staff,
  ...principalsOf(organisation, staff.id, at).flatMap((id) => organisation.byId.get(id) ?? []),
];

/** What somebody sees beside their own place where they are lent to another: that team, or that branch. */
const lentSights = (organisation: Organisation, staff: Staff, at: Instant): readonly Sight[] =>
  lentTo(organisation, staff.id, at).map((unit) => {
    const team = organisation.teams.find(({ id }) => id === unit);
    const sensitive = sensitiveFor(organisation, { ...staff, team: team?.id ?? null }, at);
    const personal = personalFor(organisation, { ...staff, team: team?.id ?? null }, at);
    return team === undefined
      ? { branch: unit, team: null, sensitive, personal }
      : { branch: team.branch, team: team.id, sensitive, personal };
  });

/**
 * What a member of staff may read at an instant: their team's cases, without a team their branch's, without a branch the
 * company's; of sensitive lines only with the right; and always what they handle or have a task in. A substitute reads what
 * the principal may read.
 */
export function accessOf(organisation: Organisation, staff: Staff, at: Instant): Access {
  const persons = readersFor(organisation, staff, at);
  return {
    sights: persons.flatMap((person) => [sightOf(organisation, person, at), ...lentSights(organisation, person, at)]),
    handlers: persons.map(({ id }) => id),
    owners: persons.flatMap((person) => [`staff:${person.id}`, ...queuesOf(organisation, person, at)]),
    personal: true,
  };
}

/** What a service account may read: the company's cases, sensitive ones and personal values only with the right. */
export const serviceAccess = (system: string, may: { readonly sensitive: boolean; readonly personal: boolean }): Access => ({
  sights: [{ branch: null, team: null, sensitive: may.sensitive ? sensitiveLines : [], personal: may.personal }],
  handlers: [],
  owners: [`system:${system}`],
  personal: may.personal,
});

/** Whether somebody reads everything of every case: what belongs to none, or to one that is not in the record yet, is shown to nobody else. */
export const readsAll = ({ sights, personal }: Access): boolean =>
  personal && sights.some((s) => s.branch === null && s.team === null && s.personal && s.sensitive.length === sensitiveLines.length);

/** Whether a place lies within what somebody sees as a whole, sensitive or not: figures hold no case. */
export const overlooks = ({ sights }: Access, place: { readonly branch: string; readonly team?: string }): boolean =>
  sights.some((s) => (s.branch === null || s.branch === place.branch) && (s.team === null || s.team === place.team));
