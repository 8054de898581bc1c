import type { TestWorkflowEnvironment } from '@temporalio/testing';

/** RESET_REAPPLY_EXCLUDE_TYPE_UPDATE of the engine's API. */
const updates = 2;

interface Reset {
  /** Name of the act; any where it is not given. */
  readonly act?: string;
  /** What came later is not applied again. */
  readonly forgets?: boolean;
}

/** Puts a case back to just before the last act that its newest run has accepted, as an engine that was restored knows it. */
export async function resetBeforeLastAct(
  { client, connection, namespace = 'default' }: TestWorkflowEnvironment,
  caseId: string,
  { act, forgets = true }: Reset = {},
): Promise<void> {
  const handle = client.workflow.getHandle(caseId);
  const { events } = await handle.fetchHistory();
  const accepted = events?.findLastIndex(({ workflowExecutionUpdateAcceptedEventAttributes: found }) => {
    return found != null && (act === undefined || found.acceptedRequest?.input?.name === act);
  });
  const task = events?.slice(0, accepted).findLast((e) => e.workflowTaskCompletedEventAttributes);
  const { runId } = await handle.describe();
  await connection.workflowService.resetWorkflowExecution({
    namespace,
    workflowExecution: { workflowId: caseId, runId },
    reason: 'a test of what an earlier moment knows',
    workflowTaskFinishEventId: task?.eventId ?? null,
    requestId: `reset-${runId}`,
    resetReapplyExcludeTypes: forgets ? [updates] : [],
  });
}
