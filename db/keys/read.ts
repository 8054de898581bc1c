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

/** Personal columns of a party in the clear. */
export interface Opened {
  readonly values: Readonly<Record<string, string | null>>;
  /** What is wrong with a column: nothing may be sent or paid by a row that is not what was written. Null: nothing. */
  readonly fault: LuyueError | null;
}

/** What can be read; null where a key was destroyed or a value is not what was written. */
function readable(reading: Reading): string | null {
  if (reading.kind === 'locked')
    throw new LuyueError('keys.unavailable', 'Personal values of the record are encrypted, and no master key is configured here.');
  return reading.kind === 'value' ? reading.value : null;
}

const faults = {
  plain: 'stands in plain text where values are encrypted',
  broken: 'is not what was written there',
} as const;

/** The defect of a value that somebody else than commit has written; its place is named, never the value. */
function faultOf({ place }: Standing, { kind }: Reading): LuyueError | null {
  if (kind !== 'plain' && kind !== 'broken') return null;
  const [table, ...row] = place;
  const column = row.pop() ?? '';
  return new LuyueError('record.tampered', `${table} ${row.join(' ')}: ${column} ${faults[kind]}.`, { table, row, column });
}

/**
 * Personal columns of parties in the clear, in their order, with one look-up for all.
 * @throws LuyueError keys.unavailable where no master key is at hand, records.unavailable
 */
export async function openParties<F extends PartyField>(columns: PersonalColumns, rows: readonly Sealed<F>[]): Promise<readonly Opened[]> {
  const standing = rows.map(({ caseId, party, fields }) => ({ party: party ?? '', caseId, entries: entriesOf(fields) }));
  const values: Standing[] = standing.flatMap(({ caseId, party, entries }) =>
    entries.flatMap(([field, text]) => (text === null ? [] : [{ text, place: partyPlace(caseId, party, field) }])),
  );
  const readings = values.length === 0 ? [] : await columns.open(values);
  let next = 0;
  return standing.map(({ entries }) => {
    let fault: LuyueError | null = null;
    const opened = entries.map(([field, text]) => {
      const at = text === null ? -1 : next++;
      const [value, reading] = [values[at], readings[at]];
      if (value === undefined || reading === undefined) return [field, null] as const;
      fault ??= faultOf(value, reading);
      return [field, readable(reading)] as const;
    });
    return { values: Object.fromEntries(opened), fault };
  });
}

function entriesOf<F extends PartyField>(fields: Readonly<Record<F, string | null>>): readonly (readonly [F, string | null])[];
function entriesOf(fields: object): readonly (readonly [string, unknown])[] {
  return Object.entries(fields);
}
