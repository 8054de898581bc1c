import type { Contract } from '../../case/contract';
import { improvementActs } from './acts';
import { improvementNotices } from './notices';

/** 3.4 and 6.5 The improvement: plan, do, check, act. Order 2020 no. 3 arts. 9, 26 and 41; Insurance Law arts. 140, 169. */
export const improvementContract = {
  name: 'improvement',
  title: { zh: '整改与改进', en: 'Improvement' },
  section: '3.4',
  version: 1,
  stages: {
    'root-cause': { zh: '溯源', en: 'Root cause' },
    plan: { zh: '计划', en: 'Plan' },
    do: { zh: '实施', en: 'Do' },
    check: { zh: '验收与效果', en: 'Check' },
    act: { zh: '固化', en: 'Act' },
  },
  first: 'root-cause',
  outcomes: {
    effective: { zh: '有效', en: 'Effective' },
    'not-effective': { zh: '无效结案', en: 'Not effective' },
    superseded: { zh: '由其他整改替代', en: 'Superseded' },
    withdrawn: { zh: '撤销', en: 'Withdrawn' },
    merged: { zh: '并案', en: 'Merged' },
  },
  acts: improvementActs,
  clocks: [
    'rectification-deadline',
    'improve-root-cause',
    'improve-plan',
    'improve-plan-approval',
    'improve-measure',
    'improve-extension-window',
    'improve-decision',
    'improve-verify',
    'improve-effect',
    'improve-act',
    'promise-to-customer',
    'case-hold',
  ],
  notices: improvementNotices,
  reopenAt: ['root-cause', 'plan', 'do'],
} as const satisfies Contract;

export type ImprovementContract = typeof improvementContract;
export type ImprovementClock = ImprovementContract['clocks'][number];
export type ImprovementOutcome = keyof ImprovementContract['outcomes'];
