import type { ActRequest } from '../domain/case/act';
import type { CauseText } from '../domain/case/cause';
import type { Objection } from '../domain/case/decide';
import type { CaseEvent } from '../domain/case/fact';
import type { Instant } from '../domain/instant';
import type { PersonalValues, PersonalWish } from '../domain/org/personal';
import type { CaseKey } from './identity';
import type { Likeness } from './process-type';

/** What a door needs to know of a case before it asks the engine. */
export interface KnownCase extends CaseKey {
  readonly id: string;
  /** Short number for people. */
  readonly number: number;
  readonly digest: string;
  readonly status: 'open' | 'closed';
  readonly stage: string;
  readonly outcome: string | null;
  readonly headSeq: number;
}

/** Where and when it happened what a case is about, and what sort of case it is. */
export interface Happening {
  readonly process: string;
  /** Code of the administrative division (GB/T 2260). */
  readonly place: string;
  readonly at: Instant;
  /** An exercise belongs to exercises only, compressed time to the same compression. */
  readonly drill: boolean;
  readonly compressed: string | null;
}

/** Who wants the personal values of a case. */
export interface PersonalReading extends PersonalWish {
  /** Staff id: a service account reads them over HTTP, by the scopes of its token. */
  readonly as: string;
  /** What asks for them. */
  readonly tool: string;
  /** Names the read in the register. */
  readonly request: string;
}

/** The record as the doors use it (db-records.ts). Every function throws LuyueError records.unavailable where PostgreSQL does not answer. */
export interface Records {
  /** The digest of an opening as the record holds it: under a key, where there are keys. */
  readonly keyed: (digest: string) => Promise<string>;
  readonly byKey: (key: CaseKey) => Promise<KnownCase | null>;
  /** By id, or by its short number. */
  readonly byId: (id: string) => Promise<KnownCase | null>;
  /** Oldest case of a process with the same personal value and an instant within a day of the one given; null: none. */
  readonly alike: (process: string, likeness: Likeness, value: string, at: Instant | null) => Promise<string | null>;
  /** Code of a declared event that covers a case about to be opened; null: none. */
  readonly covering: (happening: Happening) => Promise<string | null>;
  /** Events of one cause: empty where the cause was never written. */
  readonly caused: (id: string, cause: CauseText) => Promise<readonly CaseEvent[]>;
  /** Whether a request repeats the events of its cause: by the same, for the same, with the same content. */
  readonly repeats: (id: string, events: readonly CaseEvent[], request: ActRequest) => Promise<boolean>;
  /** The whole log of a case, oldest first; what was accepted up to an instant where one is given. */
  readonly log: (id: string, asOf?: Instant) => Promise<readonly CaseEvent[]>;
  /** Keeps an attempt that was refused because of the person: four eyes, authority or access. */
  readonly refused: (id: string, request: ActRequest, objection: Objection, at: Instant) => Promise<void>;
  /**
   * The personal values of a case, by id or short number, as a member of staff gets them; what is read is recorded.
   * Throws LuyueError case.not-found also where it is not theirs to see, staff.not-found, actor.unknown, input.invalid, keys.unavailable.
   */
  readonly personal: (id: string, reading: PersonalReading) => Promise<PersonalValues>;
}
