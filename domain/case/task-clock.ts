import type { Instant } from '../instant';
import { taskRule } from '../rulebook/task-rules';
import type { CaseEvent, Fact } from './fact';
import type { CaseState, ClockState, Expectation } from './state';
import { liveClocks } from './wait-set';

const prefix = 'task:';

/** The clock of a task of its own. */
export const taskClockOf = (name: string): string => `${prefix}${name}`;

/** The task that a clock runs on; null where it is a limit of the case. */
export const taskOfClock = ({ id }: Pick<ClockState, 'id'>): string | null => (id.startsWith(prefix) ? id.slice(prefix.length) : null);

/** Tasks of people; what a party or a system owes has limits of its own or none. */
const isOfStaff = ({ from }: Expectation): boolean => from.kind !== 'party' && from.kind !== 'system';

/**
 * Whether a limit of the case runs over a task: one on the same part of it. A task beside the plan has nothing to do with those.
 */
const isCovered = (task: Expectation, limits: readonly ClockState[]): boolean =>
  task.act !== 'completeTask' && limits.some((clock) => clock.on === task.on);

const startOf = (task: Expectation, at: Instant): Fact => ({
  kind: 'clock-started',
  clock: taskClockOf(task.name),
  rule: taskRule(task),
  ...(task.on === undefined ? {} : { on: task.on }),
  startsAt: at,
});

const isAnswer = ({ fact }: CaseEvent, task: string): boolean =>
  (fact.kind === 'acted' && fact.answers === task) || (fact.kind === 'taken' && fact.name === task);

const endOf = (clock: ClockState, task: string, events: readonly CaseEvent[], at: Instant): Fact =>
  events.some((event) => isAnswer(event, task))
    ? { kind: 'clock-met', clock: clock.id, metAt: at }
    : { kind: 'clock-stopped', clock: clock.id, why: 'task-ended' };

/**
 * No task of the staff waits without a limit: where none of the case runs over it, it runs under the company's for such tasks, from the
 * transition that finds it so; that clock ends with the task. `events`: what the transition has written. Derived by the record, so that cases
 * of before get theirs at their next transition.
 */
export function taskClocks(state: CaseState, events: readonly CaseEvent[], at: Instant): readonly Fact[] {
  if (state.status !== 'open') return [];
  const live = liveClocks(state);
  const own = live.flatMap((clock) => {
    const task = taskOfClock(clock);
    return task === null ? [] : [{ clock, task }];
  });
  const ended = own.filter(({ task }) => state.expectations[task] === undefined);
  const limits = live.filter((clock) => taskOfClock(clock) === null);
  const bare = Object.values(state.expectations).filter(
    (task) => isOfStaff(task) && !own.some((one) => one.task === task.name) && !isCovered(task, limits),
  );
  return [...ended.map(({ clock, task }) => endOf(clock, task, events, at)), ...bare.map((task) => startOf(task, at))];
}
