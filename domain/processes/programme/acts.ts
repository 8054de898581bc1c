import type { ActContract } from '../../case/contract';

const handlers = ['handler', 'team-lead'] as const;
const deciders = ['branch-manager', 'head-office'] as const;

/** What is done about the items of a programme. */
const items = {
  addItem: { kind: 'decision', title: { zh: '增加改进事项', en: 'Add an item' }, by: handlers, when: 'open' },
  includeItem: { kind: 'decision', title: { zh: '纳入已有改进', en: 'Include an improvement that exists' }, by: handlers, when: 'open' },
  dropItem: {
    kind: 'decision',
    title: { zh: '移出改进事项', en: 'Take an item out' },
    by: handlers,
    when: 'open',
    grounds: ['lower-priority', 'done-elsewhere', 'no-longer-needed'],
  },
  analyseComplaints: {
    kind: 'decision',
    title: { zh: '投诉溯源月度分析', en: 'Monthly analysis of complaints' },
    by: ['handler'],
    when: 'expected',
    duringHold: true,
  },
} as const satisfies Record<string, ActContract>;

/** The course of a quarter. */
const quarter = {
  setOrder: { kind: 'decision', title: { zh: '排定优先次序', en: 'Put the items in order' }, by: ['handler'], when: 'expected' },
  approveOrder: {
    kind: 'decision',
    title: { zh: '审批季度计划', en: 'Decide on the plan of the quarter' },
    by: deciders,
    when: 'expected',
  },
  holdReview: { kind: 'decision', title: { zh: '季度评审', en: 'Review of the quarter' }, by: ['handler'], when: 'expected' },
  decideQuarter: { kind: 'decision', title: { zh: '决定续行或结项', en: 'Go on or close' }, by: deciders, when: 'expected' },
  withdraw: {
    kind: 'decision',
    title: { zh: '撤销计划', en: 'Withdraw the programme' },
    by: deciders,
    when: 'open',
    grounds: ['opened-in-error', 'reorganised', 'replaced'],
    duringHold: true,
  },
} as const satisfies Record<string, ActContract>;

export const programmeActs = { ...items, ...quarter } as const satisfies Record<string, ActContract>;

export type ProgrammeAct = keyof typeof programmeActs;
