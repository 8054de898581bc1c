import type { Cause } from '../../domain/case/cause';
import type { Commit, CommitAnswer, CommitRequest } from '../../domain/case/commit';
import type { CaseEvent } from '../../domain/case/fact';
import { foldAll } from '../../domain/case/fold';
import { type CaseState, emptyCase } from '../../domain/case/state';
import type { Instant } from '../../domain/instant';

/** What surrounds a case: an engine, or nothing (tests, what-if). */
export interface Ports {
  readonly commit: Commit;
  readonly now: () => Instant;
  /** Process that the case runs as. */
  readonly process: string;
  readonly workflowId: string;
  readonly runId: string;
  /** The state that the case begins with was handed to it and not read from its record. */
  readonly carried?: true;
}

/** How a transition ended. `same`: it was written before. */
export type Transition = Exclude<CommitAnswer, { kind: 'tail' }>;

/** Folds only what follows the head without a gap; null where it does not. */
function follow(state: CaseState, events: readonly CaseEvent[]): CaseState | null {
  const fresh = events.filter((e) => e.seq > state.head.seq);
  const gap = fresh.some((e, i) => e.seq !== state.head.seq + 1 + i);
  return gap ? null : foldAll(state, fresh);
}

/**
 * One case: its state and the one way to change it. Transitions queue on one lock; the state changes only by events
 * that commit has answered. A case that contradicts its record parks itself: `trouble` says why.
 */
export class CaseRunner {
  private queue: Promise<unknown> = Promise.resolve();
  private waiting = 0;
  private current: CaseState;
  private believed: boolean;
  trouble: string | null = null;

  constructor(
    state: CaseState,
    private readonly ports: Ports,
  ) {
    this.current = state;
    this.believed = ports.carried !== true;
  }

  get state(): CaseState {
    return this.current;
  }

  /** Nothing is being committed and nothing queues for it. */
  get idle(): boolean {
    return this.waiting === 0;
  }

  /** Runs one transition after those before it. */
  async transition(cause: Cause): Promise<Transition> {
    this.waiting++;
    const turn = this.queue.then(() => this.attempt(cause));
    this.queue = turn.catch(() => undefined);
    try {
      return await turn;
    } finally {
      this.waiting--;
    }
  }

  private async attempt(cause: Cause): Promise<Transition> {
    const whole = !this.believed || (cause.kind === 'sync' && this.current.head.seq > 0);
    for (;;) {
      const answer = await this.committed(this.request(cause, whole));
      if (answer.kind === 'tail') {
        if (!this.fold(answer.events)) return { kind: 'behind', detail: this.trouble ?? '' };
        continue;
      }
      this.heed(answer);
      return answer;
    }
  }

  /** A permanent fault of the record parks the case; it never ends it. */
  private async committed(request: CommitRequest): Promise<CommitAnswer> {
    try {
      return await this.ports.commit(request);
    } catch (fault) {
      return { kind: 'behind', detail: fault instanceof Error ? fault.message : String(fault) };
    }
  }

  private request(cause: Cause, whole: boolean): CommitRequest {
    const { process, workflowId, runId, now } = this.ports;
    const { id, head } = this.current;
    return { case: id, process, cause, at: now(), head, ...(whole ? { whole } : {}), workflowId, runId };
  }

  private heed(answer: Transition): void {
    if (answer.kind === 'written') this.fold(answer.events);
    if ('state' in answer && answer.state !== undefined) this.take(answer.state);
    if (answer.kind === 'behind') this.trouble = answer.detail;
    if (answer.kind === 'refused' && answer.objection.code === 'defect.stage') this.trouble = answer.objection.detail;
    if (answer.kind === 'current') this.trouble = null;
  }

  /** What the record says of the whole case stands, whatever the case has thought. An earlier build may have said less of it. */
  private take(state: CaseState): void {
    this.current = { ...emptyCase(state.id), ...state };
    this.believed = true;
  }

  private fold(events: readonly CaseEvent[]): boolean {
    const next = follow(this.current, events);
    if (next === null) this.trouble = `the record's events do not follow ${this.current.head.seq}`;
    else this.current = next;
    return next !== null;
  }
}
