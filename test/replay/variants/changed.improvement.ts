import { improvementContract } from '../../../domain/processes/improvement/contract';
import type { ImprovementPayloads } from '../../../domain/processes/improvement/schema';
import { close, process } from '../../../workflows/kernel/process';

const owner = { kind: 'handler' } as const;
const compliance = { kind: 'role', role: 'compliance' } as const;

/** The improvement as a later release might have it: planned before its cause is known, one report for all measures, no second person. */
export const changedImprovement = process<typeof improvementContract, ImprovementPayloads>(improvementContract, {
  opened: (c) => c.start('improve-act'),
  effects: { findCause: (c) => c.flag('found'), reportDone: (c) => c.note('done', c.at) },
  refusals: { withdraw: () => 'An improvement is carried to its end.', verify: () => null },
  stages: {
    'root-cause': async () => 'plan',
    plan: async (c) => {
      await c.tell('improvement-closed', {}, { to: [compliance] });
      await c.expect('proposePlan', { from: owner });
      return 'do';
    },
    do: async (c) => {
      await c.within('improve-verify', c.expect('reportDone', { from: owner }));
      return 'check';
    },
    check: async (c) => {
      const answer = await c.first({ seen: c.expect('measureEffect', { from: compliance }), late: c.elapsed('improve-plan') });
      return answer.kind === 'seen' ? 'act' : 'do';
    },
    act: async (c) => {
      await c.expect('standardise', { from: owner });
      return close('superseded');
    },
  },
});
