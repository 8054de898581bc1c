import type { Instant } from '../instant';
import type { Delegation } from './organisation';

/** A term in which somebody stands in for somebody else in everything. */
export interface TermStandIn extends Delegation {
  readonly kind: 'term';
}

/** One open task that somebody else was asked to do. */
export interface TaskStandIn {
  readonly kind: 'task';
  readonly caseId: string;
  readonly seq: number;
  /** Short number of the case. */
  readonly number: number;
  readonly process: string;
  readonly act: string;
  /** Speed of a case whose time is compressed. */
  readonly compressed: string | null;
  /** Owner of the task: `staff:ID` or a queue `role@unit`; null where it has none. */
  readonly principal: string | null;
  readonly substitute: string;
  readonly from: Instant;
}

export type StandIn = TermStandIn | TaskStandIn;

/** What a stand-in is about, whatever is changed of it. */
export const subjectOf = (one: StandIn): string =>
  one.kind === 'term' ? `term:${one.principal}:${one.substitute}:${one.from}` : `task:${one.caseId}:${one.seq}`;

/** The accounts between which it is: the principal's, where it is one, and the substitute's. */
export function peopleOfStandIn(one: StandIn): readonly string[] {
  if (one.kind === 'term') return [one.principal, one.substitute];
  return [...(one.principal?.startsWith('staff:') ? [one.principal.slice('staff:'.length)] : []), one.substitute];
}
