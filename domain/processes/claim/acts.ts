import type { ActContract } from '../../case/contract';

const handlers = ['handler', 'team-lead'] as const;
const approvers = ['approver', 'team-lead', 'branch-manager', 'head-office'] as const;
const outside = ['party', 'intake', 'handler'] as const;
const beforeAgreement = ['report', 'documents', 'survey', 'assess'] as const;

/** What the claimant and others send. */
const arrivals = {
  requestPayment: {
    kind: 'arrival',
    title: { zh: '提出赔付请求', en: 'Request payment' },
    by: outside,
    when: 'open',
    reopens: 'documents',
  },
  submitDocuments: {
    kind: 'arrival',
    title: { zh: '提交资料', en: 'Submit documents' },
    by: [...outside, 'system:core', 'system:portal'],
    when: 'open',
    reopens: 'documents',
  },
  agree: { kind: 'arrival', title: { zh: '同意赔付结果', en: 'Agree to the result' }, by: outside, when: 'open', on: 'exposure' },
  object: {
    kind: 'arrival',
    title: { zh: '提出异议', en: 'Object to the result' },
    by: outside,
    when: 'open',
    on: 'exposure',
    reopens: 'assess',
  },
  authorisePayee: { kind: 'arrival', title: { zh: '提交领款授权', en: 'Authorise a payee' }, by: outside, when: 'open', on: 'exposure' },
  addAccount: { kind: 'arrival', title: { zh: '新增收款账户', en: 'Add an account' }, by: [...outside, 'finance'], when: 'open' },
  askRescue: {
    kind: 'arrival',
    title: { zh: '抢救费支付通知', en: 'Ask for rescue costs' },
    by: ['system:core', 'intake', 'handler'],
    when: 'open',
    on: 'exposure',
  },
  withdraw: { kind: 'arrival', title: { zh: '撤回', en: 'Withdraw' }, by: outside, when: 'open', duringHold: true },
} as const satisfies Record<string, ActContract>;

/** Work on the file. */
const work = {
  contact: { kind: 'decision', title: { zh: '联系报案人', en: 'Contact the reporter' }, by: ['handler', 'intake'], when: 'open' },
  tellProgress: { kind: 'decision', title: { zh: '告知进度', en: 'Tell the progress' }, by: ['handler', 'intake'], when: 'open' },
  survey: { kind: 'decision', title: { zh: '查勘', en: 'Survey' }, by: ['surveyor', 'handler'], when: beforeAgreement },
  requestDocuments: {
    kind: 'decision',
    title: { zh: '要求补充资料', en: 'Request documents' },
    by: handlers,
    when: ['survey', 'assess', 'agree'],
    grounds: ['incomplete-file', 'new-facts'],
  },
  needAppraisal: {
    kind: 'decision',
    title: { zh: '需要鉴定', en: 'Need an appraisal' },
    by: ['handler', 'surveyor'],
    when: beforeAgreement,
    on: 'exposure',
  },
  markComplex: {
    kind: 'decision',
    title: { zh: '认定情形复杂', en: 'Mark as complex' },
    by: approvers,
    when: beforeAgreement,
    on: 'exposure',
    grounds: ['cause-unclear', 'appraisal-needed', 'liability-of-third-party', 'loss-abroad', 'criminal-investigation'],
  },
  openExposure: {
    kind: 'decision',
    title: { zh: '新增赔付项目', en: 'Open an exposure' },
    by: ['handler', 'surveyor'],
    when: [...beforeAgreement, 'agree'],
  },
  setReserve: {
    kind: 'decision',
    title: { zh: '调整准备金', en: 'Set the reserve' },
    by: ['handler', 'surveyor'],
    when: 'open',
    on: 'exposure',
  },
  chooseRoute: { kind: 'decision', title: { zh: '选择路径', en: 'Choose the route' }, by: handlers, when: beforeAgreement },
  referFraud: {
    kind: 'decision',
    title: { zh: '移交反欺诈', en: 'Refer to fraud investigation' },
    by: ['handler', 'surveyor', 'approver', 'team-lead', 'fraud'],
    when: 'open',
    grounds: ['doubtful-cause', 'forged-document', 'repeated-losses', 'late-cover', 'tip-off', 'score'],
  },
  clearFraud: { kind: 'decision', title: { zh: '反欺诈结论', en: 'Conclude the fraud investigation' }, by: ['fraud'], when: 'open' },
  noteLimitation: {
    kind: 'decision',
    title: { zh: '登记诉讼时效事实', en: 'Record a fact of the limitation' },
    by: [...handlers, 'compliance'],
    when: 'open',
  },
} as const satisfies Record<string, ActContract>;

/** Decisions on right and money. */
const decisions = {
  recommend: {
    kind: 'decision',
    title: { zh: '提出处理意见', en: 'Recommend a result' },
    by: ['handler'],
    when: 'expected',
    on: 'exposure',
  },
  determine: { kind: 'decision', title: { zh: '核定', en: 'Determine the result' }, by: approvers, when: 'expected', on: 'exposure' },
  reassess: {
    kind: 'decision',
    title: { zh: '重新核定', en: 'Assess again' },
    by: handlers,
    when: ['assess', 'agree', 'pay'],
    on: 'exposure',
    grounds: ['objection-upheld', 'fraud-confirmed', 'new-facts', 'later-bills', 'error'],
  },
  setPayees: {
    kind: 'decision',
    title: { zh: '设定收款人及比例', en: 'Set payees and shares' },
    by: ['handler', 'intake'],
    when: 'open',
    on: 'exposure',
  },
  correctPayee: {
    kind: 'decision',
    title: { zh: '更正收款信息', en: 'Correct the payee' },
    by: ['handler', 'finance'],
    when: 'expected',
    on: 'exposure',
  },
  approvePayees: {
    kind: 'decision',
    title: { zh: '审批收款变更', en: 'Approve a change of payees' },
    by: approvers,
    when: 'expected',
    on: 'exposure',
  },
  askAdvance: {
    kind: 'decision',
    title: { zh: '提请先予支付', en: 'Ask for an advance payment' },
    by: handlers,
    when: [...beforeAgreement, 'agree'],
    on: 'exposure',
  },
  payAdvance: {
    kind: 'decision',
    title: { zh: '批准先予支付', en: 'Approve an advance payment' },
    by: approvers,
    when: 'expected',
    on: 'exposure',
  },
  payRescue: {
    kind: 'decision',
    title: { zh: '批准支付抢救费', en: 'Approve rescue costs' },
    by: approvers,
    when: 'expected',
    on: 'exposure',
  },
  recordRecovery: {
    kind: 'decision',
    title: { zh: '登记追回款', en: 'Record a recovery' },
    by: ['handler', 'finance'],
    when: 'open',
    on: 'exposure',
  },
  followUp: { kind: 'decision', title: { zh: '设定跟进', en: 'Set a follow-up' }, by: handlers, when: 'open', on: 'exposure' },
} as const satisfies Record<string, ActContract>;

/** Ends without a determination. */
const endings = {
  cancelBelowDeductible: {
    kind: 'decision',
    title: { zh: '低于免赔额注销', en: 'Cancel below the deductible' },
    by: [...handlers, 'party'],
    when: beforeAgreement,
  },
  notPursued: {
    kind: 'decision',
    title: { zh: '不再索赔', en: 'Not pursued' },
    by: [...handlers, 'party'],
    when: [...beforeAgreement, 'agree'],
    grounds: ['claimant-says-so', 'unreachable', 'paid-by-third-party'],
  },
} as const satisfies Record<string, ActContract>;

export const claimActs = { ...arrivals, ...work, ...decisions, ...endings } as const satisfies Record<string, ActContract>;

export type ClaimAct = keyof typeof claimActs;
