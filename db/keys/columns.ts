import { LuyueError } from '../../domain/errors';
import { type PartyField, partyFields } from '../../domain/org/personal';
import type { dataKey, party, personalValue } from '../schema';
import { blindOf, keyedDigestOf, searchedPaths } from './blind';
import type { Keyring, OpenKey } from './keyring';
import { keyIdOf, openText, type Place, sealText } from './sealed-text';
import type { StoredKey } from './store';

type PartyRow = typeof party.$inferInsert;
type PersonalRow = typeof personalValue.$inferInsert;
type KeyRow = typeof dataKey.$inferInsert;

/** The rows of a transition that hold personal values. */
export interface PersonalRows {
  readonly parties: readonly PartyRow[];
  readonly personal: readonly PersonalRow[];
}

export interface WrittenRows extends PersonalRows {
  /** Keys that these rows are the first to need: written with them or not at all. */
  readonly keys: readonly KeyRow[];
}

/** A value as a row holds it. */
export interface Standing {
  readonly text: string;
  readonly place: Place;
}

/**
 * `gone`: its key was destroyed. `broken`: it is not what was written there. `plain`: it is not encrypted where everything is, so that
 * nobody knows who wrote it. `locked`: there is no master key here.
 */
export type Reading = { readonly kind: 'value'; readonly value: string } | { readonly kind: 'gone' | 'broken' | 'plain' | 'locked' };

/** How personal values stand in the record. */
export interface PersonalColumns {
  /** Rows as they are written. `known`: the personal keys that the case has, retired ones too. @throws LuyueError keys.unavailable */
  seal(caseId: string, rows: PersonalRows, known: readonly StoredKey[]): Promise<WrittenRows>;
  /** Values again, in their order. @throws LuyueError keys.unavailable, records.unavailable */
  open(values: readonly Standing[]): Promise<readonly Reading[]>;
  /** What a searched value is found by where it stands encrypted; null where nothing is. */
  blind(path: string, value: string): Promise<string | null>;
  /** The digest of an opening as the record holds it. @throws LuyueError keys.unavailable */
  keyed(digest: string): Promise<string>;
}

export const partyPlace = (caseId: string, id: string, field: PartyField): Place => ['party', caseId, id, field];
export const valuePlace = (caseId: string, seq: number, path: string): Place => ['personal_value', caseId, seq, path];

/** Values side by side with their salts, for development and for tests of other things. Encrypted ones stay shut. */
export const plainColumns: PersonalColumns = {
  seal: async (caseId, rows, known) => {
    if (known.length > 0)
      throw new LuyueError('keys.unavailable', `${caseId} has keys of its own: nothing of it is written in plain text.`, { case: caseId });
    return { ...rows, keys: [] };
  },
  open: async (values) => values.map(({ text }): Reading => (keyIdOf(text) === null ? { kind: 'value', value: text } : { kind: 'locked' })),
  blind: async () => null,
  keyed: async (digest) => digest,
};

/** The newest key per subject, and the version that a next one would have. */
function bySubject(known: readonly StoredKey[]): ReadonlyMap<string, StoredKey> {
  const sorted = [...known].sort((a, b) => a.version - b.version);
  return new Map(sorted.map((key) => [key.subject, key]));
}

interface Subjects {
  readonly keys: ReadonlyMap<string, OpenKey>;
  readonly made: readonly KeyRow[];
}

/** A key for every subject: the current one, or a new one. */
async function keysFor(keyring: Keyring, caseId: string, subjects: readonly string[], known: readonly StoredKey[]): Promise<Subjects> {
  const newest = bySubject(known);
  const current = subjects.flatMap((subject) => newest.get(subject) ?? []).filter(({ retired }) => !retired);
  const keys = new Map((await keyring.open(current)).map((key) => [key.subject, key]));
  const made: KeyRow[] = [];
  for (const subject of subjects) {
    if (keys.has(subject)) continue;
    const spare = await keyring.spare();
    const at = { kind: 'personal', caseId, subject, version: (newest.get(subject)?.version ?? 0) + 1 } as const;
    keys.set(subject, keyring.adopt(spare, at));
    made.push({ ...at, id: spare.id, wrapped: spare.wrapped, master: spare.master, createdAt: Date.now() });
  }
  return { keys, made };
}

const hasValues = (row: PartyRow): boolean => partyFields.some((field) => row[field] != null);

function sealParty(row: PartyRow, keys: ReadonlyMap<string, OpenKey>): PartyRow {
  const key = keys.get(row.id);
  if (key === undefined) return row;
  const sealed = partyFields.map((field) => {
    const value = row[field];
    return [field, value == null ? null : sealText(key, value, partyPlace(row.caseId, row.id, field))] as const;
  });
  return { ...row, ...Object.fromEntries(sealed) };
}

function sealValue(row: PersonalRow, keys: ReadonlyMap<string, OpenKey>, index: OpenKey): PersonalRow {
  const { caseId, seq, path, value, salt } = row;
  const key = keys.get(row.subject ?? '');
  if (key === undefined || value == null || salt == null)
    throw new LuyueError('defect.unexpected', `The personal value ${path} came without a key or a salt.`);
  const blind = searchedPaths.has(path) ? blindOf(index.bytes, path, value) : null;
  return { ...row, value: sealText(key, `${salt}\n${value}`, valuePlace(caseId, seq, path)), salt: null, blind };
}

async function openAll(keyring: Keyring, values: readonly Standing[]): Promise<readonly Reading[]> {
  const keys = await keyring.byIds(values.flatMap(({ text }) => keyIdOf(text) ?? []));
  return values.map(({ text, place }): Reading => {
    const id = keyIdOf(text);
    if (id === null) return { kind: 'plain' };
    const key = keys.get(id) ?? 'unknown';
    if (key === 'destroyed') return { kind: 'gone' };
    const value = key === 'unknown' ? null : openText(key, text, place);
    return value === null ? { kind: 'broken' } : { kind: 'value', value };
  });
}

/** Values encrypted under a key per party, and one per case for what belongs to nobody. */
export const sealedColumns = (keyring: Keyring): PersonalColumns => ({
  seal: async (caseId, { parties, personal }, known) => {
    const subjects = new Set([...personal.map(({ subject }) => subject ?? ''), ...parties.filter(hasValues).map(({ id }) => id)]);
    if (subjects.size === 0) return { parties, personal, keys: [] };
    const { keys, made } = await keysFor(keyring, caseId, [...subjects], known);
    const index = await keyring.index();
    return {
      parties: parties.map((row) => sealParty(row, keys)),
      personal: personal.map((row) => sealValue(row, keys, index)),
      keys: made,
    };
  },
  open: (values) => openAll(keyring, values),
  blind: async (path, value) => (searchedPaths.has(path) ? blindOf((await keyring.index()).bytes, path, value) : null),
  keyed: async (digest) => keyedDigestOf((await keyring.index()).bytes, digest),
});
