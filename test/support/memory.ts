import { createHash } from 'node:crypto';
import type { Cause } from '../../domain/case/cause';
import type { CommitAnswer, CommitRequest } from '../../domain/case/commit';
import type { CaseEvent } from '../../domain/case/fact';
import { foldAll } from '../../domain/case/fold';
import { type Chain, settle, type World } from '../../domain/case/settle';
import { type CaseState, emptyCase } from '../../domain/case/state';
import { LuyueError } from '../../domain/errors';
import type { Instant } from '../../domain/instant';
import { prepare, type Runnable } from '../../workflows/kernel/cause';
import { quiesce } from '../../workflows/kernel/node';
import { CaseRunner, type Transition } from '../../workflows/kernel/runner';
import { runnables } from '../../workflows/runnables';
import sampleGuards from '../kernel/sample/guards.generated.json';
import { sample } from '../kernel/sample/process';

const chain: Chain = (previous, event) => createHash('sha256').update(previous).update(JSON.stringify(event)).digest('hex');

const known: Readonly<Record<string, Runnable>> = { ...runnables, sample: { process: sample, guards: sampleGuards } };

/** A process by its name. */
function runnableOf(process: string): Runnable {
  const found = known[process];
  if (found === undefined) throw new LuyueError('process.elsewhere', `no test knows the process '${process}'`);
  return found;
}

/** A record in memory that answers as the real commit does, without people: gate 2 is tested on PostgreSQL. */
export class MemoryRecord {
  readonly events: CaseEvent[] = [];
  commits = 0;
  private folded: CaseState | null = null;

  constructor(
    private readonly world: World,
    readonly pageSize = 50,
  ) {}

  private stateOf(id: string): CaseState {
    if (this.folded?.head.seq !== this.events.length) this.folded = foldAll(emptyCase(id), this.events);
    return this.folded;
  }

  /** `runnable` is what the case runs as, where that is not the process of that name. */
  readonly commit = async (request: CommitRequest, runnable = runnableOf(request.process)): Promise<CommitAnswer> => {
    this.commits++;
    const { at, head: knows } = request;
    const last = this.events[this.events.length - 1];
    const head = { seq: last?.seq ?? 0, hash: last?.hash ?? '' };
    if (head.seq > knows.seq) {
      const tail = this.events.slice(knows.seq);
      return { kind: 'tail', events: tail.slice(0, this.pageSize), more: tail.length > this.pageSize };
    }
    if (head.seq < knows.seq || head.hash !== knows.hash) return { kind: 'behind', detail: `record at ${head.seq}, case at ${knows.seq}` };
    const state = this.stateOf(request.case);
    const { cause, actor, onBehalfOf, proposal } = await prepare(runnable, state, request.cause, at, quiesce);
    const same = this.events.filter((e) => e.cause === cause);
    if (same.length > 0) return { kind: 'same', events: same };
    const whole = request.whole === true ? { state } : {};
    if (proposal.kind === 'refusal') return { kind: 'refused', objection: proposal.objection };
    if (proposal.kind === 'none') return { kind: 'current', ...whole };
    const behalf = onBehalfOf === undefined ? {} : { onBehalfOf };
    const { events } = settle(state, proposal.facts, { cause, at, recordedAt: at, actor, ...behalf }, this.world, chain);
    // Through JSON, as everything that crosses the engine or the database.
    const stored: CaseEvent[] = JSON.parse(JSON.stringify(events));
    this.events.push(...stored);
    this.folded = foldAll(state, stored);
    return { kind: 'written', events: stored };
  };
}

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
    return new CaseRunner(state, {
      commit: (request) => this.record.commit(request, this.runnable),
      now: () => this.now,
      process: this.runnable.process.contract.name,
      workflowId: this.id,
      runId: 'memory',
    });
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
      await this.transition({ kind: 'rung', clock: due.clock.id, startedSeq: due.clock.startedSeq, rung: due.rung.name });
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
