import type { Client } from '@temporalio/client';
import { temporal } from '@temporalio/proto';

type Events = NonNullable<Awaited<ReturnType<ReturnType<Client['workflow']['getHandle']>['fetchHistory']>>['events']>;

const running = "ExecutionStatus = 'Running'";

/** Ids of everything that the engine lists as open. */
export async function runningIn(client: Client): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const { workflowId } of client.workflow.list({ query: running })) ids.push(workflowId);
  return ids;
}

export const eventsOf = async (client: Client, id: string): Promise<Events> =>
  (await client.workflow.getHandle(id).fetchHistory()).events ?? [];

/** Whether a worker process had a hand in a history. */
export const isWrittenBy = (events: Events, pid: number): boolean =>
  events.some(({ workflowTaskCompletedEventAttributes: done, workflowTaskFailedEventAttributes: failed }) =>
    [done?.identity, failed?.identity].some((identity) => identity?.startsWith(`${pid}@`)),
  );

/** Numbers of the completed workflow tasks: where a history can be cut. */
export const completedTasks = (events: Events): readonly number[] =>
  events.flatMap(({ eventId, workflowTaskCompletedEventAttributes }) => (workflowTaskCompletedEventAttributes ? [Number(eventId)] : []));

const { WORKFLOW_TASK_FAILED_CAUSE_NON_DETERMINISTIC_ERROR: nondeterministic } = temporal.api.enums.v1.WorkflowTaskFailedCause;

/** Whether a task of it has failed because the code does other commands than the history has. */
export const hasStrayed = (events: Events): boolean =>
  events.some(({ workflowTaskFailedEventAttributes }) => workflowTaskFailedEventAttributes?.cause === nondeterministic);
