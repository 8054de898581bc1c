import type { JsonObject } from '../../domain/case/fact';
import type { CaseState } from '../../domain/case/state';
import { effectOf, openingOf } from '../../domain/processes/improvement/view';
import type { Moves } from './moves';
import { paper } from './paper';

const dayMs = 86_400_000;

/** A measure of the handler's own, ten days long, and a tenth better than the baseline a month later. */
function plan(state: CaseState, openedAt: number): JsonObject | null {
  const { baseline = { indicator: 'cases-per-month', value: 10 }, orderedDate } = openingOf(state);
  const dueAt = Math.min(openedAt + 10 * dayMs, orderedDate ?? Number.POSITIVE_INFINITY);
  // An order whose date has passed needs another one: that is for the user at the keyboard.
  if (dueAt < openedAt) return null;
  const target = { indicator: baseline.indicator, bound: 'at-most', value: baseline.value * 0.9 };
  const measures = [{ id: `m${state.head.seq}`, owner: state.handler ?? '', dueAt }];
  return { measures, target, baseline: { ...baseline }, effectAt: openedAt + 40 * dayMs };
}

/** What the cast sends for a task of an improvement; null where it leaves it to the user at the keyboard. */
export const improvementMoves: Moves = (task, state) => {
  switch (task.act) {
    case 'findCause':
      return { cause: openingOf(state).topic, method: 'five-whys', recurring: false };
    case 'proposePlan':
      return plan(state, task.openedAt);
    case 'approvePlan':
      return { decision: 'approved' };
    case 'reportDone':
      return { measure: task.on ?? '', evidence: [paper(state.id, 'evidence', task.on)] };
    case 'verify':
      return { decision: 'accepted' };
    case 'measureEffect': {
      const effect = effectOf(state);
      return effect === undefined ? null : { indicator: effect.indicator, value: effect.target };
    }
    case 'decideEnd':
      return { decision: 'approved' };
    case 'standardise':
      return { into: 'procedure' };
    default:
      return null;
  }
};
