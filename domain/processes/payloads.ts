import { claimPayloads } from './claim/schema';
import { complaintPayloads } from './complaint/schema';
import { emergencyPayloads } from './emergency/schema';
import { improvementPayloads } from './improvement/schema';
import { programmePayloads } from './programme/schema';

/** Schemas of every process, by name: of its acts, and of the opening under `open`. Read at the edges only. */
export const payloads = {
  claim: claimPayloads,
  complaint: complaintPayloads,
  emergency: emergencyPayloads,
  improvement: improvementPayloads,
  programme: programmePayloads,
} as const;
