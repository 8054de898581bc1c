import { asc, eq, type SQL, sql } from 'drizzle-orm';
import { LuyueError } from '../../domain/errors';
import type { Instant } from '../../domain/instant';
import { type Organisation, rolesOf } from '../../domain/org/organisation';
import type { Role } from '../../domain/org/roles';
import type { Database } from '../connect';
import { answered } from '../faults';
import { type OrganisationFile, organisationFile } from '../org-file';
import { absence, authorityLimit, branch, delegation, dutyRoster, roleAssignment, staff, team } from '../schema';

const taken = (...names: readonly string[]): Record<string, SQL> =>
  Object.fromEntries(names.map((name) => [name, sql`excluded.${sql.identifier(name)}`]));

async function replaceTerms(tx: Database, org: OrganisationFile): Promise<void> {
  await tx.delete(roleAssignment);
  await tx.delete(delegation);
  await tx.delete(authorityLimit);
  await tx.delete(dutyRoster);
  await tx.delete(absence);
  const held = org.staff.flatMap((s) => s.roles.map((r) => ({ staff: s.id, ...r })));
  await tx.insert(roleAssignment).values(held);
  if (org.delegations.length > 0) await tx.insert(delegation).values(org.delegations);
  if (org.limits.length > 0) await tx.insert(authorityLimit).values(org.limits);
  if (org.duties.length > 0) await tx.insert(dutyRoster).values(org.duties);
  if (org.absences.length > 0) await tx.insert(absence).values(org.absences);
}

async function replaceOrg(tx: Database, org: OrganisationFile): Promise<void> {
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
  };
  await tx.insert(staff).values(people).onConflictDoUpdate({ target: staff.id, set });
  await replaceTerms(tx, org);
}

/**
 * Brings the company to what a file says: staff are added or changed, never deleted; roles, delegations, limits, duties and
 * absences are those of the file. Throws `input.invalid` with the path and reason of every wrong value; then nothing was changed.
 */
export async function loadOrg(db: Database, file: unknown): Promise<void> {
  const parsed = organisationFile.safeParse(file);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map(({ path, message }) => ({ path: `/${path.join('/')}`, message }));
    throw new LuyueError('input.invalid', wrong.map(({ path, message }) => `${path}: ${message}`).join('; '), { wrong });
  }
  await answered(db.transaction((tx) => replaceOrg(tx, parsed.data)));
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
