import { managers } from '../org/roles';
import type { ActRequest } from './act';
import type { DecisionView, Objection, Person } from './decide';
import type { Expectation } from './state';

/** Acts that give a task of a queue to a person and back. */
const claims = new Set(['claimTask', 'releaseTask']);

const object = (code: Objection['code'], detail: string): Objection => ({ code, detail });

/** Acts that put somebody else to work on a task. */
const handings = new Set(['assign', 'delegate']);

/** The open task that a claim, release or reassignment names; null for every other act. */
export function namedTask({ act, payload }: Pick<ActRequest, 'act' | 'payload'>, open: DecisionView['tasks']): Expectation | null {
  const { task } = payload;
  return (claims.has(act) || handings.has(act)) && typeof task === 'string' && Object.hasOwn(open, task) ? (open[task] ?? null) : null;
}

/** Whether an owner is a queue of a unit (`role@unit`), not a person, party or system. */
export const isQueue = (owner: string | null): owner is string => owner?.includes('@') === true;

/** Whose task it is now, in words. */
const claimed = ({ name, owner }: Expectation): Objection =>
  object('task.claimed', `${owner ?? 'Somebody'} has claimed the task '${name}'; they release it, or a manager reassigns it.`);

/** Gate 1 of claiming, releasing and reassigning: what the case itself knows of the task. */
export function checkClaim(request: ActRequest, view: DecisionView): Objection | null {
  const { act, payload } = request;
  if (!(claims.has(act) || handings.has(act)) || payload.task === undefined) return null;
  const task = namedTask(request, view.tasks);
  if (task === null) return object('act.not-now', `There is no open task '${String(payload.task)}'.`);
  if (handings.has(act)) return null;
  if (act === 'releaseTask')
    return task.claimed === undefined ? object('act.not-now', `The task '${task.name}' has not been claimed.`) : null;
  if (task.claimed !== undefined) return claimed(task);
  return isQueue(task.owner)
    ? null
    : object('act.not-now', `The task '${task.name}' waits in no queue: it is ${task.owner ?? 'nobody'}'s.`);
}

/** Gate 2 of releasing: whoever claimed it, or a manager. */
export function checkRelease(request: ActRequest, person: Person, view: DecisionView): Objection | null {
  const task = request.act === 'releaseTask' ? namedTask(request, view.tasks) : null;
  if (task === null || task.owner === `staff:${person.staff}` || managers.some((role) => person.roles.includes(role))) return null;
  return object('actor.role', `The task '${task.name}' is released by ${task.owner ?? 'nobody'} or a manager.`);
}

/** A claimed task is done by whoever claimed it or their delegate, and by nobody else of the queue. */
export function checkClaimed(task: Expectation | undefined, person: Person): Objection | null {
  if (task?.claimed === undefined || task.owner === `staff:${person.staff}` || task.delegate === person.staff) return null;
  return claimed(task);
}
