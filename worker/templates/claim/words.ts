import type { Dictionary } from '../values';

export const purposes: Dictionary = {
  indemnity: { zh: '保险赔款', en: 'insurance payment' },
  advance: { zh: '先予支付', en: 'advance payment' },
  rescue: { zh: '抢救费用', en: 'rescue costs' },
  difference: { zh: '差额赔款', en: 'difference to an earlier payment' },
  repeat: { zh: '重新支付', en: 'payment made again' },
};

export const payees: Dictionary = {
  claimant: { zh: '索赔申请人', en: 'the claimant' },
  insured: { zh: '被保险人', en: 'the insured' },
  beneficiary: { zh: '受益人', en: 'the beneficiary' },
  agent: { zh: '受托人', en: 'the authorised agent' },
  hospital: { zh: '医疗机构', en: 'the hospital' },
  repairer: { zh: '维修机构', en: 'the repairer' },
};

export const stages: Dictionary = {
  report: { zh: '报案受理', en: 'registration' },
  documents: { zh: '资料收集', en: 'collection of documents' },
  survey: { zh: '查勘', en: 'survey' },
  assess: { zh: '核定', en: 'assessment' },
  agree: { zh: '达成协议', en: 'agreement' },
  pay: { zh: '支付赔款', en: 'payment' },
};

/** Service promises of section 4.2, by their rule. */
export const milestones: Dictionary = {
  'promise-claim-registered': { zh: '报案登记', en: 'to register your claim' },
  'promise-claim-first-contact': { zh: '首次联系', en: 'to contact you for the first time' },
  'promise-claim-survey': { zh: '现场查勘', en: 'to make the survey' },
  'promise-claim-progress': { zh: '进度告知', en: 'to tell you how your claim stands' },
  'promise-claim-determined': { zh: '作出核定', en: 'to decide on your claim' },
  'promise-claim-paid': { zh: '支付赔款', en: 'to pay' },
};

/** Why a claim is complex. */
export const complexity: Dictionary = {
  'cause-unclear': { zh: '事故原因不明，需要调查', en: 'the cause is unclear and has to be investigated' },
  'appraisal-needed': { zh: '需要鉴定', en: 'an appraisal is needed' },
  'liability-of-third-party': { zh: '涉及第三方责任', en: 'a third party may be liable' },
  'loss-abroad': { zh: '事故发生在境外', en: 'the loss happened abroad' },
  'criminal-investigation': { zh: '涉及刑事侦查', en: 'a criminal investigation is pending' },
};

export const findings: Dictionary = {
  confirmed: { zh: '损失属实，属于保险事故', en: 'the loss is confirmed as an insured event' },
  doubtful: { zh: '存在疑点，需进一步核实', en: 'there are doubts that have to be looked into' },
  'not-insured-event': { zh: '不属于保险事故', en: 'the loss is not an insured event' },
};

export const appraisals: Dictionary = {
  disability: { zh: '伤残鉴定', en: 'of the disability' },
  loss: { zh: '损失鉴定', en: 'of the loss' },
  cause: { zh: '原因鉴定', en: 'of the cause' },
};

export const outcomes: Dictionary = {
  paid: { zh: '已赔付', en: 'paid' },
  'partly-paid': { zh: '部分赔付', en: 'paid in part' },
  denied: { zh: '不予赔付', en: 'denied' },
  withdrawn: { zh: '申请人撤回', en: 'withdrawn' },
  'without-payment': { zh: '零结案', en: 'closed without payment' },
  merged: { zh: '并入其他案件', en: 'merged into another claim' },
};

/** What each remedy means and where it leads. */
export const remedyPaths: Dictionary = {
  recheck: {
    zh: '向本公司申请复核，由原核定人员以外的人员办理',
    en: 'ask us for a recheck, which is made by other people than those who decided',
  },
  complaint: {
    zh: '向本公司投诉；对处理不满意的，可向金融监督管理机构反映',
    en: 'complain to us and, if you are not satisfied, to the financial supervisor',
  },
  mediation: { zh: '向保险纠纷调解组织申请调解', en: 'apply to a mediation body for insurance disputes' },
  arbitration: { zh: '依仲裁协议申请仲裁', en: 'apply for arbitration where there is an arbitration agreement' },
  suit: {
    zh: '在诉讼时效期间内向人民法院起诉（《保险法》第二十六条）',
    en: 'sue in the people’s court within the limitation period (Insurance Law, art. 26)',
  },
};
