import generalGuards from '../../../domain/case/general.guards.generated.json';
import claimGuards from '../../../domain/processes/claim/guards.generated.json';
import type { Guards } from '../../../workflows/kernel/cause';
import { type CaseInput, type CaseResult, runCase } from '../../../workflows/kernel/engine/run';
import sampleGuards from '../../kernel/sample/guards.generated.json';
import { changedClaim, changedSample } from './changed.processes';

const ofSample: Guards = sampleGuards;
const ofClaim: Guards = { ...generalGuards, ...claimGuards };

export const sample = (input: CaseInput): Promise<CaseResult> => runCase({ process: changedSample, guards: ofSample }, input);
export const claim = (input: CaseInput): Promise<CaseResult> => runCase({ process: changedClaim, guards: ofClaim }, input);
