import type { ActOf, ClockOf, Contract, NoticeOf } from '../../domain/case/contract';
import type { Assignee, DocumentRef, Json, JsonObject, Party, Recipient } from '../../domain/case/fact';
import type { CaseState, ClockState } from '../../domain/case/state';
import { liveClocks } from '../../domain/case/wait-set';
import type { Term } from '../../domain/clock/types';
import type { Instant } from '../../domain/instant';
import type { Draft } from './draft';

export interface StartOptions {
  /** Exposure the clock runs on; absent: the whole case. */
  readonly on?: string;
  /** Defaults to the instant of the transition. May lie in the past. */
  readonly startsAt?: Instant;
  /** Term of the contract, where the law yields to it; commit refuses it elsewhere. */
  readonly agreedTerm?: Term;
}

export interface PayOptions {
  readonly exposure: string;
  readonly payee: string;
  /** Fen, positive. */
  readonly amountFen: number;
  readonly purpose: string;
  /** Key of the returned or rejected payment that this one makes good. */
  readonly repeats?: string;
}

const idOf = (rule: string, on?: string): string => (on === undefined ? rule : `${rule}@${on}`);

/** Facts that acts and stages may record at once, without waiting. */
export class Effects<C extends Contract = Contract> {
  constructor(protected readonly draft: Draft) {}

  /** The case as it stands in this transition. */
  get case(): CaseState {
    return this.draft.state;
  }

  /** Workflow time of the transition. */
  get at(): Instant {
    return this.draft.at;
  }

  clock(rule: ClockOf<C>, on?: string): ClockState | undefined {
    return this.case.clocks[idOf(rule, on)];
  }

  /** Starts the clock unless it already runs. */
  start(rule: ClockOf<C>, options: StartOptions = {}): void {
    const live = this.clock(rule, options.on);
    if (live !== undefined && (live.state === 'running' || live.state === 'paused')) return;
    this.startClock(rule, options);
  }

  /** Starts a clock; `name` is its step in the visit, where it has one. */
  protected startClock(rule: ClockOf<C>, { on, startsAt, agreedTerm }: StartOptions, name?: string): void {
    const step = name === undefined ? {} : { name };
    const optional = { ...(on === undefined ? {} : { on }), ...(agreedTerm === undefined ? {} : { agreedTerm }) };
    this.draft.emit({ kind: 'clock-started', clock: idOf(rule, on), rule, startsAt: startsAt ?? this.at, ...step, ...optional });
  }

  /** The duty is done. `at` before the due date of a breached clock takes the breach back, marked with the ground. */
  met(rule: ClockOf<C>, { on, at }: { readonly on?: string; readonly at?: Instant } = {}): void {
    const clock = this.clock(rule, on);
    if (clock === undefined || (clock.state !== 'running' && clock.state !== 'paused')) return;
    const metAt = at ?? this.at;
    if (clock.breachedAt !== undefined && metAt < clock.breachedAt) {
      this.draft.emit({ kind: 'breach-withdrawn', clock: clock.id, ground: 'done-in-time-recorded-late' });
    }
    this.draft.emit({ kind: 'clock-met', clock: clock.id, metAt });
  }

  /** Ends the clock without the duty having been done: it no longer applies. */
  stop(rule: ClockOf<C>, why: string, on?: string): void {
    const clock = this.clock(rule, on);
    if (clock !== undefined && liveClocks(this.case).includes(clock)) this.draft.emit({ kind: 'clock-stopped', clock: clock.id, why });
  }

  /** The full limit runs again from an instant (new facts). */
  reset(rule: ClockOf<C>, startsAt: Instant, why: string, on?: string): void {
    if (this.clock(rule, on) !== undefined) this.draft.emit({ kind: 'clock-reset', clock: idOf(rule, on), startsAt, why });
  }

  extend(rule: ClockOf<C>, to: Term, ground: string, on?: string): void {
    if (this.clock(rule, on) !== undefined) this.draft.emit({ kind: 'clock-extended', clock: idOf(rule, on), to, ground });
  }

  /** The clock goes on under another rule; used time stays used. */
  change(rule: ClockOf<C>, to: ClockOf<C>, on?: string): void {
    if (this.clock(rule, on) !== undefined) this.draft.emit({ kind: 'clock-changed', clock: idOf(rule, on), rule: to });
  }

  /** A fact of the process under a key of its own; the last value stands. */
  note(key: string, value: Json): void {
    if (JSON.stringify(this.case.notes[key]) !== JSON.stringify(value)) this.draft.emit({ kind: 'noted', key, value });
  }

  flag(flag: string, up = true): void {
    if (this.case.flags.includes(flag) !== up) this.draft.emit({ kind: 'flagged', flag, up });
  }

  document(document: DocumentRef): void {
    if (!this.case.documents.some((d) => d.id === document.id)) this.draft.emit({ kind: 'document', document });
  }

  party(party: Party): void {
    this.draft.emit({ kind: 'party', party });
  }

  expose(id: string, cover: string, claimant: string, limitFen: number | null): void {
    if (this.case.exposures[id] === undefined) this.draft.emit({ kind: 'exposure', id, cover, claimant, limitFen });
  }

  reserve(exposure: string, amountFen: number, why: string): void {
    if (this.case.exposures[exposure]?.reserveFen !== amountFen) this.draft.emit({ kind: 'reserve', exposure, amountFen, why });
  }

  /** Watches a date that outlives the case: the end of the rule's term, or a date of its own. */
  watch(name: string, rule: string, startsAt: Instant, date?: Instant): void {
    const known = this.case.watches[name];
    const same = known?.rule === rule && known.startsAt === startsAt && (date === undefined || known.date === date);
    if (!same) this.draft.emit({ kind: 'watched', watch: name, rule, startsAt, ...(date === undefined ? {} : { date }) });
  }

  /** A task beside the plan; it survives the stage. */
  addTask(title: string, from: Assignee, on?: string): void {
    const name = `ad-hoc:${this.case.head.seq + 1}`;
    this.draft.emit({ kind: 'expected', name, act: 'completeTask', from, not: [], title, ...(on === undefined ? {} : { on }) });
  }

  /** Expects an act beside the plan; it survives the stage. One open expectation per act and exposure. */
  ask(act: ActOf<C>, from: Assignee, { on, not = [] }: { readonly on?: string; readonly not?: readonly string[] } = {}): void {
    if (Object.values(this.case.expectations).some((e) => e.act === act && e.on === on)) return;
    const name = `ad-hoc:${this.case.head.seq + 1}`;
    this.draft.emit({ kind: 'expected', name, act, from, not, ...(on === undefined ? {} : { on }) });
  }

  /** Tells somebody without waiting; leaves by the outbox. With `report` the case keeps what becomes of the notice. */
  announce(name: string, template: NoticeOf<C>, to: readonly Recipient[], data: JsonObject = {}, report?: 'handed' | 'arrived'): void {
    this.draft.emit({ kind: 'told', name, template, to, data, ...(report === undefined ? {} : { report }) });
  }

  /** Requests a payment without waiting for it. One key per payment. */
  disburse(payment: PayOptions, name?: string): void {
    const key = `${this.case.id}-p${Object.keys(this.case.payments).length + 1}`;
    this.draft.emit({ kind: 'payment-requested', name: name ?? `disburse:${key}`, key, ...payment });
  }

  /** Ends the case: stops its clocks and drops its tasks. */
  end(outcome: string, ground?: string): void {
    for (const clock of liveClocks(this.case)) this.draft.emit({ kind: 'clock-stopped', clock: clock.id, why: `closed:${outcome}` });
    this.draft.emit({ kind: 'closed', outcome, ...(ground === undefined ? {} : { ground }) });
  }
}
