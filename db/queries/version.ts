import { and, eq, sql } from 'drizzle-orm';
import { canonical } from '../../domain/canonical';
import type { JsonObject } from '../../domain/case/fact';
import { LuyueError } from '../../domain/errors';
import type { Database } from '../connect';
import { answered } from '../faults';
import { calendarVersion, ruleVersion } from '../schema';

/** A rule or calendar at one version, as plain data. */
export interface Version {
  readonly id: string;
  readonly version: string;
  readonly content: JsonObject;
}

type VersionTable = typeof ruleVersion | typeof calendarVersion;

async function keep(db: Database, table: VersionTable, versions: readonly Version[]): Promise<void> {
  for (const { id, version, content } of versions) {
    await db.insert(table).values({ id, version, content, loadedAt: sql`clock_timestamp()` }).onConflictDoNothing();
    const [kept] = await db
      .select({ content: table.content })
      .from(table)
      .where(and(eq(table.id, id), eq(table.version, version)));
    if (kept !== undefined && canonical(kept.content) !== canonical(content))
      throw new LuyueError('policy.invalid', `${id} was changed without a new version (${version}).`, { id, version });
  }
}

/**
 * Keeps the versions of the rules that are about to run. Repeating it changes nothing. Throws `policy.invalid` where a
 * kept version has other content: what ran under it could not be explained any more.
 */
export const keepRuleVersions = (db: Database, versions: readonly Version[]): Promise<void> => answered(keep(db, ruleVersion, versions));

/** Keeps the versions of the calendars that are about to run; otherwise as keepRuleVersions. */
export const keepCalendarVersions = (db: Database, versions: readonly Version[]): Promise<void> =>
  answered(keep(db, calendarVersion, versions));
