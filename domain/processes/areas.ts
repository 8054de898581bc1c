import type { Words } from '../words';

/** Areas of the company that something is to be put right in; the lines of an improvement. */
export const areas = {
  claims: { zh: '理赔', en: 'claims' },
  sales: { zh: '销售', en: 'sales' },
  service: { zh: '客户服务', en: 'service' },
  data: { zh: '数据与系统', en: 'data and systems' },
  risk: { zh: '风险与应急', en: 'risk and emergencies' },
} as const satisfies Record<string, Words>;

/** How grave what went wrong is. */
export const severities = {
  low: { zh: '低', en: 'low' },
  medium: { zh: '中', en: 'medium' },
  high: { zh: '高', en: 'high' },
} as const satisfies Record<string, Words>;

export type Area = keyof typeof areas;
