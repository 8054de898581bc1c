import type { Contract } from '../../case/contract';
import { programmeActs } from './acts';
import { programmeNotices } from './notices';

/** 8.1 The improvement programme, quarter by quarter. Order 2020 no. 3 arts. 9 and 26 (root causes of complaints, put right in time). */
export const programmeContract = {
  name: 'programme',
  title: { zh: '改进计划', en: 'Improvement programme' },
  section: '8.1',
  version: 1,
  stages: {
    prioritise: { zh: '排定次序', en: 'Prioritise' },
    run: { zh: '实施', en: 'Run' },
    review: { zh: '评审', en: 'Review' },
  },
  first: 'prioritise',
  outcomes: {
    completed: { zh: '结项', en: 'Completed' },
    withdrawn: { zh: '撤销', en: 'Withdrawn' },
    merged: { zh: '并案', en: 'Merged' },
  },
  acts: programmeActs,
  clocks: [
    'improve-complaint-root-cause',
    'programme-prioritise',
    'programme-approval',
    'programme-review',
    'programme-decision',
    'promise-to-customer',
    'case-hold',
  ],
  notices: programmeNotices,
  reopenAt: ['prioritise', 'run', 'review'],
} as const satisfies Contract;

export type ProgrammeContract = typeof programmeContract;
export type ProgrammeOutcome = keyof ProgrammeContract['outcomes'];
