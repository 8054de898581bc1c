import { documentTypes, lines } from '../../../domain/processes/claim/vocabulary';
import type { Template } from '../template';
import type { Values } from '../values';
import { appraisals, complexity, findings, stages } from './words';

const documents = (v: Values): string => v.numbered('documents', documentTypes).join('\n');

const registered: Template = {
  name: 'claim-registered',
  version: 1,
  audience: 'customer',
  'zh-CN': (v) => ({
    subject: '报案受理通知',
    lines: [
      `您的${v.word('line', lines)}报案已受理，案件编号 ${v.matter.number}。`,
      `请准备以下资料：\n${documents(v)}`,
      '资料齐全后，我们将依法及时核定，并将结果通知您。',
    ],
    sms: `您的报案已受理，所需资料：${v.words('documents', documentTypes)}。`,
  }),
  en: (v) => ({
    subject: 'Claim registered',
    lines: [
      `We have registered your ${v.word('line', lines)} claim under the number ${v.matter.number}.`,
      `Please prepare these documents:\n${documents(v)}`,
      'Once the file is complete we decide without delay and tell you the result.',
    ],
    sms: `Your claim is registered. Documents needed: ${v.words('documents', documentTypes)}.`,
  }),
};

const guidance: Template = {
  name: 'claim-guidance',
  version: 1,
  audience: 'customer',
  'zh-CN': (v) => ({
    subject: '理赔指引',
    lines: [
      '现将理赔程序告知如下：提交索赔申请和证明资料；我们核定保险责任和金额并通知您结果；属于保险责任的，在与您达成协议后支付保险金。',
      `本次理赔需要的资料：\n${documents(v)}`,
      '办理过程中您可随时查询进度。',
    ],
    sms: `理赔所需资料：${v.words('documents', documentTypes)}。`,
  }),
  en: (v) => ({
    subject: 'How to claim',
    lines: [
      'This is how it goes: you hand in your claim with the documents that prove it; we decide on cover and amount and tell you; where there is cover we pay when we have agreed with you.',
      `Documents needed for this claim:\n${documents(v)}`,
      'You may ask at any time how your claim stands.',
    ],
    sms: `Documents needed for your claim: ${v.words('documents', documentTypes)}.`,
  }),
};

const documentList: Template = {
  name: 'document-list',
  version: 1,
  audience: 'customer',
  'zh-CN': (v) => ({
    subject: '索赔资料告知书',
    lines: [
      '您已提出机动车交通事故责任强制保险的赔偿请求。依《机动车交通事故责任强制保险条例》第二十八条，现将需要提供的证明和资料书面告知如下：',
      documents(v),
    ],
    sms: `交强险索赔需提供：${v.words('documents', documentTypes)}。`,
  }),
  en: (v) => ({
    subject: 'Documents for your claim',
    lines: [
      'You have claimed under compulsory motor insurance. As its regulation, art. 28, requires, we tell you in writing which documents are needed:',
      documents(v),
    ],
    sms: `For your compulsory motor claim please provide: ${v.words('documents', documentTypes)}.`,
  }),
};

const missing: Template = {
  name: 'documents-missing',
  version: 1,
  audience: 'customer',
  'zh-CN': (v) => ({
    subject: '补充资料通知书',
    lines: [
      `经审核，您提交的资料尚不完整。依《保险法》第二十二条第二款，现${v.count('round') > 1 ? `就新出现的事实（第 ${v.count('round')} 次）` : ''}一次性告知需要补充的证明和资料：`,
      documents(v),
      '自本通知送达您之日起至我们收到补充资料之日止的期间，不计入核定期限（最高人民法院关于适用《保险法》若干问题的解释（二）第十五条）。',
    ],
    sms: `请补充理赔资料：${v.words('documents', documentTypes)}。收到前的时间不计入核定期限。`,
  }),
  en: (v) => ({
    subject: 'Further documents needed',
    lines: [
      `Your file is not complete yet. As the Insurance Law, art. 22(2), requires, we tell you once and in full what is missing${v.count('round') > 1 ? ` (request ${v.count('round')}, because of new facts)` : ''}:`,
      documents(v),
      'The time from the arrival of this letter until we receive the documents does not count towards the time we have to decide (Interpretation II of the Insurance Law, art. 15).',
    ],
    sms: `Please send us: ${v.words('documents', documentTypes)}. Until then the time to decide is suspended.`,
  }),
};

const reminder: Template = {
  name: 'documents-reminder',
  version: 1,
  audience: 'customer',
  'zh-CN': (v) => ({
    subject: '补充资料提醒',
    lines: [`我们尚未收到以下资料：\n${documents(v)}`, '如提供有困难，请与我们联系，我们将协助您。'],
    sms: `提醒：尚缺理赔资料 ${v.words('documents', documentTypes)}。`,
  }),
  en: (v) => ({
    subject: 'Reminder: documents missing',
    lines: [`We have not received these documents yet:\n${documents(v)}`, 'If you have difficulty getting them, please call us; we help.'],
    sms: `Reminder: still missing for your claim: ${v.words('documents', documentTypes)}.`,
  }),
};

const filesClosed: Template = {
  name: 'documents-closed',
  version: 1,
  audience: 'customer',
  'zh-CN': (v) => ({
    subject: '按现有资料核定的通知',
    lines: [`以下资料至今未收到：\n${documents(v)}`, '我们将按现有资料进行核定。您此后仍可补充资料，我们将据此重新审查。'],
    sms: `未收到 ${v.words('documents', documentTypes)}，将按现有资料核定；您仍可补充。`,
  }),
  en: (v) => ({
    subject: 'We decide on the file as it is',
    lines: [
      `These documents have not arrived:\n${documents(v)}`,
      'We now decide on the file as it is. You may still send them; we then look at your claim again.',
    ],
    sms: `Not received: ${v.words('documents', documentTypes)}. We decide on the file as it is; you may still send them.`,
  }),
};

const appraisal: Template = {
  name: 'appraisal-reminder',
  version: 1,
  audience: 'customer',
  'zh-CN': (v) => ({
    subject: '鉴定提醒',
    lines: [`您的理赔（项目 ${v.text('exposure')}）需要进行鉴定：${v.word('appraisal', appraisals)}。请及时办理，并将鉴定报告交给我们。`],
    sms: `您的理赔需要${v.word('appraisal', appraisals)}，请及时办理。`,
  }),
  en: (v) => ({
    subject: 'Appraisal needed',
    lines: [
      `Your claim (item ${v.text('exposure')}) needs an appraisal: ${v.word('appraisal', appraisals)}. Please arrange it soon and hand us the report.`,
    ],
    sms: `Your claim needs an appraisal (${v.word('appraisal', appraisals)}); please arrange it soon.`,
  }),
};

const survey: Template = {
  name: 'survey-published',
  version: 1,
  audience: 'customer',
  'zh-CN': (v) => ({
    subject: '查勘结果公示',
    lines: [`依《农业保险条例》第十二条，现将查勘定损结果公示如下：${v.word('finding', findings)}`, '如有异议，请及时提出。'],
    sms: '查勘定损结果已公示，如有异议请及时提出。',
  }),
  en: (v) => ({
    subject: 'Result of the survey',
    lines: [
      `As the Agricultural Insurance Regulation, art. 12, requires, the result of the survey is published: ${v.word('finding', findings)}`,
      'Please tell us soon if you do not agree.',
    ],
    sms: 'The result of the survey has been published; please tell us soon if you do not agree.',
  }),
};

const progress: Template = {
  name: 'claim-progress',
  version: 1,
  audience: 'customer',
  'zh-CN': (v) => ({
    subject: '理赔进度',
    lines: [`您的理赔目前处于：${v.word('stage', stages)}。`],
    sms: `您的理赔目前处于：${v.word('stage', stages)}。`,
  }),
  en: (v) => ({
    subject: 'Your claim',
    lines: [`Your claim now stands at: ${v.word('stage', stages)}.`],
    sms: `Your claim now stands at: ${v.word('stage', stages)}.`,
  }),
};

const complex: Template = {
  name: 'claim-complex',
  version: 1,
  audience: 'customer',
  'zh-CN': (v) => ({
    subject: '情形复杂告知书',
    lines: [
      `您的理赔（项目 ${v.text('exposure')}）情形复杂，事由：${v.word('ground', complexity)}。`,
      '依《保险法》第二十三条，我们将在收到请求和资料后三十日内作出核定，合同另有约定的除外；补充资料期间不计入。',
    ],
    sms: `您的理赔情形复杂（${v.word('ground', complexity)}），将在三十日内核定。`,
  }),
  en: (v) => ({
    subject: 'Your claim is complex',
    lines: [
      `Your claim (item ${v.text('exposure')}) is complex. The ground: ${v.word('ground', complexity)}.`,
      'Under the Insurance Law, art. 23, we decide within thirty days of receiving request and documents, unless the contract says otherwise; time for missing documents does not count.',
    ],
    sms: `Your claim is complex (${v.word('ground', complexity)}); we decide within thirty days.`,
  }),
};

/** From the notice of loss to the complete file. */
export const intakeTemplates: readonly Template[] = [
  registered,
  guidance,
  documentList,
  missing,
  reminder,
  filesClosed,
  appraisal,
  survey,
  progress,
  complex,
];
