import type { Words } from '../../words';

/** What somebody brings to the insurer. Only the first is handled here; the others have a procedure of their own. */
export const kinds = {
  complaint: { zh: '消费投诉', en: 'consumer complaint' },
  enquiry: { zh: '咨询', en: 'enquiry' },
  'misconduct-report': { zh: '举报', en: 'report of misconduct' },
  petition: { zh: '信访', en: 'petition' },
  'data-subject-request': { zh: '个人信息主体请求', en: 'request of a data subject' },
} as const satisfies Record<string, Words>;

export const channels = {
  hotline: { zh: '客服热线', en: 'own hotline' },
  counter: { zh: '柜面', en: 'counter' },
  letter: { zh: '信函', en: 'letter' },
  fax: { zh: '传真', en: 'fax' },
  mail: { zh: '电子邮件', en: 'e-mail' },
  web: { zh: '网站、客户端', en: 'web or app' },
  'regulator-hotline': { zh: '12378 热线', en: 'hotline 12378 of the regulator' },
  transfer: { zh: '转办', en: 'transfer' },
  'mediation-body': { zh: '调解组织', en: 'mediation body' },
  media: { zh: '媒体', en: 'media' },
} as const satisfies Record<string, Words>;

/** What complaints are about: the line of the case. */
export const categories = {
  sales: { zh: '销售', en: 'sales' },
  underwriting: { zh: '承保', en: 'underwriting' },
  servicing: { zh: '保全', en: 'policy servicing' },
  claims: { zh: '理赔', en: 'claims' },
  surrender: { zh: '退保', en: 'surrender' },
  service: { zh: '服务', en: 'service' },
  privacy: { zh: '个人信息', en: 'personal information' },
  other: { zh: '其他', en: 'other' },
} as const satisfies Record<string, Words>;

/** Lines of business of the disputed policy. */
export const insurances = {
  life: { zh: '人寿保险', en: 'life' },
  health: { zh: '健康保险', en: 'health' },
  accident: { zh: '意外伤害保险', en: 'accident' },
  motor: { zh: '机动车辆保险', en: 'motor' },
  property: { zh: '财产保险', en: 'property' },
  agricultural: { zh: '农业保险', en: 'agricultural' },
} as const satisfies Record<string, Words>;

/** On whose right a complaint is brought (art. 18(4)). */
export const standings = {
  self: { zh: '本人', en: 'the complainant' },
  guardian: { zh: '法定代理人', en: 'legal representative' },
  agent: { zh: '受托人', en: 'authorised agent' },
  none: { zh: '无权提出', en: 'nobody who may complain' },
} as const satisfies Record<string, Words>;

/** Whether the same was complained of before (art. 18(3)). */
export const repetitions = {
  none: { zh: '首次投诉', en: 'first complaint' },
  open: { zh: '处理期限内重复投诉', en: 'repeated while the first is handled' },
  decided: { zh: '决定后无新事实的重复投诉', en: 'repeated after the decision, without new facts' },
  'new-facts': { zh: '有新事实的再次投诉', en: 'repeated with new facts' },
} as const satisfies Record<string, Words>;

export const documentTypes = {
  'complaint-form': { zh: '投诉书', en: 'written complaint' },
  'id-card': { zh: '身份证明', en: 'proof of identity' },
  policy: { zh: '保险合同', en: 'policy' },
  authorisation: { zh: '授权委托书', en: 'authorisation' },
  'premium-receipt': { zh: '交费凭证', en: 'receipt of premium' },
  'sales-record': { zh: '销售过程证据', en: 'evidence of the sale' },
  'claim-letter': { zh: '理赔通知书', en: 'letter on the claim' },
  correspondence: { zh: '往来函件', en: 'correspondence' },
} as const satisfies Record<string, Words>;

/** What the decision rests on. */
export const bases = {
  contract: { zh: '保险合同约定', en: 'the contract of insurance' },
  'insurance-law': { zh: '保险法', en: 'the Insurance Law' },
  'sales-rules': { zh: '销售行为监管规定', en: 'rules on sales conduct' },
  'service-rules': { zh: '服务监管规定', en: 'rules on service' },
  'privacy-law': { zh: '个人信息保护法', en: 'the Personal Information Protection Law' },
  'company-standard': { zh: '公司服务标准', en: "the company's service standard" },
} as const satisfies Record<string, Words>;

/** Why it is decided so. */
export const reasons = {
  'duty-breached': { zh: '公司未按约定或者规定办理', en: 'the company did not do what contract or rules require' },
  'duty-kept': { zh: '公司已按约定和规定办理', en: 'the company did what contract and rules require' },
  'statement-misleading': { zh: '销售说明与合同不符', en: 'what was said at the sale differs from the contract' },
  'amount-corrected': { zh: '金额计算有误，予以更正', en: 'the amount was wrong and is corrected' },
  delayed: { zh: '办理超过时限', en: 'it took longer than allowed' },
  'not-proven': { zh: '所述事实无证据支持', en: 'nothing proves what is said' },
  goodwill: { zh: '协商一致', en: 'agreed with the complainant' },
} as const satisfies Record<string, Words>;

/** What a complainant who does not agree can do: a decision names all of them (art. 19). */
export const remedies = {
  recheck: { zh: '申请核查', en: 'apply for a recheck' },
  mediation: { zh: '调解', en: 'mediation' },
  arbitration: { zh: '仲裁', en: 'arbitration' },
  suit: { zh: '诉讼', en: 'go to court' },
} as const satisfies Record<string, Words>;

/** Ways of telling a decision that art. 21 permits. */
export const methods = {
  counter: { zh: '当面送交', en: 'handed over' },
  post: { zh: '邮寄', en: 'by post' },
  phone: { zh: '电话', en: 'by phone' },
  sms: { zh: '短信', en: 'by SMS' },
  email: { zh: '电子邮件', en: 'by e-mail' },
} as const satisfies Record<string, Words>;

/** Who takes on what is no consumer complaint. */
export const receivers = {
  'customer-service': { zh: '客户服务', en: 'customer service' },
  compliance: { zh: '合规', en: 'compliance' },
  'petition-office': { zh: '信访办公室', en: 'petition office' },
  'data-protection': { zh: '个人信息保护负责人', en: 'data-protection officer' },
} as const satisfies Record<string, Words>;

export type Kind = keyof typeof kinds;
export type Category = keyof typeof categories;
export type Standing = keyof typeof standings;
export type Repetition = keyof typeof repetitions;
export type Method = keyof typeof methods;
export type Remedy = keyof typeof remedies;
