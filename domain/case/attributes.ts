import { firstBytes } from './labels';
import { confirmedFen } from './money';
import type { CaseState, Expectation } from './state';
import { needsManager, urgencyOf } from './urgency';
import { nextDueAt, openTasks, slaBand, waitSet } from './wait-set';

export type AttributeType = 'Keyword' | 'KeywordList' | 'Int' | 'Double' | 'Datetime' | 'Bool';

/** How many attributes of a type a namespace has on PostgreSQL and on the dev server (features 4.3). */
export const attributeBudget: Readonly<Record<AttributeType, number>> = {
  Keyword: 10,
  KeywordList: 3,
  Int: 3,
  Double: 3,
  Datetime: 3,
  Bool: 3,
};

/**
 * Search attributes of a case by name: the one list. Registered and compared on start; no personal data, nothing that changes
 * with time alone.
 */
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
  Flags: 'KeywordList',
  OpenTasks: 'KeywordList',
  Related: 'KeywordList',
  NextDueAt: 'Datetime',
  LegalDueAt: 'Datetime',
  Escalation: 'Int',
  Urgency: 'Int',
  Reopened: 'Int',
  Reserved: 'Double',
  Paid: 'Double',
  NeedsManager: 'Bool',
  Drill: 'Bool',
} as const satisfies Record<string, AttributeType>;

export type SearchAttributeName = keyof typeof searchAttributes;
export type AttributeValue = string | number | boolean | readonly string[] | null;

/** Values by name. A run that an earlier build carried over has published fewer. */
export type AttributeValues = { readonly [N in SearchAttributeName]?: AttributeValue };

const mostInList = 16;
const bytesInList = 120;

/** Each once and in order, so that the same set is the same value; null where it is empty. The engine keeps 2 KiB per list. */
function listOf(values: readonly string[]): readonly string[] | null {
  const sorted = [...new Set(values.map((value) => firstBytes(value, bytesInList)))].sort((a, b) => (a < b ? -1 : 1));
  return sorted.length === 0 ? null : sorted.slice(0, mostInList);
}

/** Who a task waits for, in one word: a role, a person's account, a party or a system. */
function assigneeOf({ from }: Expectation): string {
  switch (from.kind) {
    case 'handler':
      return 'handler';
    case 'role':
      return from.role;
    case 'authority':
      return 'approver';
    case 'staff':
      return from.staff;
    case 'party':
      return from.party;
    case 'system':
      return from.system;
  }
}

function flagsOf({ flags, hold }: CaseState, trouble: string | null): readonly string[] {
  return [...flags, ...(hold === null ? [] : ['held']), ...(trouble === null ? [] : ['trouble'])];
}

function relatedTo({ links, parent, children }: CaseState): readonly string[] {
  const asked = Object.values(children).flatMap((child) => (child.case === '' ? [] : [child.case]));
  return [...links.map(({ to }) => to), ...(parent === undefined ? [] : [parent.case]), ...asked];
}

/** For finding only: the books are in fen in the record. */
const yuan = (fen: number): number | null => (fen === 0 ? null : fen / 100);

/** Values of a state; null takes the attribute away. Datetimes are epoch ms, money is yuan. `trouble` is why the case is parked. */
export function attributesOf(state: CaseState, trouble: string | null = null): Required<AttributeValues> {
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
    Flags: listOf(flagsOf(state, trouble)),
    OpenTasks: listOf(openTasks(state).map((task) => `${task.act}@${assigneeOf(task)}`)),
    Related: listOf(relatedTo(state)),
    NextDueAt: nextDueAt(state),
    LegalDueAt: nextDueAt(state, true),
    Escalation: state.escalation,
    Urgency: state.status === 'closed' ? null : urgencyOf(state),
    Reopened: state.reopened,
    Reserved: yuan(Object.values(state.exposures).reduce((sum, e) => sum + e.reserveFen, 0)),
    Paid: yuan(confirmedFen(state)),
    NeedsManager: needsManager(state),
    Drill: state.drill === true ? true : null,
  };
}
