import { createHash } from 'node:crypto';
import { type CommitAnswer, type CommitRequest, isWhole } from '../../domain/case/commit';
import type { CaseEvent } from '../../domain/case/fact';
import { foldAll } from '../../domain/case/fold';
import { type Chain, settle, type World } from '../../domain/case/settle';
import { emptyCase } from '../../domain/case/state';
import type { Instant } from '../../domain/instant';
import type { Cause, Runnable } from '../../workflows/kernel/cause';
import { CaseRunner, type Transition } from '../../workflows/kernel/runner';

const chain: Chain = (previous, event) => createHash('sha256').update(previous).update(JSON.stringify(event)).digest('hex');

/** A record in memory that answers as the real commit does, without people: gate 2 is tested on PostgreSQL. */
export class MemoryRecord {
  readonly events: CaseEvent[] = [];
  commits = 0;

  constructor(
    private readonly world: World,
    readonly pageSize = 50,
  ) {}

  readonly commit = async (request: CommitRequest): Promise<CommitAnswer> => {
    this.commits++;
    const { before, proposal, cause, at, actor, onBehalfOf } = request;
    const last = this.events[this.events.length - 1];
    const head = { seq: last?.seq ?? 0, hash: last?.hash ?? '' };
    if (head.seq > before.head.seq) {
      const tail = this.events.slice(before.head.seq);
      return { kind: 'tail', events: tail.slice(0, this.pageSize), more: tail.length > this.pageSize };
    }
    const same = this.events.filter((e) => e.cause === cause);
    if (same.length > 0) return { kind: 'same', events: same };
    if (head.seq < before.head.seq || head.hash !== before.head.hash)
      return { kind: 'behind', detail: `record at ${head.seq}, case at ${before.head.seq}` };
    if (proposal.kind === 'refusal') return { kind: 'refused', objection: proposal.objection };
    if (proposal.kind === 'none') return { kind: 'current' };
    const behalf = onBehalfOf === undefined ? {} : { onBehalfOf };
    const state = isWhole(before) ? before : foldAll(emptyCase(before.id), this.events);
    const { events } = settle(state, proposal.facts, { cause, at, recordedAt: at, actor, ...behalf }, this.world, chain);
    // Through JSON, as everything that crosses the engine or the database.
    const stored: CaseEvent[] = JSON.parse(JSON.stringify(events));
    this.events.push(...stored);
    return { kind: 'written', events: stored };
  };
}

export const quiesce = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A case without an engine: time is moved by hand, rungs fire in their order. */
export class MemoryCase {
  private runner: CaseRunner;
  private requests = 0;

  constructor(
    private readonly runnable: Runnable,
    readonly record: MemoryRecord,
    readonly id: string,
    public now: Instant,
  ) {
    this.runner = this.fresh();
  }

  private fresh(state = emptyCase(this.id)): CaseRunner {
    const ports = { commit: this.record.commit, quiesce, now: () => this.now, workflowId: this.id, runId: 'memory' };
    return new CaseRunner(this.runnable, state, ports);
  }

  get state() {
    return this.runner.state;
  }

  get trouble(): string | null {
    return this.runner.trouble;
  }

  transition(cause: Cause): Promise<Transition> {
    return this.runner.transition(cause);
  }

  /** An act by a person; `options` overrides any field of the request. */
  act(act: string, actor: string, payload = {}, options: Partial<Extract<Cause, { kind: 'act' }>['request']> = {}): Promise<Transition> {
    const request = `r${++this.requests}`;
    return this.transition({ kind: 'act', request: { act, request, actor, payload, ...options } });
  }

  /** Lets time pass to an instant; every rung on the way fires at its own. */
  async until(at: Instant): Promise<void> {
    for (;;) {
      const due = Object.values(this.state.clocks)
        .flatMap((clock) => (clock.next !== null && clock.state === 'running' ? [{ clock, rung: clock.next }] : []))
        .sort((a, b) => a.rung.at - b.rung.at)[0];
      if (due === undefined || due.rung.at > at || this.state.status !== 'open') break;
      this.now = Math.max(this.now, due.rung.at);
      await this.transition({ kind: 'rung', clock: due.clock.id, startedSeq: due.clock.startedSeq, rung: due.rung });
    }
    this.now = Math.max(this.now, at);
  }

  /** Goes on as a new run does, from the state that crossed the engine as JSON. */
  renew(): void {
    this.runner = this.fresh(JSON.parse(JSON.stringify(this.state)));
  }

  /** Forgets everything but the record, as a new run on the same id does. */
  async forget(): Promise<void> {
    this.runner = this.fresh();
    await this.transition({ kind: 'sync' });
  }
}
