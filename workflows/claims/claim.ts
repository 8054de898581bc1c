import { claimContract } from '../../domain/processes/claim/contract';
import { needsSurvey } from '../../domain/processes/claim/files';
import { settledAt } from '../../domain/processes/claim/payments';
import type { ClaimPayloads } from '../../domain/processes/claim/schema';
import { exposuresOf, instantOf, isOffered, isOpen, noted } from '../../domain/processes/claim/view';
import { process } from '../kernel/process';
import { concluded, lookedThrough, paidAgain } from './closing';
import { askForMissing, claimant, supplements } from './documents';
import { claimEffects } from './effects';
import { keepUp } from './milestones';
import { opened } from './opened';
import { claimRefusals } from './refusals';
import { agreement, assessed, offer } from './result';
import type { ClaimContext } from './types';

const isUndetermined = (c: ClaimContext): boolean => exposuresOf(c.case).some((e) => isOpen(c.case, e.id));

/** Entered again by a payment that came back after the end: nothing of the way through `agree` led here. */
const isForReturnedPayment = (c: ClaimContext): boolean => c.case.notes.agreedVisit !== c.case.visit.no - 1;

/**
 * 4.1 The claim. Insurance Law arts. 21 to 26; order 2010 no. 4 arts. 22 to 27 for personal lines; compulsory motor
 * regulation arts. 28 to 31; agricultural insurance regulation arts. 12 and 14. Limits run beside the stages, by line:
 * clocks.ts. Money follows from agreement whatever the stage: money.ts.
 */
export const claim = process<typeof claimContract, ClaimPayloads>(claimContract, {
  opened,
  always: keepUp,
  effects: claimEffects,
  refusals: claimRefusals,
  stages: {
    /** Notice of loss (art. 21). The request for payment (art. 23) may come with it or later. */
    report: async (c) => {
      if (instantOf(c.case, 'requestedAt') === undefined) await c.expect('requestPayment', { from: claimant });
      return 'documents';
    },

    /** Art. 22: missing documents are asked for once and in full. */
    documents: async (c) => {
      if (askForMissing(c)) await supplements(c);
      return 'survey';
    },

    /** The loss is looked at where the line needs it; the task is open since the notice. */
    survey: async (c) => {
      if (askForMissing(c)) return 'documents';
      if (needsSurvey(c.case)) await c.known('surveyed', instantOf(c.case, 'surveyedAt'));
      return 'assess';
    },

    /** Arts. 23, 24: every exposure is determined by a second person with the authority, and told. */
    assess: async (c) => {
      if (askForMissing(c)) return 'documents';
      if (c.case.notes.assessAgain === c.case.visit.no) return 'assess';
      await Promise.all(exposuresOf(c.case).map(({ id }) => (isOpen(c.case, id) ? assessed(c, id) : offer(c, id))));
      await lookedThrough(c);
      return exposuresOf(c.case).some((e) => isOffered(c.case, e.id)) ? 'agree' : concluded(c);
    },

    /** Art. 23: the limit to pay runs from the agreement of each exposure. */
    agree: async (c) => {
      if (askForMissing(c)) return 'documents';
      if (isUndetermined(c)) return 'assess';
      await Promise.all(exposuresOf(c.case).map(({ id }) => agreement(c, id)));
      c.note('agreedVisit', c.case.visit.no);
      return 'pay';
    },

    /** The bank confirms every payment; what comes back is corrected and paid again. */
    pay: async (c) => {
      if (isUndetermined(c)) return 'assess';
      const agreed = exposuresOf(c.case).filter((e) => noted(c.case, e.id, 'agreedAt') !== undefined);
      const settled = agreed.map((e) => settledAt(c.case, e.id));
      await Promise.all(agreed.map((e, index) => c.known(`paid@${e.id}`, settled[index])));
      const latest = Math.max(0, ...settled.flatMap((at) => at ?? []));
      if (isForReturnedPayment(c)) await paidAgain(c, latest);
      return concluded(c);
    },
  },
});
