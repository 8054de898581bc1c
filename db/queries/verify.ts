import { and, asc, eq, gt, sql } from 'drizzle-orm';
import type { Database } from '../connect';
import { answered } from '../faults';
import { type PersonalColumns, plainColumns, valuePlace } from '../keys/columns';
import { LogCheck } from '../record/check-log';
import { type BesideRows, checkRows } from '../record/check-rows';
import type { Flaw } from '../record/flaw';
import { caseCause, caseEvent, caseFile, clock, dailyHead, personalValue, task } from '../schema';
import { verifyRoots } from './daily-root';

export type { Flaw } from '../record/flaw';

/** The verdict on one case: the first flaw found, or none. */
export interface Verdict {
  readonly case: string;
  /** Rows of the log that were found good. */
  readonly events: number;
  readonly flaw: Flaw | null;
}

const page = 500;

async function checkLog(tx: Database, check: LogCheck): Promise<Flaw | null> {
  for (let after = -1; ; ) {
    const which = and(eq(caseEvent.caseId, check.caseId), gt(caseEvent.seq, after));
    const rows = await tx.select().from(caseEvent).where(which).orderBy(asc(caseEvent.seq)).limit(page);
    for (const row of rows) {
      const flaw = check.next(row);
      if (flaw !== null) return flaw;
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < page) return null;
    after = last.seq;
  }
}

/**
 * Values and salts in the clear, as far as they can be read: one whose key was destroyed counts as erased, and so does every encrypted one
 * where there is no master key. What was changed reads as something that no digest fits.
 */
async function readable(columns: PersonalColumns, rows: BesideRows['personal']): Promise<BesideRows['personal']> {
  const values = rows.flatMap(({ caseId, seq, path, value, salt }) =>
    value === null || salt !== null ? [] : [{ text: value, place: valuePlace(caseId, seq, path) }],
  );
  const readings = values.length === 0 ? [] : await columns.open(values);
  let next = 0;
  return rows.map((row) => {
    if (row.value === null || row.salt !== null) return row;
    const reading = readings[next++];
    if (reading?.kind === 'gone' || reading?.kind === 'locked') return { ...row, value: null };
    const [salt = '', ...value] = reading?.kind === 'value' ? reading.value.split('\n') : [];
    return { ...row, salt, value: value.join('\n') };
  });
}

async function besideRows(tx: Database, caseId: string, file: BesideRows['file'], columns: PersonalColumns): Promise<BesideRows> {
  const personal = await tx.select().from(personalValue).where(eq(personalValue.caseId, caseId));
  return {
    file,
    causes: await tx.select().from(caseCause).where(eq(caseCause.caseId, caseId)),
    personal: await readable(columns, personal),
    openTasks: await tx
      .select()
      .from(task)
      .where(and(eq(task.caseId, caseId), eq(task.state, 'open'))),
    currentClocks: await tx
      .select()
      .from(clock)
      .where(and(eq(clock.caseId, caseId), eq(clock.current, true))),
  };
}

async function verdictOf(tx: Database, caseId: string, columns: PersonalColumns): Promise<Verdict> {
  const heads = await tx.select().from(dailyHead).where(eq(dailyHead.caseId, caseId));
  const check = new LogCheck(caseId, new Map(heads.map(({ seq, hash }) => [seq, hash])));
  const [file] = await tx.select().from(caseFile).where(eq(caseFile.id, caseId));
  const flaw = (await checkLog(tx, check)) ?? check.end(file?.headSeq ?? null);
  if (flaw !== null || file === undefined) return { case: caseId, events: check.count, flaw };
  return { case: caseId, events: check.count, flaw: checkRows(check, await besideRows(tx, caseId, file, columns)) };
}

/**
 * Recomputes the hash chain of a case and compares its head, its daily heads, causes, personal values and projected rows
 * with it. One snapshot: commits that go on meanwhile do not disturb it. A case that nothing knows has no rows and is
 * reported as missing. Encrypted personal values are compared where `columns` can read them.
 */
export const verifyCase = (db: Database, caseId: string, columns: PersonalColumns = plainColumns): Promise<Verdict> =>
  answered(db.transaction((tx) => verdictOf(tx, caseId, columns), { isolationLevel: 'repeatable read', accessMode: 'read only' }));

/** Every case id that any table still knows, in their order. */
async function* knownCases(db: Database): AsyncGenerator<string> {
  for (let after = ''; ; ) {
    const { rows } = await db.execute<{ id: string }>(sql`
      select id from (
        (select id from case_file where id > ${after} order by id limit ${page})
        union (select distinct case_id from case_event where case_id > ${after} order by case_id limit ${page})
        union (select distinct case_id from daily_head where case_id > ${after} order by case_id limit ${page})
      ) as known order by id limit ${page}`);
    for (const { id } of rows) yield id;
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}

export interface Verification {
  readonly cases: number;
  readonly events: number;
  /** The first flaw of each case, then those of the daily roots. */
  readonly flaws: readonly Flaw[];
}

/** Verifies every case and the chain of daily roots. */
export async function verifyAll(db: Database, columns: PersonalColumns = plainColumns): Promise<Verification> {
  const flaws: Flaw[] = [];
  let cases = 0;
  let events = 0;
  for await (const id of knownCases(db)) {
    const verdict = await verifyCase(db, id, columns);
    cases++;
    events += verdict.events;
    if (verdict.flaw !== null) flaws.push(verdict.flaw);
  }
  return { cases, events, flaws: [...flaws, ...(await verifyRoots(db))] };
}
