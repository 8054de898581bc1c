import generalGuards from '../domain/case/general.guards.generated.json';
import claimGuards from '../domain/processes/claim/guards.generated.json';
import complaintGuards from '../domain/processes/complaint/guards.generated.json';
import emergencyGuards from '../domain/processes/emergency/guards.generated.json';
import improvementGuards from '../domain/processes/improvement/guards.generated.json';
import programmeGuards from '../domain/processes/programme/guards.generated.json';
import { definitions } from './definitions';
import type { Guards } from './kernel/cause';
import { type CaseInput, type CaseResult, runCase } from './kernel/engine/run';
import type { Process } from './kernel/process';

type CaseWorkflow = (input: CaseInput) => Promise<CaseResult>;

const workflow = (process: Process, guards: Guards): CaseWorkflow => {
  const all = { ...generalGuards, ...guards };
  return (input) => runCase({ process, guards: all }, input);
};

// One workflow type per process, of its name.
export const claim = workflow(definitions.claim, claimGuards);
export const emergency = workflow(definitions.emergency, emergencyGuards);
export const complaint = workflow(definitions.complaint, complaintGuards);
export const improvement = workflow(definitions.improvement, improvementGuards);
export const programme = workflow(definitions.programme, programmeGuards);
