import { canonical } from '../../domain/canonical';
import type { Json } from '../../domain/case/fact';
import type { caseCause, caseFile } from '../schema';
import type { LogCheck } from './check-log';
import { checkOutbox } from './check-outbox';
import { checkParties, checkPersonal, type PersonalBeside } from './check-personal';
import type { Flaw } from './flaw';
import { caseColumns } from './project-case';
import { keyOf, type PlainRow, plainRow, type RebuiltTable, rebuiltTables } from './rebuilt';

/** Rows of a case beside its log. */
export interface BesideRows {
  readonly file: typeof caseFile.$inferSelect;
  readonly causes: readonly (typeof caseCause.$inferSelect)[];
  readonly personal: PersonalBeside;
  readonly tables: Readonly<Record<RebuiltTable, readonly object[]>>;
}

/** Rows are plain data. */
function json(value: object): Json;
function json(value: unknown): unknown {
  return value;
}

const same = (a: unknown, b: unknown): boolean => canonical(json({ value: a ?? null })) === canonical(json({ value: b ?? null }));

/** What people call the tables in a flaw. */
const titles: Readonly<Record<RebuiltTable, string>> = {
  task: 'task',
  clock: 'clock',
  segment: 'clock segment',
  promise: 'promise',
  watch: 'watch date',
  exposure: 'exposure',
  party: 'party',
  document: 'document',
  reserve: 'reserve',
  notice: 'notice',
  payment: 'payment',
  message: 'message to a case',
  declaredEvent: 'declared event',
  bulkRun: 'bulk act',
};

/**
 * Columns that the log does not decide, by table, each with who does. A test reads the schema: a column that is neither rebuilt nor named
 * here fails it.
 */
export const besideTheLog: Readonly<Record<RebuiltTable, Readonly<Record<string, string>>>> = {
  task: {},
  clock: {},
  segment: {},
  promise: {},
  watch: { sweptAt: 'the sweep: when it dealt with the date' },
  exposure: {},
  party: Object.fromEntries(
    (['name', 'phone', 'email', 'idNumber', 'account', 'address'] as const).map((field) => [
      field,
      'compared in the clear with the personal value that the log has a digest of',
    ]),
  ),
  document: {},
  reserve: {},
  notice: {
    templateVersion: 'the build that wrote the notice',
    status: 'the relay; that it was taken back is compared',
    attempts: 'the relay',
    nextAttemptAt: 'the relay',
    handedAt: 'the relay; the log learns of it by a report',
    arrivedAt: 'the relay; the log learns of it by a report',
    providerId: 'the channel',
    evidence: 'the channel; the log has what the case was told',
    lastError: 'the relay',
    reported: 'the relay',
  },
  payment: {
    status: 'the relay; compared with what the log knows: never behind it',
    reported: 'the relay; only what the log was told',
    statusAt: 'the bank; the log has what the case was told',
    why: 'the bank; the log has what the case was told',
    attempts: 'the relay',
    nextAttemptAt: 'the relay',
    providerId: 'the bank',
    lastError: 'the relay',
  },
  message: { status: 'the relay', attempts: 'the relay', nextAttemptAt: 'the relay', lastError: 'the relay' },
  declaredEvent: {},
  bulkRun: {
    state: 'the courier',
    nextAttemptAt: 'the courier',
    done: 'the courier; compared once the log was told',
    refused: 'the courier; compared once the log was told',
  },
};

/** The language of a notice to staff is the person's. */
const isDecided = (table: RebuiltTable, name: string, row: PlainRow): boolean =>
  !Object.hasOwn(besideTheLog[table], name) && !(table === 'notice' && name === 'locale' && String(row.recipient).startsWith('staff:'));

/** The first column in which a row differs from what the log says; columns that the log does not decide are left out. */
function difference(expected: PlainRow, row: PlainRow): string | null {
  const differs = Object.entries(expected).find(([name, value]) => !same(value, row[name]));
  return differs === undefined ? null : differs[0];
}

const decided = (table: RebuiltTable, row: PlainRow): PlainRow =>
  Object.fromEntries(Object.entries(row).filter(([name]) => isDecided(table, name, row)));

/** A message that a bulk act of this case has sent: its courier adds them as it finds the cases. */
function isOfBulk(check: LogCheck, row: PlainRow): boolean {
  const run = [...check.rebuilt.of('bulkRun').values()].find(({ seq }) => seq === row.seq);
  return run !== undefined && row.request === `bulk:${check.caseId}:${run.seq}` && row.act === run.act && same(row.payload, run.payload);
}

const flaw = (kind: Flaw['kind'], where: string, detail: string, seq: number | null = null): Flaw => ({ kind, where, seq, detail });

/** Rows of one table against those of the log, matched by their keys. */
function checkTable(check: LogCheck, table: RebuiltTable, rows: readonly PlainRow[]): Flaw | null {
  const title = titles[table];
  const byKey = new Map(rows.map((row) => [keyOf(table, row), row]));
  for (const [key, wanted] of check.rebuilt.of(table)) {
    const row = byKey.get(key);
    if (row === undefined) return flaw('projection', check.caseId, `${title} ${key} is missing`);
    const column = difference(decided(table, wanted), row);
    if (column !== null) return flaw('projection', check.caseId, `${title} ${key}: ${column} is not what the log says`);
    byKey.delete(key);
  }
  for (const [key, row] of byKey)
    if (!(table === 'message' && isOfBulk(check, row))) return flaw('projection', check.caseId, `${title} ${key} is not in the log`);
  return null;
}

function checkFile({ state, closedAt, opening, caseId }: LogCheck, { file, causes }: BesideRows): Flaw | null {
  const last = causes.find(({ lastSeq }) => lastSeq === state.head.seq);
  const run = { workflowId: last?.workflowId, runId: last?.runId, digest: opening };
  const column = difference(plainRow({ ...caseColumns(state), closedAt, ...run }), plainRow(file));
  return column === null ? null : flaw('projection', caseId, `the case's row: ${column} is not what the log says`);
}

function checkCauses(check: LogCheck, { causes }: BesideRows): Flaw | null {
  for (const { cause, firstSeq, lastSeq, recordedAt, act, request } of causes) {
    const span = check.causes.get(cause);
    const isWhole = span?.firstSeq === firstSeq && span.lastSeq === lastSeq && span.recordedAt === recordedAt;
    const { act: done, request: asked } = span?.acted ?? { act, request };
    if (!isWhole || act !== done || request !== asked)
      return flaw('cause', check.caseId, `cause ${cause} does not match its events`, firstSeq);
  }
  return causes.length === check.causes.size ? null : flaw('cause', check.caseId, 'a cause of the log has no row');
}

function checkTables(check: LogCheck, { tables }: BesideRows): Flaw | null {
  for (const table of rebuiltTables) {
    const found = checkTable(check, table, tables[table].map(plainRow));
    if (found !== null) return found;
  }
  return null;
}

/** What the rows beside a good log say otherwise. */
export const checkRows = (check: LogCheck, rows: BesideRows): Flaw | null =>
  checkCauses(check, rows) ??
  checkPersonal(check, rows.personal) ??
  checkFile(check, rows) ??
  checkTables(check, rows) ??
  checkParties(check, rows.personal) ??
  checkOutbox(check, rows.tables);
