import type { CaseState } from '../../domain/case/state';
import type { Instant } from '../../domain/instant';
import { endOfDate, isOver } from '../../domain/processes/dates';
import type { ImprovementPayloads } from '../../domain/processes/improvement/schema';
import {
  askedEnd,
  effectOf,
  isBeyondOrder,
  isDone,
  isOrdered,
  isVerified,
  measuresOf,
  noted,
  openingOf,
  reaches,
} from '../../domain/processes/improvement/view';
import type { ImprovementRefusals } from './types';

const dayText = (date: Instant): string => new Date(endOfDate(date) - 1).toISOString().slice(0, 10);

const orderStands = (state: CaseState, date: Instant): string | null =>
  isBeyondOrder(state, date)
    ? `${dayText(date)} is after the date that the order sets: only a new order moves it (Order 2020 no. 3 art. 41).`
    : null;

type Plan = ImprovementPayloads['proposePlan'];

function wrongMeasures(state: CaseState, { measures }: Plan, at: Instant): string | null {
  if (new Set(measures.map((m) => m.id)).size !== measures.length) return 'Two measures have one id.';
  // Their clocks and cases of an earlier round keep their names.
  const used = measures.find((m) => noted(state, m.id, 'doneAt') !== undefined || state.clocks[`improve-measure@${m.id}`] !== undefined);
  if (used !== undefined) return `'${used.id}' is a measure of an earlier round: give the new one an id of its own.`;
  const barred = measures.find((m) => state.barred.includes(m.owner));
  if (barred !== undefined) return `${barred.owner} may not work on this case and cannot own '${barred.id}'.`;
  const over = measures.find((m) => isOver(state, m.dueAt, at));
  if (over !== undefined) return `'${over.id}' would be due on a day that has passed.`;
  const late = measures.find((m) => isBeyondOrder(state, m.dueAt));
  return late === undefined ? null : orderStands(state, late.dueAt);
}

function wrongEffect(state: CaseState, { target, baseline, effectAt, measures }: Plan): string | null {
  const against = openingOf(state).baseline ?? baseline;
  if (against === undefined) return 'The plan needs a baseline: without it no effect can be measured.';
  if (against.indicator !== target.indicator) return `The baseline is ${against.indicator}: the target has to be of the same indicator.`;
  if (reaches({ bound: target.bound, target: target.value }, against.value))
    return `The baseline of ${against.value} is within the target already: it would be effective without any measure.`;
  const last = Math.max(...measures.map((m) => m.dueAt));
  return endOfDate(effectAt) < endOfDate(last) ? 'The effect cannot be measured before the last measure is due.' : null;
}

const planning: ImprovementRefusals = {
  proposePlan: (state, { payload }, at) => wrongMeasures(state, payload, at) ?? wrongEffect(state, payload),
  approvePlan: (state, { payload: { decision } }, at) => {
    const over = measuresOf(state).find(({ id }) => isOver(state, noted(state, id, 'dueAt') ?? at, at));
    return decision === 'returned' || over === undefined ? null : `The day of '${over.id}' has passed meanwhile: return the plan.`;
  },
  verify: (state, { payload: { decision, measures = [] } }) => {
    if (decision === 'accepted' && measures.length > 0) return 'Measures are named only where they are sent back.';
    const unknown = measures.find((id) => !measuresOf(state).some((m) => m.id === id));
    return unknown === undefined ? null : `There is no measure '${unknown}' in the plan.`;
  },
  measureEffect: (state, { payload: { indicator } }) => {
    const wanted = effectOf(state)?.indicator;
    return wanted === indicator ? null : `The plan measures ${wanted ?? 'nothing'}; not ${indicator}.`;
  },
  planAgain: (state) => (askedEnd(state) === undefined ? null : 'An early end waits for a decision.'),
};

/** An extension is asked for in time, decided before the day has passed, and never reaches beyond an ordered date. */
const extensions: ImprovementRefusals = {
  askExtension: (state, { payload: { measure, dueAt } }, at) => {
    const planned = noted(state, measure, 'dueAt');
    if (planned === undefined || !measuresOf(state).some((m) => m.id === measure)) return `There is no measure '${measure}' in the plan.`;
    if (isDone(state, measure)) return `'${measure}' is done.`;
    if (isPending(state, measure)) return `An extension of '${measure}' waits for a decision already.`;
    if (endOfDate(dueAt) <= endOfDate(planned)) return `${dayText(dueAt)} is not later than ${dayText(planned)}.`;
    const window = state.clocks[`improve-extension-window@${measure}`];
    if (window?.breachedAt !== undefined || isPast(state, measure) || isOver(state, planned, at))
      return `It is too late to extend '${measure}': an extension is asked for while there is time left, and never heals a breach.`;
    return orderStands(state, dueAt);
  },
  decideExtension: (state, { payload: { measure, decision } }, at) => {
    const planned = noted(state, measure, 'dueAt');
    if (decision === 'refused' || planned === undefined) return null;
    if (isPast(state, measure) || isOver(state, planned, at))
      return `The day of '${measure}' has passed: an extension never heals a breach.`;
    return isDone(state, measure) ? `'${measure}' is done: there is nothing to extend.` : orderAgain(state, measure);
  },
};

const isPending = (state: CaseState, measure: string): boolean =>
  Object.values(state.expectations).some((e) => e.act === 'decideExtension' && e.on === measure);

const isPast = (state: CaseState, measure: string): boolean => state.clocks[`improve-measure@${measure}`]?.breachedAt !== undefined;

/** A new order may have come since the extension was asked for. */
function orderAgain(state: CaseState, measure: string): string | null {
  const asked = state.notes[`${measure}.askedDueAt`];
  return typeof asked === 'number' ? orderStands(state, asked) : null;
}

/** Accepted, and not begun again. */
const isCorrected = (state: CaseState): boolean => state.stage === 'act' || (state.stage === 'check' && isVerified(state));

const orderedEnd = 'An order is complied with or lifted: it is not given up (Insurance Law art. 169).';

const endings: ImprovementRefusals = {
  withdraw: (state, { ground }) => {
    if (askedEnd(state) !== undefined) return 'An early end waits for a decision already.';
    if (isOrdered(state) && ground !== 'order-lifted') return orderedEnd;
    return !isOrdered(state) && ground === 'order-lifted' ? 'No order was given that could be lifted.' : null;
  },
  supersede: (state, { payload: { by } }) => {
    if (askedEnd(state) !== undefined) return 'An early end waits for a decision already.';
    if (by === state.id) return 'It cannot take its own place.';
    return isOrdered(state) ? orderedEnd : null;
  },
  giveUp: (state) => {
    if (askedEnd(state) !== undefined) return 'An early end waits for a decision already.';
    const effect = effectOf(state);
    const value = state.notes.measuredValue;
    if (effect !== undefined && typeof value === 'number' && reaches(effect, value)) return 'It was effective: make it the standard.';
    return isOrdered(state) ? orderedEnd : null;
  },
  merge: (state) => (isOrdered(state) ? orderedEnd : null),
  newOrder: (state, { payload: { orderedDate } }, at) => {
    if (!isOrdered(state)) return 'The improvement was not opened from an order.';
    if (isCorrected(state)) return 'The correction was accepted already: what another order asks for is an improvement of its own.';
    return isOver(state, orderedDate, at) ? `${dayText(orderedDate)} has passed.` : null;
  },
};

/** What the improvement refuses although the general rules allow it. */
export const improvementRefusals: ImprovementRefusals = { ...planning, ...extensions, ...endings };
