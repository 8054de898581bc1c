import type { TestWorkflowEnvironment } from '@temporalio/testing';

/** Puts a case back to just before the last act that its newest run has accepted, as an engine that was restored knows it. */
export async function resetBeforeLastAct(
  { client, connection, namespace = 'default' }: TestWorkflowEnvironment,
  caseId: string,
): Promise<void> {
  const handle = client.workflow.getHandle(caseId);
  const { events } = await handle.fetchHistory();
  const accepted = events?.findLastIndex((e) => e.workflowExecutionUpdateAcceptedEventAttributes) ?? 0;
  const task = events?.slice(0, accepted).findLast((e) => e.workflowTaskCompletedEventAttributes);
  const { runId } = await handle.describe();
  await connection.workflowService.resetWorkflowExecution({
    namespace,
    workflowExecution: { workflowId: caseId, runId },
    reason: 'a test of what an earlier moment knows',
    workflowTaskFinishEventId: task?.eventId ?? null,
    requestId: `reset-${runId}`,
    // Updates: the acts are not applied again.
    resetReapplyExcludeTypes: [2],
  });
}
