import type { ActContract } from '../../case/contract';

const superiors = ['team-lead', 'branch-manager', 'head-office'] as const;
const handlers = ['handler', 'team-lead'] as const;
/** Anybody on the staff may own a measure. */
const owners = ['handler', 'intake', 'surveyor', 'approver', 'finance', 'fraud', 'data-protection', 'operator', ...superiors] as const;
const deciders = [...superiors, 'compliance'] as const;

/** From the cause to the plan, and what the measures bring. */
const work = {
  findCause: { kind: 'decision', title: { zh: '查明根本原因', en: 'Find the root cause' }, by: ['handler'], when: 'expected' },
  proposePlan: { kind: 'decision', title: { zh: '提交整改计划', en: 'Propose the plan' }, by: ['handler'], when: 'expected' },
  reportDone: {
    kind: 'decision',
    title: { zh: '措施完成并附证据', en: 'Report a measure done, with evidence' },
    by: owners,
    when: 'expected',
    on: 'measure',
  },
  standardise: { kind: 'decision', title: { zh: '固化为标准', en: 'Make it the standard' }, by: ['handler'], when: 'expected' },
  planAgain: {
    kind: 'decision',
    title: { zh: '重新整改', en: 'Plan again' },
    by: handlers,
    when: 'expected',
    grounds: ['wrong-cause', 'weak-measures', 'not-carried-out', 'other-effect'],
  },
} as const satisfies Record<string, ActContract>;

/** What is asked for by one person and decided by a second. */
const asking = {
  askExtension: {
    kind: 'decision',
    title: { zh: '申请延期', en: 'Ask for an extension' },
    by: owners,
    when: ['do'],
    on: 'measure',
    grounds: ['supplier-late', 'system-release', 'staff-absent', 'scope-grown', 'waits-for-other'],
  },
  withdraw: {
    kind: 'decision',
    title: { zh: '申请撤销', en: 'Ask to withdraw it' },
    by: [...handlers, 'compliance'],
    when: 'open',
    grounds: ['opened-in-error', 'no-longer-needed', 'order-lifted'],
  },
  supersede: {
    kind: 'decision',
    title: { zh: '申请并入其他整改', en: 'Ask to let another take its place' },
    by: handlers,
    when: 'open',
    grounds: ['same-cause', 'larger-project'],
  },
  merge: {
    kind: 'decision',
    title: { zh: '并案', en: 'Merge' },
    by: superiors,
    when: 'open',
  },
  giveUp: {
    kind: 'decision',
    title: { zh: '申请按无效结案', en: 'Ask to close it as not effective' },
    by: handlers,
    when: ['act'],
    grounds: ['cost-above-benefit', 'cause-outside', 'risk-accepted'],
  },
} as const satisfies Record<string, ActContract>;

const decisions = {
  approvePlan: { kind: 'decision', title: { zh: '审批整改计划', en: 'Decide on the plan' }, by: deciders, when: 'expected' },
  decideExtension: {
    kind: 'decision',
    title: { zh: '审批延期', en: 'Decide on an extension' },
    by: deciders,
    when: 'expected',
    on: 'measure',
  },
  decideEnd: { kind: 'decision', title: { zh: '审批终止', en: 'Decide on an early end' }, by: deciders, when: 'expected' },
  verify: { kind: 'decision', title: { zh: '验收', en: 'Verify the measures' }, by: ['verifier'], when: 'expected' },
  measureEffect: { kind: 'decision', title: { zh: '评估效果', en: 'Measure the effect' }, by: ['verifier'], when: 'expected' },
  newOrder: {
    kind: 'decision',
    title: { zh: '登记新的监管决定', en: 'Record a new order' },
    by: ['compliance'],
    when: 'open',
    grounds: ['date-moved', 'scope-changed'],
    duringHold: true,
  },
} as const satisfies Record<string, ActContract>;

export const improvementActs = { ...work, ...asking, ...decisions } as const satisfies Record<string, ActContract>;

export type ImprovementAct = keyof typeof improvementActs;
