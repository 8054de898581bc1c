import { emergencyContract } from '../../../domain/processes/emergency/contract';
import type { EmergencyPayloads } from '../../../domain/processes/emergency/schema';
import { close, process } from '../../../workflows/kernel/process';

const duty = { kind: 'role', role: 'duty-officer' } as const;

/** The emergency as a later release might have it: nobody is called, no level, one report, no review. */
export const changedEmergency = process<typeof emergencyContract, EmergencyPayloads>(emergencyContract, {
  opened: (c) => c.start('emergency-triage'),
  effects: { addAction: (c, { payload }) => c.note('last', payload.action) },
  refusals: { tagCases: () => 'Nothing is tagged in bulk any more.' },
  stages: {
    triage: async (c) => {
      await c.tell('level-set', {}, { to: [duty] });
      await c.expect('takeCommand', { from: duty });
      return 'closing';
    },
    respond: async (c) => {
      await c.within('emergency-review', c.expect('review', { from: { kind: 'handler' } }));
      return 'review';
    },
    review: async (c) => {
      await c.expect('standDown', { from: duty });
      return 'respond';
    },
    closing: async (c) => {
      const answer = await c.first({ more: c.expect('report', { from: duty }), none: c.elapsed('emergency-action') });
      return answer.kind === 'more' ? 'respond' : close('false-alarm');
    },
  },
});
