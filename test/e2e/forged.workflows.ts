import { makeContinueAsNewFunc, proxyActivities } from '@temporalio/workflow';

interface Call {
  readonly activity: string;
  readonly taskQueue: string;
  readonly args: readonly unknown[];
}

type Activities = Readonly<Record<string, (...args: readonly unknown[]) => Promise<unknown>>>;

/** What anybody who reaches the engine can run, under whatever id: a workflow that calls an activity of the product's workers. */
export async function call({ activity, taskQueue, args }: Call): Promise<unknown> {
  const activities = proxyActivities<Activities>({ taskQueue, startToCloseTimeout: '20s', retry: { maximumAttempts: 1 } });
  return activities[activity]?.(...args);
}

interface Renewal {
  readonly workflowType: string;
  readonly taskQueue: string;
  readonly input: unknown;
}

/** Goes on as a workflow of the product, with a state of its own making. */
export const renew = ({ workflowType, taskQueue, input }: Renewal): Promise<never> =>
  makeContinueAsNewFunc<(given: unknown) => Promise<unknown>>({ workflowType, taskQueue })(input);
