import type { CaseEvent, FactOf } from '../../domain/case/fact';
import { fold } from '../../domain/case/fold';
import { type CaseState, emptyCase } from '../../domain/case/state';
import type { Instant } from '../../domain/instant';
import { chainOf } from './chain';
import type { Flaw } from './flaw';
import { Rebuilt } from './rebuilt';
import type { SealedValue } from './seal';
import { type EventRow, eventOf } from './stored';

/** A fact that can bring personal values. */
export type Bearer = FactOf<'opened'> | FactOf<'acted'>;

/** A transition as far as its events have been read. */
interface Transition {
  readonly cause: string;
  readonly before: CaseState;
  readonly events: CaseEvent[];
}

/** What the log holds of one cause. */
export interface Span {
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly recordedAt: Instant;
  /** The act, where it was one. */
  readonly acted: { readonly act: string; readonly request: string } | null;
}

const spanWith = (span: Span | undefined, { seq, recordedAt, fact }: CaseEvent): Span => ({
  firstSeq: span?.firstSeq ?? seq,
  lastSeq: seq,
  recordedAt: span?.recordedAt ?? recordedAt,
  acted: span?.acted ?? (fact.kind === 'acted' ? { act: fact.act, request: fact.request } : null),
});

/** What is known of a case before its log is walked. */
export interface KnownOfCase {
  /** Hashes by sequence number that roots know. */
  readonly heads: ReadonlyMap<number, string>;
  /** Place in the feed up to which the newest root knows everything. */
  readonly rootedUpTo: number;
  /** Personal values that can be read, by the number of the event that brought them. */
  readonly sealed: ReadonlyMap<number, readonly SealedValue[]>;
}

/** Walks the log of a case row by row: recomputes the chain, folds the state, and makes again what must stand in other tables. */
export class LogCheck {
  private readonly chain;
  private previous = '';
  private folded: CaseState;
  readonly causes = new Map<string, Span>();
  /** Digests of personal values by `SEQ PATH`. */
  readonly digests = new Map<string, string>();
  /** Facts that brought personal values, by the number of their event. */
  readonly bearers = new Map<number, Bearer>();
  /** What the log was told of payments and bulk acts. */
  readonly reports: (FactOf<'payment'> | FactOf<'bulk-ended'>)[] = [];
  readonly rebuilt = new Rebuilt();
  closedAt: number | null = null;
  /** Digest of the opening request. */
  opening: string | null = null;
  count = 0;
  private transition: Transition | null = null;
  private readonly lastRooted: number;

  constructor(
    readonly caseId: string,
    private readonly known: KnownOfCase,
  ) {
    this.lastRooted = Math.max(0, ...known.heads.keys());
    this.chain = chainOf(caseId);
    this.folded = emptyCase(caseId);
  }

  get state(): CaseState {
    return this.folded;
  }

  private flaw(kind: Flaw['kind'], seq: number, detail: string): Flaw {
    return { kind, where: this.caseId, seq, detail };
  }

  /** The next row, or what is wrong with it. After a flaw the check ends. */
  next(row: EventRow): Flaw | null {
    const expected = this.count + 1;
    if (row.seq !== expected)
      return this.flaw('missing-row', expected, `row ${expected} is missing: row ${row.seq} follows row ${this.count}`);
    const event = eventOf(row);
    const legal = event.fact.kind === 'acted' ? (event.fact.occurredAt ?? null) : null;
    const isWhole = row.prevHash === this.previous && row.hash === this.chain(this.previous, event) && row.occurredAt === legal;
    if (!isWhole) return this.flaw('edited', row.seq, `row ${row.seq} is not the one that was written after row ${this.count}`);
    const known = this.known.heads.get(row.seq);
    if (known !== undefined && known !== row.hash)
      return this.flaw(
        'edited',
        row.seq,
        `row ${row.seq} differs from the root that knows it: the log was hashed again from there or before`,
      );
    if (row.feedNo <= this.known.rootedUpTo && row.seq > this.lastRooted)
      return this.flaw('edited', row.seq, `row ${row.seq} was put in afterwards: a root of that time does not know it`);
    this.take(event);
    return null;
  }

  private take(event: CaseEvent): void {
    const { seq, cause, hash } = event;
    this.causes.set(cause, spanWith(this.causes.get(cause), event));
    if (this.transition?.cause !== cause) {
      this.endTransition();
      this.transition = { cause, before: this.folded, events: [] };
    }
    this.transition?.events.push(event);
    this.note(event);
    this.folded = fold(this.folded, event);
    this.previous = hash;
    this.count = seq;
  }

  private note({ seq, fact, at }: CaseEvent): void {
    if (fact.kind === 'opened' || fact.kind === 'acted') {
      this.bearers.set(seq, fact);
      for (const [path, digest] of Object.entries(fact.digests ?? {})) this.digests.set(`${seq} ${path}`, digest);
    }
    if (fact.kind === 'opened') this.opening = fact.digest;
    if (fact.kind === 'payment' || fact.kind === 'bulk-ended') this.reports.push(fact);
    if (fact.kind === 'closed') this.closedAt = at;
    if (fact.kind === 'reopened') this.closedAt = null;
  }

  /** A transition is read: its rows are made again. */
  private endTransition(): void {
    if (this.transition === null) return;
    const { before, events } = this.transition;
    const sealed = events.flatMap(({ seq }) => this.known.sealed.get(seq) ?? []);
    this.rebuilt.take(before, this.folded, events, sealed);
    this.transition = null;
  }

  /** What is wrong with the end of the log: `headSeq` is what the case's row says. */
  end(headSeq: number | null): Flaw | null {
    this.endTransition();
    const known = Math.max(headSeq ?? 0, ...this.known.heads.keys());
    if (this.count === 0) return { kind: 'missing-case', where: this.caseId, seq: null, detail: `nothing is left of its ${known} rows` };
    if (headSeq === null) return { kind: 'missing-case', where: this.caseId, seq: null, detail: 'its row is missing; its log is there' };
    if (known > this.count) return this.flaw('missing-tail', this.count + 1, `the log ends at row ${this.count}; it had at least ${known}`);
    return null;
  }
}
