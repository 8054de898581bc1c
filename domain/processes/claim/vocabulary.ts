import type { Words } from '../../words';

/** Lines of business of a claim. Whether the policy is a group's stands in the policy. */
export const lines = {
  motor: { zh: '机动车辆保险', en: 'motor' },
  health: { zh: '健康保险', en: 'health' },
  accident: { zh: '意外伤害保险', en: 'accident' },
  life: { zh: '人寿保险', en: 'life' },
  property: { zh: '财产保险', en: 'property' },
  agricultural: { zh: '农业保险', en: 'agricultural' },
} as const satisfies Record<string, Words>;

export const covers = {
  ctpl: { zh: '交强险', en: 'compulsory motor third-party liability' },
  'own-damage': { zh: '机动车损失保险', en: 'damage to the own vehicle' },
  'third-party': { zh: '机动车第三者责任保险', en: 'voluntary motor third-party liability' },
  medical: { zh: '医疗费用', en: 'medical expenses' },
  disability: { zh: '伤残', en: 'disability' },
  death: { zh: '身故', en: 'death' },
  property: { zh: '财产损失', en: 'property damage' },
  crop: { zh: '种植业', en: 'crops' },
  livestock: { zh: '养殖业', en: 'livestock' },
} as const satisfies Record<string, Words>;

/** Exposures that one claim may have: a bus with its passengers, a village with its fields. */
export const mostExposures = 200;

/** Covers of cases that are open since before: no longer taken. */
export const formerCovers = { commercial: { zh: '商业车险', en: 'commercial motor' } } as const satisfies Record<string, Words>;

/** Covers under which persons are hurt. */
export const injuryCovers: ReadonlySet<string> = new Set<keyof typeof covers>(['medical', 'disability', 'death']);

export const documentTypes = {
  'claim-form': { zh: '索赔申请书', en: 'claim form' },
  'id-card': { zh: '身份证明', en: 'proof of identity' },
  'accident-certificate': { zh: '事故认定书', en: 'accident certificate of the traffic police' },
  'joint-accident-form': { zh: '交通事故快速处理协议书', en: 'form agreed by both drivers' },
  'driving-licence': { zh: '驾驶证', en: 'driving licence' },
  'vehicle-licence': { zh: '行驶证', en: 'vehicle licence' },
  'repair-invoice': { zh: '维修发票', en: 'repair invoice' },
  'medical-record': { zh: '病历、诊断证明', en: 'medical record' },
  'medical-invoice': { zh: '医疗费用发票', en: 'medical invoice' },
  'accident-proof': { zh: '意外事故证明', en: 'proof of the accident' },
  'death-certificate': { zh: '死亡证明', en: 'death certificate' },
  'kinship-proof': { zh: '受益人关系证明', en: 'proof of kinship' },
  'loss-list': { zh: '损失清单', en: 'list of losses' },
  'damage-photos': { zh: '损失照片', en: 'photographs of the damage' },
  'ownership-proof': { zh: '权属证明', en: 'proof of ownership' },
  'growing-proof': { zh: '种植、养殖证明', en: 'proof of growing or breeding' },
  'transfer-of-rights': { zh: '权益转让书', en: 'transfer of the right against the third party' },
  'appraisal-report': { zh: '鉴定报告', en: 'appraisal report' },
  'rescission-notice': { zh: '解除合同通知书', en: 'notice of rescission' },
  'liability-proof': { zh: '赔偿责任确定文书', en: 'proof that liability is fixed' },
  'obstacle-proof': { zh: '不能行使请求权的证明', en: 'proof of what kept the claimant from claiming' },
  'payee-authorisation': { zh: '领款授权委托书', en: 'authorisation to receive the payment' },
  'delivery-receipt': { zh: '送达回执', en: 'receipt of a delivery' },
  'bank-statement': { zh: '银行流水', en: 'statement of the bank' },
  'call-record': { zh: '通话记录', en: 'record of a call' },
  /** Whatever no list asks for. */
  other: { zh: '其他资料', en: 'any other document' },
} as const satisfies Record<string, Words>;

/** Why a claim, or a part of it, is not paid (Insurance Law art. 24: with reasons). */
export const denialReasons = {
  'not-covered': { zh: '不属于保险责任', en: 'outside the cover' },
  exclusion: { zh: '属于责任免除', en: 'an exclusion applies' },
  'not-in-force': { zh: '出险时合同未生效或已终止', en: 'the contract was not in force' },
  'waiting-period': { zh: '在等待期内', en: 'within the waiting period' },
  'not-disclosed': { zh: '投保时未如实告知', en: 'facts were not disclosed' },
  'late-notice': { zh: '未及时通知致无法确定的部分', en: 'the part that late notice made undeterminable' },
  unproven: { zh: '损失未能证明', en: 'the loss is not proven' },
  fraud: { zh: '欺诈', en: 'fraud' },
  exaggerated: { zh: '虚报的部分', en: 'the part that was made up' },
  'paid-elsewhere': { zh: '已由其他来源补偿', en: 'compensated elsewhere' },
  'above-tariff': { zh: '超出赔付标准', en: 'above the tariff' },
} as const satisfies Record<string, Words>;

/** What a claimant who does not agree can do. */
export const remedies = {
  recheck: { zh: '申请复核', en: 'ask for a recheck' },
  complaint: { zh: '投诉', en: 'complain' },
  mediation: { zh: '调解', en: 'mediation' },
  arbitration: { zh: '仲裁', en: 'arbitration' },
  suit: { zh: '诉讼', en: 'go to court' },
} as const satisfies Record<string, Words>;

/** Ways of company policy through a claim. */
export const routes = {
  standard: { zh: '一般流程', en: 'standard' },
  'mutual-collision': { zh: '互碰自赔', en: 'mutual collision, each insurer pays its own insured' },
  subrogation: { zh: '代位求偿', en: 'own insured paid first, third party pursued' },
} as const satisfies Record<string, Words>;

export type Line = keyof typeof lines;
export type Route = keyof typeof routes;
export type DocumentType = keyof typeof documentTypes;
export type DenialReason = keyof typeof denialReasons;
