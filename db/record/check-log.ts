import type { CaseEvent } from '../../domain/case/fact';
import { fold } from '../../domain/case/fold';
import { type CaseState, emptyCase } from '../../domain/case/state';
import { chainOf } from './chain';
import type { Flaw } from './flaw';
import { type EventRow, eventOf } from './stored';

/** Walks the log of a case row by row: recomputes the chain, folds the state, and notes what must match other tables. */
export class LogCheck {
  private readonly chain;
  private previous = '';
  private folded: CaseState;
  /** First and last event of each cause. */
  readonly causes = new Map<string, { firstSeq: number; lastSeq: number }>();
  /** Digests of personal values by `SEQ PATH`. */
  readonly digests = new Map<string, string>();
  closedAt: number | null = null;
  count = 0;

  /** `heads`: hashes by sequence number that daily roots know. */
  constructor(
    readonly caseId: string,
    private readonly heads: ReadonlyMap<number, string>,
  ) {
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
    const known = this.heads.get(row.seq);
    if (known !== undefined && known !== row.hash)
      return this.flaw('edited', row.seq, `row ${row.seq} differs from the daily root that knows it`);
    this.take(event);
    return null;
  }

  private take(event: CaseEvent): void {
    const { seq, cause, fact, hash, at } = event;
    this.causes.set(cause, { firstSeq: this.causes.get(cause)?.firstSeq ?? seq, lastSeq: seq });
    if (fact.kind === 'opened' || fact.kind === 'acted')
      for (const [path, digest] of Object.entries(fact.digests ?? {})) this.digests.set(`${seq} ${path}`, digest);
    if (fact.kind === 'closed') this.closedAt = at;
    if (fact.kind === 'reopened') this.closedAt = null;
    this.folded = fold(this.folded, event);
    this.previous = hash;
    this.count = seq;
  }

  /** What is wrong with the end of the log: `headSeq` is what the case's row says. */
  end(headSeq: number | null): Flaw | null {
    const known = Math.max(headSeq ?? 0, ...this.heads.keys());
    if (this.count === 0) return { kind: 'missing-case', where: this.caseId, seq: null, detail: `nothing is left of its ${known} rows` };
    if (headSeq === null) return { kind: 'missing-case', where: this.caseId, seq: null, detail: 'its row is missing; its log is there' };
    if (known > this.count) return this.flaw('missing-tail', this.count + 1, `the log ends at row ${this.count}; it had at least ${known}`);
    return null;
  }
}
