import type { ActAnswer } from '../../../domain/case/act';
import type { JsonObject } from '../../../domain/case/fact';
import type { ErrorCode } from '../../../domain/errors';

/** What an actor knows of a request: `open` while nobody has said what became of it. */
export type Fate =
  | { readonly kind: 'open' }
  | { readonly kind: 'acknowledged'; readonly seq: number; readonly hash: string }
  | { readonly kind: 'refused'; readonly code: ErrorCode }
  /** An answer that no actor may get: neither done, nor refused, nor away for a while. */
  | { readonly kind: 'broken'; readonly why: string };

/** One act that an actor has sent, as often as it took. */
export interface SentAct {
  readonly case: string;
  readonly act: string;
  readonly as: string;
  readonly request: string;
  readonly payload: JsonObject;
  fate: Fate;
  /** Times it was sent without any answer. */
  unanswered: number;
}

/** One case that an actor has asked to open. */
export interface SentOpening {
  readonly process: string;
  readonly reference: string;
  fate: Exclude<Fate, { kind: 'acknowledged' }> | { readonly kind: 'acknowledged'; readonly case: string };
  unanswered: number;
}

/** Two answers to one request that are not the same. */
export interface Discord {
  readonly case: string;
  readonly request: string;
  readonly answers: readonly [string, string];
}

/** The model: what the actors have sent and were told, kept outside of everything that can be killed. */
export class Book {
  readonly acts: SentAct[] = [];
  readonly openings: SentOpening[] = [];
  readonly discords: Discord[] = [];

  opening(process: string, reference: string): SentOpening {
    const entry: SentOpening = { process, reference, fate: { kind: 'open' }, unanswered: 0 };
    this.openings.push(entry);
    return entry;
  }

  act(sent: Omit<SentAct, 'fate' | 'unanswered'>): SentAct {
    const entry: SentAct = { ...sent, fate: { kind: 'open' }, unanswered: 0 };
    this.acts.push(entry);
    return entry;
  }

  /** An answer to an act; a later one has to be the same. */
  acknowledged(entry: SentAct, { seq, hash }: ActAnswer): void {
    const { fate } = entry;
    if (fate.kind === 'acknowledged' && (fate.seq !== seq || fate.hash !== hash)) {
      this.discords.push({ case: entry.case, request: entry.request, answers: [`${fate.seq} ${fate.hash}`, `${seq} ${hash}`] });
    }
    entry.fate = { kind: 'acknowledged', seq, hash };
  }

  count(kind: Fate['kind']): number {
    return this.acts.filter(({ fate }) => fate.kind === kind).length;
  }
}
