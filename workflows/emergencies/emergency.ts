import type { Assignee } from '../../domain/case/fact';
import { emergencyContract } from '../../domain/processes/emergency/contract';
import { isGraver, proposedLevel } from '../../domain/processes/emergency/levels';
import { owedNow } from '../../domain/processes/emergency/obligations';
import type { EmergencyPayloads } from '../../domain/processes/emergency/schema';
import { commanderOf, factsOf, instantOf, openingOf } from '../../domain/processes/emergency/view';
import { close, process } from '../kernel/process';
import { callOut, followCalls } from './calls';
import { keepClocks } from './clocks';
import { concluded, learn } from './closing';
import { emergencyEffects } from './effects';
import { setLevel } from './level';
import { emergencyRefusals } from './refusals';
import type { EmergencyContext, EmergencyEffects } from './types';

/** The alarm: the level that the criteria give, limits from the first instant, and the duty roster is called. */
function opened(c: EmergencyEffects): void {
  const { level } = openingOf(c.case);
  const proposed = proposedLevel(factsOf(c.case));
  c.note('criterion', proposed.criterion);
  setLevel(c, level !== undefined && isGraver(level, proposed.level) ? level : proposed.level);
  c.start('bi-emergency-duty-roster', { startsAt: openingOf(c.case).detectedAt });
  callOut(c);
}

/** What follows from the state of an emergency whatever its stage. */
function keepUp(c: EmergencyEffects): void {
  followCalls(c);
  keepClocks(c);
}

/** Whoever leads decides; what they asked for themselves goes to head office. */
function commandBut(c: EmergencyContext, by: string): Assignee {
  const commander = commanderOf(c.case);
  return commander === undefined || commander === by ? { kind: 'role', role: 'head-office' } : { kind: 'staff', staff: commander };
}

/** Handling that had ended begins again: so do the reports on its progress, from now on. */
function goOn(c: EmergencyContext): void {
  if (instantOf(c.case, 'handledAt') === undefined || c.case.notes.handledVisit === c.case.visit.no) return;
  c.note('handledAt', null);
  if (c.case.notes.extremeSince !== undefined) c.note('progressAt', c.at);
}

/**
 * 7.1 Emergency response. Reports run beside the stages, each on its own clock: clocks.ts, over the table in
 * domain/processes/emergency/obligations.ts. The call-out ladder climbs until somebody answers: calls.ts.
 */
export const emergency = process<typeof emergencyContract, EmergencyPayloads>(emergencyContract, {
  opened,
  always: keepUp,
  effects: emergencyEffects,
  refusals: emergencyRefusals,
  stages: {
    /** Emergency Response Law art. 3: the level is confirmed by a person. */
    triage: async (c) => {
      const confirmed = c.expect('confirmLevel', { from: { kind: 'role', role: 'duty-officer' } });
      await c.within('emergency-triage', confirmed, { startsAt: c.case.receivedAt });
      return 'respond';
    },

    /** Actions, reports and status until a second person ends the response. */
    respond: async (c) => {
      goOn(c);
      const proposed = await c.expect('proposeStandDown', { from: { kind: 'role', role: 'duty-officer' } });
      const decided = await c.expect('standDown', { from: commandBut(c, proposed.by), not: c.by('proposeStandDown') });
      return decided.payload.decision === 'approved' ? 'review' : 'respond';
    },

    /** What was learned, approved by whoever leads. */
    review: async (c) => {
      const made = c.expect('review', { from: { kind: 'handler' } });
      const review = await c.within('emergency-review', made, { startsAt: instantOf(c.case, 'handledAt') ?? c.case.visit.enteredAt });
      const approval = await c.expect('approveReview', { from: commandBut(c, review.by), not: [review.by] });
      if (approval.payload.decision === 'returned') return 'review';
      if (review.payload.planChange) await c.expect('revisePlan', { from: { kind: 'role', role: 'team-lead' } });
      learn(c, review.payload.lessons);
      return 'closing';
    },

    /** Every report that is owed has been made. */
    closing: async (c) => {
      await c.known('reported', owedNow(c.case).length === 0 ? true : undefined);
      return close(concluded(c));
    },
  },
});
