import type { ActRequest } from '../../domain/case/act';
import type { JsonObject } from '../../domain/case/fact';
import type { CaseState, ClockState } from '../../domain/case/state';
import { openTasks } from '../../domain/case/wait-set';
import { LuyueError } from '../../domain/errors';
import type { Instant } from '../../domain/instant';
import type { Transition } from '../../workflows/kernel/runner';
import type { MemoryRecord } from '../support/memory';

type Said = { readonly act: string; readonly detail: string };

export type ActOptions = Partial<Pick<ActRequest, 'ground' | 'onBehalfOf' | 'task'>>;

/**
 * A claim driven by its people, in memory or on an engine: every act has to be accepted, unless the test asks what it
 * answers.
 */
export abstract class PlayedClaim {
  abstract readonly id: string;
  abstract readonly record: MemoryRecord;
  abstract readonly state: CaseState;
  abstract readonly now: Instant;
  abstract act(act: string, actor: string, payload?: JsonObject, options?: ActOptions): Promise<Transition>;
  /** Lets time pass to an instant; every rung on the way fires. */
  abstract until(at: Instant): Promise<void>;

  /** Acts that were accepted, in order. */
  readonly done: string[] = [];

  /** Does an act that has to be accepted. */
  async does(act: string, actor: string, payload: JsonObject = {}, options: ActOptions = {}): Promise<void> {
    const answer = await this.act(act, actor, payload, options);
    if (answer.kind !== 'written') throw new LuyueError('defect.unexpected', `${act}: ${JSON.stringify(answer)}`);
    this.done.push(act);
  }

  /** Tries an act; gives the code and sentence of its refusal, or `written`. */
  async tries(act: string, actor: string, payload: JsonObject = {}, options: ActOptions = {}): Promise<Said | 'written'> {
    const answer = await this.act(act, actor, payload, options);
    if (answer.kind !== 'refused') return 'written';
    return { act: answer.objection.code, detail: answer.objection.detail };
  }

  /** The channel reports on the newest notices of a template that it has not reported on. */
  async delivers(template: string, status: 'handed' | 'arrived' = 'handed'): Promise<void> {
    const waiting = Object.values(this.state.notices).filter((n) => n.template === template && n.status === 'queued');
    for (const { seq } of waiting) await this.does('noticeReported', 'system:channel', { notice: seq, status, at: this.now });
  }

  /** The bank reports on every payment that is on its way. */
  async bank(status: 'confirmed' | 'returned' | 'rejected' | 'unknown' = 'confirmed'): Promise<void> {
    const open = Object.values(this.state.payments).filter((p) => p.status === 'requested' || p.status === 'unknown');
    for (const { key } of open) await this.does('paymentReported', 'system:bank', { key, status, at: this.now });
  }

  /** u1 recommends, u2 determines. */
  async determined(kind: 'granted' | 'partial' | 'denied', claimedFen: number, amountFen: number, more: JsonObject = {}): Promise<void> {
    const { exposure = 'e1', ...rest } = more;
    const reasons = kind === 'granted' ? {} : { reasons: [{ code: 'exclusion', amountFen: claimedFen - amountFen }] };
    await this.does('recommend', 'u1', { exposure, kind, claimedFen, amountFen, ...reasons, ...rest });
    await this.does('determine', 'u2', { exposure, kind, amountFen });
  }

  /** Determined as a whole, told and agreed. */
  async agreed(amountFen: number, exposure = 'e1'): Promise<void> {
    await this.determined('granted', amountFen, amountFen, { exposure });
    await this.delivers('result-granted');
    await this.does('agree', 'party:claimant', { exposure });
  }

  async surveyed(finding = 'confirmed'): Promise<void> {
    await this.does('survey', 'surveyor1', { finding, onSite: true });
  }

  /** Instant at which the notice of loss was received. */
  get start(): Instant {
    return this.state.receivedAt;
  }

  clock(rule: string, on = 'e1'): ClockState | undefined {
    return this.state.clocks[`${rule}@${on}`] ?? this.state.clocks[rule];
  }

  get tasks(): readonly string[] {
    return openTasks(this.state).map((t) => t.act);
  }

  /** Templates told so far, with whom and what. */
  get told(): readonly { template: string; to: readonly string[]; data: JsonObject }[] {
    return this.record.events.flatMap(({ fact }) =>
      fact.kind === 'told' ? [{ template: fact.template, to: fact.recipients ?? [], data: fact.data }] : [],
    );
  }

  saidOf(template: string): JsonObject | undefined {
    return this.told.filter((t) => t.template === template).pop()?.data;
  }
}
