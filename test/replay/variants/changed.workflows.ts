import generalGuards from '../../../domain/case/general.guards.generated.json';
import claimGuards from '../../../domain/processes/claim/guards.generated.json';
import improvementGuards from '../../../domain/processes/improvement/guards.generated.json';
import type { Guards } from '../../../workflows/kernel/cause';
import { type CaseInput, type CaseResult, runCase } from '../../../workflows/kernel/engine/run';
import sampleGuards from '../../kernel/sample/guards.generated.json';
import { changedImprovement } from './changed.improvement';
import { changedClaim, changedSample } from './changed.processes';

const ofSample: Guards = sampleGuards;
const ofClaim: Guards = { ...generalGuards, ...claimGuards };
const ofImprovement: Guards = { ...generalGuards, ...improvementGuards };

export const sample = (input: CaseInput): Promise<CaseResult> => runCase({ process: changedSample, guards: ofSample }, input);
export const claim = (input: CaseInput): Promise<CaseResult> => runCase({ process: changedClaim, guards: ofClaim }, input);
export const improvement = (input: CaseInput): Promise<CaseResult> =>
  runCase({ process: changedImprovement, guards: ofImprovement }, input);
