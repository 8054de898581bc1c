/**
 * Personal values are asked for by group and by purpose, and each group that is read is recorded: nobody is given an account number because they
 * wanted to call somebody.
 */
export const personalGroups = ['contact', 'identity', 'account', 'content'] as const;
export type PersonalGroup = (typeof personalGroups)[number];

/** What is shown where nobody says what is needed: enough to call people and to know what they wrote. */
export const usualGroups: readonly PersonalGroup[] = ['contact', 'content'];

const groups: Readonly<Record<string, PersonalGroup>> = {
  name: 'contact',
  phone: 'contact',
  email: 'contact',
  address: 'contact',
  idNumber: 'identity',
  account: 'account',
};

/** The group of a field by its name; free text and numbers of the matter are content. */
export const groupOf = (field: string): PersonalGroup => groups[field] ?? 'content';

/** What somebody reads them for. Whoever handles the case need not say; whoever oversees it has to. */
export const readingPurposes = ['handling', 'complaint', 'supervision', 'audit', 'investigation', 'subject-request'] as const;
export type ReadingPurpose = (typeof readingPurposes)[number];

/** By what right somebody reads the personal values of a case: the first that holds. */
export const personalRights = ['handler', 'task', 'team', 'oversight', 'service'] as const;
export type PersonalRight = (typeof personalRights)[number];

/**
 * How a value stands. `none`: nobody ever gave it. `withheld`: it is there, and the reader has no right to it or did not ask for its group.
 * `forgotten`: its key was destroyed or it was erased, and nobody can read it any more. `unreadable`: it is not what was written there.
 */
export const valueStates = ['known', 'none', 'withheld', 'forgotten', 'unreadable'] as const;
export type ValueState = (typeof valueStates)[number];

/** Null in every state but `known`. */
export interface PersonalValue {
  readonly state: ValueState;
  readonly value: string | null;
}

export const partyFields = ['name', 'phone', 'email', 'idNumber', 'account', 'address'] as const;
export type PartyField = (typeof partyFields)[number];

/** A party of a case with how it can be named and reached now. */
export interface PersonalParty extends Readonly<Record<PartyField, PersonalValue>> {
  readonly party: string;
  readonly role: string;
  readonly locale: string;
  readonly channels: readonly string[];
}

/** A text or number that came with the opening or an act. */
export interface PersonalText extends PersonalValue {
  /** Event of the log that it came with. */
  readonly seq: number;
  readonly at: number;
  /** The act, or `open`. */
  readonly act: string;
  readonly actor: string;
  /** JSON pointer into what was sent. */
  readonly path: string;
  readonly party: string | null;
}

/** The personal values of a case as one reader gets them. */
export interface PersonalValues {
  readonly case: string;
  /** Null: the reader may know of the case and not of its people; every value is withheld. */
  readonly right: PersonalRight | null;
  /** Groups that are shown. */
  readonly groups: readonly PersonalGroup[];
  readonly parties: readonly PersonalParty[];
  readonly texts: readonly PersonalText[];
  /** `after` of the next page of texts; null: that was all. */
  readonly next: number | null;
}

/** What somebody asks for. */
export interface PersonalWish {
  readonly groups?: readonly PersonalGroup[];
  readonly purpose?: ReadingPurpose;
  /** Only texts that came after this event. */
  readonly after?: number;
  /** Events whose texts are shown at most. */
  readonly limit?: number;
}
