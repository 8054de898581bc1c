import { and, desc, eq, sql } from 'drizzle-orm';
import { canonical } from '../../domain/canonical';
import type { JsonObject } from '../../domain/case/fact';
import type { Database } from '../connect';
import { answered } from '../faults';
import { calendarVersion, recordChange, ruleVersion } from '../schema';

/** A rule or calendar at one version, as plain data. */
export interface Version {
  readonly id: string;
  readonly version: string;
  readonly content: JsonObject;
}

/** What came into force by a call. */
export interface Taken {
  /** Ids of what is in force now and was not before, or otherwise. */
  readonly changed: readonly string[];
  /** Those of which the content is another under a version that ran before: what ran under it is explained by the record of changes only. */
  readonly unversioned: readonly string[];
}

type VersionTable = typeof ruleVersion | typeof calendarVersion;
type Subject = 'rule' | 'calendar';

const tables: Readonly<Record<Subject, VersionTable>> = { rule: ruleVersion, calendar: calendarVersion };

const plain = ({ id, version, content }: Version): JsonObject => ({ id, version, content });

/** What is in force now, by id: the last change of each. */
async function inForce(tx: Database, subject: Subject): Promise<ReadonlyMap<string, JsonObject>> {
  const id = sql<string>`${recordChange.after} ->> 'id'`;
  const rows = await tx
    .selectDistinctOn([id], { id, after: recordChange.after })
    .from(recordChange)
    .where(eq(recordChange.subject, subject))
    .orderBy(id, desc(recordChange.id));
  return new Map(rows.flatMap((row) => (row.after === null ? [] : [[row.id, row.after] as const])));
}

/** Keeps a version; whether another content runs under it already. */
async function keep(tx: Database, table: VersionTable, { id, version, content }: Version): Promise<boolean> {
  await tx.insert(table).values({ id, version, content, loadedAt: sql`clock_timestamp()` }).onConflictDoNothing();
  const [kept] = await tx
    .select({ content: table.content })
    .from(table)
    .where(and(eq(table.id, id), eq(table.version, version)));
  return kept !== undefined && canonical(kept.content) !== canonical(content);
}

async function take(tx: Database, subject: Subject, versions: readonly Version[], by: string): Promise<Taken> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`versions ${subject}`}, 0))`);
  const before = await inForce(tx, subject);
  const changed = versions.filter((one) => canonical(before.get(one.id) ?? null) !== canonical(plain(one)));
  const unversioned: string[] = [];
  for (const one of changed) {
    if (await keep(tx, tables[subject], one)) unversioned.push(one.id);
    const was = before.get(one.id) ?? null;
    await tx.insert(recordChange).values({ subject, before: was, after: plain(one), by, at: sql`clock_timestamp()` });
  }
  return { changed: changed.map(({ id }) => id), unversioned };
}

/**
 * Records rules, or values of the company's policy, that come into force: who brought them, when, what was before. What is in force
 * already is left alone. @throws LuyueError records.unavailable
 */
export const takeRules = (db: Database, versions: readonly Version[], by: string): Promise<Taken> =>
  answered(db.transaction((tx) => take(tx, 'rule', versions, by)));

/** Records calendars that come into force; otherwise as takeRules. */
export const takeCalendars = (db: Database, versions: readonly Version[], by: string): Promise<Taken> =>
  answered(db.transaction((tx) => take(tx, 'calendar', versions, by)));
