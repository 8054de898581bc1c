import type { Guards } from '../../../workflows/kernel/cause';
import { type CaseInput, type CaseResult, runCase } from '../../../workflows/kernel/engine/run';
import guards from './guards.generated.json';
import { sample as process } from './process';

const known: Guards = guards;

export const sample = (input: CaseInput): Promise<CaseResult> => runCase({ process, guards: known }, input);
