import { and, asc, eq, gt, sql } from 'drizzle-orm';
import { canonical } from '../../domain/canonical';
import type { JsonObject } from '../../domain/case/fact';
import type { Database } from '../connect';
import { answered } from '../faults';
import { type CompanyTable, companyTableNames, companyTables } from '../record/company';
import type { Flaw } from '../record/flaw';
import { calendarVersion, recordChange, ruleVersion } from '../schema';

const page = 1_000;

/** Every change of a subject, in its order. */
async function* changesOf(db: Database, subject: string): AsyncGenerator<Pick<typeof recordChange.$inferSelect, 'before' | 'after'>> {
  for (let after = 0; ; ) {
    const which = and(eq(recordChange.subject, subject), gt(recordChange.id, after));
    const rows = await db.select().from(recordChange).where(which).orderBy(asc(recordChange.id)).limit(page);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < page) return;
    after = last.id;
  }
}

const keyOf = (table: CompanyTable, row: JsonObject): string => companyTables[table].map((name) => String(row[name])).join(' ');

/** The rows of a table as its changes leave them. */
async function remembered(db: Database, table: CompanyTable): Promise<ReadonlyMap<string, JsonObject>> {
  const rows = new Map<string, JsonObject>();
  for await (const { before, after } of changesOf(db, table)) {
    if (before !== null) rows.delete(keyOf(table, before));
    if (after !== null) rows.set(keyOf(table, after), after);
  }
  return rows;
}

async function standing(db: Database, table: CompanyTable): Promise<readonly JsonObject[]> {
  const { rows } = await db.execute<{ row: JsonObject }>(sql`select to_jsonb(t) as row from ${sql.identifier(table)} t`);
  return rows.map(({ row }) => row);
}

/** The first column that differs; one that was added to the table later is not in what was remembered before. */
const differs = (known: JsonObject, row: JsonObject): string | undefined =>
  Object.keys(known).find((name) => canonical(known[name] ?? null) !== canonical(row[name] ?? null));

const flaw = (where: string, detail: string): Flaw => ({ kind: 'company', where, seq: null, detail });

async function tableFlaw(db: Database, table: CompanyTable): Promise<Flaw | null> {
  const known = new Map(await remembered(db, table));
  for (const row of await standing(db, table)) {
    const key = keyOf(table, row);
    const before = known.get(key);
    if (before === undefined) return flaw(table, `${key}: nobody is recorded to have added it`);
    const column = differs(before, row);
    if (column !== undefined) return flaw(table, `${key}: ${column} is not what it was last recorded to be changed to`);
    known.delete(key);
  }
  const [gone] = known.keys();
  return gone === undefined ? null : flaw(table, `${gone}: nobody is recorded to have taken it away`);
}

/** Versions of rules or calendars that are not what was recorded when they came into force. Those of before that were never recorded. */
async function versionFlaw(
  db: Database,
  table: typeof ruleVersion | typeof calendarVersion,
  name: string,
  subject: string,
): Promise<Flaw | null> {
  const kept = await db.select({ id: table.id, version: table.version, content: table.content }).from(table);
  const byVersion = new Map(kept.map((row) => [`${row.id}@${row.version}`, row.content]));
  const seen = new Set<string>();
  for await (const { after } of changesOf(db, subject)) {
    const version = `${String(after?.id)}@${String(after?.version)}`;
    if (after === null || seen.has(version)) continue;
    seen.add(version);
    const content = byVersion.get(version);
    if (content === undefined) return flaw(name, `${version} is missing`);
    if (canonical(content) !== canonical(after.content ?? null)) return flaw(name, `${version} is not what came into force`);
  }
  return null;
}

/**
 * The company, the rules and the calendars against the record of their changes: names the first row of each table that was changed past it.
 * @throws LuyueError records.unavailable
 */
export async function verifyCompany(db: Database): Promise<readonly Flaw[]> {
  const check = async (tx: Database): Promise<readonly Flaw[]> => {
    const found: (Flaw | null)[] = [];
    for (const table of companyTableNames) found.push(await tableFlaw(tx, table));
    found.push(await versionFlaw(tx, ruleVersion, 'rule_version', 'rule'));
    found.push(await versionFlaw(tx, calendarVersion, 'calendar_version', 'calendar'));
    return found.flatMap((one) => one ?? []);
  };
  return answered(db.transaction(check, { isolationLevel: 'repeatable read', accessMode: 'read only' }));
}
