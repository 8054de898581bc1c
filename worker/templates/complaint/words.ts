import type { Dictionary } from '../values';

export const stages: Dictionary = {
  intake: { zh: '受理', en: 'intake' },
  handover: { zh: '移交', en: 'handing over' },
  investigate: { zh: '核实情况', en: 'investigation' },
  decide: { zh: '作出决定', en: 'decision' },
  tell: { zh: '告知决定', en: 'telling the decision' },
  window: { zh: '核查申请期', en: 'time to apply for a recheck' },
  recheck: { zh: '核查', en: 'recheck' },
  perform: { zh: '履行调解协议', en: 'performance of the agreement' },
  close: { zh: '办结', en: 'closing' },
};

/** Why the time is extended. */
export const grounds: Dictionary = {
  'facts-unclear': { zh: '事实需要进一步核实', en: 'facts have to be looked into further' },
  'several-units': { zh: '涉及多个机构', en: 'several units are concerned' },
  'outside-material': { zh: '需要向外部调取材料', en: 'material has to be obtained from outside' },
  'many-complainants': { zh: '投诉人数较多', en: 'many complainants are concerned' },
  'exceptionally-complex': { zh: '情况特别复杂', en: 'the matter is exceptionally complex' },
  'other-special-reason': { zh: '有其他特殊原因', en: 'there is another special reason' },
};

export const appraisals: Dictionary = {
  expert: { zh: '鉴定', en: 'an expert opinion' },
  test: { zh: '检测', en: 'a test' },
  assessment: { zh: '评估', en: 'an assessment' },
};

export const results: Dictionary = {
  justified: { zh: '投诉成立', en: 'the complaint is justified' },
  'partly-justified': { zh: '投诉部分成立', en: 'the complaint is justified in part' },
  unjustified: { zh: '投诉不成立', en: 'the complaint is not justified' },
  settled: { zh: '双方协商一致', en: 'settled with you' },
};

export const recheckResults: Dictionary = {
  upheld: { zh: '维持原处理决定', en: 'the decision is upheld' },
  changed: { zh: '变更原处理决定', en: 'the decision is changed' },
  'sent-back': { zh: '退回重新处理', en: 'the complaint is sent back to be handled again' },
};

/** What the recheck found on process, time and result. */
export const findings: Dictionary = {
  'process-proper': { zh: '处理过程合规', en: 'it was handled properly' },
  'process-improper': { zh: '处理过程不合规', en: 'it was not handled properly' },
  'time-in-time': { zh: '处理时限符合规定', en: 'it was handled in time' },
  'time-late': { zh: '处理超过时限', en: 'it was handled late' },
  'result-right': { zh: '处理结果正确', en: 'the result is right' },
  'result-wrong': { zh: '处理结果不当', en: 'the result is not right' },
};

/** What each remedy means and where it leads. */
export const remedyPaths: Dictionary = {
  recheck: {
    zh: '自收到本决定之日起三十日内，向我们的上级机构书面申请核查',
    en: 'apply in writing to our superior body for a recheck, within thirty days of receiving this decision',
  },
  mediation: { zh: '向金融纠纷调解组织申请调解', en: 'apply to a mediation body for financial disputes' },
  arbitration: { zh: '依仲裁协议申请仲裁', en: 'apply for arbitration where there is an arbitration agreement' },
  suit: { zh: '向人民法院提起诉讼', en: 'sue in the people’s court' },
};

export const outcomes: Dictionary = {
  ...results,
  withdrawn: { zh: '投诉人撤回投诉', en: 'withdrawn by the complainant' },
  declined: { zh: '非本人或者受托人提出，不予办理', en: 'declined: not brought by somebody entitled to' },
  merged: { zh: '与此前同一投诉合并处理', en: 'handled together with the earlier complaint about the same' },
  answered: { zh: '重复投诉，已答复', en: 'repeated, answered with the earlier decision' },
  'handed-over': { zh: '不属于消费投诉，已移交', en: 'no consumer complaint, handed over' },
};
