import { worksAt } from '../org/place';
import { managers, type Role } from '../org/roles';
import { isPartyActor, isStaffActor, systemOf } from '../org/systems';
import type { ActRequest } from './act';
import { aboutOf, answeredBy } from './answered';
import { checkClaimed, checkRelease, namedTask } from './claiming';
import type { DecisionView, Objection, Person, StaffFacts } from './decide';
import { checkAuthority, checkHanding } from './handing';
import type { Expectation } from './state';

const object = (code: Objection['code'], detail: string): Objection => ({ code, detail });

/** Whether a task waits in a queue of theirs: a superior's, where the post that was asked is vacant. */
export function isInQueue({ roles, team, branch, units }: Person, owner: string): boolean {
  const [role = '', unit] = owner.split('@');
  return unit !== undefined && roles.some((held) => held === role) && [team, branch, 'company', ...units].includes(unit);
}

/** Whether a task is somebody's by name: theirs, or given to them to do. Whoever gave it has judged where they work. */
const isTheirs = ({ staff }: Person, task: Expectation | undefined): boolean =>
  task !== undefined &&
  (task.owner === `staff:${staff}` || task.delegate === staff || (task.from.kind === 'staff' && task.from.staff === staff));

const isAboutThemselves = (request: ActRequest, { staff }: Person, { contract }: DecisionView): boolean =>
  contract?.self !== undefined && request.payload[contract.self] === staff;

/** Whether they have a task on the part of the case that an act without a task is about, as the owner of a measure who asks for more time. */
function isOnTheirPart(request: ActRequest, person: Person, view: DecisionView): boolean {
  const about = aboutOf(request, view.contract);
  if (about === undefined || answeredBy(request, view) !== undefined) return false;
  return Object.values(view.tasks).some((task) => task.on === about && isTheirs(person, task));
}

const placeOf = ({ team, branch }: Pick<DecisionView, 'team' | 'branch'>): string => (team === '' ? branch : team);

/** A role counts where it is held: in the team or branch of the case, or above. */
function checkPlace(request: ActRequest, person: Person, view: DecisionView): Objection | null {
  const isFree =
    isTheirs(person, answeredBy(request, view)) || isOnTheirPart(request, person, view) || isAboutThemselves(request, person, view);
  if (isFree || worksAt(person, view)) return null;
  const where = person.units.join(', ');
  return object(
    'actor.place',
    `${person.staff} works at ${where}, the case is with ${placeOf(view)}: it is reached where they are lent to it.`,
  );
}

function mayAnswer(request: ActRequest, person: Person, task: Expectation, view: DecisionView): Objection | null {
  const { from } = task;
  if (from.kind === 'role') {
    const may = person.roles.includes(from.role) || isInQueue(person, task.owner ?? '');
    return may ? null : object('actor.role', `'${request.act}' needs the role ${from.role}.`);
  }
  const isHandler = from.kind === 'handler' && person.staff === view.handler;
  return isHandler
    ? null
    : object('actor.role', `'${request.act}' is done by ${task.owner ?? `the ${from.kind}`}; a case or task is reassigned by 'assign'.`);
}

function mayAct(request: ActRequest, person: Person, view: DecisionView): Objection | null {
  const task = answeredBy(request, view);
  if (isTheirs(person, task)) return null;
  const kind = task?.from.kind;
  if (task !== undefined && (kind === 'handler' || kind === 'staff' || kind === 'role')) return mayAnswer(request, person, task, view);
  const by: readonly string[] = view.contract?.by ?? [];
  if (isAboutThemselves(request, person, view) || person.roles.some((role) => by.includes(role))) return null;
  if (by.includes('party') && person.roles.some((role) => role === 'intake' || role === 'handler')) return null;
  return object(
    'actor.role',
    `'${request.act}' is done by ${by.join(' or ')}; ${person.staff} is ${person.roles.join(', ') || 'without a role'}.`,
  );
}

/** Who acts without being on the staff: a party of the case, or a system that the contract names. */
export function checkOutsider(request: ActRequest, view: DecisionView): Objection | null {
  const { actor, act } = request;
  const from = answeredBy(request, view)?.from;
  if (isPartyActor(actor) && from?.kind === 'party' && `party:${from.party}` !== actor)
    return object('actor.role', `'${act}' is expected from another party.`);
  const system = systemOf(actor);
  const word = isPartyActor(actor) ? 'party' : system === null ? null : (`system:${system}` as const);
  const by = view.contract?.by ?? [];
  if (word !== null && by.includes(word)) return null;
  return object('actor.role', `'${act}' is done by ${by.join(' or ')}, not by ${isPartyActor(actor) ? 'a party' : actor}.`);
}

/** A task is claimed by those in whose queue it waits, a decision by those with the authority for it. */
function checkQueue(request: ActRequest, person: Person, view: DecisionView, facts: StaffFacts): Objection | null {
  const task = request.act === 'claimTask' ? namedTask(request, view.tasks) : null;
  if (task === null) return null;
  if (task.from.kind === 'authority') return checkAuthority(task.from.need, facts.authorityFen);
  return isInQueue(person, task.owner ?? '') ? null : object('actor.role', `The task '${task.name}' waits in the queue ${task.owner}.`);
}

const overseers: readonly Role[] = [...managers, 'compliance', 'commander', 'duty-officer'];

/** To acknowledge stops every rung to come: before the limit by those whose duty it is, after it by those above them. */
function checkAcknowledged(request: ActRequest, person: Person, view: DecisionView): Objection | null {
  const { clock } = view;
  if (request.act !== 'acknowledge' || clock === null || person.roles.some((role) => overseers.includes(role))) return null;
  const isOwn = person.staff === view.handler || Object.values(view.tasks).some((task) => isTheirs(person, task));
  if (isOwn && !clock.breached) return null;
  const who = clock.breached ? 'whoever it climbs to' : 'its handler, the owner of a task, or a manager';
  return object('actor.role', `'${clock.id}' is acknowledged by ${who}.`);
}

/** Whoever acts in the place of somebody on the staff needs their delegation; nobody acts for a system. */
function checkPrincipal({ actor, onBehalfOf }: ActRequest, facts: StaffFacts): Objection | null {
  if (onBehalfOf === undefined || !isStaffActor(onBehalfOf)) return null;
  if (facts.principal === null) return object('actor.unknown', `${onBehalfOf} is not on the staff list.`);
  return facts.delegated ? null : object('actor.delegation', `${onBehalfOf} has not delegated to ${actor} for today.`);
}

/** Gate 2 on the people of an act: who they are, where they work, what they may do, and whom they put to work. */
export function checkPerson(request: ActRequest, view: DecisionView, facts: StaffFacts): Objection | null {
  const [gone] = facts.inactive;
  if (gone !== undefined) return object('actor.unknown', `${gone} is not on the staff list or not active, and cannot be given it.`);
  if (!isStaffActor(request.actor)) return checkOutsider(request, view);
  if (facts.actor === null || !facts.actor.active)
    return object('actor.unknown', `${request.actor} is not on the staff list or not active.`);
  const unfounded = checkPrincipal(request, facts);
  if (unfounded !== null) return unfounded;
  const judged = facts.principal ?? facts.actor;
  const task = answeredBy(request, view);
  return (
    checkClaimed(task, judged) ??
    checkRelease(request, judged, view) ??
    checkQueue(request, judged, view, facts) ??
    (task?.from.kind === 'authority' ? checkAuthority(task.from.need, facts.authorityFen) : mayAct(request, judged, view)) ??
    checkPlace(request, judged, view) ??
    checkAcknowledged(request, judged, view) ??
    checkHanding(request, judged, view, facts)
  );
}
