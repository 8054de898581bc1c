import type { JsonObject } from '../../domain/case/fact';
import { type PartyField, partyFields } from '../../domain/org/personal';
import type { Reading } from '../keys/columns';
import type { personalValue } from '../schema';
import { digestOf } from './chain';
import type { Bearer, LogCheck } from './check-log';
import type { Flaw } from './flaw';
import { partyField } from './project-parts';

export type PersonalRow = typeof personalValue.$inferSelect;

/** A personal column of a party as it can be read. */
export interface PartyValue {
  readonly party: string;
  readonly field: PartyField;
  /** Null: the column is empty. */
  readonly reading: Reading | null;
}

/** The personal values of a case, read as far as the keys reach. */
export interface PersonalBeside {
  /** In the clear; value and salt are null where a value was erased or cannot be read here. */
  readonly values: readonly PersonalRow[];
  /** Places of values that stand in plain text where everything is encrypted. */
  readonly plain: ReadonlySet<string>;
  /** Searched values by their place, with what they must be found by. */
  readonly blinds: ReadonlyMap<string, string | null>;
  readonly parties: readonly PartyValue[];
}

export const placeOf = ({ seq, path }: Pick<PersonalRow, 'seq' | 'path'>): string => `${seq} ${path}`;

const flaw = (kind: Flaw['kind'], where: string, detail: string, seq: number | null = null): Flaw => ({ kind, where, seq, detail });

/** The JSON as an opening or act brought it, its parties among it. */
const contentOf = (fact: Bearer): JsonObject =>
  fact.kind === 'opened' ? { ...fact.payload, parties: fact.parties.map((party) => ({ ...party })) } : fact.payload;

/** Whom a value is about: the nearest around it that has an id and a role, as the door that sealed it saw it (domain/case/guard.ts). */
function subjectIn(fact: Bearer, path: string): string | null {
  let at: unknown = contentOf(fact);
  let subject: string | null = null;
  for (const name of path.split('/').slice(1)) {
    if (typeof at !== 'object' || at === null) break;
    const [id, role]: readonly unknown[] = [Reflect.get(at, 'id'), Reflect.get(at, 'role')];
    if (typeof id === 'string' && typeof role === 'string') subject = id;
    at = Reflect.get(at, name);
  }
  return subject;
}

function checkValue(check: LogCheck, { plain, blinds }: PersonalBeside, row: PersonalRow): Flaw | null {
  const { seq, path, subject, value, salt, digest, blind } = row;
  const place = placeOf(row);
  const wrong = (what: string): Flaw => flaw('personal', check.caseId, `the personal value ${path} of row ${seq}: ${what}`, seq);
  if (plain.has(place))
    return flaw(
      'plain',
      check.caseId,
      `personal_value ${check.caseId} ${place}: value stands in plain text where values are encrypted`,
      seq,
    );
  const isTrue = salt === null || value === null || digestOf(salt, value) === digest;
  if (!isTrue || check.digests.get(place) !== digest) return wrong('was changed');
  const bearer = check.bearers.get(seq);
  if (bearer === undefined || subjectIn(bearer, path) !== subject) return wrong('is said to be about somebody else');
  const expected = blinds.get(place);
  return expected === undefined || expected === blind ? null : wrong('would be found by another one');
}

/** Erased values have no salt any more: of them only the digest is compared. */
export function checkPersonal(check: LogCheck, beside: PersonalBeside): Flaw | null {
  for (const row of beside.values) {
    const found = checkValue(check, beside, row);
    if (found !== null) return found;
  }
  return beside.values.length === check.digests.size ? null : flaw('personal', check.caseId, 'a personal value of the log has no row');
}

/** Columns of parties whose value was erased, or cannot be read here: what they held nobody can say. */
const unknowable = ({ values }: PersonalBeside): ReadonlySet<string> =>
  new Set(
    values.flatMap(({ subject, path, value }) => {
      const field = partyField.exec(path)?.[1];
      return value === null && field !== undefined ? [`${subject} ${field}`] : [];
    }),
  );

function checkParty(check: LogCheck, { party, field, reading }: PartyValue, isKnown: boolean): Flaw | null {
  const where = `party ${check.caseId} ${party}`;
  if (reading?.kind === 'plain') return flaw('plain', check.caseId, `${where}: ${field} stands in plain text where values are encrypted`);
  if (reading?.kind === 'broken') return flaw('personal', check.caseId, `${where}: ${field} is not what was written there`);
  if (!isKnown || reading?.kind === 'gone' || reading?.kind === 'locked') return null;
  const expected = check.rebuilt.of('party').get(party)?.[field] ?? null;
  return expected === (reading?.kind === 'value' ? reading.value : null)
    ? null
    : flaw('personal', check.caseId, `${where}: ${field} is not the value that the log has a digest of`);
}

/** By what a party is named, reached and paid, against the values that came with openings and acts. */
export function checkParties(check: LogCheck, beside: PersonalBeside): Flaw | null {
  const unknown = unknowable(beside);
  for (const value of beside.parties) {
    const found = checkParty(check, value, !unknown.has(`${value.party} ${value.field}`));
    if (found !== null) return found;
  }
  return null;
}

/** Every personal column of a party, in the order of `partyFields`. */
export const columnsOfParty = (row: Readonly<Record<PartyField, string | null>>): readonly (readonly [PartyField, string | null])[] =>
  partyFields.map((field) => [field, row[field]]);
