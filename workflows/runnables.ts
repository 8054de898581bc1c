import generalGuards from '../domain/case/general.guards.generated.json';
import claimGuards from '../domain/processes/claim/guards.generated.json';
import complaintGuards from '../domain/processes/complaint/guards.generated.json';
import emergencyGuards from '../domain/processes/emergency/guards.generated.json';
import improvementGuards from '../domain/processes/improvement/guards.generated.json';
import programmeGuards from '../domain/processes/programme/guards.generated.json';
import { definitions } from './definitions';
import type { Guards, Runnable } from './kernel/cause';
import type { Process } from './kernel/process';

const runnable = (process: Process, guards: Guards): Runnable => ({ process, guards: { ...generalGuards, ...guards } });

/** Every process with the shapes of what it is told, by name. */
export const runnables = {
  claim: runnable(definitions.claim, claimGuards),
  emergency: runnable(definitions.emergency, emergencyGuards),
  complaint: runnable(definitions.complaint, complaintGuards),
  improvement: runnable(definitions.improvement, improvementGuards),
  programme: runnable(definitions.programme, programmeGuards),
};
