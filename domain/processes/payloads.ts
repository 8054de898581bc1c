import { claimPayloads } from './claim/schema';
import { complaintPayloads } from './complaint/schema';
import { emergencyPayloads } from './emergency/schema';

/** Schemas of every process, by name: of its acts, and of the opening under `open`. Read at the edges only. */
export const payloads = { claim: claimPayloads, complaint: complaintPayloads, emergency: emergencyPayloads } as const;
