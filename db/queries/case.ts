import { and, asc, desc, eq, gt, isNotNull, lte, type SQL } from 'drizzle-orm';
import { LuyueError } from '../../domain/errors';
import type { Instant } from '../../domain/instant';
import type { Database } from '../connect';
import { answered } from '../faults';
import { caseFile } from '../schema';

export type CaseRow = typeof caseFile.$inferSelect;

const isNumber = (text: string): boolean => /^\d{1,15}$/.test(text);

/** A case by id or by its short number. */
export async function findCase(db: Database, id: string): Promise<CaseRow | undefined> {
  const which = isNumber(id) ? eq(caseFile.number, Number(id)) : eq(caseFile.id, id);
  const [row] = await answered(db.select().from(caseFile).where(which));
  return row;
}

/** The first two cases of a reference, which only a source makes unique. */
export const casesOfReference = (db: Database, reference: string): Promise<readonly CaseRow[]> =>
  answered(db.select().from(caseFile).where(eq(caseFile.reference, reference)).orderBy(asc(caseFile.number)).limit(2));

/** A case by id or by its short number. Throws `case.not-found`. */
export async function getCase(db: Database, id: string): Promise<CaseRow> {
  const row = await findCase(db, id);
  if (row === undefined) throw new LuyueError('case.not-found', `There is no case ${id}.`, { case: id });
  return row;
}

/** The case that a source's reference opened. */
export async function findByReference(db: Database, process: string, source: string, reference: string): Promise<CaseRow | undefined> {
  const which = and(eq(caseFile.process, process), eq(caseFile.source, source), eq(caseFile.reference, reference));
  const [row] = await answered(db.select().from(caseFile).where(which));
  return row;
}

/** Which cases to list. `after`: the last id and due date of the page before. */
export interface CaseFilter {
  readonly process?: string;
  readonly status?: 'open' | 'closed';
  readonly handler?: string;
  readonly team?: string;
  readonly branch?: string;
  /** Only those due at or before an instant. */
  readonly dueBy?: Instant;
  readonly afterNumber?: number;
}

function conditions({ process, status, handler, team, branch, dueBy, afterNumber }: CaseFilter): (SQL | undefined)[] {
  return [
    process === undefined ? undefined : eq(caseFile.process, process),
    status === undefined ? undefined : eq(caseFile.status, status),
    handler === undefined ? undefined : eq(caseFile.handler, handler),
    team === undefined ? undefined : eq(caseFile.team, team),
    branch === undefined ? undefined : eq(caseFile.branch, branch),
    dueBy === undefined ? undefined : and(isNotNull(caseFile.nextDueAt), lte(caseFile.nextDueAt, dueBy)),
    afterNumber === undefined ? undefined : gt(caseFile.number, afterNumber),
  ];
}

/** Cases by due date, those due first at the top; in the order of their numbers where a page follows another. */
export function listCases(db: Database, filter: CaseFilter = {}, limit = 100): Promise<readonly CaseRow[]> {
  const order = filter.afterNumber === undefined ? [asc(caseFile.nextDueAt), desc(caseFile.number)] : [asc(caseFile.number)];
  return answered(
    db
      .select()
      .from(caseFile)
      .where(and(...conditions(filter)))
      .orderBy(...order)
      .limit(limit),
  );
}
