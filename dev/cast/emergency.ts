import { createHash } from 'node:crypto';
import type { JsonObject } from '../../domain/case/fact';
import { levelOf, partsAt } from '../../domain/processes/emergency/view';
import type { Moves } from './moves';

const lesson = { cause: 'preparedness', area: 'risk', severity: 'medium', improve: true };

/** The written report of an obligation. */
const report = (id: string, obligation: string): JsonObject => ({
  obligation,
  means: 'platform',
  document: {
    type: 'report',
    reference: `demo:${id}/${obligation}`,
    sha256: createHash('sha256').update(`${id}/${obligation}`).digest('hex'),
  },
});

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
      return partsAt(state, 'action', 'open').length === 0 ? {} : null;
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
