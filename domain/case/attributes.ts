import type { CaseState } from './state';
import { nextDueAt, openTasks, slaBand, waitSet } from './wait-set';

/** Search attributes of a case by name: the one list. Registered on start; no personal data, nothing that changes with time alone. */
export const searchAttributes = {
  Kind: 'Keyword',
  Stage: 'Keyword',
  SlaBand: 'Keyword',
  WaitingOn: 'Keyword',
  Owner: 'Keyword',
  Team: 'Keyword',
  Branch: 'Keyword',
  EventCode: 'Keyword',
  Outcome: 'Keyword',
  NextDueAt: 'Datetime',
  Escalation: 'Int',
  Drill: 'Bool',
} as const satisfies Record<string, 'Keyword' | 'Datetime' | 'Int' | 'Bool'>;

export type SearchAttributeName = keyof typeof searchAttributes;
export type AttributeValues = { readonly [N in SearchAttributeName]: string | number | boolean | null };

/** Values of a state; null takes the attribute away. Datetimes are epoch ms. */
export function attributesOf(state: CaseState): AttributeValues {
  return {
    Kind: state.line === '' ? state.process : `${state.process}.${state.line}`,
    Stage: state.stage,
    SlaBand: slaBand(state),
    WaitingOn: waitSet(state).on,
    Owner: state.handler ?? openTasks(state)[0]?.owner ?? null,
    Team: state.team === '' ? null : state.team,
    Branch: state.branch === '' ? null : state.branch,
    EventCode: state.event,
    Outcome: state.outcome ?? null,
    NextDueAt: nextDueAt(state),
    Escalation: state.escalation,
    Drill: state.drill ?? null,
  };
}
