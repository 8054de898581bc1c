import type { ActOf, ClockOf, Contract, NoticeOf } from '../../domain/case/contract';
import type {
  Assignee,
  BulkAct,
  Channel,
  ChildRequest,
  DeclaredEvent,
  DocumentRef,
  Json,
  JsonObject,
  Party,
  Recipient,
} from '../../domain/case/fact';
import { compressionOf } from '../../domain/case/settle';
import type { CaseState, ClockState } from '../../domain/case/state';
import { liveClocks } from '../../domain/case/wait-set';
import { expand } from '../../domain/clock/compression';
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
  /** The value of the rule that is its limit, where that is not `limit` (a cycle: `every`). */
  readonly value?: string;
}

export interface AskOptions {
  readonly on?: string;
  readonly not?: readonly string[];
  /** What it is about, in a code. */
  readonly title?: string;
}

export interface NoticeOptions {
  /** What the case wants to hear of it. */
  readonly report?: 'handed' | 'arrived';
  /** Instead of the recipient's own channel. */
  readonly channel?: Channel;
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

const hourMs = 3_600_000;

/** Whether a reason stops the clock now. */
export const isPausedFor = (clock: ClockState, why: string): boolean => clock.pauses.some((p) => p.why === why && p.to === undefined);

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

  /** Legal milliseconds between two instants: compressed time counts as what it stands for. */
  legalMs(from: Instant, to: Instant): number {
    const compression = compressionOf(this.case);
    return expand(to, compression) - expand(from, compression);
  }

  /** Legal hours between two instants, as a term of a clock that ends at the second; never less than none. */
  termUntil(to: Instant, from: Instant = this.at): Term {
    return { unit: 'hours', count: Math.max(0, this.legalMs(from, to)) / hourMs };
  }

  /** Starts the clock unless it already runs. */
  start(rule: ClockOf<C>, options: StartOptions = {}): void {
    const live = this.clock(rule, options.on);
    if (live !== undefined && (live.state === 'running' || live.state === 'paused')) return;
    this.startClock(rule, options);
  }

  /** Starts a clock; `name` is its step in the visit, where it has one. */
  protected startClock(rule: ClockOf<C>, { on, startsAt, agreedTerm, value }: StartOptions, name?: string): void {
    const step = { ...(name === undefined ? {} : { name }), ...(value === undefined ? {} : { value }) };
    const optional = { ...(on === undefined ? {} : { on }), ...(agreedTerm === undefined ? {} : { agreedTerm }) };
    this.draft.emit({ kind: 'clock-started', clock: idOf(rule, on), rule, startsAt: startsAt ?? this.at, ...step, ...optional });
  }

  /** The duty is done. `at` before the due date of a breached clock takes the breach back, marked with the ground. */
  met(rule: ClockOf<C>, { on, at }: { readonly on?: string; readonly at?: Instant } = {}): void {
    const clock = this.clock(rule, on);
    if (clock === undefined || (clock.state !== 'running' && clock.state !== 'paused')) return;
    const metAt = at ?? this.at;
    if (clock.breachedAt !== undefined && metAt < clock.breachedAt) this.takeBack(clock, 'done-in-time-recorded-late');
    this.draft.emit({ kind: 'clock-met', clock: clock.id, metAt });
  }

  private takeBack(clock: ClockState, ground: string): void {
    this.draft.emit({ kind: 'breach-withdrawn', clock: clock.id, ground });
  }

  /** Ends the clock without the duty having been done: it no longer applies. */
  stop(rule: ClockOf<C>, why: string, on?: string): void {
    const clock = this.clock(rule, on);
    if (clock !== undefined && liveClocks(this.case).includes(clock)) this.draft.emit({ kind: 'clock-stopped', clock: clock.id, why });
  }

  /** The limit never applied: the clock ends, and a breach of it is taken back, marked with the reason. */
  void(rule: ClockOf<C>, why: string, on?: string): void {
    const clock = this.clock(rule, on);
    if (clock === undefined) return;
    if (clock.breachedAt !== undefined) this.takeBack(clock, why);
    this.stop(rule, why, on);
  }

  /** What the clock starts from turns out to lie earlier: used time and a breach stay. A later instant is not taken. */
  redate(rule: ClockOf<C>, startsAt: Instant, on?: string): void {
    const clock = this.clock(rule, on);
    if (clock !== undefined && liveClocks(this.case).includes(clock) && startsAt < clock.startsAt)
      this.draft.emit({ kind: 'clock-changed', clock: clock.id, startsAt });
  }

  /** The full limit runs again from an instant (new facts); under the rule it began with, whatever it was extended to. */
  reset(rule: ClockOf<C>, startsAt: Instant, why: string, on?: string): void {
    const clock = this.clock(rule, on);
    if (clock === undefined) return;
    // What began anew in time was never late; a breach before it stays in the record.
    if (clock.breachedAt !== undefined && startsAt < clock.breachedAt) this.takeBack(clock, why);
    this.draft.emit({ kind: 'clock-reset', clock: clock.id, startsAt, why, ...(clock.rule === rule ? {} : { rule }) });
  }

  /**
   * Gives a clock a longer total from the same start: a term, or the limit of another rule. False where it does not run any
   * more or its limit had passed at `givenAt`: an extension never heals a breach. What was given in time and is heard of
   * later takes the breach back, marked.
   */
  extend(
    rule: ClockOf<C>,
    total: { readonly to: Term } | { readonly under: ClockOf<C> },
    ground: string,
    on?: string,
    givenAt: Instant = this.at,
  ): boolean {
    const clock = this.clock(rule, on);
    const isLive = clock !== undefined && liveClocks(this.case).includes(clock);
    const limit = clock?.breachedAt ?? clock?.dueAt ?? null;
    if (!isLive || (limit !== null && limit <= givenAt)) return false;
    if (clock.breachedAt !== undefined) this.takeBack(clock, 'extended-in-time-recorded-late');
    this.draft.emit({ kind: 'clock-extended', clock: clock.id, ground, ...total });
    return true;
  }

  /** Stops the clock for a reason that its rule allows; other reasons may stop it at the same time. */
  pause(rule: ClockOf<C>, why: string, { from = this.at, on }: { readonly from?: Instant; readonly on?: string } = {}): void {
    const clock = this.clock(rule, on);
    if (clock === undefined || !liveClocks(this.case).includes(clock) || isPausedFor(clock, why)) return;
    this.draft.emit({ kind: 'clock-paused', clock: clock.id, from: Math.max(from, clock.startsAt), why });
  }

  /** The reason has ended. */
  resume(rule: ClockOf<C>, why: string, { to = this.at, on }: { readonly to?: Instant; readonly on?: string } = {}): void {
    const clock = this.clock(rule, on);
    if (clock !== undefined && liveClocks(this.case).includes(clock) && isPausedFor(clock, why))
      this.draft.emit({ kind: 'clock-resumed', clock: clock.id, to, why });
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

  /** Watches a date that outlives the case: the end of the rule's term, or a date of its own; null: not known yet. */
  watch(name: string, rule: string, startsAt: Instant, date?: Instant | null): void {
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
  ask(act: ActOf<C>, from: Assignee, { on, not = [], title }: AskOptions = {}): void {
    if (Object.values(this.case.expectations).some((e) => e.act === act && e.on === on)) return;
    const name = `ad-hoc:${this.case.head.seq + 1}`;
    const optional = { ...(on === undefined ? {} : { on }), ...(title === undefined ? {} : { title }) };
    this.draft.emit({ kind: 'expected', name, act, from, not, ...optional });
  }

  /** An act that was asked for is not wanted any more. */
  unask(act: ActOf<C>, why: string, on?: string): void {
    const asked = Object.values(this.case.expectations).filter((e) => e.adHoc && e.act === act && e.on === on);
    for (const { name } of asked) this.draft.emit({ kind: 'dropped', name, why });
  }

  /** Tells somebody without waiting; leaves by the outbox. With `report` the case keeps what becomes of the notice. */
  announce(name: string, template: NoticeOf<C>, to: readonly Recipient[], data: JsonObject = {}, how: NoticeOptions = {}): void {
    this.draft.emit({ kind: 'told', name, template, to, data, ...how });
  }

  /** Takes back notices that have not left yet. */
  recall(notice: number): void {
    if (this.case.notices[notice]?.status === 'queued') this.draft.emit({ kind: 'recalled', notice });
  }

  /** Excuses somebody from the case: they may not act on it any more, and what was theirs goes to others. */
  bar(staff: string, why: string): void {
    if (!this.case.barred.includes(staff)) this.draft.emit({ kind: 'barred', staff, why });
  }

  /** Asks for a case of its own, once per name. It reports back when it is opened and when it has ended. */
  request(name: string, child: ChildRequest): void {
    if (this.case.children[name] === undefined) this.draft.emit({ kind: 'child-requested', name, ...child });
  }

  /** Wants to hear of a case that exists already, once per name: its state stands in `children` as if this one had asked for it. */
  follow(name: string, of: string): void {
    if (this.case.children[name] === undefined) this.draft.emit({ kind: 'followed', name, case: of });
  }

  /** Sends an act to another case. Whether it is taken, that case has to say itself. */
  send(to: string, act: string, payload: JsonObject): void {
    this.draft.emit({ kind: 'sent', to, act, payload });
  }

  /** Another case that belongs to this one's matter. */
  link(to: string, as: string): void {
    if (!this.case.links.some((l) => l.to === to && l.as === as)) this.draft.emit({ kind: 'linked', to, as });
  }

  /** The case goes on in another, which keeps the earlier start of every clock that both have. */
  merge(into: string): void {
    this.draft.emit({ kind: 'merged', into });
    this.end('merged');
  }

  /** The case belongs to an event from now on; null: to none. */
  join(event: string | null): void {
    if (this.case.event !== event) this.draft.emit({ kind: 'event-joined', event });
  }

  /** Declares an event: cases of its places and time can be joined to it, new ones belong to it at intake. */
  declare(event: DeclaredEvent): void {
    this.draft.emit({ kind: 'event-declared', ...event });
  }

  /** New cases do not belong to the event any more. */
  undeclare(event: string): void {
    this.draft.emit({ kind: 'event-ended', event });
  }

  /** Sends one act to many cases, once per name; the case hears when all have answered. */
  bulk(act: BulkAct): void {
    if (this.case.bulks[act.bulk] === undefined) this.draft.emit({ kind: 'bulk-started', ...act });
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
