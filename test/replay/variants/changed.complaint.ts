import { complaintContract } from '../../../domain/processes/complaint/contract';
import type { ComplaintPayloads } from '../../../domain/processes/complaint/schema';
import { close, process } from '../../../workflows/kernel/process';

const handler = { kind: 'handler' } as const;
const complainant = { kind: 'party', party: 'complainant' } as const;

/**
 * The complaint as a later release might have it: decided before it is investigated, one limit for all, everybody is asked
 * whether they want a recheck, nothing that follows from the state.
 */
export const changedComplaint = process<typeof complaintContract, ComplaintPayloads>(complaintContract, {
  opened: (c) => c.start('complaint-resolve-complex'),
  effects: { classify: (c) => c.flag('seen'), withdraw: (c) => c.note('withdrawnAt', c.at) },
  refusals: { addFacts: () => 'A complaint is complete when it is brought.', propose: () => null },
  stages: {
    intake: async (c) => {
      await c.tell('complaint-progress', { stage: 'intake' });
      return 'decide';
    },
    handover: async () => 'close',
    decide: async (c) => {
      await c.within('complaint-reply-target', c.expect('propose', { from: handler }));
      return 'investigate';
    },
    investigate: async (c) => {
      await c.expect('investigate', { from: handler });
      return 'tell';
    },
    tell: async (c) => {
      const told = c.tell('complaint-decision', {}, { report: 'handed' });
      await c.paused('complaint-resolve-complex', { since: told, why: 'mediation' }, c.expect('confirmReceipt', { from: complainant }));
      return 'window';
    },
    window: async (c) => {
      const answer = await c.first({
        applied: c.expect('applyRecheck', { from: complainant }),
        lapsed: c.elapsed('complaint-cause-coded'),
      });
      return answer.kind === 'applied' ? 'recheck' : 'close';
    },
    recheck: async (c) => {
      await c.expect('recheck', { from: { kind: 'role', role: 'branch-manager' } });
      return 'perform';
    },
    perform: async () => 'close',
    close: async (c) => {
      await c.expect('codeCause', { from: handler });
      return close('settled');
    },
  },
});
