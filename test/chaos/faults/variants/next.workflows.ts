import generalGuards from '../../../../domain/case/general.guards.generated.json';
import claimGuards from '../../../../domain/processes/claim/guards.generated.json';
import complaintGuards from '../../../../domain/processes/complaint/guards.generated.json';
import emergencyGuards from '../../../../domain/processes/emergency/guards.generated.json';
import improvementGuards from '../../../../domain/processes/improvement/guards.generated.json';
import { definitions } from '../../../../workflows/definitions';
import type { Guards } from '../../../../workflows/kernel/cause';
import { type CaseInput, type CaseResult, runCase } from '../../../../workflows/kernel/engine/run';
import type { Process } from '../../../../workflows/kernel/process';
import { next } from './next.processes';

type CaseWorkflow = (input: CaseInput) => Promise<CaseResult>;

const workflow = (process: Process, own: Guards): CaseWorkflow => {
  const guards = { ...generalGuards, ...own };
  return (input) => runCase({ process: next(process), guards }, input);
};

export const claim = workflow(definitions.claim, claimGuards);
export const complaint = workflow(definitions.complaint, complaintGuards);
export const emergency = workflow(definitions.emergency, emergencyGuards);
export const improvement = workflow(definitions.improvement, improvementGuards);
