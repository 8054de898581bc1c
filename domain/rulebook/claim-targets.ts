import type { Words } from '../words';
import { companyTerm, target } from './entry';
import type { RuleEntry } from './types';
import type { ClockStart, PauseGround } from './vocabulary';

function limit(starts: ClockStart, name: Words, pauses: readonly PauseGround[] = []): RuleEntry {
  return target({ name, kind: 'limit', values: { limit: companyTerm }, dayCount: 'day-unit-stated', starts, pauses });
}

/** Chapter 4: the company's own targets for claims. A hold stops them, as it stops every number of the company. */
export const claimTargets = {
  'claim-first-contact': limit('reportedAt', { zh: '首次联系报案人', en: 'First contact with the reporter' }),
  'claim-survey': limit('reportedAt', { zh: '查勘', en: 'Survey' }),
  'claim-docs-wait': limit('documentsAskedAt', {
    zh: '补充资料等待期(期满按现有资料核定)',
    en: 'Wait for supplements, then decide on the file as it is',
  }),
  'claim-agree-wait': limit('resultToldAt', { zh: '达成协议等待期', en: 'Wait for agreement on the result' }),
  'claim-catastrophe-first-contact': limit('reportedAt', { zh: '巨灾:首次联系', en: 'Catastrophe: first contact' }),
  'claim-catastrophe-survey': limit('reportedAt', { zh: '巨灾:查勘', en: 'Catastrophe: survey' }),
  'claim-catastrophe-determine': limit('documentsAt', { zh: '巨灾:核定', en: 'Catastrophe: determination' }, ['claimant-documents']),
  'claim-catastrophe-advance': limit('documentsAt', { zh: '巨灾:预付赔款', en: 'Catastrophe: advance payment' }),
  'claim-catastrophe-pay': limit('agreedAt', { zh: '巨灾:支付赔款', en: 'Catastrophe: payment' }),
  'promise-claim-registered': limit('reportedAt', { zh: '承诺:立案告知', en: 'Promise: registration told' }),
  'promise-claim-first-contact': limit('reportedAt', { zh: '承诺:首次联系', en: 'Promise: first contact' }),
  'promise-claim-survey': limit('reportedAt', { zh: '承诺:查勘', en: 'Promise: survey' }),
  'promise-claim-progress': limit('requestedAt', { zh: '承诺:进度告知', en: 'Promise: progress told' }),
  'promise-claim-determined': limit('documentsAt', { zh: '承诺:核定', en: 'Promise: determination' }, ['claimant-documents']),
  'promise-claim-paid': limit('agreedAt', { zh: '承诺:到账', en: 'Promise: payment received' }),
} satisfies Record<string, RuleEntry>;

/** Chapter 1: how long a task may stay open, for every process, and how a case is held or dated back. */
export const taskTargets = {
  'task-default': limit('assignedAt', { zh: '任务(一般)', en: 'Task' }),
  'task-recommend': limit('assignedAt', { zh: '任务:提出处理意见', en: 'Task: recommendation' }),
  'task-determine': limit('assignedAt', { zh: '任务:核定审批', en: 'Task: determination' }),
  'task-approve-payment': limit('assignedAt', { zh: '任务:付款审批', en: 'Task: approval of a payment' }),
  'task-survey': limit('assignedAt', { zh: '任务:查勘', en: 'Task: survey' }),
  'task-fraud-review': limit('assignedAt', { zh: '任务:反欺诈核查', en: 'Task: fraud review' }),
  'task-notice-undeliverable': limit('assignedAt', { zh: '任务:通知无法送达', en: 'Task: notice could not be delivered' }),
  'task-payment-returned': limit('assignedAt', { zh: '任务:付款退回', en: 'Task: payment returned' }),
  'task-payment-unknown': limit('assignedAt', { zh: '任务:付款状态不明', en: 'Task: payment of unknown state' }),
  'task-payee-authorisation': limit('assignedAt', { zh: '任务:领款授权文件', en: 'Task: authorisation of another payee' }),
  'task-calendar-year': limit('assignedAt', { zh: '任务:录入放假安排', en: 'Task: load the holidays of a year' }),
  'task-unowned-case': limit('assignedAt', { zh: '任务:无人负责的案件', en: 'Task: a case that waits on nobody' }),
  'task-recovery': limit('assignedAt', { zh: '任务:追偿', en: 'Task: recovery' }),
  'promise-to-customer': limit('promisedAt', { zh: '对客户的承诺', en: 'Promise to a customer, by the term given' }),
  'case-hold': limit('heldAt', { zh: '案件搁置期限', en: 'Longest hold of a case' }),
  'occurred-past-policy-days': limit('eventAt', {
    zh: '补记时点的最长天数,超过须第二人确认',
    en: 'How far back an instant may be dated before a second person is needed',
  }),
} satisfies Record<string, RuleEntry>;
