import { type Client, QueryNotRegisteredError } from '@temporalio/client';
import type { CaseState } from '../domain/case/state';
import type { Instant } from '../domain/instant';
import type { EngineCase } from './comparison';
import { troubleOf } from './failure';

export interface Listing {
  readonly processes: readonly string[];
  readonly taskQueue: string;
  /** Closed runs are listed from this instant on; null: none. */
  readonly closedSince: Instant | null;
}

/** Ids of the cases that the engine has running, or closed since an instant. What just began may be missing. */
export async function listEngineCases(client: Client, { processes, taskQueue, closedSince }: Listing): Promise<ReadonlySet<string>> {
  const types = processes.map((process) => `'${process}'`).join(', ');
  const closed = closedSince === null ? '' : ` OR CloseTime >= '${new Date(closedSince).toISOString()}'`;
  const query = `WorkflowType IN (${types}) AND TaskQueue = '${taskQueue}' AND (ExecutionStatus = 'Running'${closed})`;
  const found = new Set<string>();
  for await (const { workflowId } of client.workflow.list({ query })) found.add(workflowId);
  return found;
}

/** Whether the engine has a run of a case that has not ended: asked of the run itself, not of the list. */
export async function isRunning(client: Client, id: string): Promise<boolean> {
  try {
    return (await client.workflow.getHandle(id).describe()).status.name === 'RUNNING';
  } catch (error) {
    if (troubleOf(error).kind === 'gone') return false;
    throw error;
  }
}

const hasNoState = (error: unknown): boolean =>
  error instanceof QueryNotRegisteredError && /did not register a handler/.test(error.message);

/** A case of the engine with the state that its newest run tells; null where the engine has none of this id. */
export async function readEngineCase(client: Client, id: string, patienceMs: number): Promise<EngineCase | null> {
  const handle = client.workflow.getHandle(id);
  const within = <T>(call: () => Promise<T>): Promise<T> => client.withDeadline(Date.now() + patienceMs, call);
  try {
    const { status } = await within(() => handle.describe());
    const isRunning = status.name === 'RUNNING';
    const isTerminated = status.name === 'TERMINATED';
    return { id, isRunning, isTerminated, state: await stateOf(() => within(() => handle.query<CaseState, []>('state'))) };
  } catch (error) {
    // A run that failed before it had a state, such as one that was started by hand with nothing, is no case.
    if (hasNoState(error) || troubleOf(error).kind === 'gone') return null;
    throw error;
  }
}

/** Null where nobody answers: a query needs a worker that can replay the run. */
async function stateOf(ask: () => Promise<CaseState>): Promise<CaseState | null> {
  try {
    return await ask();
  } catch (error) {
    if (hasNoState(error)) throw error;
    // A run that no worker can read fails the query in the same way as one that does not know it.
    if (!(error instanceof QueryNotRegisteredError)) troubleOf(error);
    return null;
  }
}
