import { inArray } from 'drizzle-orm';
import type { Database } from '../connect';
import { searchedPaths } from '../keys/blind';
import { type PersonalColumns, partyPlace, type Reading, type Standing, valuePlace } from '../keys/columns';
import { columnsOfParty, type PartyValue, type PersonalBeside, type PersonalRow, placeOf } from '../record/check-personal';
import { party, personalValue } from '../schema';

const openAll = async (columns: PersonalColumns, values: readonly Standing[]): Promise<readonly Reading[]> =>
  values.length === 0 ? [] : columns.open(values);

/** A value with its reading; null where it was erased. */
interface Read {
  readonly row: PersonalRow;
  readonly reading: Reading | null;
}

/**
 * The row in the clear, as far as it can be read: one whose key was destroyed counts as erased, and so does every encrypted one where
 * there is no master key. What was changed reads as something that no digest fits.
 */
function clear({ row, reading }: Read): PersonalRow {
  if (reading === null || row.salt !== null) return row;
  if (reading.kind === 'gone' || reading.kind === 'locked') return { ...row, value: null };
  const [salt = '', ...value] = reading.kind === 'value' ? reading.value.split('\n') : [];
  return { ...row, salt, value: value.join('\n') };
}

async function readValues(tx: Database, cases: string[], columns: PersonalColumns): Promise<readonly Read[]> {
  const rows = await tx.select().from(personalValue).where(inArray(personalValue.caseId, cases));
  const standing = rows.flatMap(({ caseId, seq, path, value }) =>
    value === null ? [] : [{ text: value, place: valuePlace(caseId, seq, path) }],
  );
  const readings = await openAll(columns, standing);
  let next = 0;
  return rows.map((row) => ({ row, reading: row.value === null ? null : (readings[next++] ?? null) }));
}

interface OfCase extends PartyValue {
  readonly caseId: string;
}

async function readParties(tx: Database, cases: string[], columns: PersonalColumns): Promise<readonly OfCase[]> {
  const rows = await tx.select().from(party).where(inArray(party.caseId, cases));
  const places = rows.flatMap((row) => columnsOfParty(row).map(([field, text]) => ({ caseId: row.caseId, party: row.id, field, text })));
  const standing = places.flatMap(({ caseId, party: id, field, text }) =>
    text === null ? [] : [{ text, place: partyPlace(caseId, id, field) }],
  );
  const readings = await openAll(columns, standing);
  let next = 0;
  return places.map(({ text, ...place }) => ({ ...place, reading: text === null ? null : (readings[next++] ?? null) }));
}

/** By what searched values must be found; of others and of what cannot be read nothing is said. */
async function blindsOf(rows: readonly PersonalRow[], columns: PersonalColumns): Promise<PersonalBeside['blinds']> {
  const found = new Map<string, string | null>();
  for (const row of rows)
    if (row.value !== null && searchedPaths.has(row.path)) found.set(placeOf(row), await columns.blind(row.path, row.value));
  return found;
}

/** The personal values of cases, read as far as the keys reach. */
export async function personalOf(tx: Database, cases: string[], columns: PersonalColumns): Promise<ReadonlyMap<string, PersonalBeside>> {
  const values = await readValues(tx, cases, columns);
  const parties = await readParties(tx, cases, columns);
  const found = new Map<string, PersonalBeside>();
  for (const id of cases) {
    const own = values.filter(({ row }) => row.caseId === id);
    const rows = own.map(clear);
    const plain = new Set(own.flatMap(({ row, reading }) => (reading?.kind === 'plain' ? [placeOf(row)] : [])));
    found.set(id, { values: rows, plain, blinds: await blindsOf(rows, columns), parties: parties.filter(({ caseId }) => caseId === id) });
  }
  return found;
}
