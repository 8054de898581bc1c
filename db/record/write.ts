import { and, eq, getTableColumns, gte, type SQL, sql } from 'drizzle-orm';
import { toSnakeCase } from 'drizzle-orm/casing';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { CommitRequest } from '../../domain/case/commit';
import type { CaseEvent, FactOf } from '../../domain/case/fact';
import type { ClockState } from '../../domain/case/state';
import type { Database } from '../connect';
import * as schema from '../schema';
import type { Rows } from './project';
import { segmentRows } from './project-clocks';
import { eventRows } from './stored';

/** `set` of an upsert: these columns take the new values. */
function taking(table: PgTable, names: readonly string[]): Record<string, SQL> {
  const columns = getTableColumns(table);
  return Object.fromEntries(
    names.flatMap((name) => {
      const column = columns[name];
      return column === undefined
        ? []
        : [[name, sql`excluded.${sql.identifier(column.keyAsName ? toSnakeCase(column.name) : column.name)}`]];
    }),
  );
}

const allBut = (table: PgTable, keys: readonly string[]): Record<string, SQL> =>
  taking(
    table,
    Object.keys(getTableColumns(table)).filter((name) => !keys.includes(name)),
  );

type Statement = { getSQL(): SQL };
const when = <T>(rows: readonly T[], statement: (rows: T[]) => Statement): readonly Statement[] =>
  rows.length === 0 ? [] : [statement([...rows])];

/** The transition itself: its cause and its events. */
function log(
  db: Database,
  { case: caseId, cause, request, before, workflowId, runId }: CommitRequest,
  events: readonly CaseEvent[],
): readonly Statement[] {
  const act = { act: request?.act ?? null, request: request?.request ?? null };
  const recordedAt = events[0]?.recordedAt ?? 0;
  const span = { firstSeq: before.head.seq + 1, lastSeq: before.head.seq + events.length };
  return [
    db.insert(schema.caseCause).values({ caseId, cause, ...act, ...span, recordedAt, workflowId, runId }),
    db.insert(schema.caseEvent).values(eventRows(caseId, before.head.hash, events)),
  ];
}

function caseRow(db: Database, rows: Rows, { before, workflowId, runId }: CommitRequest, digest: string): Statement {
  const { caseFile: columns, closedAt } = rows;
  const engine = { workflowId, runId, ...(closedAt === undefined ? {} : { closedAt }) };
  if (before.head.seq === 0) return db.insert(schema.caseFile).values({ ...columns, digest, ...engine });
  return db
    .update(schema.caseFile)
    .set({ ...columns, ...engine })
    .where(eq(schema.caseFile.id, columns.id));
}

function ledger(db: Database, caseId: string, clock: ClockState): readonly Statement[] {
  const t = schema.clockSegment;
  const rows = [...segmentRows(caseId, clock)];
  const surplus = and(eq(t.caseId, caseId), eq(t.clock, clock.id), eq(t.startedSeq, clock.startedSeq), gte(t.no, rows.length));
  return [
    db
      .insert(t)
      .values(rows)
      .onConflictDoUpdate({ target: [t.caseId, t.clock, t.startedSeq, t.no], set: taking(t, ['from', 'to', 'state', 'reason']) }),
    db.delete(t).where(surplus),
  ];
}

function work(db: Database, { tasks, clocks, ledgers, promises, watches, caseFile: { id } }: Rows): readonly Statement[] {
  const { task, clock, promise, watchDate } = schema;
  const taskSet = taking(task, ['owner', 'delegate', 'dueAt', 'urgency', 'state', 'closedAt', 'closedSeq', 'closedBy']);
  const clockKey = [clock.caseId, clock.clock, clock.startedSeq];
  return [
    ...when(tasks, (rows) =>
      db
        .insert(task)
        .values(rows)
        .onConflictDoUpdate({ target: [task.caseId, task.seq], set: taskSet }),
    ),
    ...when(clocks, (rows) =>
      db
        .insert(clock)
        .values(rows)
        .onConflictDoUpdate({ target: clockKey, set: allBut(clock, ['caseId', 'clock', 'startedSeq']) }),
    ),
    ...ledgers.flatMap((c) => ledger(db, id, c)),
    ...when(promises, (rows) =>
      db
        .insert(promise)
        .values(rows)
        .onConflictDoUpdate({ target: [promise.caseId, promise.id], set: taking(promise, ['state', 'endedAt']) }),
    ),
    ...when(watches, (rows) =>
      db
        .insert(watchDate)
        .values(rows)
        .onConflictDoUpdate({
          target: [watchDate.caseId, watchDate.watch],
          set: taking(watchDate, ['rule', 'startsAt', 'date', 'sweptAt']),
        }),
    ),
  ];
}

/** A personal column keeps its value unless a new one comes. */
function partySet(): Record<string, SQL> {
  const personal = ['name', 'phone', 'email', 'idNumber', 'account', 'address'] as const;
  const taken = taking(schema.party, personal);
  const kept = personal.map((name) => [name, sql`coalesce(${taken[name]}, ${schema.party[name]})`] as const);
  return { ...taking(schema.party, ['role', 'locale', 'channels']), ...Object.fromEntries(kept) };
}

function file(db: Database, { parties, personal, documents, exposures, reserves }: Rows): readonly Statement[] {
  const { party, personalValue, document, exposure, reserve } = schema;
  return [
    ...when(parties, (rows) =>
      db
        .insert(party)
        .values(rows)
        .onConflictDoUpdate({ target: [party.caseId, party.id], set: partySet() }),
    ),
    ...when(personal, (rows) => db.insert(personalValue).values(rows)),
    ...when(documents, (rows) => db.insert(document).values(rows)),
    ...when(exposures, (rows) =>
      db
        .insert(exposure)
        .values(rows)
        .onConflictDoUpdate({ target: [exposure.caseId, exposure.id], set: allBut(exposure, ['caseId', 'id']) }),
    ),
    ...when(reserves, (rows) => db.insert(reserve).values(rows)),
  ];
}

/** The bank's relay may already know more than this report says: an end of a payment is not taken back by what came before it. */
function paymentReport(db: Database, fact: FactOf<'payment'>): Statement {
  const { key, status, at, why = null } = fact;
  const t = schema.payment;
  const isEarlier = sql`(${t.status} in ('confirmed', 'rejected') and ${status} in ('sent', 'unknown') or ${t.status} = 'returned' and ${status} <> 'returned')`;
  const ends = status === 'confirmed' || status === 'returned' || status === 'rejected';
  return db
    .update(t)
    .set({
      reported: status,
      status: sql`case when ${isEarlier} then ${t.status} else ${status} end`,
      statusAt: sql`case when ${isEarlier} then ${t.statusAt} else ${new Date(at).toISOString()}::timestamptz end`,
      why: sql`case when ${isEarlier} then ${t.why} else ${why} end`,
      ...(ends ? { nextAttemptAt: sql`case when ${isEarlier} then ${t.nextAttemptAt} end` } : {}),
    })
    .where(eq(t.key, key));
}

function outbox(db: Database, { notices, payments, paymentReports, messages }: Rows): readonly Statement[] {
  return [
    ...when(notices, (rows) => db.insert(schema.notice).values(rows)),
    ...when(payments, (rows) => db.insert(schema.payment).values(rows)),
    ...paymentReports.map((fact) => paymentReport(db, fact)),
    ...when(messages, (rows) => db.insert(schema.caseMessage).values(rows)),
  ];
}

/**
 * Writes a transition in one statement: log, case row, tasks, clocks, outbox. One round trip, whatever it touches;
 * the foreign keys are checked at its end.
 */
export async function write(tx: Database, request: CommitRequest, events: readonly CaseEvent[], rows: Rows, digest: string): Promise<void> {
  const parts = [
    caseRow(tx, rows, request, digest),
    ...log(tx, request, events),
    ...work(tx, rows),
    ...file(tx, rows),
    ...outbox(tx, rows),
  ];
  const named = parts.map((part, i) => sql`${sql.identifier(`w${i}`)} as (${part.getSQL()})`);
  await tx.execute(sql`with ${sql.join(named, sql`, `)} select 1`);
}
