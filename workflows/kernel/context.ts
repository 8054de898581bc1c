import type { ActOf, ClockOf, Contract, NoticeOf } from '../../domain/case/contract';
import type { Assignee, ChildRequest, JsonObject, Recipient } from '../../domain/case/fact';
import type { Answer, ChildState, ClockState, NoticeState, Payment, VisitEntry } from '../../domain/case/state';
import type { Instant } from '../../domain/instant';
import { type Draft, StageDefect } from './draft';
import { Effects, isPausedFor, type NoticeOptions, type PayOptions, type StartOptions } from './effects';
import { type Choice, Step } from './step';

export interface ExpectOptions {
  readonly from: Assignee;
  /** Staff whose real persons may not answer; `c.by(act)` gives them. */
  readonly not?: readonly string[];
  /** Part of the case it is about: an exposure, an action, a measure. */
  readonly on?: string;
  /** A name of its own, where one act is expected in two branches at once. */
  readonly as?: string;
}

/**
 * What a stage function works with. Every call has a stable name in the visit (its word, and an ordinal where the word
 * repeats); what the visit's log already knows is looked up, what is new becomes a fact.
 */
export class Context<C extends Contract, P extends { readonly [A in ActOf<C>]: object }> extends Effects<C> {
  private readonly ordinals = new Map<string, number>();
  private readonly pending = new Set<string>();

  constructor(
    draft: Draft,
    /** Party that is told where nobody else is named. */
    private readonly customer: string | undefined,
  ) {
    super(draft);
  }

  private name(word: string): string {
    const ordinal = (this.ordinals.get(word) ?? 0) + 1;
    this.ordinals.set(word, ordinal);
    return ordinal === 1 ? word : `${word}#${ordinal}`;
  }

  private entry(name: string): VisitEntry | undefined {
    return this.case.visit.entries[name];
  }

  /** Waits for an act. Opens a task for whoever is expected; an arrival that came before is taken at once. */
  expect<A extends ActOf<C>>(act: A, options: ExpectOptions): Step<Answer<P[A]>>;
  expect(act: string, { from, not = [], on, as }: ExpectOptions): Step<Answer<unknown>> {
    const word = as ?? (on === undefined ? act : `${act}@${on}`);
    if (this.pending.has(word))
      throw new StageDefect(`'${word}' is expected twice at once in stage '${this.case.stage}': give one a name of its own.`);
    const name = this.name(word);
    if (this.entry(name) === undefined) {
      this.draft.emit({ kind: 'expected', name, act, from, not, ...(on === undefined ? {} : { on }) });
      const early = this.case.arrivals.find((a) => a.act === act && (on === undefined || a.on === undefined || a.on === on));
      if (early !== undefined) this.draft.emit({ kind: 'taken', name, arrival: early.seq });
    }
    this.barAlso(name, not);
    const entry = this.entry(name);
    if (entry?.kind === 'answered') return Step.done(name, entry.answer);
    if (entry?.kind === 'expected') this.pending.add(word);
    return Step.open(name, this.draft);
  }

  /** Whoever took part since the act was first expected may not answer either: the task is opened anew, for others. */
  private barAlso(name: string, not: readonly string[]): void {
    const pending = this.case.expectations[name];
    if (pending === undefined || not.every((staff) => pending.not.includes(staff))) return;
    const { act, from, on } = pending;
    const all = [...new Set([...pending.not, ...not])];
    this.draft.emit({ kind: 'expected', name, act, from, not: all, ...(on === undefined ? {} : { on }) });
  }

  /** Tells somebody. Done at once, or when the channel reports what `report` asks for. */
  tell(
    template: NoticeOf<C>,
    data: JsonObject,
    options: NoticeOptions & { readonly to?: readonly Recipient[]; readonly on?: string } = {},
  ): Step<NoticeState> {
    const { to, on, ...how } = options;
    const { report } = how;
    const name = this.name(on === undefined ? `tell:${template}` : `tell:${template}@${on}`);
    if (this.entry(name) === undefined) this.draft.emit({ kind: 'told', name, template, to: to ?? this.customers(template), data, ...how });
    const entry = this.entry(name);
    if (entry?.kind !== 'told') return Step.open(name, this.draft);
    const queued: NoticeState = { seq: entry.notice, template, status: 'queued', wants: null };
    const notice = this.case.notices[entry.notice] ?? queued;
    // What once was handed or arrived stays so, whatever the channel reports later.
    const arrived = notice.arrivedAt !== undefined;
    const reached = report === undefined || arrived || (report === 'handed' && notice.handedAt !== undefined);
    return reached ? Step.done(name, notice) : Step.open(name, this.draft);
  }

  private customers(template: string): readonly Recipient[] {
    if (this.customer === undefined) throw new StageDefect(`'${template}' names nobody to tell, and the process has no customer.`);
    return [{ kind: 'party', party: this.customer }];
  }

  /** Asks for a case of its own and waits until it has ended, or could not be opened. */
  child(name: string, child: ChildRequest): Step<ChildState> {
    this.request(name, child);
    const asked = this.case.children[name];
    const ended = asked?.status === 'closed' || asked?.status === 'refused';
    return asked !== undefined && ended ? Step.done(`child:${name}`, asked) : Step.open(`child:${name}`, this.draft);
  }

  /** The first of several waits; the others are dropped and their tasks and clocks closed. */
  first<S extends Readonly<Record<string, Step<unknown>>>>(steps: S): Step<Choice<S>>;
  first(steps: Readonly<Record<string, Step<unknown>>>): Step<{ kind: string; value: unknown }> {
    const name = this.name('first');
    const winner = Object.entries(steps).find(([, step]) => step.done);
    if (winner === undefined) return Step.open(name, this.draft);
    const [kind, won] = winner;
    for (const step of Object.values(steps)) if (step !== won) for (const lost of step.names) this.drop(lost);
    return Step.done(name, { kind, value: won.value });
  }

  private drop(name: string): void {
    const entry = this.entry(name);
    if (entry === undefined || entry.kind === 'dropped') return;
    const why = 'another came first';
    if (entry.kind === 'clock') this.dropClock(name, entry, why);
    this.draft.emit({ kind: 'dropped', name, why });
  }

  /** A pause that is dropped ends; a clock of the wait stops. */
  private dropClock(name: string, entry: VisitEntry & { kind: 'clock' }, why: string): void {
    const clock = this.case.clocks[entry.clock];
    if (clock === undefined) return;
    if (!name.startsWith('paused:')) {
      if (clock.state === 'running') this.draft.emit({ kind: 'clock-stopped', clock: clock.id, why });
    } else if (!entry.ended && clock.state === 'paused') {
      const reason = entry.why === undefined ? {} : { why: entry.why };
      this.draft.emit({ kind: 'clock-resumed', clock: clock.id, to: this.at, ...reason });
    }
  }

  /** Waits until the case knows a value: acts and reports that are expected elsewhere bring it. */
  known<T>(name: string, value: T | undefined): Step<T> {
    return value === undefined ? Step.open(name, this.draft) : Step.done(name, value);
  }

  /** Done when the limit has passed. Company limits only: a statutory duty never ends by its breach. */
  elapsed(rule: ClockOf<C>, options: StartOptions = {}): Step<ClockState> {
    const name = this.name(options.on === undefined ? `elapsed:${rule}` : `elapsed:${rule}@${options.on}`);
    const clock = this.named(name, rule, options);
    return clock?.breachedAt !== undefined && this.entry(name)?.kind === 'clock' ? Step.done(name, clock) : Step.open(name, this.draft);
  }

  /** The clock of a name of this visit, started when it is new. */
  private named(name: string, rule: ClockOf<C>, options: StartOptions): ClockState | undefined {
    if (this.entry(name) === undefined) this.startClock(rule, options, name);
    return this.clock(rule, options.on);
  }

  /** Runs a limit for as long as the wait lasts; met by the instant of the answer. */
  within<T extends { readonly at: Instant }>(rule: ClockOf<C>, step: Step<T>, options: StartOptions = {}): Step<T> {
    const name = this.name(options.on === undefined ? `within:${rule}` : `within:${rule}@${options.on}`);
    this.named(name, rule, options);
    if (step.value !== undefined) this.met(rule, { at: step.value.at, ...(options.on === undefined ? {} : { on: options.on }) });
    return step.beside(name);
  }

  /**
   * Excludes a time from a clock: from the recorded arrival of a notice to the instant of the answer. Without proof of
   * arrival there is no pause; proof that comes late still counts while the stage lasts.
   */
  paused<T extends { readonly at: Instant }>(
    rule: ClockOf<C>,
    { since, why, on }: { readonly since: Step<NoticeState>; readonly why: string; readonly on?: string },
    step: Step<T>,
  ): Step<T> {
    const name = this.name(on === undefined ? `paused:${rule}` : `paused:${rule}@${on}`);
    const arrived = since.value?.arrivedAt;
    const answer = step.value;
    const clock = this.clock(rule, on);
    // A clock that starts during the wait is excluded from its own start.
    const from = arrived === undefined || clock === undefined ? arrived : Math.max(arrived, clock.startsAt);
    const isLive = clock?.state === 'running' || clock?.state === 'paused';
    const pausable = isLive && from !== undefined && (answer === undefined || from < answer.at);
    if (pausable && this.entry(name) === undefined) this.draft.emit({ kind: 'clock-paused', clock: clock.id, from, why, name });
    const entry = this.entry(name);
    const paused = this.clock(rule, on);
    const isPaused = paused?.state === 'paused' && isPausedFor(paused, why);
    if (answer !== undefined && entry?.kind === 'clock' && !entry.ended && isPaused)
      this.draft.emit({ kind: 'clock-resumed', clock: entry.clock, to: answer.at, why, name });
    return step.beside(name);
  }

  /** Requests a payment; done when the bank has confirmed, returned or rejected it. One key per payment. */
  pay(payment: PayOptions): Step<Payment> {
    const name = this.name(`pay@${payment.exposure}`);
    if (this.entry(name) === undefined) this.disburse(payment, name);
    const entry = this.entry(name);
    const paid = entry?.kind === 'payment' ? this.case.payments[entry.key] : undefined;
    const ended = paid?.status === 'confirmed' || paid?.status === 'returned' || paid?.status === 'rejected';
    return paid !== undefined && ended ? Step.done(name, paid) : Step.open(name, this.draft);
  }

  /** Everyone who took part in an act: actors and those they stood in for. */
  by(act: ActOf<C>, on?: string): readonly string[] {
    const answers = this.case.answers.filter((a) => a.act === act && (on === undefined || (a.on ?? a.payload.exposure) === on));
    return [...new Set(answers.flatMap((a) => [a.by, ...(a.onBehalfOf === undefined ? [] : [a.onBehalfOf])]))];
  }
}
