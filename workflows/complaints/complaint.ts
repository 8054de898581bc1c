import { complaintContract } from '../../domain/processes/complaint/contract';
import type { ComplaintPayloads } from '../../domain/processes/complaint/schema';
import {
  handledAt,
  isAccepted,
  isHeadOffices,
  isInvestigated,
  isRecheckAsked,
  isUnperformed,
  kindOf,
  noted,
  resultOf,
  standingOf,
  text,
} from '../../domain/processes/complaint/view';
import { close, process } from '../kernel/process';
import { diverted, outside } from './detours';
import { complaintEffects } from './effects';
import { opened } from './opened';
import { complainant, handler, superior } from './people';
import { complaintRefusals } from './refusals';
import { bodyTold, decisionTold, firstDeciders, recheckTold, submitterAnswered } from './telling';
import { keepUp } from './upkeep';

/**
 * 1.4 The consumer complaint. Order 2020 no. 3. Limits run beside the stages: clocks.ts. What follows from the state at
 * any stage (limits met by notices, the exceptional extension, the major-complaint plan, root causes): upkeep.ts.
 */
export const complaint = process<typeof complaintContract, ComplaintPayloads>(complaintContract, {
  opened,
  always: keepUp,
  effects: complaintEffects,
  refusals: complaintRefusals,
  stages: {
    /** What it is, who brings it (art. 18(4)), and whether it was brought before (art. 18(3)). */
    intake: async (c) => {
      if (standingOf(c.case) === undefined) await c.expect('classify', { from: handler });
      if (kindOf(c.case) !== 'complaint') return 'handover';
      if (isAccepted(c.case)) return 'investigate';
      return submitterAnswered(c);
    },

    /** What is no consumer complaint goes to whoever is in charge, with a receipt. */
    handover: async (c) => {
      if (kindOf(c.case) === 'complaint') return 'intake';
      const { payload } = await c.expect('handOver', { from: handler });
      return submitterAnswered(c, payload);
    },

    /** Art. 17: the facts, by somebody without an interest. */
    investigate: async (c) => {
      const elsewhere = diverted(c);
      if (elsewhere !== null) return elsewhere;
      if (!isInvestigated(c.case)) await c.expect('investigate', { from: handler });
      return 'decide';
    },

    /** Art. 18: a decision with everything that art. 19 asks for, by a second person. */
    decide: async (c) => {
      const elsewhere = diverted(c);
      if (elsewhere !== null) return elsewhere;
      if (!isInvestigated(c.case)) return 'investigate';
      await outside(c);
      while (noted(c.case, 'decidedAt') === undefined) {
        await c.expect('propose', { from: handler });
        await c.expect('decide', { from: { kind: 'role', role: 'team-lead' }, not: c.by('propose') });
      }
      return 'tell';
    },

    /** Arts. 19, 21: told within the limit by a permitted method, with proof. */
    tell: async (c) => {
      if (isUnperformed(c.case)) return 'perform';
      if (noted(c.case, 'decidedAt') === undefined) return 'decide';
      return (await decisionTold(c)) === 'told' ? 'window' : 'close';
    },

    /** Art. 20: thirty days from the receipt of a branch's decision to apply for a recheck. */
    window: async (c) => {
      if (isUnperformed(c.case)) return 'perform';
      if (isHeadOffices(c.case)) return 'close';
      if (isRecheckAsked(c.case)) return 'recheck';
      const applied = c.expect('applyRecheck', { from: complainant });
      const lapsed = c.elapsed('complaint-recheck-apply', { startsAt: noted(c.case, 'receivedDecisionAt') ?? c.at });
      await c.first({ applied, lapsed });
      c.stop('complaint-recheck-apply', 'lapsed');
      return isRecheckAsked(c.case) ? 'recheck' : 'close';
    },

    /** Art. 20: the superior body rechecks process, time and result; whoever decided first takes no part. */
    recheck: async (c) => {
      if (isUnperformed(c.case)) return 'perform';
      if (noted(c.case, 'toldAt') === undefined) return 'tell';
      if (isHeadOffices(c.case)) return 'close';
      if (!isRecheckAsked(c.case) && text(c.case, 'recheck') === undefined) await c.expect('applyRecheck', { from: complainant });
      if (isRecheckAsked(c.case)) await c.expect('recheck', { from: superior, not: firstDeciders(c) });
      return recheckTold(c);
    },

    /** Arts. 23, 40(3): an agreement by mediation is performed. */
    perform: async (c) => {
      await c.expect('recordPerformance', { from: handler });
      return 'close';
    },

    /** Art. 26: the root cause is coded, and the body that transferred it has the result. */
    close: async (c) => {
      if (isUnperformed(c.case)) return 'perform';
      if (isRecheckAsked(c.case)) return 'recheck';
      if (handledAt(c.case) === undefined) return 'tell';
      if (c.clock('complaint-recheck-apply')?.state === 'running') return 'window';
      await outside(c);
      await bodyTold(c);
      await c.known('cause', noted(c.case, 'causeAt'));
      return close(resultOf(c.case));
    },
  },
});
