import type { z } from 'zod';
import { actsOf, type Processes } from '../client/process-type';
import type { CaseRow } from '../db/queries/case';
import type { TaskRow } from '../db/queries/tasks';
import type { ActAnswer } from '../domain/case/act';
import type { CaseEvent } from '../domain/case/fact';
import type { ClockState } from '../domain/case/state';
import { slaBands } from '../domain/case/wait-set';
import { segments } from '../domain/clock/pauses';
import type { Explanation } from '../domain/clock/types';
import type { Instant } from '../domain/instant';
import type { answer } from './schemas/acts';
import type { caseSummary, clock, event } from './schemas/cases';
import type { task } from './schemas/tasks';

export const iso = (at: Instant): string => new Date(at).toISOString();
export const isoOr = (at: Instant | null | undefined): string | null => (at === null || at === undefined ? null : iso(at));

/** A case as lists show it. */
export function caseOf(row: CaseRow, processes: Processes): z.infer<typeof caseSummary> {
  const { id, headHash: _hash, workflowId: _workflow, runId: _run, digest: _digest, contractVersion: _version, ...rest } = row;
  const contract = processes[row.process]?.contract;
  return {
    ...rest,
    case: id,
    title: contract?.title ?? null,
    stageTitle: contract?.stages[row.stage] ?? null,
    receivedAt: iso(row.receivedAt),
    openedAt: iso(row.openedAt),
    closedAt: isoOr(row.closedAt),
    nextDueAt: isoOr(row.nextDueAt),
    legalDueAt: isoOr(row.legalDueAt),
  };
}

/** A task as the inbox shows it. */
export function taskOf(row: TaskRow, processes: Processes): z.infer<typeof task> {
  const { caseId, name, barred: _barred, assignee: _assignee, closedSeq: _closed, ...rest } = row;
  const type = processes[row.process];
  return {
    ...rest,
    case: caseId,
    task: name,
    actTitle: type === undefined ? null : (actsOf(type)[row.act]?.title ?? null),
    urgency: slaBands[row.urgency] ?? 'none',
    dueAt: isoOr(row.dueAt),
    openedAt: iso(row.openedAt),
    closedAt: isoOr(row.closedAt),
  };
}

/** An event of the log. */
export const eventOf = ({ at, recordedAt, onBehalfOf, fact, ...rest }: CaseEvent): z.infer<typeof event> => ({
  ...rest,
  at: iso(at),
  recordedAt: iso(recordedAt),
  onBehalfOf: onBehalfOf ?? null,
  kind: fact.kind,
  fact: { ...fact },
});

/** A clock with its ledger and its words. */
export const clockOf = (state: ClockState, explanation: Explanation | null): z.infer<typeof clock> => ({
  clock: state.id,
  rule: state.rule,
  title: state.title ?? null,
  exposure: state.on ?? null,
  state: state.state,
  basis: state.basis,
  ruleVersion: state.ruleVersion,
  calendarVersion: state.calendarVersion,
  startsAt: iso(state.startsAt),
  dueAt: isoOr(state.dueAt),
  rolledDueAt: isoOr(state.rolledDueAt),
  provisionalAt: isoOr(state.provisionalAt),
  missingYears: [...state.missingYears],
  breachedAt: isoOr(state.breachedAt),
  metAt: isoOr(state.metAt),
  next: state.next === null ? null : { name: state.next.name, at: iso(state.next.at), to: [...state.next.to] },
  fired: [...state.fired],
  acknowledgedBy: state.acknowledgedBy ?? null,
  segments: segments(state).map(({ from, to, state: condition, reason }) => ({ from: iso(from), to: isoOr(to), state: condition, reason })),
  explanation,
});

/** The answer to an act. */
export const answerView = (given: ActAnswer): z.infer<typeof answer> => ({
  ...given,
  at: iso(given.at),
  recordedAt: iso(given.recordedAt),
  entered: given.entered ?? null,
  outcome: given.outcome ?? null,
});
