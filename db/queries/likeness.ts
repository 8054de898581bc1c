import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Instant } from '../../domain/instant';
import type { Database } from '../connect';
import { answered } from '../faults';
import { type PersonalColumns, plainColumns } from '../keys/columns';
import { caseEvent, caseFile, personalValue } from '../schema';

const dayMs = 86_400_000;

/** What a new opening has in common with an earlier one. */
export interface Alike {
  readonly process: string;
  /** JSON pointer of a personal value in the opening. */
  readonly path: string;
  readonly value: string;
  /** Field of the opening that holds an instant. */
  readonly instant: string;
  readonly at: Instant;
}

/** What the index is on: the blind of an encrypted value, or the value itself. */
const findable = sql`coalesce(${personalValue.blind}, ${personalValue.value})`;

/** The oldest case opened with the same personal value and an instant less than a day away; null where there is none. */
export async function findAlike(
  db: Database,
  { process, path, value, instant, at }: Alike,
  columns: PersonalColumns = plainColumns,
): Promise<string | null> {
  const blind = await columns.blind(path, value);
  const opened = and(eq(caseEvent.caseId, personalValue.caseId), eq(caseEvent.seq, personalValue.seq), eq(caseEvent.kind, 'opened'));
  const near = sql`abs((${caseEvent.fact} -> 'payload' ->> ${instant})::bigint - ${at}::bigint) < ${dayMs}::bigint`;
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
          near,
        ),
      )
      .orderBy(asc(caseFile.number))
      .limit(1),
  );
  return found[0]?.id ?? null;
}
