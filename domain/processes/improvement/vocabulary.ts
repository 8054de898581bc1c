import type { Words } from '../../words';

/** Lines of an improvement: the area of the company it is about. */
export const areas = {
  claims: { zh: '理赔', en: 'claims' },
  sales: { zh: '销售', en: 'sales' },
  service: { zh: '客户服务', en: 'service' },
  data: { zh: '数据与系统', en: 'data and systems' },
  risk: { zh: '风险与应急', en: 'risk and emergencies' },
} as const satisfies Record<string, Words>;

/** What an improvement was opened from. */
export const origins = {
  complaint: { zh: '消费投诉', en: 'a complaint' },
  finding: { zh: '检查发现', en: 'a finding' },
  emergency: { zh: '应急复盘', en: 'the lessons of an emergency' },
  survey: { zh: '满意度调查', en: 'a survey' },
  suggestion: { zh: '员工建议', en: 'a suggestion' },
  order: { zh: '监管责令', en: 'an order of the regulator' },
} as const satisfies Record<string, Words>;

export const severities = {
  low: { zh: '低', en: 'low' },
  medium: { zh: '中', en: 'medium' },
  high: { zh: '高', en: 'high' },
} as const satisfies Record<string, Words>;

/** How a root cause was found. */
export const methods = {
  'five-whys': { zh: '五问法', en: 'five whys' },
  fishbone: { zh: '鱼骨图', en: 'cause-and-effect diagram' },
  data: { zh: '数据分析', en: 'analysis of data' },
  interview: { zh: '访谈', en: 'interviews' },
  'process-walk': { zh: '流程走查', en: 'walk through the process' },
} as const satisfies Record<string, Words>;

/** Where what worked is kept, so that it stays. */
export const standards = {
  procedure: { zh: '制度流程', en: 'a procedure' },
  training: { zh: '培训教材', en: 'training' },
  system: { zh: '系统控制', en: 'a control in a system' },
  contract: { zh: '合同条款', en: 'a contract' },
  checklist: { zh: '检查清单', en: 'a checklist' },
} as const satisfies Record<string, Words>;

export type Area = keyof typeof areas;
export type Origin = keyof typeof origins;
