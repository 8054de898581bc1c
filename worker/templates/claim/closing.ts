import type { Template } from '../template';
import type { Values } from '../values';
import { milestones, outcomes, payees, purposes } from './words';

/** Closing a claim ends no right: the date until which it can be pursued is shown where it is known. */
const rights = (v: Values): readonly string[] => {
  if (!v.has('limitationAt')) return [];
  const date = v.day('limitationAt');
  return [
    v.pick({
      zh: `您的请求权不因结案消灭，诉讼时效至 ${date}；此前可以申请重新立案。`,
      en: `Closing ends no right of yours: the limitation period runs until ${date}, and until then the claim can be reopened.`,
    }),
  ];
};

const advice: Template = {
  name: 'payment-advice',
  version: 1,
  audience: 'customer',
  'zh-CN': (v) => ({
    subject: '赔款支付通知',
    lines: [
      `理赔项目 ${v.text('exposure')} 的款项已支付：\n金额：${v.yuan('amountFen')}\n收款人：${v.word('payee', payees)}\n用途：${v.word('purpose', purposes)}`,
      '如未收到，请及时告知我们。',
    ],
    sms: `赔款 ${v.yuan('amountFen')} 已支付（项目 ${v.text('exposure')}，${v.word('purpose', purposes)}，收款人${v.word('payee', payees)}）。`,
  }),
  en: (v) => ({
    subject: 'Payment made',
    lines: [
      `We have paid for item ${v.text('exposure')}:\nAmount: ${v.yuan('amountFen')}\nPayee: ${v.word('payee', payees)}\nPurpose: ${v.word('purpose', purposes)}`,
      'Please tell us if it does not reach you.',
    ],
    sms: `${v.yuan('amountFen')} was paid (item ${v.text('exposure')}, ${v.word('purpose', purposes)}, to ${v.word('payee', payees)}).`,
  }),
};

const toAgent: Template = {
  name: 'payout-to-agent',
  version: 1,
  audience: 'customer',
  'zh-CN': (v) => ({
    subject: '委托领款告知',
    lines: [
      `依《人身保险业务基本服务规定》第十七条告知：您委托的领款人（${v.word('payee', payees)}）已领取理赔项目 ${v.text('exposure')} 的款项 ${v.yuan('amountFen')}。`,
      '如您未曾委托，请立即与我们联系。',
    ],
    sms: `您委托的领款人（${v.word('payee', payees)}）已领取 ${v.yuan('amountFen')}（项目 ${v.text('exposure')}）。如未委托请立即联系我们。`,
  }),
  en: (v) => ({
    subject: 'Paid to your agent',
    lines: [
      `As order 2010 no. 4, art. 17, requires, we tell you that the person you authorised (${v.word('payee', payees)}) has received ${v.yuan('amountFen')} for item ${v.text('exposure')}.`,
      'If you have authorised nobody, please call us at once.',
    ],
    sms: `${v.yuan('amountFen')} (item ${v.text('exposure')}) was paid to the person you authorised (${v.word('payee', payees)}). Call us at once if you authorised nobody.`,
  }),
};

const payeesChanged: Template = {
  name: 'payees-changed',
  version: 1,
  audience: 'customer',
  'zh-CN': (v) => ({
    subject: '收款信息变更告知',
    lines: [
      `理赔项目 ${v.text('exposure')} 的收款人或收款账户已变更。本通知发往变更前登记的联系方式。`,
      '如您未曾要求变更，请立即致电我们的服务热线。',
    ],
    sms: `理赔项目 ${v.text('exposure')} 的收款信息已变更。如非您本人要求，请立即联系我们。`,
  }),
  en: (v) => ({
    subject: 'Payee or account changed',
    lines: [
      `The payee, or the account, for item ${v.text('exposure')} has been changed. We write to the contact that we knew before the change.`,
      'If you have not asked for this, please call our hotline at once.',
    ],
    sms: `The payee or account for item ${v.text('exposure')} was changed. Call us at once if you have not asked for this.`,
  }),
};

const belowDeductible: Template = {
  name: 'closed-below-deductible',
  version: 1,
  audience: 'customer',
  'zh-CN': (v) => ({
    subject: '结案通知（低于免赔额）',
    lines: [`索赔金额 ${v.yuan('claimedFen')} 未超过合同约定的免赔额 ${v.yuan('deductibleFen')}，本案不产生赔款，现予结案。`, ...rights(v)],
    sms: `索赔金额 ${v.yuan('claimedFen')} 未超过免赔额 ${v.yuan('deductibleFen')}，本案结案。`,
  }),
  en: (v) => ({
    subject: 'Closed: below the deductible',
    lines: [
      `The amount claimed, ${v.yuan('claimedFen')}, is not above the deductible of ${v.yuan('deductibleFen')}; nothing is payable and the claim is closed.`,
      ...rights(v),
    ],
    sms: `The amount claimed, ${v.yuan('claimedFen')}, is not above the deductible of ${v.yuan('deductibleFen')}; the claim is closed.`,
  }),
};

const notPursued: Template = {
  name: 'closed-not-pursued',
  version: 1,
  audience: 'customer',
  'zh-CN': (v) => ({
    subject: '结案通知',
    lines: ['因您未继续提出请求，本案暂予结案。您随时可以要求继续办理。', ...rights(v)],
    sms: '因您未继续提出请求，本案暂予结案，您可要求继续办理。',
  }),
  en: (v) => ({
    subject: 'Claim closed for now',
    lines: ['As you have not pursued the claim, we close it for now. You may ask us at any time to go on.', ...rights(v)],
    sms: 'As you have not pursued the claim, it is closed for now; you may ask us to go on.',
  }),
};

const promises = (v: Values): string =>
  v.pick({
    zh: `本案服务承诺：兑现 ${v.count('kept')} 项，未兑现 ${v.count('broken')} 项${v.count('broken') > 0 ? '，谨致歉意' : ''}。`,
    en: `Our service promises in this claim: ${v.count('kept')} kept, ${v.count('broken')} broken${v.count('broken') > 0 ? ', for which we apologise' : ''}.`,
  });

const closing: Template = {
  name: 'closing-letter',
  version: 1,
  audience: 'customer',
  'zh-CN': (v) => ({
    subject: '结案通知书',
    lines: [`本案已结案。结果：${v.word('outcome', outcomes)}。累计支付：${v.yuan('paidFen')}。`, promises(v), ...rights(v)],
    sms: `本案已结案（${v.word('outcome', outcomes)}），累计支付 ${v.yuan('paidFen')}。`,
  }),
  en: (v) => ({
    subject: 'Claim closed',
    lines: [
      `Your claim is closed. Result: ${v.word('outcome', outcomes)}. Paid in total: ${v.yuan('paidFen')}.`,
      promises(v),
      ...rights(v),
    ],
    sms: `Your claim is closed (${v.word('outcome', outcomes)}); paid in total: ${v.yuan('paidFen')}.`,
  }),
};

/** The time promised; without holiday data it is not known. */
const promisedBy = (v: Values): string => (v.has('dueAt') ? v.pick({ zh: `在 ${v.due('dueAt')} 前`, en: ` by ${v.due('dueAt')}` }) : '');

const promised = (v: Values): string =>
  v.pick({
    zh: `我们承诺${promisedBy(v)}完成“${v.word('milestone', milestones)}”`,
    en: `We promised ${v.word('milestone', milestones)}${promisedBy(v)}`,
  });

const kept: Template = {
  name: 'promise-kept',
  version: 1,
  audience: 'customer',
  'zh-CN': (v) => ({ subject: '服务承诺已兑现', lines: [`${promised(v)}，现已兑现。`], sms: `${promised(v)}，现已兑现。` }),
  en: (v) => ({ subject: 'Promise kept', lines: [`${promised(v)} and have kept it.`], sms: `${promised(v)} and have kept it.` }),
};

const broken: Template = {
  name: 'promise-broken',
  version: 1,
  audience: 'customer',
  'zh-CN': (v) => {
    const what = `${promised(v)}，未能按时兑现，谨致歉意，正在加紧办理。`;
    return { subject: '服务承诺未按时兑现', lines: [what], sms: what };
  },
  en: (v) => {
    const what = `${promised(v)} and have not kept it. We apologise and are working on it.`;
    return { subject: 'Promise not kept in time', lines: [what], sms: what };
  },
};

/** Payment, closing and the company's own promises. */
export const closingTemplates: readonly Template[] = [advice, toAgent, payeesChanged, belowDeductible, notPursued, closing, kept, broken];
