import { programmeContract } from '../../../domain/processes/programme/contract';
import type { ProgrammePayloads } from '../../../domain/processes/programme/schema';
import { close, process } from '../../../workflows/kernel/process';

const anybody = { kind: 'role', role: 'head-office' } as const;

/** The programme as a later release might have it: no plan, a review at any time, nothing that follows from the state. */
export const changedProgramme = process<typeof programmeContract, ProgrammePayloads>(programmeContract, {
  opened: (c) => c.start('programme-decision'),
  effects: { addItem: (c, { payload }) => c.note('last', payload.item), analyseComplaints: (c) => c.met('programme-decision') },
  refusals: { holdReview: () => null },
  stages: {
    prioritise: async (c) => {
      await c.tell('programme-closed', {}, { to: [anybody] });
      return 'run';
    },
    run: async (c) => {
      const answer = await c.first({ held: c.expect('holdReview', { from: anybody }), late: c.elapsed('programme-prioritise') });
      return answer.kind === 'held' ? 'review' : 'run';
    },
    review: async (c) => {
      await c.within('programme-review', c.expect('setOrder', { from: anybody }));
      return close('merged');
    },
  },
});
