import type { Answer } from '../../domain/case/state';
import { onTheWall } from '../../domain/processes/dates';
import { programmeContract } from '../../domain/processes/programme/contract';
import { endOfQuarter, startOfQuarter } from '../../domain/processes/programme/quarter';
import type { ProgrammePayloads } from '../../domain/processes/programme/schema';
import { quarterOf } from '../../domain/processes/programme/view';
import { close, process } from '../kernel/process';
import { keepUp, opened, programmeEffects } from './effects';
import { programmeRefusals } from './refusals';
import { sayClosed } from './telling';

const handler = { kind: 'handler' } as const;
const decider = { kind: 'role', role: 'branch-manager' } as const;

const actorsOf = ({ by, onBehalfOf }: Pick<Answer, 'by' | 'onBehalfOf'>): readonly string[] =>
  onBehalfOf === undefined ? [by] : [by, onBehalfOf];

/**
 * 8.1 The improvement programme: every quarter is planned, run and reviewed, and the next one begins or the programme
 * is closed. Order 2020 no. 3 arts. 9 and 26: complaints are analysed for their causes every month as long as it lives.
 */
export const programme = process<typeof programmeContract, ProgrammePayloads>(programmeContract, {
  opened,
  always: keepUp,
  effects: programmeEffects,
  refusals: programmeRefusals,
  stages: {
    /** What is done this quarter, and in which order; a second person decides. */
    prioritise: async (c) => {
      const startsAt = Math.max(onTheWall(c.case, startOfQuarter(quarterOf(c.case))), c.case.visit.enteredAt);
      const proposed = await c.within('programme-prioritise', c.expect('setOrder', { from: handler }), { startsAt });
      const approval = c.expect('approveOrder', { from: decider, not: actorsOf(proposed) });
      const { payload } = await c.within('programme-approval', approval);
      return payload.decision === 'approved' ? 'run' : 'prioritise';
    },

    /** Improvements run by themselves; the review comes when the quarter has ended. */
    run: async (c) => {
      const startsAt = onTheWall(c.case, endOfQuarter(quarterOf(c.case)));
      await c.within('programme-review', c.expect('holdReview', { from: handler }), { startsAt });
      return 'review';
    },

    /** Another person than whoever held the review decides what comes of it. */
    review: async (c) => {
      const held = c.case.answers.filter(({ act }) => act === 'holdReview').at(-1);
      const not = held === undefined ? [] : actorsOf(held);
      const { payload } = await c.within('programme-decision', c.expect('decideQuarter', { from: decider, not }));
      if (payload.decision === 'continue') return 'prioritise';
      sayClosed(c, 'completed');
      return close('completed');
    },
  },
});
