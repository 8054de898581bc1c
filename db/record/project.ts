import type { CaseEvent, FactOf } from '../../domain/case/fact';
import { fold } from '../../domain/case/fold';
import type { CaseState, ClockState } from '../../domain/case/state';
import type * as schema from '../schema';
import { type CaseColumns, caseColumns, closedAtOf } from './project-case';
import { type ClockRow, changedClocks } from './project-clocks';
import {
  bulkRows,
  endedEvents,
  eventDeclarations,
  messageRows,
  type NoticeLookups,
  noticeRows,
  paymentReports,
  paymentRows,
  recalledNotices,
} from './project-outbox';
import { documentRows, exposureRows, partyRows, promiseRows, reserveRows, watchRows } from './project-parts';
import { changedTasks, type TaskRow } from './project-tasks';
import type { SealedValue } from './seal';

type Insert<T extends { $inferInsert: unknown }> = readonly T['$inferInsert'][];

/** What one transition writes beside the log: rows to add or to bring up to date, by table. */
export interface Rows {
  readonly caseFile: CaseColumns;
  /** Undefined: as it was. */
  readonly closedAt: number | null | undefined;
  readonly tasks: readonly TaskRow[];
  readonly clocks: readonly ClockRow[];
  /** Clocks whose ledger is written anew. */
  readonly ledgers: readonly ClockState[];
  readonly exposures: Insert<typeof schema.exposure>;
  readonly reserves: Insert<typeof schema.reserve>;
  readonly parties: Insert<typeof schema.party>;
  readonly personal: Insert<typeof schema.personalValue>;
  readonly documents: Insert<typeof schema.document>;
  readonly notices: Insert<typeof schema.notice>;
  readonly payments: Insert<typeof schema.payment>;
  readonly paymentReports: readonly FactOf<'payment'>[];
  readonly messages: Insert<typeof schema.caseMessage>;
  readonly isReopened: boolean;
  readonly recalled: readonly number[];
  readonly declaredEvents: Insert<typeof schema.declaredEvent>;
  readonly endedEvents: ReturnType<typeof endedEvents>;
  readonly bulks: Insert<typeof schema.bulkRun>;
  readonly promises: Insert<typeof schema.promise>;
  readonly watches: Insert<typeof schema.watchDate>;
}

export interface Written {
  readonly before: CaseState;
  readonly after: CaseState;
  readonly events: readonly CaseEvent[];
  readonly sealed: readonly SealedValue[];
}

/** Personal values hang on the event that came with them. */
function personalRows({ after, events, sealed }: Written): Rows['personal'] {
  const bearer = events.find(({ fact }) => fact.kind === 'opened' || fact.kind === 'acted');
  return bearer === undefined ? [] : sealed.map((value) => ({ caseId: after.id, seq: bearer.seq, ...value }));
}

function steps(before: CaseState, events: readonly CaseEvent[]): readonly { event: CaseEvent; state: CaseState }[] {
  let state = before;
  return events.map((event) => {
    state = fold(state, event);
    return { event, state };
  });
}

/** The rows of one transition. Pure: the same rows come out of the log at any time. */
export function project(written: Written, lookups: NoticeLookups): Rows {
  const { before, after, events, sealed } = written;
  return {
    caseFile: caseColumns(after),
    closedAt: closedAtOf(events),
    tasks: changedTasks(before, steps(before, events)),
    ...changedClocks(before, after),
    exposures: exposureRows(before, after),
    reserves: reserveRows(after.id, events),
    parties: partyRows(before, after, sealed),
    personal: personalRows(written),
    documents: documentRows(before, after),
    notices: noticeRows(after, events, lookups),
    payments: paymentRows(after.id, events),
    paymentReports: paymentReports(events),
    messages: messageRows(before, after, events),
    isReopened: events.some(({ fact }) => fact.kind === 'reopened'),
    recalled: recalledNotices(events),
    declaredEvents: eventDeclarations(after.id, events),
    endedEvents: endedEvents(events),
    bulks: bulkRows(after.id, events),
    promises: promiseRows(before, after, events),
    watches: watchRows(before, after),
  };
}
