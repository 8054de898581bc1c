import { managers } from '../org/roles';
import type { ActContract } from './contract';

const anyStaff = [
  'intake',
  'handler',
  'surveyor',
  'approver',
  'team-lead',
  'branch-manager',
  'head-office',
  'fraud',
  'finance',
  'compliance',
  'commander',
  'duty-officer',
  'data-protection',
  'verifier',
] as const;

/** Acts that every process has. Their payloads are in general.schema.ts, their effects in workflows/kernel/general.ts. */
export const generalActs = {
  comment: { kind: 'decision', title: { zh: '备注', en: 'Comment' }, by: anyStaff, when: 'open', duringHold: true },
  attach: {
    kind: 'arrival',
    title: { zh: '附加材料', en: 'Attach a document' },
    by: [...anyStaff, 'party', 'system:core', 'system:portal', 'system:appraiser'],
    when: 'open',
  },
  addParty: { kind: 'arrival', title: { zh: '添加关系人', en: 'Add a party' }, by: anyStaff, when: 'open' },
  assign: { kind: 'decision', title: { zh: '改派', en: 'Reassign' }, by: managers, when: 'open', duringHold: true },
  delegate: { kind: 'decision', title: { zh: '委托代办', en: 'Delegate a task' }, by: anyStaff, when: 'open', duringHold: true },
  claimTask: {
    kind: 'decision',
    title: { zh: '领取任务', en: 'Claim a task' },
    by: [...anyStaff, 'calendar-keeper', 'operator'],
    when: 'open',
    duringHold: true,
  },
  releaseTask: {
    kind: 'decision',
    title: { zh: '退回任务', en: 'Release a task' },
    by: [...anyStaff, 'calendar-keeper', 'operator'],
    when: 'open',
    duringHold: true,
  },
  addTask: { kind: 'decision', title: { zh: '新增任务', en: 'Add a task' }, by: anyStaff, when: 'open' },
  completeTask: {
    kind: 'decision',
    title: { zh: '完成任务', en: 'Complete a task' },
    by: [...anyStaff, 'calendar-keeper', 'operator'],
    when: 'expected',
    duringHold: true,
  },
  escalate: { kind: 'decision', title: { zh: '升级', en: 'Escalate' }, by: anyStaff, when: 'open', duringHold: true },
  acknowledge: { kind: 'decision', title: { zh: '确认知悉', en: 'Acknowledge' }, by: anyStaff, when: 'open', duringHold: true },
  vouch: {
    kind: 'decision',
    title: { zh: '见证补录时间', en: 'Vouch for a past instant' },
    by: ['approver', ...managers],
    when: 'open',
    duringHold: true,
  },
  recount: {
    kind: 'decision',
    title: { zh: '重算时限', en: 'Recount clocks' },
    by: ['calendar-keeper', 'operator', 'system:calendar'],
    when: 'open',
    duringHold: true,
  },
  promise: { kind: 'decision', title: { zh: '向客户承诺', en: 'Promise to a customer' }, by: anyStaff, when: 'open' },
  keepPromise: { kind: 'decision', title: { zh: '承诺已兑现', en: 'Promise kept' }, by: anyStaff, when: 'open', duringHold: true },
  hold: {
    kind: 'decision',
    title: { zh: '挂起', en: 'Hold' },
    by: managers,
    when: 'open',
    grounds: ['court', 'police', 'customer-request', 'other-case', 'regulator'],
  },
  resume: { kind: 'decision', title: { zh: '恢复', en: 'Resume' }, by: managers, when: 'open', duringHold: true },
  withdraw: { kind: 'arrival', title: { zh: '撤回', en: 'Withdraw' }, by: ['party', 'intake', 'handler'], when: 'open', duringHold: true },
  recuse: {
    kind: 'decision',
    title: { zh: '回避', en: 'Excuse from the case' },
    by: [...managers, 'compliance'],
    self: 'staff',
    when: 'open',
    grounds: ['interest', 'handled-before', 'relative', 'asked-by-party'],
    duringHold: true,
  },
  childReported: { kind: 'arrival', title: { zh: '关联案件回报', en: 'A case asked for reports' }, by: ['system:case'], when: 'open' },
  follow: { kind: 'arrival', title: { zh: '被其他案件关注', en: 'Another case wants to hear' }, by: ['system:case'], when: 'open' },
  joinEvent: {
    kind: 'decision',
    title: { zh: '归入事件', en: 'Join to an event' },
    by: [...managers, 'handler', 'system:case'],
    when: 'open',
    duringHold: true,
  },
  leaveEvent: {
    kind: 'decision',
    title: { zh: '移出事件', en: 'Take out of an event' },
    by: [...managers, 'system:case'],
    when: 'open',
    duringHold: true,
  },
  bulkReported: { kind: 'arrival', title: { zh: '批量结果', en: 'A bulk act has ended' }, by: ['system:bulk'], when: 'open' },
  link: { kind: 'decision', title: { zh: '关联', en: 'Link' }, by: [...anyStaff, 'system:case'], when: 'open', duringHold: true },
  merge: { kind: 'decision', title: { zh: '并案', en: 'Merge' }, by: managers, when: 'open' },
  absorb: { kind: 'arrival', title: { zh: '并入', en: 'Absorb a merged case' }, by: ['system:case'], when: 'open' },
  noticeReported: {
    kind: 'arrival',
    title: { zh: '送达回执', en: 'Notice reported' },
    by: ['system:gateway', 'handler', 'intake'],
    when: 'open',
    states: 'at',
    proofs: ['delivery-receipt'],
  },
  paymentReported: {
    kind: 'arrival',
    title: { zh: '银行回执', en: 'Payment reported' },
    by: ['system:bank', 'finance'],
    when: 'open',
    states: 'at',
    proofs: ['bank-statement'],
  },
} as const satisfies Record<string, ActContract>;

/** Entering a closed case again begins a new run, so it is no update of the case; commit judges it all the same. */
export const reopenAct: ActContract = {
  kind: 'decision',
  title: { zh: '重新立案', en: 'Reopen' },
  by: [...managers, 'handler', 'compliance', 'system:bank'],
  when: 'open',
};

export type GeneralAct = keyof typeof generalActs;

export const isGeneralAct = (act: string): act is GeneralAct => Object.hasOwn(generalActs, act);
