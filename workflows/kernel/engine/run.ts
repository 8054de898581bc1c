import {
  ApplicationFailure,
  allHandlersFinished,
  CancellationScope,
  condition,
  continueAsNew,
  defineQuery,
  defineUpdate,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { type ActAnswer, type ActRequest, answerOf, type Refusal } from '../../../domain/case/act';
import type { AttributeValues } from '../../../domain/case/attributes';
import type { Trouble } from '../../../domain/case/card';
import type { Cause } from '../../../domain/case/cause';
import { type Objection, possibleActs } from '../../../domain/case/decide';
import { generalActs } from '../../../domain/case/general';
import type { OpenRequest, ReopenRequest } from '../../../domain/case/opening';
import { type CaseState, emptyCase } from '../../../domain/case/state';
import { type NextRung, nextRung } from '../../../domain/case/wait-set';
import type { ErrorCode } from '../../../domain/errors';
import type { Words } from '../../../domain/words';
import { objectionTo, type Runnable } from '../cause';
import { CaseRunner, type Transition } from '../runner';
import { publish } from './publish';
import { publishedNames } from './published';
import { registerQueries } from './queries';
import { commitAs } from './record';
import { timerWords } from './summaries';

export interface CaseSettings {
  /** Continues as new after so many transitions; without it when the engine suggests it. */
  readonly continueAfter?: number;
}

/**
 * How a run of a case begins: opened, entered again after its end, resumed from its record where the engine has lost it, or
 * carried over from the run before. `attempt` names the call that started it: of calls that come at once, only that one has opened the case.
 */
export type CaseInput = {
  readonly settings?: CaseSettings;
} & (
  | { readonly kind: 'open'; readonly open: OpenRequest; readonly attempt?: string }
  | { readonly kind: 'reopen'; readonly reopen: ReopenRequest }
  | { readonly kind: 'resume' }
  | { readonly kind: 'carried'; readonly state: CaseState; readonly published: AttributeValues }
);

export interface CaseResult {
  readonly case: string;
  readonly outcome: string;
  readonly seq: number;
}

/** What the update of an act carries; its name is the act's. */
export type ActMessage = Omit<ActRequest, 'act'>;

export interface SyncAnswer {
  readonly seq: number;
  readonly hash: string;
  readonly trouble: string | null;
  /** The call that started this run by an opening; null where none did. Workers of an earlier build do not say. */
  readonly attempt?: string | null;
}

/** Catches up with the record; also the way out of `trouble`. It has no validator: a stale case must accept it. */
export const sync = defineUpdate<SyncAnswer, []>('sync');
export const actsQuery = defineQuery<readonly string[]>('acts');

function refusal(objection: Objection, possible: readonly string[], headSeq: number): ApplicationFailure {
  const details: Refusal = { ...objection, possible, headSeq };
  return ApplicationFailure.create({ type: objection.code, message: objection.detail, nonRetryable: true, details: [details] });
}

/** The record refuses a rung whose time its own clock has not reached: then it is tried again each minute. */
const refusedRungMs = 60_000;

const opensWithoutAnswer: readonly ErrorCode[] = ['open.conflict'];

/** The first transition of a run that takes nothing over. */
function causeOf(input: Exclude<CaseInput, { kind: 'carried' }>): Cause {
  switch (input.kind) {
    case 'open':
      return { kind: 'open', open: input.open };
    case 'reopen':
      return { kind: 'reopen', reopen: input.reopen };
    case 'resume':
      return { kind: 'sync' };
  }
}

/** The durable shell around a case: answers updates, keeps one timer, publishes, continues as new. */
class Shell {
  private readonly acts: Readonly<Record<string, { readonly title: Words }>>;
  private readonly runner: CaseRunner;
  private readonly names = publishedNames();
  private published: AttributeValues | null;
  private transitions = 0;
  private draining = false;
  /** How long a rung is waited for at least. */
  private leastMs = 1;
  /** Why the transition under way waits for another build. */
  private delayed: string | null = null;

  constructor(
    private readonly runnable: Runnable,
    private readonly input: CaseInput,
  ) {
    const { workflowId, runId } = workflowInfo();
    const { contract } = runnable.process;
    this.acts = { ...generalActs, ...contract.acts };
    // A state that an earlier build carried over may lack what this one has added.
    const carried = input.kind === 'carried' ? { ...emptyCase(workflowId), ...input.state, id: workflowId } : null;
    const commit = commitAs({ acts: this.acts, state: () => this.state, delayed: (why) => this.delay(why) });
    const ports = { commit, now: () => Date.now(), process: contract.name, workflowId, runId };
    this.runner = new CaseRunner(carried ?? emptyCase(workflowId), carried === null ? ports : { ...ports, carried: true });
    this.published = input.kind === 'carried' ? input.published : null;
  }

  private get state(): CaseState {
    return this.runner.state;
  }

  /** Why the case does not go on. */
  private get trouble(): string | null {
    return this.runner.trouble ?? this.delayed;
  }

  private get standing(): Trouble | null {
    if (this.runner.trouble !== null) return 'parked';
    return this.delayed === null ? null : 'delayed';
  }

  private delay(why: string | null): void {
    this.delayed = why;
    this.show();
  }

  /** Opens, reopens or takes over, and lives until the case is closed. */
  async run(): Promise<CaseResult> {
    const opening = this.begin();
    this.register();
    await opening;
    while (this.state.status === 'new') await this.beginAgain();
    while (this.state.status === 'open') await this.wait();
    await condition(allHandlersFinished);
    this.show();
    return { case: this.state.id, outcome: this.state.outcome ?? '', seq: this.state.head.seq };
  }

  /** Takes the lock before the handlers are there: updates of the first activation run inside `setHandler`. */
  private async begin(): Promise<void> {
    if (this.input.kind === 'carried') return this.show();
    const answer = await this.moved(this.runner.transition(causeOf(this.input)));
    const stays = answer.kind !== 'refused' || (this.state.status === 'open' && !opensWithoutAnswer.includes(answer.objection.code));
    if (stays) return;
    await condition(allHandlersFinished);
    throw refusal(answer.objection, [], this.state.head.seq);
  }

  /** A fault of the record stopped the opening: what was asked for stays asked for until an operator has it tried again. */
  private async beginAgain(): Promise<void> {
    await condition(() => this.runner.trouble === null);
    await this.begin();
  }

  private register(): void {
    for (const [act, { title }] of Object.entries(this.acts)) {
      setHandler(defineUpdate<ActAnswer, [ActMessage]>(act), (message) => this.act({ ...message, act }), {
        validator: (message) => this.validate({ ...message, act }),
        description: `${title.zh} ${title.en}`,
      });
    }
    setHandler(sync, () => this.sync(), { description: '与档案对齐 Catch up with the record' });
    const { contract } = this.runnable.process;
    registerQueries(contract, { state: () => this.state, trouble: () => this.standing });
    setHandler(actsQuery, () => this.possible(), { description: '当前可做 What may be done now' });
  }

  private possible(): readonly string[] {
    return possibleActs(this.state, { ...generalActs, ...this.runnable.process.contract.acts });
  }

  /** Gate 1. Synchronous: an async validator would accept everything. */
  private validate(request: ActRequest): void {
    const { trouble, state } = this;
    if (trouble !== null) throw refusal({ code: 'case.trouble', detail: trouble }, ['sync'], state.head.seq);
    if (this.draining) throw refusal({ code: 'case.busy', detail: 'The case is changing over to a new run; repeat.' }, [], state.head.seq);
    const objection = objectionTo(this.runnable, state, request, Date.now());
    if (objection !== null) throw refusal(objection, this.possible(), state.head.seq);
  }

  private async act(request: ActRequest): Promise<ActAnswer> {
    const seen = this.state.head.seq;
    const answer = await this.moved(this.runner.transition({ kind: 'act', request }));
    if (answer.kind === 'behind') throw refusal({ code: 'case.trouble', detail: answer.detail }, ['sync'], this.state.head.seq);
    if (answer.kind === 'refused') throw this.refused(answer.objection, seen);
    const stored = answer.kind === 'current' ? null : answerOf(this.state.id, request.act, request.request, answer.events);
    if (stored === null)
      throw refusal({ code: 'defect.unexpected', detail: `'${request.act}' was neither written nor refused.` }, [], this.state.head.seq);
    return stored;
  }

  /** Legal when it was accepted and no longer under the lock: another act came first. What came before the opening was not judged yet. */
  private refused(objection: Objection, seen: number): ApplicationFailure {
    const overtaken = objection.code === 'act.not-now' && seen > 0 && this.state.head.seq !== seen;
    return refusal(overtaken ? { ...objection, code: 'case.moved' } : objection, this.possible(), this.state.head.seq);
  }

  private async sync(): Promise<SyncAnswer> {
    if (this.state.status === 'new' && this.runner.trouble !== null) this.runner.trouble = null;
    else await this.moved(this.runner.transition({ kind: 'sync' }));
    const attempt = this.input.kind === 'open' ? (this.input.attempt ?? null) : null;
    return { seq: this.state.head.seq, hash: this.state.head.hash, trouble: this.runner.trouble, attempt };
  }

  private async moved(transition: Promise<Transition>): Promise<Transition> {
    const answer = await transition;
    this.transitions++;
    this.show();
    return answer;
  }

  private show(): void {
    if (this.state.status === 'new') return;
    this.published = publish(this.state, { names: this.names, before: this.published, trouble: this.trouble });
  }

  private get due(): NextRung | null {
    return this.runner.trouble === null ? nextRung(this.state) : null;
  }

  private get full(): boolean {
    const { continueAfter } = this.input.settings ?? {};
    return continueAfter === undefined ? workflowInfo().continueAsNewSuggested : this.transitions >= continueAfter;
  }

  /** One wait: for the nearest rung of all clocks, for something that changes it, or for a new run. */
  private async wait(): Promise<void> {
    const due = this.due;
    const changed = (): boolean => this.state.status !== 'open' || this.due?.at !== due?.at || (this.full && this.runner.trouble === null);
    if (due === null) await condition(changed);
    else if (!(await condition(changed, Math.max(this.leastMs, due.at - Date.now()), { summary: timerWords(due, this.state) })))
      await this.fire(due);
    if (this.full && this.state.status === 'open' && this.runner.trouble === null) await this.changeOver();
  }

  private async fire({ clock: id }: NextRung): Promise<void> {
    const clock = this.state.clocks[id];
    if (clock?.next == null) return;
    const answer = await this.moved(
      this.runner.transition({ kind: 'rung', clock: id, startedSeq: clock.startedSeq, rung: clock.next.name }),
    );
    this.leastMs = answer.kind === 'refused' ? refusedRungMs : 1;
  }

  /** Continues as new when nothing is being committed. New acts are refused for that moment, so that a steady stream cannot starve it. */
  private async changeOver(): Promise<void> {
    this.draining = true;
    await condition(() => allHandlersFinished() && this.runner.idle);
    this.draining = false;
    if (this.state.status !== 'open' || this.published === null) return;
    const settings = this.input.settings === undefined ? {} : { settings: this.input.settings };
    await continueAsNew<(input: CaseInput) => Promise<CaseResult>>({
      kind: 'carried',
      state: this.state,
      published: this.published,
      ...settings,
    });
  }
}

const kinds: ReadonlySet<unknown> = new Set<CaseInput['kind']>(['open', 'reopen', 'resume', 'carried']);

/** Whether a run was started by somebody who knows how a case begins, and not by hand in the engine's UI. */
const isInput = (input: Partial<CaseInput> | null | undefined): input is CaseInput =>
  typeof input === 'object' && input !== null && kinds.has(input.kind);

/** What anything else begins: an opening that says nothing, and is refused as every opening without form. */
const nothing: CaseInput = {
  kind: 'open',
  open: { process: '', source: '', reference: '', digest: '', actor: '', receivedAt: 0, line: '', branch: '', content: {} },
};

/** Runs a case of a process as a workflow. */
export async function runCase(runnable: Runnable, given: CaseInput): Promise<CaseResult> {
  const input = isInput(given) ? given : nothing;
  // A duty does not end because somebody pressed Cancel in the engine's UI: withdrawal and closing are acts.
  return CancellationScope.nonCancellable(() => new Shell(runnable, input).run());
}
