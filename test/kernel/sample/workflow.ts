import generalGuards from '../../../domain/case/general.guards.generated.json';
import { guardsFrom } from '../../../domain/case/guard';
import { type CaseInput, type CaseResult, runCase } from '../../../workflows/kernel/engine/run';
import guards from './guards.generated.json';
import { sample as process } from './process';

/** The sample process as a workflow: the bundle that tests of the engine run. */
export const sample = (input: CaseInput): Promise<CaseResult> =>
  runCase({ process, guards: guardsFrom({ ...generalGuards, ...guards }) }, input);
