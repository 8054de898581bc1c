import { isRole, type Role } from '../org/roles';
import type { CaseState, ClockState, Expectation } from './state';
import { bandOf, liveClocks, openTasks, type SlaBand } from './wait-set';

/** Roles that decide where others may not. */
export const managerRoles: ReadonlySet<Role> = new Set(['team-lead', 'branch-manager', 'head-office']);

const points: Readonly<Record<SlaBand, number>> = { none: 0, paused: 10, ok: 20, warn: 40, urgent: 60, breached: 80 };
const pointsOfLaw = 5;
const pointsOfRepeat = 5;
const mostRepeats = 3;

/** A breach grows louder with every repeat of it that has fired. */
function urgencyOfClock(clock: ClockState): number {
  const band = bandOf(clock);
  const repeats = band === 'breached' ? clock.fired.filter((name) => name.startsWith('repeat')).length : 0;
  const law = clock.basis === 'law' && band !== 'paused' ? pointsOfLaw : 0;
  return points[band] + law + Math.min(repeats, mostRepeats) * pointsOfRepeat;
}

/** 0 to 100, from the loudest live clock. It moves with the rungs that have fired, never with time alone. */
export const urgencyOf = (state: CaseState): number => Math.max(0, ...liveClocks(state).map(urgencyOfClock));

/** Role of a queue such as `team-lead@motor-north`. */
function queueOf({ owner }: Expectation): Role | null {
  const [role = ''] = (owner ?? '').split('@');
  return isRole(role) ? role : null;
}

const isForManager = (task: Expectation): boolean => {
  const role = task.from.kind === 'role' ? task.from.role : queueOf(task);
  return role !== null && managerRoles.has(role);
};

/** Breached, still running, and nobody has said that they know. */
export const isUnanswered = (clock: ClockState): boolean => bandOf(clock) === 'breached' && clock.acknowledgedBy === undefined;

/** Whether an open case waits for a manager: a task of theirs is open (also where nobody can act), or a breach is not acknowledged. */
export const needsManager = (state: CaseState): boolean =>
  state.status === 'open' && (openTasks(state).some(isForManager) || liveClocks(state).some(isUnanswered));
