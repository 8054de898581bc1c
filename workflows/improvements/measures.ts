import { numberUnder } from '../../domain/case/notes';
import { daysUntil, onTheWall } from '../../domain/processes/dates';
import { isDone, noted, ownerOf, type PlannedMeasure } from '../../domain/processes/improvement/view';
import type { ImprovementContext, ImprovementEffects } from './types';

/** The clock of a measure up to its day, and the last moment to ask for another day. Sent back, it runs on to the same day. */
export function runMeasure(c: ImprovementEffects, { id }: PlannedMeasure): void {
  const dueAt = noted(c.case, id, 'dueAt');
  if (dueAt === undefined || isDone(c.case, id)) return;
  const startsAt = numberUnder(c.case, 'approvedAt') ?? c.at;
  c.start('improve-measure', { on: id, startsAt, agreedTerm: daysUntil(c.case, startsAt, dueAt) });
  if (c.clock('improve-extension-window', id)?.breachedAt === undefined)
    c.start('improve-extension-window', { on: id, startsAt: onTheWall(c.case, dueAt) });
}

/** One measure: its own case first where it has one, then its owner's report with evidence. */
export async function done(c: ImprovementContext, measure: PlannedMeasure): Promise<void> {
  const { id, case: own } = measure;
  if (isDone(c.case, id)) return;
  runMeasure(c, measure);
  if (own !== undefined) await c.child(id, { ...own, branch: c.case.branch });
  await c.expect('reportDone', { from: { kind: 'staff', staff: ownerOf(c.case, measure) }, on: id });
}
