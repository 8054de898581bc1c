import type { z } from 'zod';
import type { ActAnswer } from '../domain/case/act';
import type { Contract, OutcomeOf, StageOf } from '../domain/case/contract';
import type { GeneralAct } from '../domain/case/general';
import type { generalPayloads } from '../domain/case/general.schema';
import type { Instant } from '../domain/instant';
import type { PersonalValues, PersonalWish } from '../domain/org/personal';
import type { Envelope, Opened } from './open';
import type { ProcessType } from './process-type';

/** Names of everything that may be done to a case of a process. */
export type ActName<P extends ProcessType> = (keyof P['contract']['acts'] & string) | GeneralAct;

/** What an act carries: the process's own schema stands before the general one. */
export type PayloadOf<P extends ProcessType, A extends ActName<P>> = A extends keyof P['contract']['acts'] & keyof P['payloads']
  ? z.input<P['payloads'][A]>
  : A extends GeneralAct
    ? z.input<(typeof generalPayloads)[A]>
    : never;

/** The grounds of the contract where the act needs one. */
type Ground<P extends ProcessType, A> = A extends keyof P['contract']['acts']
  ? P['contract']['acts'][A] extends { readonly grounds: readonly (infer G)[] }
    ? { readonly ground: G }
    : { readonly ground?: string }
  : { readonly ground?: string };

/** Who acts, and how the act is told from others. */
export interface By {
  /** Staff id, `party:ID` or `system:NAME`. */
  readonly as: string;
  /** The principal. */
  readonly for?: string;
  /** Unique per case; give the same again to repeat a request. A new one is made where none is given. */
  readonly request?: string;
  /** Legal instant: milliseconds, or ISO 8601 with offset. */
  readonly occurredAt?: Instant | string;
  readonly evidence?: string;
  /** Name of the task it answers, where several are open for the same act. */
  readonly task?: string;
}

/** An act as any door sends it, not yet checked. */
export interface ActInput extends By {
  readonly act: string;
  readonly ground?: string;
  readonly payload: unknown;
}

/** An answer with the stages and outcomes of the contract. */
export type Answer<C extends Contract> = Omit<ActAnswer, 'entered' | 'outcome'> & {
  readonly entered?: StageOf<C>;
  readonly outcome?: OutcomeOf<C>;
};

/** One case as code acts on it: a function per act. */
export type CaseDoor<P extends ProcessType> = {
  readonly [A in ActName<P>]: (payload: PayloadOf<P, A>, by: By & Ground<P, A>) => Promise<Answer<P['contract']>>;
};

export type OpeningOf<P extends ProcessType> = Envelope & z.input<P['payloads']['open']>;

/** Who asks for the personal values of a case, for which groups and what for. */
export interface PersonalAsking extends PersonalWish {
  /** Staff id; over HTTP also `system:NAME`, whose token has the scope. */
  readonly as: string;
}

/** A process as code uses it: `luyue.claim.open({...})`, `luyue.claim(id).determine({...}, { as })`, `luyue.claim.personal(id, { as })`. */
export type ProcessDoor<P extends ProcessType> = ((caseId: string) => CaseDoor<P>) & {
  readonly open: (request: OpeningOf<P>) => Promise<Opened>;
  /** Names, addresses and texts of a case, for whoever may read them; each read is recorded. */
  readonly personal: (caseId: string, reading: PersonalAsking) => Promise<PersonalValues>;
};
