import type { Words } from '../words';

/** Why something went wrong, in one vocabulary for complaints, emergencies and improvements, so that figures add up. */
export const rootCauses = {
  'misleading-sale': { zh: '销售误导', en: 'misleading sale' },
  'unclear-terms': { zh: '条款不清', en: 'unclear terms' },
  'product-design': { zh: '产品设计', en: 'design of the product' },
  'premium-dispute': { zh: '保费争议', en: 'dispute over the premium' },
  'surrender-dispute': { zh: '退保争议', en: 'dispute over a surrender' },
  'slow-claim': { zh: '理赔时效', en: 'slow claim' },
  'wrong-determination': { zh: '核定有误', en: 'wrong determination' },
  'documents-burden': { zh: '资料要求过多', en: 'too many documents asked for' },
  'staff-conduct': { zh: '服务态度', en: 'conduct of staff' },
  'slow-service': { zh: '服务时效', en: 'slow service' },
  'system-fault': { zh: '系统故障', en: 'fault of a system' },
  'wrong-information': { zh: '信息错误', en: 'wrong information' },
  privacy: { zh: '信息安全', en: 'privacy' },
  supplier: { zh: '合作机构', en: 'supplier or partner' },
  preparedness: { zh: '应急准备不足', en: 'preparedness' },
  other: { zh: '其他', en: 'other' },
} as const satisfies Record<string, Words>;

export type RootCause = keyof typeof rootCauses;
