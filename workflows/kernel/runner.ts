import type { CommitAnswer, WholeCommit, WholeRequest } from '../../domain/case/commit';
import type { CaseEvent } from '../../domain/case/fact';
import { foldAll } from '../../domain/case/fold';
import type { CaseState } from '../../domain/case/state';
import type { Instant } from '../../domain/instant';
import { type Cause, type Prepared, prepare, type Runnable } from './cause';
import type { Quiesce } from './render';

/** What surrounds a case: an engine, or nothing (tests, what-if). */
export interface Ports {
  readonly commit: WholeCommit;
  readonly quiesce: Quiesce;
  readonly now: () => Instant;
  readonly workflowId: string;
  readonly runId: string;
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
  trouble: string | null = null;

  constructor(
    private readonly runnable: Runnable,
    state: CaseState,
    private readonly ports: Ports,
  ) {
    this.current = state;
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
    for (;;) {
      const at = this.ports.now();
      const prepared = await prepare(this.runnable, this.current, cause, at, this.ports.quiesce);
      const answer = await this.committed(this.request(prepared, at));
      if (answer.kind === 'tail') {
        if (!this.fold(answer.events)) return { kind: 'behind', detail: this.trouble ?? '' };
        continue;
      }
      this.heed(answer);
      return answer;
    }
  }

  /** A permanent fault of the record parks the case; it never ends it. */
  private async committed(request: WholeRequest): Promise<CommitAnswer> {
    try {
      return await this.ports.commit(request);
    } catch (fault) {
      return { kind: 'behind', detail: fault instanceof Error ? fault.message : String(fault) };
    }
  }

  private request(prepared: Prepared, at: Instant): WholeRequest {
    const { workflowId, runId } = this.ports;
    return { ...prepared, case: this.current.id, at, before: this.current, workflowId, runId };
  }

  private heed(answer: Transition): void {
    if (answer.kind === 'written') this.fold(answer.events);
    if (answer.kind === 'behind') this.trouble = answer.detail;
    if (answer.kind === 'refused' && answer.objection.code === 'defect.stage') this.trouble = answer.objection.detail;
    if (answer.kind === 'current') this.trouble = null;
  }

  private fold(events: readonly CaseEvent[]): boolean {
    const next = follow(this.current, events);
    if (next === null) this.trouble = `the record's events do not follow ${this.current.head.seq}`;
    else this.current = next;
    return next !== null;
  }
}
