import type { Database } from '../db/connect';
import { readOrganisation } from '../db/queries/organisation';
import { LuyueError } from '../domain/errors';
import { rolesOf } from '../domain/org/organisation';
import { type Role, roles } from '../domain/org/roles';

const wrong = (path: string, reason: string): LuyueError =>
  new LuyueError('input.invalid', `${path}: ${reason}`, { issues: [{ path, reason }] });

/** Who may: a person on the staff list with one of the roles. @throws LuyueError input.invalid, actor.unknown, actor.role */
export async function requireRole({ db }: { readonly db: Database }, as: string | undefined, allowed: readonly Role[]): Promise<string> {
  if (as === undefined) throw wrong('--as', 'is missing: who does it is recorded');
  const { organisation } = await readOrganisation(db);
  const staff = organisation.byId.get(as);
  if (staff === undefined || !staff.active)
    throw new LuyueError('actor.unknown', `${as} is not on the staff list or not active.`, { staff: as });
  if (!rolesOf(organisation, as, Date.now()).some((role) => allowed.includes(role)))
    throw new LuyueError('actor.role', `${as} is none of: ${allowed.map((role) => roles[role].en).join(', ')}.`, { staff: as, allowed });
  return as;
}
