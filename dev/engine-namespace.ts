import type { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time';

const attributeTypes = { Text: 1, Keyword: 2, Int: 3, Double: 4, Bool: 5, Datetime: 6, KeywordList: 7 } as const;

/** Search attributes by name, with the type as the Temporal CLI writes it. */
export type SearchAttributes = Readonly<Record<string, keyof typeof attributeTypes>>;

const retention = '30 days';

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

/** Registers the attributes that the namespace does not have yet. */
export const addSearchAttributes = async (connection: Connection, namespace: string, wanted: SearchAttributes): Promise<void> => {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  const missing = Object.entries(wanted).filter(([name]) => customAttributes?.[name] === undefined);
  if (missing.length === 0) return;
  const searchAttributes = Object.fromEntries(missing.map(([name, type]) => [name, attributeTypes[type]]));
  await connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
};
