import generalGuards from '../../../domain/case/general.guards.generated.json';
import claimGuards from '../../../domain/processes/claim/guards.generated.json';
import improvementGuards from '../../../domain/processes/improvement/guards.generated.json';
import programmeGuards from '../../../domain/processes/programme/guards.generated.json';
import type { Guards } from '../../../workflows/kernel/cause';
import { type CaseInput, type CaseResult, runCase } from '../../../workflows/kernel/engine/run';
import sampleGuards from '../../kernel/sample/guards.generated.json';
import { changedImprovement } from './changed.improvement';
import { changedClaim, changedSample } from './changed.processes';
import { changedProgramme } from './changed.programme';

const ofSample: Guards = sampleGuards;
const ofClaim: Guards = { ...generalGuards, ...claimGuards };
const ofImprovement: Guards = { ...generalGuards, ...improvementGuards };
const ofProgramme: Guards = { ...generalGuards, ...programmeGuards };

export const sample = (input: CaseInput): Promise<CaseResult> => runCase({ process: changedSample, guards: ofSample }, input);
export const claim = (input: CaseInput): Promise<CaseResult> => runCase({ process: changedClaim, guards: ofClaim }, input);
export const improvement = (input: CaseInput): Promise<CaseResult> =>
  runCase({ process: changedImprovement, guards: ofImprovement }, input);
export const programme = (input: CaseInput): Promise<CaseResult> => runCase({ process: changedProgramme, guards: ofProgramme }, input);
