import type { Instant } from '../../domain/instant';
import { holders, type Organisation } from '../../domain/org/organisation';
import { isRole } from '../../domain/org/roles';

/** Accounts that may act for the owner of a task, the nearest first; the door refuses whoever may not. */
export function actorsFor(owner: string | null, organisation: Organisation, at: Instant): readonly string[] {
  if (owner === null) return [];
  if (owner.startsWith('party:')) return [owner];
  if (owner.startsWith('staff:')) return [owner.slice('staff:'.length)];
  const [role = '', unit = ''] = owner.split('@');
  return isRole(role) ? holders(organisation, role, unit, at).map((s) => s.id) : [];
}
