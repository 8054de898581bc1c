import type { Assignee, Recipient } from '../domain/case/fact';
import type { World } from '../domain/case/settle';
import type { CaseState } from '../domain/case/state';
import type { Instant } from '../domain/instant';
import { whoHolds, whoMayDecide } from '../domain/org/authority';
import { holders, inForce, isAbsent, isActive, type Organisation, realPerson, type Staff, substitutesOf } from '../domain/org/organisation';
import type { Role } from '../domain/org/roles';
import { caseIdOf } from './record/identity';

type StaffRecipient = Recipient & { readonly kind: 'role' | 'staff' | 'roster' };

/** The half of the world that comes from rulebook and calendar. */
export type Norm = Pick<World, 'timesOf' | 'titleOf' | 'watchDate' | 'usedShareOf'>;

/** Open cases by handler: who has least is given the next one. */
export type Load = ReadonlyMap<string, number>;

/** One person is named, several are a queue of their unit. */
const ownerAmong = (
  queue: string,
  found: { readonly unit: string; readonly staff: readonly { readonly id: string }[] } | null,
): string | null => {
  if (found === null) return null;
  const [only, second] = found.staff;
  return only !== undefined && second === undefined ? `staff:${only.id}` : `${queue}@${found.unit}`;
};

/** An account that may act and is not one of those, as a real person. */
function mayWork(organisation: Organisation, staff: string, not: readonly string[]): boolean {
  return isActive(organisation, staff) && !not.some((other) => realPerson(organisation, other) === realPerson(organisation, staff));
}

const superiors: readonly Role[] = ['team-lead', 'branch-manager', 'head-office'];

interface Post {
  readonly role: Role;
  readonly unit: string;
  readonly staff: readonly string[];
}

/** Those of some who are in office, and whoever stands in for those who are not. */
function inOffice(organisation: Organisation, staff: readonly Staff[], at: Instant, not: readonly string[]): readonly string[] {
  const present = (id: string): boolean => !isAbsent(organisation, id, at) && mayWork(organisation, id, not);
  return staff.flatMap(({ id }) => (present(id) ? [id] : substitutesOf(organisation, id, at).filter(present)));
}

/**
 * Who holds a role around the case; where a superior's post is vacant, its holder may not work on the case, or is out of office and nobody
 * stands in, the next one up. Where all are out of office it waits for the first of them.
 */
function whoStandsFor(organisation: Organisation, role: Role, state: CaseState, at: Instant, not: readonly string[]): Post | null {
  const line = superiors.includes(role) ? superiors.slice(superiors.indexOf(role)) : [role];
  let away: Post | null = null;
  for (const post of line) {
    const found = whoHolds(organisation, post, state, at, not);
    if (found === null) continue;
    const staff = inOffice(organisation, found.staff, at, not);
    if (staff.length > 0) return { role: post, unit: found.unit, staff };
    away ??= { role: post, unit: found.unit, staff: found.staff.map(({ id }) => id) };
  }
  return away;
}

/** Those who may not do a task, and whoever stands in for one of them: a substitute does not judge what their principal did. */
const withSubstitutes = (organisation: Organisation, at: Instant, not: readonly string[], { barred }: CaseState): readonly string[] => [
  ...not,
  ...not.filter((staff) => !barred.includes(staff)).flatMap((staff) => substitutesOf(organisation, staff, at)),
];

function ownerOf(organisation: Organisation, at: Instant, from: Assignee, state: CaseState, given: readonly string[]): string | null {
  const not = withSubstitutes(organisation, at, given, state);
  switch (from.kind) {
    case 'handler': {
      if (state.handler !== null) return mayWork(organisation, state.handler, not) ? `staff:${state.handler}` : null;
      // All are full or away: whoever is free first claims it.
      const found = whoHolds(organisation, 'handler', state, at, not);
      return found === null ? null : `handler@${found.unit}`;
    }
    case 'staff':
      return mayWork(organisation, from.staff, not) ? `staff:${from.staff}` : null;
    case 'role': {
      const found = whoStandsFor(organisation, from.role, state, at, not);
      return found === null ? null : `${found.role}@${found.unit}`;
    }
    case 'authority':
      return ownerAmong('approver', whoMayDecide(organisation, from.need, state, not, at));
    case 'party':
      return `party:${from.party}`;
    case 'system':
      return `system:${from.system}`;
  }
}

const staffIn = (found: Post | null): readonly string[] => found?.staff ?? [];

/** The handler and whoever stands in for them; the team lead where there is neither. */
function handlers(organisation: Organisation, at: Instant, state: CaseState): readonly string[] {
  const { handler } = state;
  const own = handler === null ? [] : [handler, ...substitutesOf(organisation, handler, at)];
  const active = own.filter((staff) => isActive(organisation, staff));
  return active.length > 0 ? active : staffIn(whoStandsFor(organisation, 'team-lead', state, at, state.barred));
}

function staffOf(organisation: Organisation, at: Instant, role: Role, state: CaseState): readonly string[] {
  return role === 'handler' ? handlers(organisation, at, state) : staffIn(whoStandsFor(organisation, role, state, at, state.barred));
}

/** Accounts that a recipient among the staff stands for. */
function staffMeant(organisation: Organisation, at: Instant, recipient: StaffRecipient, state: CaseState): readonly string[] {
  switch (recipient.kind) {
    case 'role':
      return staffOf(organisation, at, recipient.role, state);
    case 'staff':
      return [recipient.staff];
    case 'roster':
      return organisation.duties
        .filter((d) => d.roster === recipient.roster && d.rank === recipient.rank && inForce(d, at))
        .map((d) => d.staff);
  }
}

/** One message per person, however many of their accounts are meant. */
function recipientsOf(organisation: Organisation, at: Instant, to: readonly Recipient[], state: CaseState): readonly string[] {
  const byPerson = new Map<string, string>();
  const add = (person: string, recipient: string) => byPerson.set(person, byPerson.get(person) ?? recipient);
  for (const recipient of to) {
    if (recipient.kind === 'party') add(`party:${recipient.party}`, `party:${recipient.party}`);
    else if (recipient.kind === 'regulator') add(`regulator:${recipient.body}`, `regulator:${recipient.body}`);
    else
      for (const id of staffMeant(organisation, at, recipient, state))
        if (mayWork(organisation, id, state.barred)) add(`person:${realPerson(organisation, id)}`, `staff:${id}`);
  }
  return [...byPerson.values()];
}

/** Whether a new case may be given to somebody: in office, with the skill, and not full. */
function isFree(organisation: Organisation, at: Instant, load: Load, { id, skills, capacity }: Staff, words: readonly string[]): boolean {
  if (isAbsent(organisation, id, at)) return false;
  if (skills !== null && !skills.some((skill) => words.includes(skill))) return false;
  return capacity === null || (load.get(id) ?? 0) < capacity;
}

type Place = Parameters<World['placeOf']>[0];

/** What a team may be for and a handler skilled in, narrowest first. */
const wordsOf = ({ process, line }: Place): readonly string[] => [`${process}.${line}`, process, line, '*'];

function teamOf(organisation: Organisation, place: Place): string {
  const ofBranch = organisation.teams.filter((t) => t.branch === place.branch);
  const fitting = wordsOf(place).map((word) => ofBranch.find((t) => t.lines.includes(word)));
  return fitting.find((t) => t !== undefined)?.id ?? '';
}

/** Handlers among whom a new case is given to the one with the fewest open cases. */
export const handlersFor = (organisation: Organisation, place: Place, at: Instant): readonly string[] =>
  holders(organisation, 'handler', teamOf(organisation, place), at).map(({ id }) => id);

/**
 * The branch's team of the process and line, of the process, of the line, or of all lines, and of its handlers who are in office,
 * have the skill and are not full the one with the fewest open cases; no handler where there is none: it waits in the team's queue.
 */
function placeOf(
  organisation: Organisation,
  at: Instant,
  load: Load,
  place: Place,
  barred: readonly string[],
): ReturnType<World['placeOf']> {
  const team = teamOf(organisation, place);
  const words = wordsOf(place);
  const may = holders(organisation, 'handler', team, at).filter((s) => mayWork(organisation, s.id, barred));
  const free = may
    .filter((s) => isFree(organisation, at, load, s, words))
    .sort((a, b) => (load.get(a.id) ?? 0) - (load.get(b.id) ?? 0) || (a.id < b.id ? -1 : 1));
  return { team, handler: free[0]?.id ?? null };
}

/**
 * The world of one commit. Terms (roles, delegations, limits) are judged at `at`, the acceptance of the transition, so
 * that a commit that comes late after an outage judges as it would have in time; an account that was switched off stays off.
 */
export function createWorld(norm: Norm, organisation: Organisation, at: Instant, load: Load = new Map()): World {
  return {
    ...norm,
    ownerOf: (from, state, not) => ownerOf(organisation, at, from, state, not),
    recipientsOf: (to, state) => recipientsOf(organisation, at, to, state),
    placeOf: (what, barred) => placeOf(organisation, at, load, what, barred),
    caseIdOf,
  };
}
