import { TerminalError, type WorkflowContext, type WorkflowSharedContext, workflow } from '@restatedev/restate-sdk';
import type { Recorder } from '../recorder';
import type { Decision } from '../steps-server';

const fiveDaysMs = 5 * 86_400_000;

const wish = (step: number): string => `step-${step}`;
const done = (step: number): string => `done-${step}`;

interface Opening {
  readonly reference: string;
  readonly steps: number;
}

/** The same claim on Restate: a step writes the rows, a durable promise with a timeout is the decision, another acknowledges it. */
export const claimOn = (recorder: Recorder) => {
  const record = async (c: WorkflowContext, reference: string, step: number): Promise<void> => {
    await c.run(`write-${step}`, () => recorder.write(reference, step));
    await c.promise<boolean>(done(step)).resolve(true);
  };
  return workflow({
    name: 'claim',
    handlers: {
      run: async (c: WorkflowContext, { reference, steps }: Opening): Promise<void> => {
        await record(c, reference, 0);
        for (let step = 1; step <= steps; step++) {
          await c.promise<Decision>(wish(step)).get().orTimeout(fiveDaysMs);
          await record(c, reference, step);
        }
      },
      opened: async (c: WorkflowSharedContext): Promise<boolean> => c.promise<boolean>(done(0)),
      decide: async (c: WorkflowSharedContext, decision: Decision): Promise<boolean> => {
        if (decision.by === '' || Object.keys(decision.payload).length === 0) throw new TerminalError('a decision names who and what');
        await c.promise<Decision>(wish(decision.step)).resolve(decision);
        return c.promise<boolean>(done(decision.step));
      },
    },
  });
};

export type ClaimWorkflow = ReturnType<typeof claimOn>;
