import type { Contract } from '../case/contract';
import { claimContract } from './claim/contract';
import { complaintContract } from './complaint/contract';
import { emergencyContract } from './emergency/contract';
import { improvementContract } from './improvement/contract';
import { programmeContract } from './programme/contract';

/** Contracts of every process, by name. No zod here: the workflow bundle may hold it. */
export const contracts = {
  claim: claimContract,
  complaint: complaintContract,
  emergency: emergencyContract,
  improvement: improvementContract,
  programme: programmeContract,
} as const satisfies Readonly<Record<string, Contract>>;

const byName: Readonly<Record<string, Contract>> = contracts;

/** The contract of a process that this build runs. */
export const contractOf = (process: string): Contract | undefined => (Object.hasOwn(byName, process) ? byName[process] : undefined);
