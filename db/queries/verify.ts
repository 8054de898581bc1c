import { and, asc, desc, inArray, sql } from 'drizzle-orm';
import { LuyueError } from '../../domain/errors';
import type { Database } from '../connect';
import { answered } from '../faults';
import type { PersonalColumns } from '../keys/columns';
import type { Head } from '../record/chain';
import { LogCheck } from '../record/check-log';
import type { PersonalBeside } from '../record/check-personal';
import { type BesideRows, checkRows } from '../record/check-rows';
import type { Flaw } from '../record/flaw';
import type { OutsideRoots } from '../record/outside-roots';
import {
  bulkRun,
  caseCause,
  caseEvent,
  caseFile,
  caseMessage,
  clock,
  clockSegment,
  dailyHead,
  declaredEvent,
  document,
  exposure,
  notice,
  party,
  payment,
  promise,
  recordHead,
  recordRoot,
  reserve,
  task,
  watchDate,
} from '../schema';
import { verifyRoots } from './daily-root';
import { verifyCompany } from './verify-company';
import { personalOf } from './verify-personal';
import { type Trust, verifyRecordRoots } from './verify-roots';

export type { Flaw } from '../record/flaw';

/** The verdict on one case: the first flaw found, or none. */
export interface Verdict {
  readonly case: string;
  /** Rows of the log that were found good. */
  readonly events: number;
  readonly flaw: Flaw | null;
}

const pageRows = 1_000;

/** Cases that are read together: one question per table for all of them. */
const chunkCases = 40;

const byCase = <T>(rows: readonly T[], caseOf: (row: T) => string): ReadonlyMap<string, readonly T[]> => {
  const found = new Map<string, T[]>();
  for (const row of rows) {
    const of = found.get(caseOf(row));
    if (of === undefined) found.set(caseOf(row), [row]);
    else of.push(row);
  }
  return found;
};

/** Every row of some tables that belongs to some cases, case by case. */
async function tablesOf(tx: Database, ids: readonly string[]): Promise<(caseId: string) => BesideRows['tables']> {
  const cases = [...ids];
  const of = <T extends { readonly caseId: string }>(rows: readonly T[]) => byCase(rows, ({ caseId }) => caseId);
  const found = {
    task: of(await tx.select().from(task).where(inArray(task.caseId, cases))),
    clock: of(await tx.select().from(clock).where(inArray(clock.caseId, cases))),
    segment: of(await tx.select().from(clockSegment).where(inArray(clockSegment.caseId, cases))),
    promise: of(await tx.select().from(promise).where(inArray(promise.caseId, cases))),
    watch: of(await tx.select().from(watchDate).where(inArray(watchDate.caseId, cases))),
    exposure: of(await tx.select().from(exposure).where(inArray(exposure.caseId, cases))),
    party: of(await tx.select().from(party).where(inArray(party.caseId, cases))),
    document: of(await tx.select().from(document).where(inArray(document.caseId, cases))),
    reserve: of(await tx.select().from(reserve).where(inArray(reserve.caseId, cases))),
    notice: of(await tx.select().from(notice).where(inArray(notice.caseId, cases))),
    payment: of(await tx.select().from(payment).where(inArray(payment.caseId, cases))),
    message: of(await tx.select().from(caseMessage).where(inArray(caseMessage.caseId, cases))),
    declaredEvent: of(await tx.select().from(declaredEvent).where(inArray(declaredEvent.caseId, cases))),
    bulkRun: of(await tx.select().from(bulkRun).where(inArray(bulkRun.caseId, cases))),
  };
  return (id) => ({
    task: found.task.get(id) ?? [],
    clock: found.clock.get(id) ?? [],
    segment: found.segment.get(id) ?? [],
    promise: found.promise.get(id) ?? [],
    watch: found.watch.get(id) ?? [],
    exposure: found.exposure.get(id) ?? [],
    party: found.party.get(id) ?? [],
    document: found.document.get(id) ?? [],
    reserve: found.reserve.get(id) ?? [],
    notice: found.notice.get(id) ?? [],
    payment: found.payment.get(id) ?? [],
    message: found.message.get(id) ?? [],
    declaredEvent: found.declaredEvent.get(id) ?? [],
    bulkRun: found.bulkRun.get(id) ?? [],
  });
}

/** Cases of a chunk with all that is asked of them before their logs are walked. */
interface Chunk {
  readonly heads: ReadonlyMap<string, ReadonlyMap<number, string>>;
  readonly files: ReadonlyMap<string, BesideRows['file']>;
  readonly causes: ReadonlyMap<string, BesideRows['causes']>;
  readonly personal: ReadonlyMap<string, PersonalBeside>;
  readonly tables: (caseId: string) => BesideRows['tables'];
  readonly rootedUpTo: number;
}

const nothingPersonal: PersonalBeside = { values: [], plain: new Set(), blinds: new Map(), parties: [] };

async function chunkOf(tx: Database, ids: readonly string[], columns: PersonalColumns, { outside }: Trust): Promise<Chunk> {
  const cases = [...ids];
  const heads = await headsOf(tx, cases, outside);
  const files = await tx.select().from(caseFile).where(inArray(caseFile.id, cases));
  const causes = await tx.select().from(caseCause).where(inArray(caseCause.caseId, cases));
  const tables = await tablesOf(tx, cases);
  return {
    heads,
    files: new Map(files.map((file) => [file.id, file])),
    causes: byCase(causes, ({ caseId }) => caseId),
    personal: await personalOf(tx, cases, columns),
    tables,
    rootedUpTo: await rootedUpTo(tx, outside),
  };
}

/** Hashes by number that roots know of cases: those of before, which were daily, those of the record, those kept outside. */
async function headsOf(tx: Database, cases: string[], outside: OutsideRoots | undefined): Promise<Chunk['heads']> {
  const daily = await tx.select().from(dailyHead).where(inArray(dailyHead.caseId, cases));
  const own = await tx.select().from(recordHead).where(inArray(recordHead.caseId, cases));
  const kept = cases.flatMap((id) => outside?.heads.get(id) ?? []);
  const found = byCase<Head>([...daily, ...own, ...kept], ({ caseId }) => caseId);
  return new Map([...found].map(([id, heads]) => [id, new Map(heads.map(({ seq, hash }) => [seq, hash]))]));
}

/** The place in the feed up to which the newest root knows everything. */
async function rootedUpTo(tx: Database, outside: OutsideRoots | undefined): Promise<number> {
  const [newest] = await tx.select({ feedNo: recordRoot.feedNo }).from(recordRoot).orderBy(desc(recordRoot.no)).limit(1);
  return Math.max(newest?.feedNo ?? 0, outside?.newest?.feedNo ?? 0);
}

function checkOf(caseId: string, { heads, personal, rootedUpTo: upTo }: Chunk): LogCheck {
  const sealed = (personal.get(caseId)?.values ?? []).flatMap(({ seq, value, salt, ...row }) =>
    value === null || salt === null ? [] : [{ ...row, seq, value, salt }],
  );
  const bySeq = new Map<number, (typeof sealed)[number][]>();
  for (const value of sealed) bySeq.set(value.seq, [...(bySeq.get(value.seq) ?? []), value]);
  return new LogCheck(caseId, { heads: heads.get(caseId) ?? new Map(), rootedUpTo: upTo, sealed: bySeq });
}

/** Walks the logs of cases, sorted by their ids, page by page. @returns the first flaw of each that has one */
async function walk(tx: Database, checks: ReadonlyMap<string, LogCheck>): Promise<ReadonlyMap<string, Flaw>> {
  const flaws = new Map<string, Flaw>();
  const mine = inArray(caseEvent.caseId, [...checks.keys()]);
  for (let after = { caseId: '', seq: 0 }; ; ) {
    const next = sql`(${caseEvent.caseId}, ${caseEvent.seq}) > (${after.caseId}, ${after.seq}::int)`;
    const rows = await tx
      .select()
      .from(caseEvent)
      .where(and(mine, next))
      .orderBy(asc(caseEvent.caseId), asc(caseEvent.seq))
      .limit(pageRows);
    for (const row of rows) {
      const flaw = flaws.has(row.caseId) ? null : (checks.get(row.caseId)?.next(row) ?? null);
      if (flaw !== null) flaws.set(row.caseId, flaw);
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < pageRows) return flaws;
    after = last;
  }
}

function verdictOf(check: LogCheck, chunk: Chunk, broken: Flaw | undefined): Verdict {
  const { caseId } = check;
  const file = chunk.files.get(caseId);
  const flaw = broken ?? check.end(file?.headSeq ?? null);
  if (flaw !== null || file === undefined) return { case: caseId, events: check.count, flaw };
  const personal = chunk.personal.get(caseId) ?? nothingPersonal;
  const beside = { file, causes: chunk.causes.get(caseId) ?? [], personal, tables: chunk.tables(caseId) };
  return { case: caseId, events: check.count, flaw: checkRows(check, beside) };
}

async function verdictsOf(tx: Database, ids: readonly string[], columns: PersonalColumns, trust: Trust): Promise<readonly Verdict[]> {
  const chunk = await chunkOf(tx, ids, columns, trust);
  const checks = new Map(ids.map((id) => [id, checkOf(id, chunk)]));
  const flaws = await walk(tx, checks);
  return [...checks.values()].map((check) => verdictOf(check, chunk, flaws.get(check.caseId)));
}

/** One snapshot: commits that go on meanwhile do not disturb it. */
const verifyCases = (db: Database, ids: readonly string[], columns: PersonalColumns, trust: Trust): Promise<readonly Verdict[]> =>
  answered(db.transaction((tx) => verdictsOf(tx, ids, columns, trust), { isolationLevel: 'repeatable read', accessMode: 'read only' }));

/**
 * Recomputes the hash chain of a case, makes every row beside it again and compares it, with the heads that roots know, causes and
 * personal values. A case that nothing knows has no rows and is reported as missing. Encrypted values are compared where `columns` can
 * read them.
 */
export async function verifyCase(db: Database, caseId: string, columns: PersonalColumns, trust: Trust = {}): Promise<Verdict> {
  const [verdict] = await verifyCases(db, [caseId], columns, trust);
  if (verdict === undefined) throw new LuyueError('defect.unexpected', `verify has no verdict on ${caseId}.`);
  return verdict;
}

const pageIds = 500;

/** Every case id that any table still knows, in their order, some at a time. */
async function* knownCases(db: Database): AsyncGenerator<readonly string[]> {
  for (let after = ''; ; ) {
    const { rows } = await db.execute<{ id: string }>(sql`
      select id from (
        (select id from case_file where id > ${after} order by id limit ${pageIds})
        union (select distinct case_id from case_event where case_id > ${after} order by case_id limit ${pageIds})
        union (select distinct case_id from daily_head where case_id > ${after} order by case_id limit ${pageIds})
        union (select distinct case_id from record_head where case_id > ${after} order by case_id limit ${pageIds})
      ) as known order by id limit ${pageIds}`);
    for (let i = 0; i < rows.length; i += chunkCases) yield rows.slice(i, i + chunkCases).map(({ id }) => id);
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

/** Cases that only roots outside still know. */
async function forgotten(db: Database, { outside }: Trust): Promise<readonly string[]> {
  const gone: string[] = [];
  const kept = [...(outside?.heads.keys() ?? [])];
  for (let i = 0; i < kept.length; i += pageRows) {
    const ids = kept.slice(i, i + pageRows);
    const found = await answered(db.select({ id: caseFile.id }).from(caseFile).where(inArray(caseFile.id, ids)));
    const known = new Set(found.map(({ id }) => id));
    gone.push(...ids.filter((id) => !known.has(id)));
  }
  return gone;
}

/** Ids in small parcels, those that come from the tables first. */
async function* parcels(db: Database, trust: Trust): AsyncGenerator<readonly string[]> {
  const seen = new Set<string>();
  const gone = new Set(await forgotten(db, trust));
  for await (const ids of knownCases(db)) {
    for (const id of ids) if (gone.has(id)) seen.add(id);
    yield ids;
  }
  const left = [...gone].filter((id) => !seen.has(id));
  for (let i = 0; i < left.length; i += chunkCases) yield left.slice(i, i + chunkCases);
}

/**
 * Verifies every case, the roots with the tables that they cover, and the company against the record of its changes. `trust`: what is
 * believed beside the database; without roots from outside, a record that was brought back to an earlier moment as a whole looks good.
 */
export async function verifyAll(db: Database, columns: PersonalColumns, trust: Trust = {}): Promise<Verification> {
  const flaws: Flaw[] = [];
  let cases = 0;
  let events = 0;
  for await (const ids of parcels(db, trust)) {
    for (const { events: good, flaw } of await verifyCases(db, ids, columns, trust)) {
      cases++;
      events += good;
      if (flaw !== null) flaws.push(flaw);
    }
  }
  return {
    cases,
    events,
    flaws: [...flaws, ...(await verifyRoots(db)), ...(await verifyRecordRoots(db, trust)), ...(await verifyCompany(db))],
  };
}
