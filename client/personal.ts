import type { Database } from '../db/connect';
import type { PersonalColumns } from '../db/keys/columns';
import { readPersonal } from '../db/queries/personal';
import { recordDenied } from '../db/queries/refusal';
import { findSeen } from '../db/queries/visible';
import { LuyueError } from '../domain/errors';
import { accessOf } from '../domain/org/access';
import type { Organisation, Staff } from '../domain/org/organisation';
import type { PersonalValues } from '../domain/org/personal';
import type { PersonalReading } from './records';

export interface PersonalPorts {
  readonly db: Database;
  readonly columns: PersonalColumns;
  readonly people: () => Promise<Organisation>;
}

/** Here an actor is what the caller says; only staff have rights to look up. @throws LuyueError access.denied, staff.not-found, actor.unknown */
function readerOf(organisation: Organisation, as: string): Staff {
  if (/^(system|party):/.test(as))
    throw new LuyueError('access.denied', 'Personal values are read by members of staff; a service account reads them over HTTP.', {
      actor: as,
    });
  const staff = organisation.byId.get(as);
  if (staff === undefined) throw new LuyueError('staff.not-found', `There is no member of staff '${as}'.`, { staff: as });
  if (!staff.active) throw new LuyueError('actor.unknown', `${as} is not active.`, { staff: as });
  return staff;
}

/** The personal values of a case as a member of staff gets them by the same rights as over HTTP. @throws as `Records.personal` */
export async function personalAs({ db, columns, people }: PersonalPorts, id: string, reading: PersonalReading): Promise<PersonalValues> {
  const { as, tool, request, ...wish } = reading;
  const organisation = await people();
  const access = accessOf(organisation, readerOf(organisation, as), Date.now());
  const found = await findSeen(db, access, id);
  if (found?.seen === true) return readPersonal(db, columns, found.row.id, { actor: as, tool, request, right: found.right }, wish);
  if (found !== undefined) await recordDenied(db, found.row.id, { actor: as, part: 'personal', request }, 'The case is not theirs to see.');
  throw new LuyueError('case.not-found', `There is no case '${id}'.`, { case: id });
}
