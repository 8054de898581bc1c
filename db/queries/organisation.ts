import { sql } from 'drizzle-orm';
import { type Organisation, type OrganisationRows, organisationOf } from '../../domain/org/organisation';
import type { Database } from '../connect';
import { answered } from '../faults';
import {
  absence,
  authorityLimit,
  branch,
  delegation,
  dutyRoster,
  lending,
  organisationVersion,
  roleAssignment,
  staff,
  team,
} from '../schema';

const staffColumns = {
  id: staff.id,
  person: staff.person,
  locale: staff.locale,
  active: staff.active,
  until: staff.until,
  team: staff.team,
  branch: staff.branch,
  skills: staff.skills,
  capacity: staff.capacity,
};

async function rowsOf(db: Database): Promise<OrganisationRows> {
  return {
    staff: await db.select(staffColumns).from(staff),
    roles: await db.select().from(roleAssignment),
    delegations: await db.select().from(delegation),
    limits: await db.select().from(authorityLimit),
    duties: await db.select().from(dutyRoster),
    absences: await db.select().from(absence),
    lendings: await db.select().from(lending),
    branches: (await db.select({ id: branch.id }).from(branch)).map(({ id }) => id),
    teams: await db.select({ id: team.id, branch: team.branch, lines: team.lines }).from(team),
  };
}

const versionIn = async (db: Database): Promise<number> => (await db.select().from(organisationVersion))[0]?.version ?? 0;

export interface OrganisationSnapshot {
  readonly version: number;
  readonly organisation: Organisation;
}

/** Reads on one connection; a change between two of the reads shows in the version, and it reads again. */
async function snapshot(db: Database): Promise<OrganisationSnapshot> {
  for (;;) {
    const version = await versionIn(db);
    const organisation = organisationOf(await rowsOf(db));
    if ((await versionIn(db)) === version) return { version, organisation };
  }
}

/** The people of the company as they stand in the record. */
export const readOrganisation = (db: Database): Promise<OrganisationSnapshot> => answered(snapshot(db));

/**
 * Keeps the people of the newest version seen. Every commit asks for the version that its own transaction sees, so that
 * a change of staff counts from the very next commit on, and a commit reads one number instead of the whole company.
 */
export function organisationCache(): (db: Database, version: number) => Promise<Organisation> {
  let known: OrganisationSnapshot | null = null;
  return async (db, version) => {
    if (known !== null && known.version >= version) return known.organisation;
    const fresh = await snapshot(db);
    known = fresh;
    return fresh.organisation;
  };
}

/** Open cases of some handlers. */
export async function readLoad(db: Database, handlers: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (handlers.length === 0) return new Map();
  const found = await db.execute<{ handler: string; open: number }>(
    sql`select handler, count(*)::int as open from case_file
      where status = 'open' and handler in ${handlers} group by handler`,
  );
  return new Map(found.rows.map(({ handler, open }) => [handler, open]));
}
