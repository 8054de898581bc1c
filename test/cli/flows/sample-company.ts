import { sampleContract } from '../../kernel/sample/contract';
import { sample } from '../../kernel/sample/process';
import { samplePayloads } from '../../kernel/sample/schema';

/** What the command line of these tests knows in place of the real processes. */
export const sampleCompany = {
  processes: { sample: { contract: sampleContract, payloads: samplePayloads } },
  definitions: () => ({ sample }),
};
