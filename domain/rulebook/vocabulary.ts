import type { Words } from '../words';

/** The instants that limits start from, as the stages and acts name them. */
export const clockStarts = {
  reportedAt: { zh: '出险通知', en: 'notice of loss' },
  requestedAt: { zh: '收到给付请求', en: 'receipt of the request for payment' },
  documentsAt: { zh: '收到给付请求和有关证明、资料', en: 'first receipt of the request with documents' },
  determinedAt: { zh: '作出核定', en: 'approved determination' },
  agreedAt: { zh: '达成给付协议', en: 'agreement on payment' },
  assignedAt: { zh: '任务分派', en: 'assignment of the task' },
  eventKnownAt: { zh: '知道或者应当知道保险事故发生', en: 'knowledge of the insured event' },
  liabilityFixedAt: { zh: '被保险人责任确定', en: 'liability of the insured fixed' },
  appraisalNeededAt: { zh: '知悉需要鉴定', en: 'need for an appraisal known' },
  documentsAskedAt: { zh: '补充资料通知到达', en: 'arrival of the request for documents' },
  resultToldAt: { zh: '核定结果送达', en: 'arrival of the result' },
  disasterAt: { zh: '重大事故或灾害发生', en: 'major accident or disaster' },
  policeNoticeAt: { zh: '收到交警部门通知', en: 'notice of the traffic police' },
  paidAt: { zh: '给付', en: 'payment' },
  complaintAt: { zh: '收到消费投诉', en: 'receipt of the complaint' },
  appraisalStartedAt: { zh: '外部鉴定、检测、评估开始', en: 'start of an outside appraisal' },
  mediationAgreedAt: { zh: '达成调解协议', en: 'agreement by mediation' },
  decisionToldAt: { zh: '告知处理决定', en: 'decision told' },
  decisionReceivedAt: { zh: '收到处理决定', en: 'receipt of the decision' },
  recheckRequestedAt: { zh: '收到核查申请', en: 'receipt of the recheck application' },
  acceptedAt: { zh: '受理', en: 'acceptance' },
  regulatorReceivedAt: { zh: '监管部门收到投诉', en: 'receipt by the regulator' },
  withdrawnAt: { zh: '收到撤回', en: 'receipt of the withdrawal' },
  changedAt: { zh: '变更发生', en: 'change' },
  eventAt: { zh: '事件发生', en: 'event' },
  yearEndAt: { zh: '年度终了', en: 'end of the year' },
  contractEndedAt: { zh: '保险合同终止', en: 'end of the contract' },
  disputeEndedAt: { zh: '争议终结', en: 'end of the dispute' },
  stopDecidedAt: { zh: '作出停售决定', en: 'decision to stop the sale' },
  lastPurchaseAt: { zh: '上次投保', en: 'last purchase' },
  assessedAt: { zh: '评估', en: 'assessment' },
  defectFoundAt: { zh: '发现问题', en: 'defect found' },
  policyReceivedAt: { zh: '签收保单', en: 'receipt of the policy' },
  policyEffectiveAt: { zh: '合同生效', en: 'policy effective' },
  groundKnownAt: { zh: '知道解除事由', en: 'knowledge of the ground' },
  contractFormedAt: { zh: '合同成立', en: 'contract formed' },
  noticeReceivedAt: { zh: '收到通知', en: 'receipt of the notice' },
  departedAt: { zh: '办结离职手续或终止合作', en: 'exit completed or cooperation ended' },
  policyIssuedAt: { zh: '出单', en: 'policy issued' },
  plannedAt: { zh: '计划日期', en: 'planned date' },
  firstUsedAt: { zh: '首次使用', en: 'first use' },
  applicationAt: { zh: '收到申请', en: 'receipt of the application' },
  applicationCompleteAt: { zh: '收到符合要求的申请资料', en: 'receipt of the conforming application' },
  medicalReportAt: { zh: '收到体检报告或者生存调查报告', en: 'receipt of the medical or survival report' },
  consentedAt: { zh: '同意变更', en: 'consent to the change' },
  premiumPaidAt: { zh: '足额交纳保费', en: 'full premium paid' },
  suspendedAt: { zh: '合同效力中止', en: 'suspension of the contract' },
  premiumRemindedAt: { zh: '催告', en: 'premium reminder' },
  premiumDueAt: { zh: '约定交费期限届满', en: 'premium due date' },
  terminationAt: { zh: '收到解除合同通知', en: 'receipt of the termination notice' },
  incidentAt: { zh: '事件发生', en: 'incident' },
  discoveredAt: { zh: '发现或者获知', en: 'discovery' },
  handledAt: { zh: '处置结束', en: 'end of handling' },
  lastReportAt: { zh: '上次报告', en: 'last report' },
  logCreatedAt: { zh: '日志产生', en: 'log created' },
  requestAt: { zh: '收到请求', en: 'receipt of the request' },
  lastAuditAt: { zh: '上次审计', en: 'last audit' },
  reportMadeAt: { zh: '报告形成', en: 'report made' },
  relationEndedAt: { zh: '业务关系或者交易结束', en: 'end of the relation or transaction' },
  registeredAt: { zh: '登记', en: 'registration' },
  resolvedAt: { zh: '作出决议', en: 'resolution' },
  promisedAt: { zh: '作出承诺', en: 'promise made' },
  heldAt: { zh: '搁置', en: 'hold' },
} as const satisfies Record<string, Words>;

export type ClockStart = keyof typeof clockStarts;

/** Why a rule lets its clock pause: the reason of a pause is one of these. `hold` pauses every number of the company. */
export const pauseGrounds = {
  'claimant-documents': { zh: '等待索赔人补充证明、资料', en: 'waiting for the supplements of the claimant' },
  'outside-appraisal': { zh: '外部鉴定、检测、评估', en: 'outside appraisal, test or assessment' },
  mediation: { zh: '调解', en: 'mediation' },
  'medical-examination': { zh: '体检', en: 'medical examination' },
  'limitation-suspended': { zh: '诉讼时效中止', en: 'limitation suspended' },
  hold: { zh: '案件搁置', en: 'case on hold' },
} as const satisfies Record<string, Words>;

export type PauseGround = keyof typeof pauseGrounds;

/** What makes a limit run anew from its beginning. */
export const resetGrounds = {
  'new-facts': { zh: '新的事实和理由', en: 'new facts and reasons' },
  'limitation-interrupted': { zh: '诉讼时效中断', en: 'limitation interrupted' },
  'risk-changed': { zh: '客户风险状况变化', en: 'change reported by the customer' },
  'each-report': { zh: '每次报告后', en: 'each report' },
} as const satisfies Record<string, Words>;

export type ResetGround = keyof typeof resetGrounds;
