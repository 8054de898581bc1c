import type { Objection } from '../../domain/case/decide';
import type { FactOf } from '../../domain/case/fact';
import type { Instant } from '../../domain/instant';
import { type Organisation, personOf } from '../../domain/org/organisation';
import type { Role } from '../../domain/org/roles';
import { isPartyActor, isStaffActor, isSystem, systemOf } from '../../domain/org/systems';

type Opened = FactOf<'opened'>;

/** Who opens a case, and what it says of itself. */
export interface Opening {
  readonly opened: Opened;
  readonly actor: string;
  readonly at: Instant;
  /** Real work is done here: exercises and compressed time need a right. */
  readonly inEarnest: boolean;
}

const wrong = (path: string, reason: string): Objection => ({ code: 'input.invalid', detail: `${path}: ${reason}` });
const denied = (detail: string): Objection => ({ code: 'access.denied', detail });

const nameOf = (actor: string): string => actor.slice('system:'.length).replace(/^case\./, '');

/** Who opens is on the staff, or a system; a case opens what it asked for under its own name, and nothing else. */
function openerObjection(organisation: Organisation, { opened: { parent }, actor, at }: Opening): Objection | null {
  if (isPartyActor(actor)) return { code: 'actor.role', detail: 'A case is opened by the staff or by a system, not by a party.' };
  if (isStaffActor(actor) && personOf(organisation, actor, at)?.active !== true)
    return { code: 'actor.unknown', detail: `${actor} is not on the staff list or not active.` };
  const asking = systemOf(actor) === 'case' ? nameOf(actor) : undefined;
  return asking === parent?.case ? null : denied('Only a case itself opens what it asked for.');
}

/** The name of a source belongs to whoever sends under it: a reference of another's would be taken from it for ever. */
function sourceObjection({ opened: { source }, actor }: Opening): Objection | null {
  if (isStaffActor(actor)) return isSystem(source) ? denied(`'${source}' is a system, which opens its cases itself.`) : null;
  return source === nameOf(actor) ? null : denied(`The source is who opens the case: ${nameOf(actor)}.`);
}

/** Branch and line are of the company; a case that another asked for takes the line of that one. */
function placeObjection({ branches, teams }: Organisation, { opened: { process, line, branch, parent } }: Opening): Objection | null {
  if (!branches.includes(branch)) return wrong('/branch', `there is no branch '${branch}' (${branches.join(', ')})`);
  const words = [`${process}.${line}`, process, line, '*'];
  const isWorked = parent !== undefined || teams.some(({ lines }) => lines.some((word) => words.includes(word)));
  return isWorked ? null : wrong('/line', `no team works '${line}'`);
}

const drillMasters: readonly Role[] = ['duty-officer', 'commander', 'branch-manager', 'head-office', 'compliance', 'operator'];

/** An exercise tells nobody and counts in no figure: not everybody may declare that a case is one. */
function drillObjection(organisation: Organisation, { opened, actor, at, inEarnest }: Opening): Objection | null {
  const isDrill = opened.drill === true || opened.compressed !== undefined;
  // What an exercise asks for is one.
  if (!isDrill || !inEarnest || opened.parent !== undefined) return null;
  const roles = isStaffActor(actor) ? (personOf(organisation, actor, at)?.roles ?? []) : [];
  if (roles.some((role) => drillMasters.includes(role))) return null;
  return { code: 'actor.role', detail: `An exercise, or a case in compressed time, is opened by ${drillMasters.join(' or ')}.` };
}

/** Why a case is not opened as it says: by whom, from where, for which branch and line, as an exercise. */
export const openingObjection = (organisation: Organisation, opening: Opening): Objection | null =>
  openerObjection(organisation, opening) ??
  sourceObjection(opening) ??
  placeObjection(organisation, opening) ??
  drillObjection(organisation, opening);
