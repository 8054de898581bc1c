import type { ActContract } from '../../case/contract';

const handlers = ['handler', 'team-lead'] as const;
const outside = ['party', 'intake', 'handler'] as const;
const beforeDecision = ['intake', 'investigate', 'decide'] as const;
const handling = ['investigate', 'decide'] as const;
const afterDecision = ['tell', 'window', 'recheck', 'close'] as const;

/** What the complainant and others send. */
const arrivals = {
  submitDocuments: {
    kind: 'arrival',
    title: { zh: '提交材料', en: 'Submit documents' },
    by: [...outside, 'system:core', 'system:portal'],
    when: 'open',
  },
  addFacts: { kind: 'arrival', title: { zh: '提出新的事实和理由', en: 'State new facts and reasons' }, by: outside, when: 'open' },
  applyRecheck: { kind: 'arrival', title: { zh: '申请核查', en: 'Apply for a recheck' }, by: outside, when: 'open' },
  confirmReceipt: {
    kind: 'arrival',
    title: { zh: '决定签收回执', en: 'Receipt of the decision' },
    by: [...outside, 'system:portal'],
    when: 'open',
  },
  appraisalReturned: {
    kind: 'arrival',
    title: { zh: '收到外部鉴定结果', en: 'Result of an outside appraisal' },
    by: ['system:appraiser', 'handler', 'intake'],
    when: 'open',
  },
  mediationEnded: {
    kind: 'arrival',
    title: { zh: '调解结束', en: 'Mediation has ended' },
    by: ['system:mediation', 'handler', 'intake'],
    when: 'open',
  },
  withdraw: { kind: 'arrival', title: { zh: '撤回', en: 'Withdraw' }, by: outside, when: 'open', duringHold: true },
} as const satisfies Record<string, ActContract>;

/** Intake. */
const intake = {
  classify: {
    kind: 'decision',
    title: { zh: '分类受理', en: 'Classify' },
    by: ['intake', ...handlers],
    when: ['intake', 'handover', ...handling],
  },
  handOver: { kind: 'decision', title: { zh: '移交', en: 'Hand over' }, by: ['intake', ...handlers], when: 'expected' },
  recordJoint: {
    kind: 'decision',
    title: { zh: '登记共同投诉', en: 'Record a joint complaint' },
    by: ['intake', ...handlers],
    when: beforeDecision,
  },
  designateMajor: {
    kind: 'decision',
    title: { zh: '认定重大投诉', en: 'Designate as major' },
    by: ['team-lead', 'branch-manager', 'head-office', 'compliance'],
    when: 'open',
    grounds: ['disaster', 'accident', 'public-health', 'designated'],
  },
} as const satisfies Record<string, ActContract>;

/** Handling within the limits. */
const work = {
  requestDocuments: { kind: 'decision', title: { zh: '要求补充材料', en: 'Request documents' }, by: handlers, when: beforeDecision },
  investigate: { kind: 'decision', title: { zh: '核实情况', en: 'Record the investigation' }, by: ['handler'], when: 'expected' },
  startAppraisal: {
    kind: 'decision',
    title: { zh: '委托外部鉴定', en: 'Start an outside appraisal' },
    by: handlers,
    when: handling,
  },
  startMediation: {
    kind: 'decision',
    title: { zh: '共同申请调解', en: 'Apply for mediation together' },
    by: handlers,
    when: [...handling, ...afterDecision],
  },
  agreeTerms: {
    kind: 'decision',
    title: { zh: '约定告知期限和方式', en: 'Agree on other terms' },
    by: handlers,
    when: [...beforeDecision, 'tell'],
  },
  extendComplex: {
    kind: 'decision',
    title: { zh: '情况复杂延长', en: 'Extend a complex complaint' },
    by: [...handlers, 'branch-manager'],
    when: handling,
    grounds: ['facts-unclear', 'several-units', 'outside-material', 'many-complainants'],
  },
  askExceptional: {
    kind: 'decision',
    title: { zh: '提请特别延长', en: 'Ask for an exceptional extension' },
    by: [...handlers, 'branch-manager'],
    when: handling,
    grounds: ['exceptionally-complex', 'other-special-reason'],
  },
  approveExceptional: {
    kind: 'decision',
    title: { zh: '审批特别延长', en: 'Decide on an exceptional extension' },
    by: ['head-office'],
    when: 'expected',
  },
  tellProgress: { kind: 'decision', title: { zh: '告知进展', en: 'Tell the progress' }, by: ['handler', 'intake'], when: 'open' },
} as const satisfies Record<string, ActContract>;

/** Decision, telling, recheck, end. */
const decisions = {
  propose: { kind: 'decision', title: { zh: '拟定处理决定', en: 'Propose a decision' }, by: ['handler'], when: 'expected' },
  decide: {
    kind: 'decision',
    title: { zh: '作出处理决定', en: 'Decide' },
    by: ['team-lead', 'branch-manager', 'head-office'],
    when: 'expected',
  },
  recordDelivery: {
    kind: 'decision',
    title: { zh: '登记告知', en: 'Record how it was told' },
    by: ['handler', 'intake'],
    when: 'expected',
  },
  recordAttempt: {
    kind: 'decision',
    title: { zh: '登记联系未果', en: 'Record an attempt in vain' },
    by: ['handler', 'intake'],
    when: ['tell'],
  },
  recheck: { kind: 'decision', title: { zh: '作出核查决定', en: 'Decide on the recheck' }, by: ['head-office'], when: 'expected' },
  recordPerformance: {
    kind: 'decision',
    title: { zh: '登记协议履行', en: 'Record that the agreement is performed' },
    by: ['handler', 'finance'],
    when: 'expected',
  },
  codeCause: {
    kind: 'decision',
    title: { zh: '溯源归因', en: 'Code the root cause' },
    by: handlers,
    when: [...handling, ...afterDecision, 'perform'],
  },
} as const satisfies Record<string, ActContract>;

export const complaintActs = { ...arrivals, ...intake, ...work, ...decisions } as const satisfies Record<string, ActContract>;

export type ComplaintAct = keyof typeof complaintActs;
