import type { CaseEvent } from '../../domain/case/fact';
import type { CaseState } from '../../domain/case/state';
import { type Merging, merging } from './merging';
import { project, type Rows } from './project';
import { segmentRows } from './project-clocks';
import type { NoticeLookups } from './project-outbox';
import type { SealedValue } from './seal';

/** Tables of which a case's rows follow from its log, with what tells one row from another. */
const tables = {
  ...merging,
  document: { keys: ['caseId', 'id'], taken: [] },
  reserve: { keys: ['caseId', 'seq'], taken: [] },
  notice: { keys: ['id'], taken: [] },
  payment: { keys: ['key'], taken: [] },
  message: { keys: ['toCase', 'request'], taken: [] },
  declaredEvent: { keys: ['event'], taken: [] },
  bulkRun: { keys: ['bulk'], taken: [] },
} as const satisfies { readonly [table: string]: Merging };

export type RebuiltTable = keyof typeof tables;
export const rebuiltTables = Object.keys(tables).filter((name): name is RebuiltTable => Object.hasOwn(tables, name));

/** A row whose columns are looked up by name. */
export type PlainRow = Readonly<Record<string, unknown>>;

/** Rows are plain data, whatever table they are of. */
export function plainRow(row: object): PlainRow;
export function plainRow(row: unknown): unknown {
  return row;
}

/** What tells a row of a table from the others of its case. */
export const keyOf = (table: RebuiltTable, row: PlainRow): string =>
  tables[table].keys
    .filter((name) => name !== 'caseId')
    .map((name) => String(row[name]))
    .join(' ');

const columnsIn = (row: PlainRow, names: readonly string[] | 'all', keys: readonly string[]): readonly string[] =>
  names === 'all' ? Object.keys(row).filter((name) => !keys.includes(name)) : names;

/** A row that is there, after another of its key was written on it. */
function mergedRow({ keys, taken, kept = [] }: Merging, before: PlainRow | undefined, row: PlainRow): PlainRow {
  if (before === undefined) return row;
  const new_ = columnsIn(row, taken, keys).map((name) => [name, row[name]]);
  const came = kept.filter((name) => row[name] != null).map((name) => [name, row[name]]);
  return { ...before, ...Object.fromEntries([...new_, ...came]) };
}

// What a build or the staff list decided when a notice was written stands nowhere in the log.
const lookups: NoticeLookups = { templateVersion: () => 0, localeOf: () => 'zh-CN' };

/**
 * The rows beside a log, made again transition by transition by the projection that commit writes with: what the tables must hold, if
 * nobody but commit has written to them.
 */
export class Rebuilt {
  private readonly rows = new Map<RebuiltTable, Map<string, PlainRow>>(rebuiltTables.map((name) => [name, new Map()]));
  /** Notices that the log took back, by the number of their event. */
  readonly recalled = new Set<number>();

  of(table: RebuiltTable): ReadonlyMap<string, PlainRow> {
    return this.tableOf(table);
  }

  private tableOf(table: RebuiltTable): Map<string, PlainRow> {
    return this.rows.get(table) ?? new Map();
  }

  /** `sealed`: personal values that came with this transition, as far as they can be read. */
  take(before: CaseState, after: CaseState, events: readonly CaseEvent[], sealed: readonly SealedValue[]): void {
    const rows = project({ before, after, events, sealed }, lookups);
    this.putAll(rows);
    for (const clock of rows.ledgers) this.replaceLedger(rows.caseFile.id, clock);
    for (const seq of rows.recalled) this.recalled.add(seq);
    for (const { event, at } of rows.endedEvents) this.endEvent(event, at);
  }

  private putAll(rows: Rows): void {
    this.put('task', rows.tasks);
    this.put('clock', rows.clocks);
    this.put('promise', rows.promises);
    this.put('watch', rows.watches);
    this.put('exposure', rows.exposures);
    this.put('party', rows.parties);
    this.put('document', rows.documents);
    this.put('reserve', rows.reserves);
    this.put('notice', rows.notices);
    this.put('payment', rows.payments);
    this.put('message', rows.messages);
    this.put('declaredEvent', rows.declaredEvents);
    this.put('bulkRun', rows.bulks);
  }

  private put(table: RebuiltTable, rows: readonly object[]): void {
    const held = this.tableOf(table);
    for (const row of rows.map(plainRow)) {
      const key = keyOf(table, row);
      held.set(key, mergedRow(tables[table], held.get(key), row));
    }
  }

  /** The ledger of a clock is written as a whole: stretches that a pause in the past has united are gone. */
  private replaceLedger(caseId: string, clock: Rows['ledgers'][number]): void {
    const held = this.tableOf('segment');
    for (const [key, row] of held) if (row.clock === clock.id && row.startedSeq === clock.startedSeq) held.delete(key);
    this.put('segment', segmentRows(caseId, clock));
  }

  private endEvent(event: string, at: number): void {
    const held = this.tableOf('declaredEvent');
    const row = held.get(event);
    if (row !== undefined && row.endedAt === null) held.set(event, { ...row, endedAt: at });
  }
}
