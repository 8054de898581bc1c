import type { Runnable } from './kernel/cause';
import { type CaseInput, type CaseResult, runCase } from './kernel/engine/run';
import { runnables } from './runnables';

type CaseWorkflow = (input: CaseInput) => Promise<CaseResult>;

const workflow =
  (runnable: Runnable): CaseWorkflow =>
  (input) =>
    runCase(runnable, input);

// One workflow type per process, of its name.
export const claim = workflow(runnables.claim);
export const emergency = workflow(runnables.emergency);
export const complaint = workflow(runnables.complaint);
export const improvement = workflow(runnables.improvement);
export const programme = workflow(runnables.programme);

// The dashboards beside them.
export { runBoard as board } from './boards/board';
