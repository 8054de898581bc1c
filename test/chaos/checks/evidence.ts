import type { CaseRow } from '../../../db/queries/case';
import type { Flaw } from '../../../db/queries/verify';
import type { clock, clockSegment, notice, payment } from '../../../db/schema';
import type { CaseEvent } from '../../../domain/case/fact';
import type { CaseState } from '../../../domain/case/state';
import type { Instant } from '../../../domain/instant';
import type { Book } from '../load/book';

/** What the engine says of a case. */
export interface EngineView {
  /** Of its last run: RUNNING, COMPLETED ...; ABSENT where it has none. */
  readonly status: string;
  /** Null where no answer came in time. */
  readonly state: CaseState | null;
  /** It found that record and engine contradict each other. */
  readonly isParked: boolean;
  /** Attempts of the workflow task that is under way; 0 or 1 where none fails. */
  readonly taskAttempts: number;
}

/** Everything that is known of one case after a run, from all sides. */
export interface CaseEvidence {
  readonly id: string;
  readonly row: CaseRow;
  readonly events: readonly CaseEvent[];
  readonly clocks: readonly (typeof clock.$inferSelect)[];
  readonly segments: readonly (typeof clockSegment.$inferSelect)[];
  readonly notices: readonly (typeof notice.$inferSelect)[];
  readonly payments: readonly (typeof payment.$inferSelect)[];
  readonly engine: EngineView;
}

/** One line of the bank's own book. */
export interface LedgerLine {
  readonly state: string;
  readonly key: string;
  readonly amountFen?: number | undefined;
  readonly payee?: string | undefined;
}

/** A run as it stands afterwards. */
export interface Evidence {
  /** When it was gathered. */
  readonly at: Instant;
  readonly book: Pick<Book, 'acts' | 'openings' | 'discords'>;
  readonly cases: readonly CaseEvidence[];
  /** Of all cases and of the chain of daily roots. */
  readonly flaws: readonly Flaw[];
  readonly ledger: readonly LedgerLine[];
  /** Accounts by payment key, in the clear. */
  readonly accounts: ReadonlyMap<string, string>;
  /** Keys of the short messages and ids of the mails that arrived, each as often as it did. */
  readonly arrived: { readonly sms: readonly string[]; readonly mail: readonly string[] };
  /** Closed cases that no version can replay: one that was taken back has written into them. */
  readonly spoiled: ReadonlySet<string>;
  /** Cases that the engine lists as open. */
  readonly engineOpen: ReadonlySet<string>;
}

/** What is not as it has to be. */
export interface Difference {
  readonly check: string;
  readonly where: string;
  readonly what: string;
}

export interface Check {
  readonly name: string;
  /** The promise in a sentence. */
  readonly says: string;
  readonly find: (evidence: Evidence) => readonly Omit<Difference, 'check'>[];
}
