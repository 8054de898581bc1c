import { isLive, itemsOf } from '../../domain/processes/programme/view';
import type { Moves } from './moves';

/** What the cast sends for a task of a programme; analysis and review need figures, and are left to the user at the keyboard. */
export const programmeMoves: Moves = (task, state) => {
  switch (task.act) {
    case 'setOrder':
      return { items: itemsOf(state).flatMap((item) => (isLive(item) ? [item.id] : [])) };
    case 'approveOrder':
      return { decision: 'approved' };
    case 'decideQuarter':
      return { decision: 'continue' };
    default:
      return null;
  }
};
