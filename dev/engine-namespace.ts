import type { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time';

const retention = '30 days';

/** Makes a namespace that keeps closed cases for 30 days; one that is there is left. */
export const ensureNamespace = async ({ workflowService }: Connection, namespace: string): Promise<void> => {
  const isThere = await workflowService.describeNamespace({ namespace }).then(
    () => true,
    () => false,
  );
  if (!isThere) await workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: msToTs(retention) });
};

/** Throws unless the namespace exists and is served. */
export const namespaceServes = async (connection: Connection, namespace: string): Promise<void> => {
  await connection.workflowService.describeNamespace({ namespace });
  await connection.workflowService.listWorkflowExecutions({ namespace, pageSize: 1 });
};

/** Keeps closed cases in the engine for 30 days (the dev server's own default is one day). */
export const keepClosedCases = async (connection: Connection, namespace: string): Promise<void> => {
  const workflowExecutionRetentionTtl = msToTs(retention);
  await connection.workflowService.updateNamespace({ namespace, config: { workflowExecutionRetentionTtl } });
};
