import {
  ApplicationFailure,
  allHandlersFinished,
  condition,
  defineQuery,
  defineUpdate,
  proxyActivities,
  setHandler,
} from '@temporalio/workflow';

/** What the activities of this workflow are. */
export interface HandwrittenActivities {
  write(reference: string, step: number): Promise<void>;
}

export interface Decision {
  readonly step: number;
  readonly by: string;
  readonly payload: object;
}

const { write } = proxyActivities<HandwrittenActivities>({ startToCloseTimeout: '30s' });

export const opened = defineUpdate<void, []>('opened');
export const standing = defineQuery<number>('standing');
export const decide = defineUpdate<void, [Decision]>('decide');

/** The same claim as an engineer writes it for Temporal by hand: per step an update with validation, an activity and a five-day timer. */
export async function handwrittenClaim(reference: string, steps: number): Promise<void> {
  let done = -1;
  const record = async (step: number): Promise<void> => {
    await write(reference, step);
    done = step;
  };
  setHandler(standing, () => done);
  setHandler(opened, () => condition(() => done >= 0));
  setHandler(decide, ({ step }) => record(step), {
    validator: ({ step, by, payload }) => {
      if (by === '' || Object.keys(payload).length === 0) throw ApplicationFailure.nonRetryable('a decision names who and what', 'empty');
      if (step !== done + 1) throw ApplicationFailure.nonRetryable(`step ${done + 1} is expected`, 'not-now');
    },
  });
  await record(0);
  for (let step = 1; step <= steps; step++) await condition(() => done >= step, '5 days');
  await condition(allHandlersFinished);
}
