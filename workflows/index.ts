import generalGuards from '../domain/case/general.guards.generated.json';
import claimGuards from '../domain/processes/claim/guards.generated.json';
import { claim as claimProcess } from './claims/claim';
import type { Guards } from './kernel/cause';
import { type CaseInput, type CaseResult, runCase } from './kernel/engine/run';

const claimShapes: Guards = { ...generalGuards, ...claimGuards };

/** Workflow type `claim`: 4.1 The claim. */
export const claim = (input: CaseInput): Promise<CaseResult> => runCase({ process: claimProcess, guards: claimShapes }, input);
