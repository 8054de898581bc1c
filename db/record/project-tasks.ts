import type { CaseEvent } from '../../domain/case/fact';
import type { CaseState, ClockState, Expectation } from '../../domain/case/state';
import { taskOfClock } from '../../domain/case/task-clock';
import { bandOf, liveClocks, slaBands } from '../../domain/case/wait-set';
import type { task } from '../schema';

export type TaskRow = typeof task.$inferInsert;

/** How and when a task ended. */
interface End {
  readonly state: 'done' | 'dropped';
  readonly closedAt: number;
  readonly closedSeq: number;
  readonly closedBy: string;
}

/** Whether a clock runs over a task: its own, one of its exposure, or one of the whole case. What another task has of its own does not. */
function isOver(clock: ClockState, { name, on }: Expectation): boolean {
  const own = taskOfClock(clock);
  return own === null ? clock.on === undefined || on === undefined || clock.on === on : own === name;
}

/** Due date and urgency of a task are those of the clocks over it. */
function pressure(state: CaseState, task: Expectation): Pick<TaskRow, 'dueAt' | 'urgency'> {
  const over = liveClocks(state).filter((clock) => isOver(clock, task));
  const dues = over.flatMap((c) => c.dueAt ?? c.provisionalAt ?? []);
  const ranks = over.map((c) => slaBands.indexOf(bandOf(c)));
  return { dueAt: dues.length === 0 ? null : Math.min(...dues), urgency: Math.min(slaBands.indexOf('none'), ...ranks) };
}

function taskRow(state: CaseState, e: Expectation, end: End | null): TaskRow {
  const { process, stage, line, branch, team } = state;
  const { name, seq, act, from, owner, openedAt } = e;
  const about = {
    delegate: e.delegate ?? null,
    claimedFrom: e.claimed ?? null,
    exposure: e.on ?? null,
    title: e.title ?? null,
    barred: [...e.not],
  };
  const closing = end ?? { state: 'open' as const, closedAt: null, closedSeq: null, closedBy: null };
  return {
    caseId: state.id,
    seq,
    name,
    act,
    assignee: from,
    owner,
    ...about,
    process,
    stage,
    line,
    branch,
    team,
    openedAt,
    ...pressure(state, e),
    ...closing,
  };
}

/** Open tasks of a state as rows. */
export const openTaskRows = (state: CaseState): readonly TaskRow[] => Object.values(state.expectations).map((e) => taskRow(state, e, null));

/** What ends a task: its answer, a waiting arrival that was taken for it, or anything that drops it. */
function endOf({ fact, at, seq, actor }: CaseEvent, e: Expectation): End | null {
  const end = { closedAt: at, closedSeq: seq, closedBy: actor };
  if (fact.kind === 'acted' && fact.answers === e.name) return { state: 'done', ...end };
  if (fact.kind === 'taken' && fact.name === e.name) return { state: 'done', ...end };
  if ((fact.kind === 'dropped' || fact.kind === 'expected') && fact.name === e.name) return { state: 'dropped', ...end };
  if (fact.kind === 'closed' || (fact.kind === 'entered' && !e.adHoc)) return { state: 'dropped', ...end };
  return null;
}

const sameRow = (a: TaskRow | undefined, b: TaskRow): boolean =>
  a !== undefined &&
  a.owner === b.owner &&
  a.delegate === b.delegate &&
  a.claimedFrom === b.claimedFrom &&
  a.dueAt === b.dueAt &&
  a.stage === b.stage &&
  a.urgency === b.urgency;

/**
 * Task rows that a transition opens, changes or ends. `states` are the state before and after each event: a task that
 * is opened and dropped within one transition is recorded too.
 */
export function changedTasks(
  before: CaseState,
  steps: readonly { readonly event: CaseEvent; readonly state: CaseState }[],
): readonly TaskRow[] {
  const rows = new Map<number, TaskRow>();
  let earlier = before;
  for (const { event, state } of steps) {
    for (const e of Object.values(earlier.expectations)) {
      const stays = Object.values(state.expectations).some((other) => other.seq === e.seq);
      const end = stays ? null : endOf(event, e);
      if (end !== null) rows.set(e.seq, taskRow(earlier, e, end));
    }
    earlier = state;
  }
  const known = new Map(openTaskRows(before).map((row) => [row.seq, row]));
  for (const row of openTaskRows(earlier)) if (!sameRow(known.get(row.seq), row)) rows.set(row.seq, row);
  return [...rows.values()];
}
