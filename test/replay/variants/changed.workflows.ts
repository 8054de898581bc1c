import generalGuards from '../../../domain/case/general.guards.generated.json';
import claimGuards from '../../../domain/processes/claim/guards.generated.json';
import complaintGuards from '../../../domain/processes/complaint/guards.generated.json';
import emergencyGuards from '../../../domain/processes/emergency/guards.generated.json';
import improvementGuards from '../../../domain/processes/improvement/guards.generated.json';
import programmeGuards from '../../../domain/processes/programme/guards.generated.json';
import type { Guards } from '../../../workflows/kernel/cause';
import { type CaseInput, type CaseResult, runCase } from '../../../workflows/kernel/engine/run';
import type { Process } from '../../../workflows/kernel/process';
import sampleGuards from '../../kernel/sample/guards.generated.json';
import { changedComplaint } from './changed.complaint';
import { changedEmergency } from './changed.emergency';
import { changedImprovement } from './changed.improvement';
import { changedClaim, changedSample } from './changed.processes';
import { changedProgramme } from './changed.programme';

type CaseWorkflow = (input: CaseInput) => Promise<CaseResult>;

const workflow = (process: Process, own: Guards): CaseWorkflow => {
  const guards = { ...generalGuards, ...own };
  return (input) => runCase({ process, guards }, input);
};

export const sample = workflow(changedSample, sampleGuards);
export const claim = workflow(changedClaim, claimGuards);
export const complaint = workflow(changedComplaint, complaintGuards);
export const emergency = workflow(changedEmergency, emergencyGuards);
export const improvement = workflow(changedImprovement, improvementGuards);
export const programme = workflow(changedProgramme, programmeGuards);
