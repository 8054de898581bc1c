import { LuyueError } from '../../domain/errors';
import {
  groupOf,
  type PersonalGroup,
  type PersonalParty,
  type PersonalRight,
  type PersonalText,
  type PersonalValue,
  type PersonalValues,
  type PersonalWish,
  partyFields,
  readingPurposes,
  usualGroups,
} from '../../domain/org/personal';
import type { Database } from '../connect';
import { type PersonalColumns, partyPlace, type Reading, type Standing, valuePlace } from '../keys/columns';
import { recordPersonalReads } from './case-read';
import { erasedFields, type PartyRow, partyRows, type TextRow, textRows } from './personal-rows';
import { recordDenied } from './refusal';

/** Who reads, and by what right; null: by none. */
export interface PersonalReader {
  readonly actor: string;
  /** Service account that asks for them. */
  readonly tool: string | null;
  readonly right: PersonalRight | null;
  /** Names the request in the register of reads. */
  readonly request: string;
}

const usualLimit = 200;

const withheld: PersonalValue = { state: 'withheld', value: null };
const none: PersonalValue = { state: 'none', value: null };
const forgotten: PersonalValue = { state: 'forgotten', value: null };

/** Whoever handles the case reads it to handle it; whoever looks in from outside says why. @throws LuyueError input.invalid */
function whyOf(right: PersonalRight, { purpose }: PersonalWish): string {
  if (purpose !== undefined) return `${right}/${purpose}`;
  if (right !== 'oversight' && right !== 'service') return `${right}/handling`;
  const reason = `is needed of whoever does not handle the case: ${readingPurposes.join(', ')}`;
  throw new LuyueError('input.invalid', `/purpose: ${reason}`, { issues: [{ path: '/purpose', reason }] });
}

function shownOf(reading: Reading, unpack: (text: string) => string): PersonalValue {
  switch (reading.kind) {
    case 'value':
      return { state: 'known', value: unpack(reading.value) };
    case 'gone':
      return forgotten;
    case 'broken':
    case 'plain':
      return { state: 'unreadable', value: null };
    case 'locked':
      throw new LuyueError('keys.unavailable', 'Personal values of the record are encrypted, and no master key is configured here.');
  }
}

/** Values of a case that wait to be opened together: one look-up of keys for all. */
class Opening {
  private readonly standing: Standing[] = [];
  private readings: readonly Reading[] = [];

  constructor(
    private readonly columns: PersonalColumns,
    private readonly groups: ReadonlySet<PersonalGroup>,
  ) {}

  /** What a value will be once `open` has been waited for. `instead`: what stands there where the record holds nothing. */
  take(group: PersonalGroup, at: Standing | null, instead: PersonalValue, unpack = (text: string): string => text): () => PersonalValue {
    if (at === null) return () => instead;
    if (!this.groups.has(group)) return () => withheld;
    const place = this.standing.push(at) - 1;
    return () => shownOf(this.readings[place] ?? { kind: 'broken' }, unpack);
  }

  async open(): Promise<void> {
    if (this.standing.length > 0) this.readings = await this.columns.open(this.standing);
  }
}

function partyOf(opening: Opening, row: PartyRow, erased: ReadonlySet<string>): () => PersonalParty {
  const fields = partyFields.map((field) => {
    const text = row[field];
    const at = text === null ? null : { text, place: partyPlace(row.caseId, row.id, field) };
    return [field, opening.take(groupOf(field), at, erased.has(`${row.id} ${field}`) ? forgotten : none)] as const;
  });
  const field = new Map(fields);
  const value = (name: (typeof partyFields)[number]): PersonalValue => field.get(name)?.() ?? none;
  return () => ({
    party: row.id,
    role: row.role,
    locale: row.locale,
    channels: row.channels,
    name: value('name'),
    phone: value('phone'),
    email: value('email'),
    idNumber: value('idNumber'),
    account: value('account'),
    address: value('address'),
  });
}

/** Encrypted values stand together with their salt. */
const withoutSalt = (text: string): string => text.slice(text.indexOf('\n') + 1);

function textOf(opening: Opening, caseId: string, { seq, path, subject, value, salt, at, act, actor }: TextRow): () => PersonalText {
  const standing = value === null ? null : { text: value, place: valuePlace(caseId, seq, path) };
  const group = groupOf(path.split('/').at(-1) ?? '');
  const shown = salt === null ? opening.take(group, standing, forgotten, withoutSalt) : opening.take(group, standing, forgotten);
  return () => ({ seq, at, act, actor, path, party: subject, ...shown() });
}

/** What is shown of the case to somebody with these groups. */
async function valuesOf(db: Database, columns: PersonalColumns, caseId: string, groups: readonly PersonalGroup[], wish: PersonalWish) {
  const { after = 0, limit = usualLimit } = wish;
  const [people, erased, said] = [await partyRows(db, caseId), await erasedFields(db, caseId), await textRows(db, caseId, after, limit)];
  const opening = new Opening(columns, new Set(groups));
  const parties = people.map((row) => partyOf(opening, row, erased));
  const texts = said.map((row) => textOf(opening, caseId, row));
  await opening.open();
  const next = new Set(said.map(({ seq }) => seq)).size < limit ? null : (said.at(-1)?.seq ?? null);
  return { parties: parties.map((party) => party()), texts: texts.map((text) => text()), next };
}

/**
 * The personal values of a case that a reader may know of. What is read is in the register before it is answered; somebody without the right gets
 * the same without a value, and the attempt is recorded.
 * @throws LuyueError input.invalid where a purpose is missing, keys.unavailable, records.unavailable
 */
export async function readPersonal(
  db: Database,
  columns: PersonalColumns,
  caseId: string,
  reader: PersonalReader,
  wish: PersonalWish,
): Promise<PersonalValues> {
  const { actor, tool, right, request } = reader;
  const groups = right === null ? [] : [...new Set(wish.groups ?? usualGroups)];
  if (right === null) {
    await recordDenied(db, caseId, { actor, part: 'personal', request }, 'The case is theirs to see, the people of it are not.');
  } else await recordPersonalReads(db, caseId, groups, { reader: actor, tool, request, why: whyOf(right, wish) });
  return { case: caseId, right, groups, ...(await valuesOf(db, columns, caseId, groups, wish)) };
}
