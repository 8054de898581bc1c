import { contracts } from '../domain/processes/contracts';
import { payloads } from '../domain/processes/payloads';
import type { Processes } from './process-type';

/** Every process the doors know, by name. */
export const processes = {
  claim: {
    contract: contracts.claim,
    payloads: payloads.claim,
    likeness: { path: '/policy/number', instant: 'lossAt', names: 'duplicateOf' },
  },
  emergency: { contract: contracts.emergency, payloads: payloads.emergency },
  complaint: {
    contract: contracts.complaint,
    payloads: payloads.complaint,
    likeness: { path: '/dispute/number', names: 'duplicateOf' },
  },
  improvement: { contract: contracts.improvement, payloads: payloads.improvement },
  programme: { contract: contracts.programme, payloads: payloads.programme },
} as const satisfies Processes;
