import { canonical } from '../../domain/canonical';
import type { Json } from '../../domain/case/fact';
import type { CaseState } from '../../domain/case/state';
import type { caseCause, caseFile, clock, personalValue, task } from '../schema';
import { digestOf } from './chain';
import type { LogCheck } from './check-log';
import type { Flaw } from './flaw';
import { caseColumns } from './project-case';
import { clockRow } from './project-clocks';
import { openTaskRows } from './project-tasks';

/** Rows of a case beside its log. */
export interface BesideRows {
  readonly file: typeof caseFile.$inferSelect;
  readonly causes: readonly (typeof caseCause.$inferSelect)[];
  readonly personal: readonly (typeof personalValue.$inferSelect)[];
  readonly openTasks: readonly (typeof task.$inferSelect)[];
  readonly currentClocks: readonly (typeof clock.$inferSelect)[];
}

/** Rows are plain data. */
function json(value: object): Json;
function json(value: unknown): unknown {
  return value;
}

/** The first column in which a row differs from what the log says; columns that the log does not decide are left out. */
function difference(expected: object, row: object): string | null {
  const differs = Object.entries(expected).find(([name, value]) => {
    const actual: unknown = Reflect.get(row, name);
    return canonical(json({ value })) !== canonical(json({ value: actual }));
  });
  return differs === undefined ? null : differs[0];
}

const flaw = (kind: Flaw['kind'], where: string, detail: string, seq: number | null = null): Flaw => ({ kind, where, seq, detail });

/** Rows of one kind against those of the fold, matched by their keys. */
function unequal<T extends object>(
  caseId: string,
  what: string,
  keyOf: (row: T) => string,
  expected: readonly T[],
  rows: readonly T[],
): Flaw | null {
  const byKey = new Map(rows.map((row) => [keyOf(row), row]));
  for (const wanted of expected) {
    const row = byKey.get(keyOf(wanted));
    if (row === undefined) return flaw('projection', caseId, `${what} ${keyOf(wanted)} is missing`);
    const column = difference(wanted, row);
    if (column !== null) return flaw('projection', caseId, `${what} ${keyOf(wanted)}: ${column} is not what the log says`);
    byKey.delete(keyOf(wanted));
  }
  const [extra] = byKey.keys();
  return extra === undefined ? null : flaw('projection', caseId, `${what} ${extra} is not in the log`);
}

function checkProjection(state: CaseState, closedAt: number | null, { file, openTasks, currentClocks }: BesideRows): Flaw | null {
  const column = difference({ ...caseColumns(state), closedAt }, file);
  if (column !== null) return flaw('projection', state.id, `the case's row: ${column} is not what the log says`);
  const clocks = Object.values(state.clocks).map((c) => clockRow(state.id, c));
  return (
    unequal<{ seq: number }>(state.id, 'open task', ({ seq }) => String(seq), openTaskRows(state), openTasks) ??
    unequal<{ clock: string }>(state.id, 'clock', (row) => row.clock, clocks, currentClocks)
  );
}

function checkCauses(check: LogCheck, { causes }: BesideRows): Flaw | null {
  const wrong = causes.find(({ cause, firstSeq, lastSeq }) => {
    const span = check.causes.get(cause);
    return span?.firstSeq !== firstSeq || span.lastSeq !== lastSeq;
  });
  if (wrong !== undefined) return flaw('cause', check.caseId, `cause ${wrong.cause} does not match its events`, wrong.firstSeq);
  return causes.length === check.causes.size ? null : flaw('cause', check.caseId, 'a cause of the log has no row');
}

/** Erased values have no salt any more: of them only the digest is compared. */
function checkPersonal(check: LogCheck, { personal }: BesideRows): Flaw | null {
  for (const { seq, path, value, salt, digest } of personal) {
    const isTrue = salt === null || value === null || digestOf(salt, value) === digest;
    if (!isTrue || check.digests.get(`${seq} ${path}`) !== digest)
      return flaw('personal', check.caseId, `the personal value ${path} of row ${seq} was changed`, seq);
  }
  return personal.length === check.digests.size ? null : flaw('personal', check.caseId, 'a personal value of the log has no row');
}

/** What the rows beside a good log say otherwise. */
export const checkRows = (check: LogCheck, rows: BesideRows): Flaw | null =>
  checkCauses(check, rows) ?? checkPersonal(check, rows) ?? checkProjection(check.state, check.closedAt, rows);
