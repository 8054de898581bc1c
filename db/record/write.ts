import { type SQL, sql } from 'drizzle-orm';
import type { ActRequest } from '../../domain/case/act';
import type { CauseText } from '../../domain/case/cause';
import type { CaseEvent, FactOf } from '../../domain/case/fact';
import type { ClockState, Head } from '../../domain/case/state';
import type { Database } from '../connect';
import type { WrittenRows } from '../keys/columns';
import * as schema from '../schema';
import { type Bulk, bulkOf, insertInto, otherThan, updateRow, upsert } from './bulk';
import { type Merging, merging } from './merging';
import type { Rows as Projected } from './project';
import { segmentRows } from './project-clocks';
import { eventRows } from './stored';

/** Rows of a transition, personal values as they will stand. */
type Rows = Omit<Projected, keyof WrittenRows> & WrittenRows;

/** What of a transition stands beside its events. */
export interface Transition {
  readonly case: string;
  readonly cause: CauseText;
  /** The act that it is, where it is one. */
  readonly request?: Pick<ActRequest, 'act' | 'request'>;
  /** Head that it follows. */
  readonly head: Head;
  readonly workflowId: string;
  readonly runId: string;
}

const bulk = {
  key: bulkOf(schema.dataKey),
  caseFile: bulkOf(schema.caseFile),
  cause: bulkOf(schema.caseCause),
  event: bulkOf(schema.caseEvent),
  task: bulkOf(schema.task),
  clock: bulkOf(schema.clock),
  segment: bulkOf(schema.clockSegment),
  promise: bulkOf(schema.promise),
  watch: bulkOf(schema.watchDate),
  party: bulkOf(schema.party),
  personal: bulkOf(schema.personalValue),
  document: bulkOf(schema.document),
  exposure: bulkOf(schema.exposure),
  reserve: bulkOf(schema.reserve),
  notice: bulkOf(schema.notice),
  payment: bulkOf(schema.payment),
  message: bulkOf(schema.caseMessage),
  declaredEvent: bulkOf(schema.declaredEvent),
  bulkRun: bulkOf(schema.bulkRun),
};

/** `on conflict` of an upsert that merges so. */
const merged = (target: Bulk, { keys, taken, kept }: Merging): string =>
  upsert(target, keys, taken === 'all' ? otherThan(target, keys) : taken, kept);

/** How rows that are there already are brought up to date. */
const conflict = {
  task: merged(bulk.task, merging.task),
  clock: merged(bulk.clock, merging.clock),
  segment: merged(bulk.segment, merging.segment),
  promise: merged(bulk.promise, merging.promise),
  watch: merged(bulk.watch, merging.watch),
  exposure: merged(bulk.exposure, merging.exposure),
  party: merged(bulk.party, merging.party),
};

const into = (target: Bulk, rows: readonly object[], onConflict?: string): readonly SQL[] =>
  rows.length === 0 ? [] : [insertInto(target, rows, onConflict)];

/** The transition itself: its cause and its events. */
function log({ case: caseId, cause, request, head, workflowId, runId }: Transition, events: readonly CaseEvent[]): readonly SQL[] {
  const act = { act: request?.act ?? null, request: request?.request ?? null };
  const span = { firstSeq: head.seq + 1, lastSeq: head.seq + events.length };
  const transition = { caseId, cause, ...act, ...span, recordedAt: events[0]?.recordedAt ?? 0, workflowId, runId };
  return [insertInto(bulk.cause, [transition]), insertInto(bulk.event, eventRows(caseId, head.hash, events))];
}

function caseRow(rows: Rows, { head, workflowId, runId }: Transition, digest: string): SQL {
  const { caseFile: columns, closedAt } = rows;
  const row = { ...columns, workflowId, runId, ...(closedAt === undefined ? {} : { closedAt }) };
  return head.seq === 0 ? insertInto(bulk.caseFile, [{ ...row, digest }]) : updateRow(bulk.caseFile, columns.id, row);
}

/** A pause in the past can unite stretches: what is left over of the longer ledger goes. */
function ledger(caseId: string, clock: ClockState): readonly SQL[] {
  const rows = segmentRows(caseId, clock);
  const surplus = sql`delete from clock_segment where case_id = ${caseId} and clock = ${clock.id} and started_seq = ${clock.startedSeq} and no >= ${rows.length}`;
  return [...into(bulk.segment, rows, conflict.segment), surplus];
}

const work = ({ tasks, clocks, ledgers, promises, watches, caseFile: { id } }: Rows): readonly SQL[] => [
  ...into(bulk.task, tasks, conflict.task),
  ...into(bulk.clock, clocks, conflict.clock),
  ...ledgers.flatMap((clock) => ledger(id, clock)),
  ...into(bulk.promise, promises, conflict.promise),
  ...into(bulk.watch, watches, conflict.watch),
];

const file = ({ keys, parties, personal, documents, exposures, reserves }: Rows): readonly SQL[] => [
  ...into(bulk.key, keys),
  ...into(bulk.party, parties, conflict.party),
  ...into(bulk.personal, personal),
  ...into(bulk.document, documents),
  ...into(bulk.exposure, exposures, conflict.exposure),
  ...into(bulk.reserve, reserves),
];

/** The bank's relay may already know more than this report says: an end of a payment is not taken back by what came before it. */
function paymentReport(fact: FactOf<'payment'>): SQL {
  const { key, status, at, why = null } = fact;
  const isEarlier = sql`(status in ('confirmed', 'rejected') and ${status} in ('sent', 'unknown') or status = 'returned' and ${status} <> 'returned')`;
  const ends = status === 'confirmed' || status === 'returned' || status === 'rejected';
  return sql`update payment set reported = ${status},
    status = case when ${isEarlier} then status else ${status} end,
    status_at = case when ${isEarlier} then status_at else ${new Date(at).toISOString()}::timestamptz end,
    why = case when ${isEarlier} then why else ${why} end,
    next_attempt_at = case when ${isEarlier} and ${status} = 'unknown' then clock_timestamp() when ${isEarlier} or not ${ends}::boolean then next_attempt_at end
    where key = ${key}`;
}

const recall = (caseId: string, seq: number): SQL =>
  sql`update notice set status = 'recalled' where case_id = ${caseId} and seq = ${seq} and status = 'queued'`;

/** Only the case that declared an event ends it. */
const endEvent = (caseId: string, { event, at }: Rows['endedEvents'][number]): SQL =>
  sql`update declared_event set ended_at = ${new Date(at).toISOString()}::timestamptz
    where event = ${event} and case_id = ${caseId} and ended_at is null`;

/** A case that is entered again hears what the cases it asked for had to say while it was closed. */
const hearAgain = (caseId: string): SQL =>
  sql`update case_message set status = 'queued', attempts = 0, last_error = null, next_attempt_at = clock_timestamp()
    where to_case = ${caseId} and act = 'childReported' and status = 'refused'`;

const outbox = (rows: Rows): readonly SQL[] => [
  ...into(bulk.notice, rows.notices),
  ...rows.recalled.map((seq) => recall(rows.caseFile.id, seq)),
  ...into(bulk.payment, rows.payments),
  ...rows.paymentReports.map(paymentReport),
  ...into(bulk.message, rows.messages),
  ...into(bulk.declaredEvent, rows.declaredEvents),
  ...rows.endedEvents.map((ended) => endEvent(rows.caseFile.id, ended)),
  ...(rows.isReopened ? [hearAgain(rows.caseFile.id)] : []),
  ...into(bulk.bulkRun, rows.bulks),
];

/**
 * Writes a transition in one statement: log, case row, tasks, clocks, outbox. One round trip, whatever it touches;
 * the foreign keys are checked at its end.
 */
export async function write(tx: Database, transition: Transition, events: readonly CaseEvent[], rows: Rows, digest: string): Promise<void> {
  const parts = [caseRow(rows, transition, digest), ...log(transition, events), ...work(rows), ...file(rows), ...outbox(rows)];
  const named = parts.map((part, i) => sql`${sql.raw(`w${i}`)} as (${part})`);
  await tx.execute(sql`with ${sql.join(named, sql`, `)} select 1`);
}
