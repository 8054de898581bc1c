import { LuyueError } from '../../domain/errors';
import type { PartyField } from '../../domain/org/personal';
import { type PersonalColumns, partyPlace, type Reading, type Standing } from './columns';

/** A party as a row names it, with some of its personal columns. */
export interface Sealed<F extends PartyField> {
  readonly caseId: string;
  /** Null: the row has no party. */
  readonly party: string | null;
  readonly fields: Readonly<Record<F, string | null>>;
}

/** What can be read; null where a key was destroyed or a value is not what was written. */
function readable(reading: Reading): string | null {
  if (reading.kind === 'locked')
    throw new LuyueError('keys.unavailable', 'Personal values of the record are encrypted, and no master key is configured here.');
  return reading.kind === 'value' ? reading.value : null;
}

/**
 * Personal columns of parties in the clear, in their order, with one look-up for all.
 * @throws LuyueError keys.unavailable where no master key is at hand, records.unavailable
 */
export async function openParties<F extends PartyField>(
  columns: PersonalColumns,
  rows: readonly Sealed<F>[],
): Promise<readonly Readonly<Record<string, string | null>>[]> {
  const standing = rows.map(({ caseId, party, fields }) => ({ party: party ?? '', caseId, entries: entriesOf(fields) }));
  const values: Standing[] = standing.flatMap(({ caseId, party, entries }) =>
    entries.flatMap(([field, text]) => (text === null ? [] : [{ text, place: partyPlace(caseId, party, field) }])),
  );
  const readings = values.length === 0 ? [] : await columns.open(values);
  let next = 0;
  return standing.map(({ entries }) =>
    Object.fromEntries(
      entries.map(([field, text]) => {
        const reading = text === null ? undefined : readings[next++];
        return [field, reading === undefined ? null : readable(reading)];
      }),
    ),
  );
}

function entriesOf<F extends PartyField>(fields: Readonly<Record<F, string | null>>): readonly (readonly [F, string | null])[];
function entriesOf(fields: object): readonly (readonly [string, unknown])[] {
  return Object.entries(fields);
}
