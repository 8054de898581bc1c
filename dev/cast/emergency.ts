import type { JsonObject } from '../../domain/case/fact';
import type { CaseState } from '../../domain/case/state';
import { levelOf, partsAt } from '../../domain/processes/emergency/view';
import type { Moves } from './moves';
import { paper } from './paper';
import { typhoon } from './typhoon';

const lesson = { cause: 'preparedness', area: 'risk', severity: 'medium', improve: true };

/** The written report of an obligation. */
const report = (id: string, obligation: string): JsonObject => ({
  obligation,
  means: 'platform',
  document: paper(id, 'report', obligation),
});

/** The typhoon is over for its people when the cases that it struck are joined to it, however long opening them takes. */
const isGathered = ({ reference, bulks }: CaseState): boolean =>
  reference !== typhoon.alarm || Object.values(bulks).some(({ ended }) => ended !== undefined);

/** What the cast sends for a task of an emergency; null where it leaves it to the user at the keyboard. */
export const emergencyMoves: Moves = (task, state) => {
  switch (task.act) {
    case 'confirmLevel':
      return { level: levelOf(state) };
    case 'takeCommand':
    case 'reportStatus':
      return {};
    case 'report':
      return report(state.id, task.on ?? '');
    case 'tellUsers':
      return { media: ['website', 'app'] };
    case 'doAction':
      return { action: task.on ?? '' };
    case 'grantResource':
      return { resource: task.on ?? '', granted: true };
    case 'proposeStandDown':
      return partsAt(state, 'action', 'open').length === 0 && isGathered(state) ? {} : null;
    case 'standDown':
    case 'approveReview':
      return { decision: 'approved' };
    case 'review':
      return { lessons: [lesson], planChange: false };
    case 'revisePlan':
      return { plan: 'emergency-plan', version: '2026-2' };
    default:
      return null;
  }
};
