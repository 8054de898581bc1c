import type { Words } from '../words';
import { companyTerm, target } from './entry';
import type { RuleEntry } from './types';
import type { ClockStart } from './vocabulary';

const limit = (starts: ClockStart, zh: string, en: string): RuleEntry =>
  target({ name: { zh, en }, kind: 'limit', values: { limit: companyTerm }, dayCount: 'day-unit-stated', starts });

/** A date that the approved plan sets. */
const planned = (starts: ClockStart, name: Words): RuleEntry =>
  target({ name, kind: 'limit', setBy: 'plan', dayCount: 'day-unit-stated', starts });

/** Chapter 8: the company's own targets for improvements and their programme. */
export const improvementTargets = {
  'improve-root-cause': limit('findingAt', '整改:查明根本原因', 'Improvement: root cause found'),
  'improve-plan': limit('causeFoundAt', '整改:提交计划', 'Improvement: plan handed in'),
  'improve-plan-approval': limit('assignedAt', '整改:审批计划', 'Improvement: decision on the plan'),
  'improve-measure': planned('planApprovedAt', { zh: '整改措施', en: 'Measure of an improvement' }),
  'improve-extension-window': {
    ...limit('plannedAt', '整改:申请延期的最晚时间', 'Improvement: last moment to ask for an extension'),
    countsBack: true,
  },
  'improve-decision': limit('assignedAt', '整改:审批延期或终止', 'Improvement: decision on an extension or an early end'),
  'improve-verify': limit('measuresDoneAt', '整改:验收', 'Improvement: measures verified'),
  'improve-effect': planned('verifiedAt', { zh: '整改:效果评估', en: 'Improvement: effect measured' }),
  'improve-act': limit('effectMeasuredAt', '整改:固化或重新整改', 'Improvement: standardised or begun again'),
  'programme-prioritise': limit('quarterStartAt', '改进计划:确定季度事项和次序', 'Programme: items of the quarter in order'),
  'programme-approval': limit('assignedAt', '改进计划:审批季度计划', 'Programme: decision on the plan of the quarter'),
  'programme-review': limit('quarterEndAt', '改进计划:季度评审会', 'Programme: review meeting of the quarter'),
  'programme-decision': limit('assignedAt', '改进计划:决定续行或结项', 'Programme: decision to go on or to close'),
} satisfies Record<string, RuleEntry>;
