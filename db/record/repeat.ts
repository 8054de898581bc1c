import { and, eq, inArray } from 'drizzle-orm';
import type { ActRequest } from '../../domain/case/act';
import type { CaseEvent, Digests } from '../../domain/case/fact';
import { isRepeat, personalOf } from '../../domain/case/repeat';
import type { Database } from '../connect';
import { type PersonalColumns, valuePlace } from '../keys/columns';
import { personalValue } from '../schema';

interface Given {
  readonly path: string;
  readonly value: string;
}

const digestsOf = ({ fact }: CaseEvent): Digests => (fact.kind === 'acted' ? (fact.digests ?? {}) : {});

/** The value of a row as it was given; where it is encrypted its salt stands before it. */
const givenAs = (text: string, isTogether: boolean): string => (isTogether ? text.slice(text.indexOf('\n') + 1) : text);

/** Whether personal values are those that came with an event before; of what was erased or cannot be read here nothing can be said. */
async function areSame(db: Database, columns: PersonalColumns, caseId: string, seq: number, given: readonly Given[]): Promise<boolean> {
  if (given.length === 0) return true;
  const paths = given.map(({ path }) => path);
  const { path, value, salt } = personalValue;
  const where = and(eq(personalValue.caseId, caseId), eq(personalValue.seq, seq), inArray(path, paths));
  const rows = (await db.select({ path, value, salt }).from(personalValue).where(where)).flatMap((row) =>
    row.value === null ? [] : [{ ...row, text: row.value }],
  );
  const readings = await columns.open(rows.map((row) => ({ text: row.text, place: valuePlace(caseId, seq, row.path) })));
  return rows.every((row, i) => {
    const reading = readings[i];
    if (reading?.kind !== 'value') return true;
    return given.find((one) => one.path === row.path)?.value === givenAs(reading.value, row.salt === null);
  });
}

/**
 * Whether a request repeats what its cause wrote before: the same act by the same, for the same, with the same content. `sealed`: the
 * personal values, where they were taken out of the request already.
 */
export async function repeats(
  db: Database,
  columns: PersonalColumns,
  { caseId, events, request, sealed }: RepeatQuestion,
): Promise<boolean> {
  const [first] = events;
  if (first === undefined || !isRepeat(events, request)) return false;
  const given = sealed ?? personalOf(request.payload, digestsOf(first));
  return areSame(db, columns, caseId, first.seq, given);
}

export interface RepeatQuestion {
  readonly caseId: string;
  readonly events: readonly CaseEvent[];
  readonly request: ActRequest;
  readonly sealed?: readonly Given[];
}
