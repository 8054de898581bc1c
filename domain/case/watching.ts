import type { Role } from '../org/roles';
import type { Words } from '../words';

/** What came of a watch date for whoever dealt with it. */
export const watchGrounds = {
  done: { zh: '已办理', en: 'what was due is done' },
  'case-opened': { zh: '已另行立案', en: 'a case was opened for it' },
  'right-ended': { zh: '权利已消灭', en: 'the right has ended' },
  'not-pursued': { zh: '决定不再追究', en: 'it is not pursued' },
  'date-wrong': { zh: '日期有误', en: 'the date was wrong' },
} as const satisfies Record<string, Words>;

export type WatchGround = keyof typeof watchGrounds;

export const isWatchGround = (code: string): code is WatchGround => Object.hasOwn(watchGrounds, code);

/** Who deals with what outlives a case. */
export const watchRoles = [
  'handler',
  'team-lead',
  'branch-manager',
  'head-office',
  'compliance',
  'finance',
] as const satisfies readonly Role[];
