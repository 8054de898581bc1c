import { and, asc, eq } from 'drizzle-orm';
import type { Database } from '../db/connect';
import { answered } from '../db/faults';
import type { PersonalColumns } from '../db/keys/columns';
import { type CaseRow, findByReference, findCase } from '../db/queries/case';
import { findCovering } from '../db/queries/declared-event';
import { findAlike } from '../db/queries/likeness';
import { wholeLog } from '../db/queries/log';
import { peopleOf } from '../db/queries/people';
import { recordRefusal } from '../db/queries/refusal';
import { repeats } from '../db/record/repeat';
import { eventOf } from '../db/record/stored';
import { caseEvent } from '../db/schema';
import type { CaseEvent } from '../domain/case/fact';
import { personalAs } from './personal';
import type { KnownCase, Records } from './records';

function knownOf(row: CaseRow | undefined): KnownCase | null {
  if (row === undefined) return null;
  const { id, number, process, source, reference, digest, status, stage, outcome, headSeq } = row;
  return { id, number, process, source, reference, digest, status, stage, outcome, headSeq };
}

async function all(events: AsyncIterable<CaseEvent>): Promise<readonly CaseEvent[]> {
  const found: CaseEvent[] = [];
  for await (const event of events) found.push(event);
  return found;
}

/** The record in PostgreSQL as the doors use it. `columns`: how its personal values stand, to find equal ones. */
export const recordsOf = (db: Database, columns: PersonalColumns): Records => ({
  keyed: (digest) => columns.keyed(digest),
  byId: async (id) => knownOf(await findCase(db, id)),
  byKey: async ({ process, source, reference }) => knownOf(await findByReference(db, process, source, reference)),
  alike: (process, { path, instant }, value, at) => {
    const near = instant === undefined || at === null ? {} : { near: { field: instant, at } };
    return findAlike(db, { process, path, value, ...near }, columns);
  },
  covering: (happening) => findCovering(db, happening),
  caused: async (id, cause) => {
    const which = and(eq(caseEvent.caseId, id), eq(caseEvent.cause, cause));
    return (await answered(db.select().from(caseEvent).where(which).orderBy(asc(caseEvent.seq)))).map(eventOf);
  },
  repeats: (caseId, events, request) => answered(repeats(db, columns, { caseId, events, request })),
  log: (id, asOf) => all(wholeLog(db, id, asOf)),
  personal: (id, reading) => personalAs({ db, columns, people: peopleOf(db) }, id, reading),
  refused: (id, request, objection, at) => recordRefusal(db, id, request, objection, at),
});
