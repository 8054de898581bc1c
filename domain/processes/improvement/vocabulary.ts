import type { Words } from '../../words';

/** What an improvement was opened from. */
export const origins = {
  complaint: { zh: '消费投诉', en: 'a complaint' },
  finding: { zh: '检查发现', en: 'a finding' },
  emergency: { zh: '应急复盘', en: 'the lessons of an emergency' },
  survey: { zh: '满意度调查', en: 'a survey' },
  suggestion: { zh: '员工建议', en: 'a suggestion' },
  order: { zh: '监管责令', en: 'an order of the regulator' },
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

export type Origin = keyof typeof origins;
