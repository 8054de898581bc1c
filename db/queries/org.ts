import { asc, eq, type SQL, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { LuyueError } from '../../domain/errors';
import type { Instant } from '../../domain/instant';
import { type Organisation, rolesOf } from '../../domain/org/organisation';
import type { Role } from '../../domain/org/roles';
import type { Database } from '../connect';
import { answered } from '../faults';
import { type OrganisationFile, organisationFile } from '../org-file';
import { bulkOf, deleteOthers, insertMissing } from '../record/bulk';
import { absence, authorityLimit, branch, delegation, dutyRoster, lending, roleAssignment, staff, team } from '../schema';

const taken = (...names: readonly string[]): Record<string, SQL> =>
  Object.fromEntries(names.map((name) => [name, sql`excluded.${sql.identifier(name)}`]));

/** Rows of a table of terms: those that are wanted stay or come, the others go. A row that is wanted and there is not touched. */
async function bring(tx: Database, table: PgTable, rows: readonly object[]): Promise<void> {
  const bulk = bulkOf(table);
  await tx.execute(deleteOthers(bulk, rows));
  await tx.execute(insertMissing(bulk, rows));
}

async function bringTerms(tx: Database, org: OrganisationFile): Promise<void> {
  await bring(
    tx,
    roleAssignment,
    org.staff.flatMap((s) => s.roles.map((r) => ({ staff: s.id, ...r }))),
  );
  await bring(tx, delegation, org.delegations);
  await bring(tx, authorityLimit, org.limits);
  await bring(tx, dutyRoster, org.duties);
  await bring(tx, absence, org.absences);
  await bring(tx, lending, org.lendings);
}

async function replaceOrg(tx: Database, org: OrganisationFile, by: string): Promise<void> {
  await tx.execute(sql`select set_config('luyue.actor', ${by}, true)`);
  await tx
    .insert(branch)
    .values(org.branches)
    .onConflictDoUpdate({ target: branch.id, set: taken('name') });
  if (org.teams.length > 0)
    await tx
      .insert(team)
      .values(org.teams)
      .onConflictDoUpdate({ target: team.id, set: taken('name', 'branch', 'lines') });
  const people = org.staff.map(({ roles: _roles, person, ...s }) => ({ ...s, person: person ?? s.id }));
  const set = {
    ...taken('name', 'email', 'phone', 'locale', 'active', 'team', 'branch', 'manager', 'skills', 'capacity'),
    person: sql`excluded.person_id`,
    until: sql`excluded.until_at`,
  };
  await tx.insert(staff).values(people).onConflictDoUpdate({ target: staff.id, set });
  await bringTerms(tx, org);
}

/**
 * Brings the company to what a file says: staff are added or changed, never deleted; roles, delegations, limits, duties,
 * absences and lendings are those of the file. What changes by it is recorded with `by`. Throws `input.invalid` with the path and reason of
 * every wrong value; then nothing was changed.
 */
export async function loadOrg(db: Database, file: unknown, by: string): Promise<void> {
  const parsed = organisationFile.safeParse(file);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map(({ path, message }) => ({ path: `/${path.join('/')}`, message }));
    throw new LuyueError('input.invalid', wrong.map(({ path, message }) => `${path}: ${message}`).join('; '), { wrong });
  }
  await answered(db.transaction((tx) => replaceOrg(tx, parsed.data, by)));
}

export interface StaffEntry {
  readonly id: string;
  readonly person: string;
  readonly name: string;
  readonly active: boolean;
  readonly team: string | null;
  readonly branch: string | null;
  readonly roles: readonly Role[];
}

const entryColumns = { id: staff.id, person: staff.person, name: staff.name, active: staff.active, team: staff.team, branch: staff.branch };

/** Everybody on the staff list with the roles they have at an instant, by id. */
export async function listStaff(db: Database, organisation: Organisation, at: Instant): Promise<readonly StaffEntry[]> {
  const rows = await answered(db.select(entryColumns).from(staff).orderBy(asc(staff.id)));
  return rows.map((row) => ({ ...row, roles: rolesOf(organisation, row.id, at) }));
}

/** One member of staff. Throws `staff.not-found`. */
export async function getStaff(db: Database, organisation: Organisation, id: string, at: Instant): Promise<StaffEntry> {
  const [row] = await answered(db.select(entryColumns).from(staff).where(eq(staff.id, id)));
  if (row === undefined) throw new LuyueError('staff.not-found', `There is no member of staff '${id}'.`, { staff: id });
  return { ...row, roles: rolesOf(organisation, id, at) };
}

/** The manager of everybody who has one. */
export async function managersByStaff(db: Database): Promise<ReadonlyMap<string, string>> {
  const rows = await answered(db.select({ id: staff.id, manager: staff.manager }).from(staff));
  return new Map(rows.flatMap(({ id, manager }) => (manager === null ? [] : [[id, manager] as const])));
}
