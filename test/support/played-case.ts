import type { ActRequest } from '../../domain/case/act';
import type { Cause } from '../../domain/case/cause';
import type { JsonObject } from '../../domain/case/fact';
import type { OpenRequest } from '../../domain/case/opening';
import type { CaseState, ClockState } from '../../domain/case/state';
import { openTasks } from '../../domain/case/wait-set';
import { LuyueError } from '../../domain/errors';
import type { Instant } from '../../domain/instant';
import type { Runnable } from '../../workflows/kernel/cause';
import type { Transition } from '../../workflows/kernel/runner';
import { MemoryCase, type MemoryRecord } from './memory';

export type ActOptions = Partial<Pick<ActRequest, 'ground' | 'onBehalfOf' | 'task' | 'occurredAt' | 'evidence'>>;

/** What a case runs on while a test plays it: memory, or an engine. */
export interface Vehicle {
  readonly id: string;
  readonly record: MemoryRecord;
  readonly state: CaseState;
  readonly now: Instant;
  readonly act: (act: string, actor: string, payload: JsonObject, options: ActOptions) => Promise<Transition>;
  /** Lets time pass to an instant; every rung on the way fires. */
  readonly until: (at: Instant) => Promise<void>;
}

/** A case in memory: time is moved by hand. */
export class MemoryVehicle implements Vehicle {
  private readonly case: MemoryCase;
  /** What an act takes; on an engine it is never nothing. */
  actMs = 0;

  constructor(
    runnable: Runnable,
    readonly record: MemoryRecord,
    readonly id: string,
    now: Instant,
  ) {
    this.case = new MemoryCase(runnable, record, id, now);
  }

  get state(): CaseState {
    return this.case.state;
  }

  get trouble(): string | null {
    return this.case.trouble;
  }

  get now(): Instant {
    return this.case.now;
  }

  set now(at: Instant) {
    this.case.now = at;
  }

  act(act: string, actor: string, payload: JsonObject, options: ActOptions): Promise<Transition> {
    this.now += this.actMs;
    return this.case.act(act, actor, payload, options);
  }

  transition(cause: Cause): Promise<Transition> {
    return this.case.transition(cause);
  }

  until(at: Instant): Promise<void> {
    return this.case.until(at);
  }

  forget(): Promise<void> {
    return this.case.forget();
  }

  /** Opens the case; throws where it is refused or parks itself. */
  async open(open: OpenRequest): Promise<void> {
    const answer = await this.transition({ kind: 'open', open });
    if (answer.kind !== 'written') throw new LuyueError('defect.unexpected', `open: ${JSON.stringify(answer)}; ${this.trouble ?? ''}`);
  }
}

type Said = { readonly act: string; readonly detail: string };

/** A case driven by its people: every act has to be accepted, unless the test asks what it answers. */
export class PlayedCase<V extends Vehicle = Vehicle> {
  /** Acts that were accepted, in order. */
  readonly done: string[] = [];

  constructor(readonly vehicle: V) {}

  get id(): string {
    return this.vehicle.id;
  }

  get record(): MemoryRecord {
    return this.vehicle.record;
  }

  get state(): CaseState {
    return this.vehicle.state;
  }

  get now(): Instant {
    return this.vehicle.now;
  }

  /** Instant at which the insurer received what the case is about. */
  get start(): Instant {
    return this.state.receivedAt;
  }

  act(act: string, actor: string, payload: JsonObject = {}, options: ActOptions = {}): Promise<Transition> {
    return this.vehicle.act(act, actor, payload, options);
  }

  until(at: Instant): Promise<void> {
    return this.vehicle.until(at);
  }

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
  async delivers(template: string, status: 'handed' | 'arrived' | 'undeliverable' = 'handed'): Promise<void> {
    const waiting = Object.values(this.state.notices).filter((n) => n.template === template && n.status === 'queued');
    for (const { seq } of waiting) await this.does('noticeReported', 'system:gateway', { notice: seq, status, at: this.now });
  }

  /** A case that this one asked for reports. */
  async hears(name: string, status: 'opened' | 'closed' | 'refused', outcome?: string): Promise<void> {
    await this.does('childReported', 'system:case.office-other', { name, status, ...(outcome === undefined ? {} : { outcome }) });
  }

  clock(rule: string, on?: string): ClockState | undefined {
    return this.state.clocks[on === undefined ? rule : `${rule}@${on}`];
  }

  /** Acts that are expected, oldest first. */
  get tasks(): readonly string[] {
    return openTasks(this.state).map((t) => t.act);
  }

  /** Templates told so far, with whom and what. */
  get told(): readonly { template: string; to: readonly string[]; data: JsonObject }[] {
    return this.record.events.flatMap(({ fact }) =>
      fact.kind === 'told' ? [{ template: fact.template, to: fact.recipients ?? [], data: fact.data }] : [],
    );
  }

  /** Data of the newest notice of a template. */
  saidOf(template: string): JsonObject | undefined {
    return this.told.filter((t) => t.template === template).pop()?.data;
  }
}
