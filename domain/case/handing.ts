import { worksAt } from '../org/place';
import { type AuthorityNeed, managers } from '../org/roles';
import type { ActRequest } from './act';
import { namedTask } from './claiming';
import type { Assigned, DecisionView, Objection, Person, StaffFacts } from './decide';
import type { Expectation } from './state';

const object = (code: Objection['code'], detail: string): Objection => ({ code, detail });

export function checkAuthority(need: AuthorityNeed, authorityFen: number | null): Objection | null {
  if (authorityFen !== null && authorityFen >= need.amountFen) return null;
  const has = authorityFen === null ? 'none' : `up to ${authorityFen} fen`;
  return object(
    'actor.authority',
    `${need.kind} of ${need.amountFen} fen (${need.line}) needs more authority; the acting person has ${has}.`,
  );
}

/** Roles of the staff that may do an act at all; the act of a task that is done by nobody of the staff is not handed on. */
const hasRoleFor = ({ roles }: Person, by: readonly string[]): boolean => roles.some((role) => by.includes(role));

/** Whether somebody could do a task that is handed to them: with the role or the authority that it asks for. */
function checkAbility(task: Expectation, { person, authorityFen }: Assigned, by: readonly string[]): Objection | null {
  const { from } = task;
  if (from.kind === 'authority') return checkAuthority(from.need, authorityFen);
  if (from.kind === 'party' || from.kind === 'system')
    return object('act.not-now', `The task '${task.name}' is for ${task.owner ?? `a ${from.kind}`}: nobody on the staff does it.`);
  const may = (from.kind === 'role' && person.roles.includes(from.role)) || hasRoleFor(person, by);
  return may ? null : object('actor.role', `'${task.act}' is done by ${by.join(' or ')}; ${person.staff} is ${person.roles.join(', ')}.`);
}

/** A task is handed on by its owner or a manager; the case by a manager. */
function checkGiver(request: ActRequest, giver: Person, task: Expectation): Objection | null {
  if (request.act !== 'delegate' || task.owner === `staff:${giver.staff}` || managers.some((role) => giver.roles.includes(role)))
    return null;
  return object('actor.role', `The task '${task.name}' is delegated by ${task.owner ?? 'nobody'} or a manager.`);
}

function checkTaker(request: ActRequest, taker: Assigned, task: Expectation | null, view: DecisionView): Objection | null {
  const { person } = taker;
  if (!worksAt(person, view))
    return object(
      'actor.place',
      `${person.staff} works at ${person.units.join(', ')}, and the case is not there: they are lent to it first.`,
    );
  if (task !== null) return checkAbility(task, taker, view.taskContract?.by ?? []);
  if (request.act !== 'assign' || person.roles.includes('handler')) return null;
  return object('actor.role', `A case is handled by a handler; ${person.staff} is ${person.roles.join(', ') || 'without a role'}.`);
}

/** Who hands on what is to be done, and to whom: only to somebody who could do it, and works where the case is. */
export function checkHanding(request: ActRequest, giver: Person, view: DecisionView, { assignees }: StaffFacts): Objection | null {
  const task = request.act === 'assign' || request.act === 'delegate' ? namedTask(request, view.tasks) : null;
  const wrongGiver = task === null ? null : checkGiver(request, giver, task);
  if (wrongGiver !== null) return wrongGiver;
  for (const taker of assignees) {
    const wrong = checkTaker(request, taker, task, view);
    if (wrong !== null) return wrong;
  }
  return null;
}
