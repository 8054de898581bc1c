import { chinaCalendar } from '../../domain/calendar/china';
import type { OpenRequest } from '../../domain/case/opening';
import { emptyCase } from '../../domain/case/state';
import type { Instant } from '../../domain/instant';
import { standardRulebook } from '../../domain/rulebook/policy.schema';
import type { Runnable } from '../../workflows/kernel/cause';
import { CaseRunner, type Transition } from '../../workflows/kernel/runner';
import { recordedCommit } from '../support/claim-worker';
import type { records } from './support';

let requests = 0;

/** A case on the real record, with the people of examples/org.json, the rulebook and the calendar; time is moved by hand. */
export class RecordedCase {
  private readonly runner: CaseRunner;

  constructor(
    runnable: Runnable,
    connection: ReturnType<typeof records>,
    id: string,
    public now: Instant,
  ) {
    const commit = recordedCommit(connection().db, standardRulebook(), chinaCalendar());
    this.runner = new CaseRunner(emptyCase(id), {
      commit,
      process: runnable.process.contract.name,
      now: () => this.now,
      workflowId: id,
      runId: 'test',
    });
  }

  get state() {
    return this.runner.state;
  }

  open(open: OpenRequest): Promise<Transition> {
    return this.runner.transition({ kind: 'open', open });
  }

  act(act: string, actor: string, payload = {}, options = {}): Promise<Transition> {
    return this.runner.transition({ kind: 'act', request: { act, request: `i${++requests}`, actor, payload, ...options } });
  }

  /** Does an act that has to be accepted. */
  async does(act: string, actor: string, payload = {}, options = {}): Promise<void> {
    const answer = await this.act(act, actor, payload, options);
    if (answer.kind !== 'written') throw new Error(`${act}: ${JSON.stringify(answer)}`);
  }

  /** The channel reports on the notices of a template that it has not reported on. */
  async delivers(template: string, status: 'handed' | 'undeliverable' = 'handed'): Promise<void> {
    const waiting = Object.values(this.state.notices).filter((n) => n.template === template && n.status === 'queued');
    for (const { seq } of waiting) await this.does('noticeReported', 'system:gateway', { notice: seq, status, at: this.now });
  }

  /** Every rung up to an instant. */
  async until(at: Instant): Promise<void> {
    for (;;) {
      const due = Object.values(this.state.clocks)
        .flatMap((clock) => (clock.next !== null && clock.state === 'running' && clock.next.at <= at ? [{ clock, rung: clock.next }] : []))
        .sort((a, b) => a.rung.at - b.rung.at)[0];
      if (due === undefined) break;
      this.now = Math.max(this.now, due.rung.at);
      await this.runner.transition({ kind: 'rung', clock: due.clock.id, startedSeq: due.clock.startedSeq, rung: due.rung.name });
    }
    this.now = at;
  }
}
