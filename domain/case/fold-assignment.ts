import { isQueue } from './claiming';
import type { FactKind, FactOf } from './fact';
import type { CaseState } from './state';

type Folder<K extends FactKind> = (state: CaseState, fact: FactOf<K>) => CaseState;

/** The tasks of the case's handler go with the handler. */
function handedOver(state: CaseState, to: string): CaseState {
  const expectations = Object.entries(state.expectations).map(([name, task]) => {
    const waiting = task.owner === null || (state.handler === null && isQueue(task.owner));
    const follows = task.from.kind === 'handler' && (waiting || task.owner === `staff:${state.handler}`);
    return [name, follows ? { ...task, owner: `staff:${to}` } : task] as const;
  });
  return { ...state, handler: to, expectations: Object.fromEntries(expectations) };
}

/** Nobody could be found: the case and the tasks of its handler wait for one. */
function withoutHandler(state: CaseState): CaseState {
  const expectations = Object.entries(state.expectations).map(([name, task]) => {
    const follows = task.from.kind === 'handler' && task.owner === `staff:${state.handler}`;
    return [name, follows ? { ...task, owner: null } : task] as const;
  });
  return { ...state, handler: null, expectations: Object.fromEntries(expectations) };
}

/** A task, or the case with the tasks of its handler, is given to somebody. */
export const assigned: Folder<'assigned'> = (state, fact) => {
  if (fact.task === null) return handedOver(state, fact.to);
  const task = state.expectations[fact.task];
  if (task === undefined) return state;
  const claimed = fact.claimed && task.owner !== null ? { claimed: task.owner } : {};
  const changed = fact.delegated ? { ...task, delegate: fact.to } : { ...task, owner: `staff:${fact.to}`, ...claimed };
  return { ...state, expectations: { ...state.expectations, [fact.task]: changed } };
};

/** A claimed task goes back to its queue. */
export const released: Folder<'released'> = (state, fact) => {
  const task = state.expectations[fact.task];
  if (task?.claimed === undefined) return state;
  const { claimed: owner, delegate: _delegate, ...rest } = task;
  return { ...state, expectations: { ...state.expectations, [fact.task]: { ...rest, owner } } };
};

/** Somebody is excused from the case, and what was theirs goes to others. */
export const barred: Folder<'barred'> = (state, fact) => {
  const tasks = Object.entries(state.expectations).map(([name, task]) => {
    const { delegate, ...rest } = task;
    const { claimed: _claimed, ...kept } = delegate === fact.staff ? rest : task;
    const owner = fact.owners?.[name];
    return [name, owner === undefined ? (delegate === fact.staff ? rest : task) : { ...kept, owner }] as const;
  });
  const after = { ...state, barred: [...new Set([...state.barred, fact.staff])], expectations: Object.fromEntries(tasks) };
  if (fact.handler === undefined || state.handler !== fact.staff) return after;
  return fact.handler === null ? withoutHandler(after) : handedOver(after, fact.handler);
};
