import type { Guards } from '../../../workflows/kernel/cause';
import { type CaseInput, type CaseResult, runCase } from '../../../workflows/kernel/engine/run';
import { close, process } from '../../../workflows/kernel/process';
import { sampleContract } from '../../kernel/sample/contract';
import guards from '../../kernel/sample/guards.generated.json';
import type { SamplePayloads } from '../../kernel/sample/schema';

const known: Guards = guards;

/** The sample process as a later release might have it: other order, other notices, other limits, no second person. */
const changed = process<typeof sampleContract, SamplePayloads>(sampleContract, {
  opened: (c) => {
    c.start('claim-survey');
    c.start('claim-agree-wait');
  },
  stages: {
    gather: async (c) => {
      await c.tell('result', {});
      await c.expect('recommend', { from: { kind: 'role', role: 'approver' } });
      await c.expect('submit', { from: { kind: 'party', party: 'claimant' } });
      return 'decide';
    },
    decide: async (c) => {
      await c.expect('agree', { from: { kind: 'handler' } });
      return close('lapsed');
    },
  },
});

export const sample = (input: CaseInput): Promise<CaseResult> => runCase({ process: changed, guards: known }, input);
