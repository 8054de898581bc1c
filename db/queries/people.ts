import type { Organisation } from '../../domain/org/organisation';
import type { Database } from '../connect';
import { answered } from '../faults';
import { organisationVersion } from '../schema';
import { organisationCache } from './organisation';

/** The people of the company as they stand now: one number is read per question, the rest only when it has changed. */
export function peopleOf(db: Database): () => Promise<Organisation> {
  const at = organisationCache();
  return async () => {
    const [row] = await answered(db.select().from(organisationVersion));
    return answered(at(db, row?.version ?? 0));
  };
}
