import { WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { History } from '@temporalio/common/lib/proto-utils';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { Worker } from '@temporalio/worker';
import type { ActAnswer } from '../../domain/case/act';
import type { CaseState } from '../../domain/case/state';
import type { ActMessage, CaseInput, CaseResult, SyncAnswer } from '../../workflows/kernel/engine/run';
import { dayMs } from './flat-world';
import { comes } from './worker-process';

type CaseWorkflow = (input: CaseInput) => Promise<CaseResult>;

/** A case that runs on a real engine, as a test plays it. */
export class EngineCase {
  private requests = 0;
  private readonly firstRuns: string[] = [];

  constructor(
    private readonly env: TestWorkflowEnvironment,
    private readonly worker: Worker,
    readonly process: string,
    readonly id: string,
  ) {}

  private get handle() {
    return this.env.client.workflow.getHandle<CaseWorkflow>(this.id);
  }

  /** Starts a run: opening, reopening, or one carried over. */
  async start(input: CaseInput): Promise<void> {
    const started = await this.env.client.workflow.start<CaseWorkflow>(this.process, {
      taskQueue: this.worker.options.taskQueue,
      workflowId: this.id,
      args: [input],
      workflowExecutionTimeout: '800 days',
    });
    this.firstRuns.push(started.firstExecutionRunId);
  }

  /** Starts a run and waits until its opening is written and folded. */
  async open(input: CaseInput): Promise<void> {
    await this.start(input);
    await this.opened();
  }

  /**
   * Waits for the opening. Looks into the history: an update would stand in it, and a query that comes while a case begins or changes over
   * to a new run may stand still for a minute on the server that skips time.
   */
  async opened(): Promise<void> {
    await comes(`the opening of ${this.id}`, async () => hasOpened(await this.handle.fetchHistory()));
  }

  act(act: string, actor: string, payload = {}, options: Partial<ActMessage> = {}): Promise<ActAnswer> {
    const message: ActMessage = { request: `r${++this.requests}`, actor, payload, ...options };
    return this.handle.executeUpdate<ActAnswer, [ActMessage]>(act, { args: [message] });
  }

  sync(): Promise<SyncAnswer> {
    return this.handle.executeUpdate<SyncAnswer, []>('sync');
  }

  state(): Promise<CaseState> {
    return this.handle.query<CaseState>('state');
  }

  card(): Promise<string> {
    return this.handle.query<string>('card');
  }

  async days(count: number): Promise<void> {
    await this.env.sleep(count * dayMs);
  }

  result(): Promise<CaseResult> {
    return this.handle.result();
  }

  /** Ends the run that is open, where one is: for a test that leaves its case before its outcome. */
  async end(): Promise<void> {
    const { status } = await this.handle.describe();
    if (status.name === 'RUNNING') await this.handle.terminate('the test is over');
  }

  /** Histories of all runs, in their order. */
  async histories(): Promise<History[]> {
    const found: History[] = [];
    for (const first of this.firstRuns) {
      for (let run: string | null | undefined = first; run; ) {
        const history: History = await this.env.client.workflow.getHandle(this.id, run).fetchHistory();
        found.push(history);
        run = history.events?.at(-1)?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId;
      }
    }
    return found;
  }
}

/** Whether a run has the answer to its first commit, or follows on one that had. */
const hasOpened = ({ events }: History): boolean =>
  (events ?? []).some(
    ({ markerRecordedEventAttributes: marker, workflowExecutionStartedEventAttributes: started }) =>
      marker?.markerName === 'core_local_activity' || Boolean(started?.continuedExecutionRunId),
  );

/** The code of a refusal; throws where the act was accepted. */
export async function refusalOf(act: Promise<unknown>): Promise<string | null | undefined> {
  const error = await act.then(
    () => new Error('the act was accepted'),
    (e: unknown) => e,
  );
  if (!(error instanceof WorkflowUpdateFailedError)) throw error;
  return error.cause instanceof ApplicationFailure ? error.cause.type : undefined;
}

/** Most timers that were open at any point of a history. */
export function timersOpenAtMost(history: History): number {
  let open = 0;
  let most = 0;
  for (const event of history.events ?? []) {
    if (event.timerStartedEventAttributes) open++;
    if (event.timerFiredEventAttributes || event.timerCanceledEventAttributes) open--;
    most = Math.max(most, open);
  }
  return most;
}
