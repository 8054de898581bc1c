import { claimContract } from '../domain/processes/claim/contract';
import { claimPayloads } from '../domain/processes/claim/schema';
import type { Processes } from './process-type';

/** Every process the doors know, by name. */
export const processes = { claim: { contract: claimContract, payloads: claimPayloads } } as const satisfies Processes;
