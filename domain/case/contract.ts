import type { Role } from '../org/roles';
import type { SystemWord } from '../org/systems';
import type { Words } from '../words';

/** What may be done to a case, and by whom, in one line a compliance officer can read. */
export interface ActContract {
  /** A decision is refused where it is not legal; an arrival is accepted at any open stage and waits until it is expected. */
  readonly kind: 'decision' | 'arrival';
  readonly title: Words;
  /** Who may do it: roles, a party of the case, or systems by name. An open expectation may narrow this, never widen it. */
  readonly by: readonly (Role | 'party' | SystemWord)[];
  /** `expected`: only while a stage waits for it. `open`: at any stage, also unexpected. A list: at these stages. */
  readonly when: 'expected' | 'open' | readonly string[];
  /** Ground codes. Where given, the act must name one of them. */
  readonly grounds?: readonly string[];
  /** Field of the payload that names staff: anybody on the staff may do it about themselves. */
  readonly self?: string;
  /** Field of the payload that names the part of the case it is about (`exposure`, `action`, `measure`); absent: the whole case. */
  readonly on?: string;
  /**
   * Field of the payload that states when something happened outside the case (a delivery, a payment). What staff state in
   * it is proved by a document of the case, and comes from somebody without a part in the case or has a second person.
   */
  readonly states?: string;
  /** Types of documents that prove what staff state; absent: any document that the case has received. */
  readonly proofs?: readonly string[];
  /** The right to it outlives the case: the doors enter a closed case again at this stage, with the act as ground, and then send it. */
  readonly reopens?: string;
  /** Accepted while the case is on hold (arrivals and withdrawal always are). */
  readonly duringHold?: true;
}

/** The table of contents of a process: what exists, without how it runs. No zod here: the workflow bundle holds it. */
export interface Contract {
  readonly name: string;
  readonly title: Words;
  /** Section of the service standard. */
  readonly section: string;
  /** Raised with every change that open cases can notice; stored in the case, append-only. */
  readonly version: number;
  readonly stages: Readonly<Record<string, Words>>;
  readonly first: string;
  readonly outcomes: Readonly<Record<string, Words>>;
  readonly acts: Readonly<Record<string, ActContract>>;
  /** Words of the flags that this process sets beside those that any may have. */
  readonly flags?: Readonly<Record<string, Words>>;
  /** Types of documents that the process knows and asks for by name; absent: any type will do. */
  readonly documents?: Readonly<Record<string, Words>>;
  /** Party that notices go to where nobody else is named. */
  readonly customer?: string;
  /**
   * Fields of the opening that say where (GB/T 2260) and when the event happened that the case is about. `event`: the field
   * that names the declared event it belongs to; the door finds one where the request names none.
   */
  readonly happened?: { readonly place: string; readonly at: string; readonly event?: string };
  /** Rules of the rulebook that can run as clocks. */
  readonly clocks: readonly string[];
  /** Notice templates the process sends. */
  readonly notices: readonly string[];
  /** Stages at which a closed case may be entered again. */
  readonly reopenAt: readonly string[];
  /** Watch date from which people may no longer reopen it; absent: always. */
  readonly reopenUntil?: string;
  /** Grounds on which it is entered again after that date all the same: they say that the date is wrong. */
  readonly reopenLate?: readonly string[];
}

export type StageOf<C extends Contract> = keyof C['stages'] & string;
export type OutcomeOf<C extends Contract> = keyof C['outcomes'] & string;
export type ActOf<C extends Contract> = keyof C['acts'] & string;
export type ClockOf<C extends Contract> = C['clocks'][number];
export type NoticeOf<C extends Contract> = C['notices'][number];
