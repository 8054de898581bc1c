import type { Instant } from '../instant';
import { type Organisation, rolesOf, type Staff } from './organisation';

/** A part of the company. `branch` null: all of it; `team` null: the whole branch. */
export interface Unit {
  readonly branch: string | null;
  readonly team: string | null;
}

export interface Manager {
  readonly staff: Staff;
  readonly unit: Unit;
}

/** What somebody manages: the greatest unit that their roles give them; null where they manage nothing. */
function unitOf(organisation: Organisation, { id, branch, team }: Staff, at: Instant): Unit | null {
  const held = rolesOf(organisation, id, at);
  if (held.includes('head-office')) return { branch: null, team: null };
  if (held.includes('branch-manager') && branch !== null) return { branch, team: null };
  return held.includes('team-lead') && team !== null ? { branch, team } : null;
}

/** Everybody who manages a team, a branch or the company at an instant, by id. */
export const managersOf = (organisation: Organisation, at: Instant): readonly Manager[] =>
  organisation.staff
    .filter((staff) => staff.active)
    .flatMap((staff) => {
      const unit = unitOf(organisation, staff, at);
      return unit === null ? [] : [{ staff, unit }];
    })
    .sort((a, b) => (a.staff.id < b.staff.id ? -1 : 1));

/** Whether somebody or something lies within a unit. */
export const isWithin = (unit: Unit, place: Unit): boolean =>
  (unit.branch === null || unit.branch === place.branch) && (unit.team === null || unit.team === place.team);
