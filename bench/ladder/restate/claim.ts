import {
  type Duration,
  TerminalError,
  TimeoutError,
  type WorkflowContext,
  type WorkflowSharedContext,
  workflow,
} from '@restatedev/restate-sdk';
import type { Recorder } from '../recorder';
import type { Decision } from '../steps-server';

const fiveDays: Duration = { days: 5 };

const decisionOf = (step: number): string => `step-${step}`;
const doneOf = (step: number): string => `done-${step}`;

export interface Opening {
  readonly reference: string;
  readonly steps: number;
}

/** Waits for a decision, for five days each time. */
async function decided(ctx: WorkflowContext, step: number): Promise<void> {
  for (;;) {
    try {
      await ctx.promise<Decision>(decisionOf(step)).get().orTimeout(fiveDays);
      return;
    } catch (error) {
      if (!(error instanceof TimeoutError)) throw error;
    }
  }
}

/** The same claim on Restate: a durable side effect writes the rows, a durable promise with a timeout is the decision, another acknowledges it. */
export function claimOn(recorder: Recorder) {
  const record = async (ctx: WorkflowContext, reference: string, step: number): Promise<void> => {
    await ctx.run(`write-${step}`, () => recorder.write(reference, step));
    await ctx.promise<boolean>(doneOf(step)).resolve(true);
  };
  return workflow({
    name: 'claim',
    handlers: {
      run: async (ctx: WorkflowContext, { reference, steps }: Opening): Promise<void> => {
        await record(ctx, reference, 0);
        for (let step = 1; step <= steps; step++) {
          await decided(ctx, step);
          await record(ctx, reference, step);
        }
      },
      opened: async (ctx: WorkflowSharedContext): Promise<boolean> => ctx.promise<boolean>(doneOf(0)),
      decide: async (ctx: WorkflowSharedContext, decision: Decision): Promise<boolean> => {
        if (decision.by === '' || Object.keys(decision.payload).length === 0) throw new TerminalError('a decision names who and what');
        await ctx.promise<Decision>(decisionOf(decision.step)).resolve(decision);
        return ctx.promise<boolean>(doneOf(decision.step));
      },
    },
  });
}
