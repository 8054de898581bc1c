import { and, asc, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import { type PartyField, partyFields } from '../../domain/org/personal';
import type { Database } from '../connect';
import { answered } from '../faults';
import { party, personalValue } from '../schema';

/** Where a party is named in an opening or an act: what stands there is in the columns of `party` too (db/record/project-parts.ts). */
const ofParty = `^/(parties/[0-9]+|party)/(${partyFields.join('|')})$`;

export type PartyRow = typeof party.$inferSelect;

/** The parties of a case, values as they stand there. */
export const partyRows = (db: Database, caseId: string): Promise<readonly PartyRow[]> =>
  answered(db.select().from(party).where(eq(party.caseId, caseId)).orderBy(asc(party.id)));

const isField = (word: string | undefined): word is PartyField => partyFields.some((field) => field === word);

/** Fields of parties that were given once and erased since, as `PARTY FIELD`: an empty column alone does not say so. */
export async function erasedFields(db: Database, caseId: string): Promise<ReadonlySet<string>> {
  const which = and(eq(personalValue.caseId, caseId), isNotNull(personalValue.subject), isNull(personalValue.value));
  const rows = await answered(db.select({ subject: personalValue.subject, path: personalValue.path }).from(personalValue).where(which));
  return new Set(
    rows.flatMap(({ subject, path }) => {
      const field = path.split('/').at(-1);
      return isField(field) ? [`${subject} ${field}`] : [];
    }),
  );
}

/** A text or number as it stands in the record, with the event that it came with. */
export interface TextRow extends Record<string, unknown> {
  readonly seq: number;
  readonly path: string;
  readonly subject: string | null;
  readonly value: string | null;
  readonly salt: string | null;
  readonly at: number;
  readonly act: string;
  readonly actor: string;
}

/** Texts of the next events that brought some: whole events, so that a page ends between two. */
export async function textRows(db: Database, caseId: string, after: number, limit: number): Promise<readonly TextRow[]> {
  const found = await answered(
    db.execute<TextRow>(sql`
      select v.seq, v.path, v.subject, v.value, v.salt, e.actor, coalesce(e.fact ->> 'act', 'open') as act,
        (extract(epoch from e.at) * 1000)::float8 as at
      from personal_value v join case_event e on e.case_id = v.case_id and e.seq = v.seq
      where v.case_id = ${caseId} and v.path !~ ${ofParty} and v.seq in (
        select distinct seq from personal_value where case_id = ${caseId} and seq > ${after} and path !~ ${ofParty} order by seq limit ${limit})
      order by v.seq, v.path`),
  );
  return found.rows;
}
