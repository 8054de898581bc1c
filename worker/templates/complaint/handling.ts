import type { Template } from '../template';
import { appraisals, grounds, outcomes, stages } from './words';

const extended: Template = {
  name: 'complaint-extended',
  version: 1,
  audience: 'customer',
  'zh-CN': (v) => ({
    subject: '处理期限延长通知',
    lines: [
      `您的投诉情况复杂，事由：${v.word('ground', grounds)}。依《银行业保险业消费投诉处理管理办法》第十八条，处理期限自收到投诉之日起延长至三十日。`,
    ],
    sms: `您的投诉情况复杂（${v.word('ground', grounds)}），处理期限延长至收到之日起三十日。`,
  }),
  en: (v) => ({
    subject: 'More time for your complaint',
    lines: [
      `Your complaint is complex: ${v.word('ground', grounds)}. Under order 2020 no. 3, art. 18, we decide within thirty days of its receipt.`,
    ],
    sms: `Your complaint is complex (${v.word('ground', grounds)}); we decide within thirty days of its receipt.`,
  }),
};

const exceptionally: Template = {
  name: 'complaint-extended-exceptionally',
  version: 1,
  audience: 'customer',
  'zh-CN': (v) => ({
    subject: '处理期限再次延长通知',
    lines: [
      `您的投诉${v.word('ground', grounds)}。经总公司高级管理人员审批，依《银行业保险业消费投诉处理管理办法》第十八条，处理期限再延长三十日，自收到投诉之日起共六十日。`,
    ],
    sms: `经总公司审批，您的投诉（${v.word('ground', grounds)}）处理期限再延长三十日，共六十日。`,
  }),
  en: (v) => ({
    subject: 'Thirty more days for your complaint',
    lines: [
      `About your complaint: ${v.word('ground', grounds)}. A head-office executive has approved thirty more days under order 2020 no. 3, art. 18: we decide within sixty days of its receipt.`,
    ],
    sms: `Head office approved thirty more days for your complaint (${v.word('ground', grounds)}), sixty in all.`,
  }),
};

const appraisal: Template = {
  name: 'complaint-appraisal',
  version: 1,
  audience: 'customer',
  'zh-CN': (v) => ({
    subject: '外部鉴定告知书',
    lines: [
      `处理您的投诉需要外部机构进行${v.word('appraisal', appraisals)}。依《银行业保险业消费投诉处理管理办法》第十八条，该期间不计入处理期限，特此告知。`,
    ],
    sms: `处理您的投诉需要外部${v.word('appraisal', appraisals)}，该期间不计入处理期限。`,
  }),
  en: (v) => ({
    subject: 'Outside appraisal',
    lines: [
      `To handle your complaint we need ${v.word('appraisal', appraisals)} from outside. Under order 2020 no. 3, art. 18, that time does not count towards the time we have to decide.`,
    ],
    sms: `Your complaint needs ${v.word('appraisal', appraisals)} from outside; that time does not count.`,
  }),
};

const restarted: Template = {
  name: 'complaint-restarted',
  version: 1,
  audience: 'customer',
  'zh-CN': () => ({
    subject: '处理期限重新计算通知',
    lines: ['您提出了新的事实和理由。依《银行业保险业消费投诉处理管理办法》第十八条，处理期限自收到新的投诉材料之日起重新计算。'],
    sms: '您提出了新的事实和理由，处理期限自收到之日起重新计算。',
  }),
  en: () => ({
    subject: 'The time runs anew',
    lines: ['You have stated new facts and reasons. Under order 2020 no. 3, art. 18, the time to decide runs anew from their receipt.'],
    sms: 'You have stated new facts and reasons; the time to decide runs anew from their receipt.',
  }),
};

const progress: Template = {
  name: 'complaint-progress',
  version: 1,
  audience: 'customer',
  'zh-CN': (v) => ({
    subject: '投诉处理进展',
    lines: [`您的投诉目前处于：${v.word('stage', stages)}。`],
    sms: `您的投诉目前处于：${v.word('stage', stages)}。`,
  }),
  en: (v) => ({
    subject: 'Your complaint',
    lines: [`Your complaint now stands at: ${v.word('stage', stages)}.`],
    sms: `Your complaint now stands at: ${v.word('stage', stages)}.`,
  }),
};

const withdrawal: Template = {
  name: 'complaint-withdrawal',
  version: 1,
  audience: 'customer',
  'zh-CN': () => ({
    subject: '投诉撤回确认',
    lines: ['我们已收到您撤回投诉的意思表示，投诉处理程序于收到当日终止。您此后仍可另行提出投诉。'],
    sms: '您已撤回投诉，处理程序于当日终止；此后仍可另行投诉。',
  }),
  en: () => ({
    subject: 'Complaint withdrawn',
    lines: ['We have received your withdrawal; the procedure ends on the same day. You may still complain again later.'],
    sms: 'You have withdrawn your complaint; the procedure ends today. You may complain again later.',
  }),
};

const transferResult: Template = {
  name: 'complaint-transfer-result',
  version: 1,
  audience: 'regulator',
  'zh-CN': (v) => ({
    subject: '转办投诉办理结果',
    lines: [`转办编号：${v.text('number')}`, `办理结果：${v.word('outcome', outcomes)}。`, '处理结果同时告知投诉人。'],
    sms: `转办 ${v.text('number')} 办理结果：${v.word('outcome', outcomes)}。`,
  }),
  en: (v) => ({
    subject: 'Result of a transferred complaint',
    lines: [
      `Number of the transfer: ${v.text('number')}`,
      `Result: ${v.word('outcome', outcomes)}.`,
      'The complainant is told the result as well.',
    ],
    sms: `Transfer ${v.text('number')}: ${v.word('outcome', outcomes)}.`,
  }),
};

/** While it is handled, and where it ends without a decision. */
export const complaintHandlingTemplates: readonly Template[] = [
  extended,
  exceptionally,
  appraisal,
  restarted,
  progress,
  withdrawal,
  transferResult,
];
