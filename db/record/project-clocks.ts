import type { CaseState, ClockState } from '../../domain/case/state';
import { segments } from '../../domain/clock/pauses';
import type { clock, clockSegment } from '../schema';

export type ClockRow = typeof clock.$inferInsert;
export type SegmentRow = typeof clockSegment.$inferInsert;

const isLive = ({ state }: ClockState): boolean => state === 'running' || state === 'paused';

export function clockRow(caseId: string, c: ClockState, current = true): ClockRow {
  const { rule, ruleVersion, calendarVersion, basis, startedSeq, startsAt, dueAt, rolledDueAt, provisionalAt } = c;
  return {
    caseId,
    clock: c.id,
    startedSeq,
    rule,
    ruleVersion,
    calendarVersion,
    basis,
    exposure: c.on ?? null,
    state: current || !isLive(c) ? c.state : 'stopped',
    current,
    startsAt,
    dueAt,
    rolledDueAt,
    provisionalAt,
    missingYears: [...c.missingYears],
    nextRung: current ? c.next : null,
    breachedAt: c.breachedAt ?? null,
    metAt: c.state === 'met' ? (c.metAt ?? null) : null,
    acknowledgedBy: c.acknowledgedBy ?? null,
  };
}

/** The ledger of a clock, numbered from 0. The last stretch is open: it ends with the clock. */
export const segmentRows = (caseId: string, c: ClockState): readonly SegmentRow[] =>
  segments(c).map((segment, no) => ({ caseId, clock: c.id, startedSeq: c.startedSeq, no, ...segment }));

/** Rows of the clocks that a transition changed; a restart leaves the row before it behind, no longer current. */
export function changedClocks(
  before: CaseState,
  after: CaseState,
): { readonly clocks: readonly ClockRow[]; readonly ledgers: readonly ClockState[] } {
  const changed = Object.values(after.clocks).filter((c) => before.clocks[c.id] !== c);
  const replaced = changed.flatMap((c) => {
    const earlier = before.clocks[c.id];
    return earlier !== undefined && earlier.startedSeq !== c.startedSeq ? [clockRow(after.id, earlier, false)] : [];
  });
  const ledgers = changed.filter((c) => {
    const earlier = before.clocks[c.id];
    return earlier?.startedSeq !== c.startedSeq || earlier.pauses !== c.pauses || earlier.startsAt !== c.startsAt;
  });
  return { clocks: [...replaced, ...changed.map((c) => clockRow(after.id, c))], ledgers };
}
