import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Instant } from '../../domain/instant';
import type { Database } from '../connect';
import { answered } from '../faults';
import type { PersonalColumns } from '../keys/columns';
import { caseEvent, caseFile, personalValue } from '../schema';

const dayMs = 86_400_000;

/** What a new opening has in common with an earlier one. */
export interface Alike {
  readonly process: string;
  /** JSON pointer of a personal value in the opening. */
  readonly path: string;
  readonly value: string;
  /** An instant under a field of the opening, where one tells the matter. */
  readonly near?: { readonly field: string; readonly at: Instant };
}

/** What the index is on: the blind of an encrypted value, or the value itself. */
const findable = sql`coalesce(${personalValue.blind}, ${personalValue.value})`;

const within = ({ field, at }: NonNullable<Alike['near']>) =>
  sql`abs((${caseEvent.fact} -> 'payload' ->> ${field})::bigint - ${at}::bigint) < ${dayMs}::bigint`;

/** The oldest case opened with the same personal value and, where one is given, an instant less than a day away; null where there is none. */
export async function findAlike(db: Database, { process, path, value, near }: Alike, columns: PersonalColumns): Promise<string | null> {
  const blind = await columns.blind(path, value);
  const opened = and(eq(caseEvent.caseId, personalValue.caseId), eq(caseEvent.seq, personalValue.seq), eq(caseEvent.kind, 'opened'));
  const found = await answered(
    db
      .select({ id: caseFile.id })
      .from(personalValue)
      .innerJoin(caseEvent, opened)
      .innerJoin(caseFile, eq(caseFile.id, personalValue.caseId))
      .where(
        and(
          eq(personalValue.path, path),
          inArray(findable, blind === null ? [value] : [blind, value]),
          eq(caseFile.process, process),
          near && within(near),
        ),
      )
      // An expression, so that nobody walks through all cases by their number in the hope of meeting one.
      .orderBy(asc(sql`${caseFile.number} + 0`))
      .limit(1),
  );
  return found[0]?.id ?? null;
}
