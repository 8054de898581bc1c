import type { Json, JsonObject } from '../../case/fact';
import { isObject } from '../../case/json';
import { codesUnder, numberUnder, textUnder } from '../../case/notes';
import type { CaseState } from '../../case/state';
import type { Instant } from '../../instant';
import type { Role } from '../../org/roles';
import { endOfDate } from '../dates';
import type { ImprovementOpening } from './schema';

/** The content was checked against the schema at the edge and again in commit. */
export function openingOf(state: CaseState): ImprovementOpening;
export function openingOf(state: CaseState): unknown {
  return state.opening;
}

/** A case of its own that a measure asks for. */
export interface OwnCase {
  readonly process: string;
  readonly line: string;
  readonly content: JsonObject;
}

/** A measure of the plan in force. */
export interface PlannedMeasure {
  readonly id: string;
  /** As planned; whoever has it now is in `ownerOf`. */
  readonly owner: string;
  readonly case?: OwnCase;
}

function measureOf(value: Json): readonly PlannedMeasure[] {
  if (!isObject(value) || typeof value.id !== 'string' || typeof value.owner !== 'string') return [];
  const { id, owner, case: own } = value;
  if (!isObject(own) || typeof own.process !== 'string' || typeof own.line !== 'string' || !isObject(own.content)) return [{ id, owner }];
  return [{ id, owner, case: { process: own.process, line: own.line, content: own.content } }];
}

/** Measures of the plan in force, in its order. */
export function measuresOf(state: CaseState): readonly PlannedMeasure[] {
  const value = state.notes.measures;
  return Array.isArray(value) ? value.flatMap(measureOf) : [];
}

type MeasureInstant = 'dueAt' | 'doneAt';

/** The day of a measure, moved by extensions, and when it was reported done. */
export const noted = (state: CaseState, measure: string, word: MeasureInstant): Instant | undefined =>
  numberUnder(state, `${measure}.${word}`);

/** Who has the measure now: the plan's owner until somebody else is assigned. */
export const ownerOf = (state: CaseState, { id, owner }: PlannedMeasure): string => textUnder(state, `${id}.owner`) ?? owner;

export const isDone = (state: CaseState, measure: string): boolean => noted(state, measure, 'doneAt') !== undefined;

/** Whether the measures were accepted in this stay at the check; a case that is checked again is verified again. */
export const isVerified = (state: CaseState): boolean => (numberUnder(state, 'verifiedAt') ?? 0) >= state.visit.enteredAt;

/** Everybody who has, or had, the improvement or one of its measures, or did anything for it: none of them verifies it. */
export const involved = (state: CaseState): readonly string[] => codesUnder(state, 'involved');

/** How often the improvement was planned; 0 before the first plan. */
export const roundOf = (state: CaseState): number => numberUnder(state, 'round') ?? 0;

export interface Effect {
  readonly indicator: string;
  readonly bound: 'at-most' | 'at-least';
  readonly target: number;
  readonly baseline: number;
}

/** The effect that the plan wants, with the value it is measured against. */
export function effectOf(state: CaseState): Effect | undefined {
  const wanted = state.notes.effect;
  if (!isObject(wanted)) return undefined;
  const { indicator, bound, target, baseline } = wanted;
  const isWhole = typeof indicator === 'string' && typeof target === 'number' && typeof baseline === 'number';
  return isWhole ? { indicator, bound: bound === 'at-least' ? 'at-least' : 'at-most', target, baseline } : undefined;
}

/** Whether a value is what was wanted. */
export const reaches = ({ bound, target }: Pick<Effect, 'bound' | 'target'>, value: number): boolean =>
  bound === 'at-most' ? value <= target : value >= target;

export const isOrdered = (state: CaseState): boolean => openingOf(state).from === 'order';

/** The order in force: its number in the row of orders, its day, and when it was served. */
export interface Order {
  readonly no: number;
  readonly date: Instant;
  readonly servedAt: Instant;
}

export function orderOf(state: CaseState): Order | undefined {
  const { orderedDate } = openingOf(state);
  const date = numberUnder(state, 'orderedDate') ?? orderedDate;
  if (date === undefined) return undefined;
  return { no: numberUnder(state, 'orderNo') ?? 1, date, servedAt: numberUnder(state, 'orderServedAt') ?? state.receivedAt };
}

/** Part of the case that the clock of an order runs on: each order has a clock of its own. */
export const onOrder = (no: number): string => `order-${no}`;

/** The last day of the plan in force: measures may be moved up to it, but never beyond an ordered date. */
export const isBeyondOrder = (state: CaseState, date: Instant): boolean => {
  const order = orderOf(state);
  return order !== undefined && endOfDate(date) > endOfDate(order.date);
};

/** Who decides on plan, extension and early end. Compliance answers to the regulator for an order. */
export function deciderOf(state: CaseState): Role {
  if (isOrdered(state)) return 'compliance';
  return openingOf(state).severity === 'high' ? 'branch-manager' : 'team-lead';
}

export type Ending = 'withdrawn' | 'superseded' | 'not-effective';

const endings: readonly Ending[] = ['withdrawn', 'superseded', 'not-effective'];

/** The early end that was asked for and waits for a decision. */
export const askedEnd = (state: CaseState): Ending | undefined => endings.find((e) => e === state.notes.askedEnd);
