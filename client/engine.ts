import { randomUUID } from 'node:crypto';
import { type Client, WithStartWorkflowOperation, type WorkflowStartOptions } from '@temporalio/client';
import type { ActAnswer, ActRequest } from '../domain/case/act';
import type { CaseInput, CaseResult, SyncAnswer } from '../workflows/kernel/engine/run';

export type CaseWorkflow = (input: CaseInput) => Promise<CaseResult>;

export interface StartOptions
  extends Pick<WorkflowStartOptions<CaseWorkflow>, 'typedSearchAttributes' | 'staticSummary' | 'staticDetails' | 'workflowIdReusePolicy'> {
  readonly process: string;
  readonly id: string;
  readonly input: CaseInput;
}

/** What became of a start. */
export interface Started {
  /** Empty where no run was started or found. */
  readonly runId: string;
  /** The call whose opening the run began with; null where it began otherwise, undefined where the worker does not say. */
  readonly attempt?: string | null;
}

/** The few calls a door makes to the engine. Errors are the SDK's own: failure.ts sorts them. */
export interface EnginePort {
  readonly act: (caseId: string, request: ActRequest) => Promise<ActAnswer>;
  readonly sync: (caseId: string) => Promise<SyncAnswer>;
  /** Starts a run, or takes the one that runs, and waits until it has written its first transition. */
  readonly start: (options: StartOptions) => Promise<Started>;
  /** Outcome of a run that has ended. */
  readonly result: (caseId: string, runId: string) => Promise<CaseResult>;
}

export interface EngineSettings {
  readonly client: Client;
  readonly taskQueue: string;
  /** How long an answer is waited for, in milliseconds. */
  readonly patienceMs: number;
}

/** The engine behind a Temporal client. */
export function engineOf({ client, taskQueue, patienceMs }: EngineSettings): EnginePort {
  const within = <T>(call: () => Promise<T>): Promise<T> => client.withDeadline(Date.now() + patienceMs, call);
  const handle = (caseId: string, runId?: string) => client.workflow.getHandle<CaseWorkflow>(caseId, runId);
  return {
    act: (caseId, { act, ...message }) =>
      // An update id of its own per attempt: the record tells repeats, and an old id would bring back an old refusal.
      within(() => handle(caseId).executeUpdate<ActAnswer, [Omit<ActRequest, 'act'>]>(act, { args: [message], updateId: randomUUID() })),
    sync: (caseId) => within(() => handle(caseId).executeUpdate<SyncAnswer, []>('sync')),
    start: async ({ process, id, input, ...labels }) => {
      const startWorkflowOperation = new WithStartWorkflowOperation<CaseWorkflow>(process, {
        ...labels,
        taskQueue,
        workflowId: id,
        args: [input],
        workflowIdConflictPolicy: 'USE_EXISTING',
      });
      return within(async () => {
        const options = { startWorkflowOperation, waitForStage: 'ACCEPTED' } as const;
        const update = await client.workflow.startUpdateWithStart<CaseWorkflow, SyncAnswer, []>('sync', options);
        const { attempt } = await update.result();
        return { runId: update.workflowRunId ?? '', ...(attempt === undefined ? {} : { attempt }) };
      });
    },
    result: (caseId, runId) => within(() => handle(caseId, runId).result()),
  };
}
