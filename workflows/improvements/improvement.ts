import { numberUnder } from '../../domain/case/notes';
import { improvementContract } from '../../domain/processes/improvement/contract';
import type { ImprovementPayloads } from '../../domain/processes/improvement/schema';
import { deciderOf, effectOf, involved, measuresOf, reaches } from '../../domain/processes/improvement/view';
import { close, process } from '../kernel/process';
import { checked, measured } from './checking';
import { improvementEffects } from './effects';
import { sayClosed } from './ending';
import { done } from './measures';
import { keepUp, opened } from './milestones';
import { improvementRefusals } from './refusals';

const handler = { kind: 'handler' } as const;

/**
 * 3.4 and 6.5 The improvement, from the root cause to the standard. Order 2020 no. 3 arts. 9 and 26 (root causes of
 * complaints are put right), art. 41 and Insurance Law arts. 140 and 169 (an order sets its own date). Every round is
 * planned, done, checked by somebody who had no part in it, and acted on.
 */
export const improvement = process<typeof improvementContract, ImprovementPayloads>(improvementContract, {
  opened,
  always: keepUp,
  effects: improvementEffects,
  refusals: improvementRefusals,
  stages: {
    /** Arts. 9, 26: why it happened, before anything is done about it. */
    'root-cause': async (c) => {
      await c.within('improve-root-cause', c.expect('findCause', { from: handler }), { startsAt: c.case.visit.enteredAt });
      return 'plan';
    },

    /** Measures with owners and days, and the effect wanted; a second person decides. */
    plan: async (c) => {
      await c.within('improve-plan', c.expect('proposePlan', { from: handler }));
      const not = c.by('proposePlan');
      const from = { kind: 'role', role: deciderOf(c.case) } as const;
      const { payload } = await c.within('improve-plan-approval', c.expect('approvePlan', { from, not }));
      return payload.decision === 'approved' ? 'do' : 'plan';
    },

    /** Each measure by its owner, as a task or as a case of its own, with evidence. */
    do: async (c) => {
      // A case that was closed before its plan was approved may be entered here again.
      if (numberUnder(c.case, 'approvedAt') === undefined) return 'plan';
      await Promise.all(measuresOf(c.case).map((measure) => done(c, measure)));
      return 'check';
    },

    /** Somebody without a part in it accepts the evidence, and measures the effect when it can be seen. */
    check: async (c) => {
      if (!(await checked(c, involved(c.case)))) return 'do';
      await measured(c, involved(c.case));
      return 'act';
    },

    /** What worked becomes the standard; what did not is planned again. Closing it all the same takes a second person. */
    act: async (c) => {
      const effect = effectOf(c.case);
      if (effect === undefined || !reaches(effect, numberUnder(c.case, 'measuredValue') ?? Number.NaN)) {
        await c.within('improve-act', c.expect('planAgain', { from: handler }));
        return 'plan';
      }
      await c.within('improve-act', c.expect('standardise', { from: handler }));
      sayClosed(c, 'effective');
      return close('effective');
    },
  },
});
