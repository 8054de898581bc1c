import type { CaseEvent } from '../../domain/case/fact';
import type { CaseState } from '../../domain/case/state';
import { nextDueAt, slaBand, waitSet } from '../../domain/case/wait-set';
import type { caseFile } from '../schema';

type CaseRow = typeof caseFile.$inferInsert;

/** What only the opening writes; everything else of the row follows the state. */
type Opening = Pick<CaseRow, 'digest'>;
export type CaseColumns = Omit<CaseRow, 'number' | 'closedAt' | 'workflowId' | 'runId' | keyof Opening>;

/** The row of a case as its state says it. */
export function caseColumns(state: CaseState): CaseColumns {
  const {
    id,
    process,
    contractVersion,
    source,
    reference,
    line,
    branch,
    team,
    handler,
    stage,
    escalation,
    reopened,
    receivedAt,
    openedAt,
  } = state;
  const { drill = false, parent, place = null, happenedAt = null, event } = state;
  const circumstances = { drill, parent: parent?.case ?? null, place, happenedAt, event };
  const identity = { id, process, contractVersion, source, reference, receivedAt, openedAt, compressed: state.compressed ?? null };
  return {
    ...identity,
    ...circumstances,
    line,
    branch,
    team,
    handler,
    stage,
    status: state.status === 'closed' ? 'closed' : 'open',
    outcome: state.outcome ?? null,
    waitingOn: waitSet(state).on,
    slaBand: slaBand(state),
    escalation,
    flags: [...state.flags],
    held: state.hold !== null,
    reopened,
    nextDueAt: nextDueAt(state),
    legalDueAt: nextDueAt(state, true),
    headSeq: state.head.seq,
    headHash: state.head.hash,
  };
}

/** When the case was closed by these events; undefined where they do not decide it. */
export function closedAtOf(events: readonly CaseEvent[]): number | null | undefined {
  const last = events.filter(({ fact }) => fact.kind === 'closed' || fact.kind === 'reopened').pop();
  if (last === undefined) return undefined;
  return last.fact.kind === 'closed' ? last.at : null;
}
