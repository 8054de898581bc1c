import { categories, documentTypes, kinds, receivers, remedies as remedyWords } from '../../../domain/processes/complaint/vocabulary';
import type { Template } from '../template';
import type { Values } from '../values';
import { remedyPaths } from './words';

const received: Template = {
  name: 'complaint-received',
  version: 1,
  audience: 'customer',
  'zh-CN': (v) => ({
    subject: '来件登记通知',
    lines: [
      `您反映的事项（${v.word('category', categories)}）已登记，编号 ${v.matter.number}。`,
      '经核对属于消费投诉的，我们将在法定期限内作出处理决定并告知您；属于其他事项的，将移交有关部门并告知您。',
    ],
    sms: `您反映的事项（${v.word('category', categories)}）已登记，我们将在法定期限内处理并告知您。`,
  }),
  en: (v) => ({
    subject: 'We have received your message',
    lines: [
      `What you have told us (${v.word('category', categories)}) is registered under the number ${v.matter.number}.`,
      'If it is a consumer complaint we decide within the time that the law sets and tell you; if it is something else we hand it over and tell you where.',
    ],
    sms: `Your message (${v.word('category', categories)}) is registered; we deal with it within the time that the law sets.`,
  }),
};

/** The case in which it goes on, where there is one. */
const linkLine = (v: Values): readonly string[] =>
  v.has('link') ? [v.pick({ zh: `后续编号：${v.text('link')}。`, en: `It goes on under ${v.text('link')}.` })] : [];

const handedOver: Template = {
  name: 'complaint-handed-over',
  version: 1,
  audience: 'customer',
  'zh-CN': (v) => ({
    subject: '事项移交回执',
    lines: [
      `您反映的事项属于${v.word('kind', kinds)}，不适用消费投诉处理程序，已移交${v.word('receiver', receivers)}办理。`,
      ...linkLine(v),
    ],
    sms: `您反映的事项属于${v.word('kind', kinds)}，已移交${v.word('receiver', receivers)}办理。`,
  }),
  en: (v) => ({
    subject: 'Handed over',
    lines: [
      `What you have told us is of the kind: ${v.word('kind', kinds)}. It is not handled as a consumer complaint; it was handed over to: ${v.word('receiver', receivers)}.`,
      ...linkLine(v),
    ],
    sms: `Your message (${v.word('kind', kinds)}) was handed over to: ${v.word('receiver', receivers)}.`,
  }),
};

const declined: Template = {
  name: 'complaint-declined',
  version: 1,
  audience: 'customer',
  'zh-CN': () => ({
    subject: '不予办理告知书',
    lines: [
      '经核实，该投诉不是由消费者本人、其法定代理人或者受托人提出。依《银行业保险业消费投诉处理管理办法》第十八条，我们不予办理，特此告知。',
      '消费者本人可以随时提出投诉；委托他人提出的，请提供授权委托书。',
    ],
    sms: '该投诉不是由消费者本人、法定代理人或者受托人提出，不予办理；本人可随时投诉，委托他人的请提供授权委托书。',
  }),
  en: () => ({
    subject: 'Complaint declined',
    lines: [
      'The complaint was not brought by the consumer, the consumer’s legal representative or an authorised agent. Under order 2020 no. 3, art. 18, we do not handle it and tell you so.',
      'The consumer may complain at any time; an agent hands in the authorisation.',
    ],
    sms: 'The complaint was not brought by the consumer or an authorised agent and is not handled; the consumer may complain at any time.',
  }),
};

const merged: Template = {
  name: 'complaint-merged',
  version: 1,
  audience: 'customer',
  'zh-CN': (v) => ({
    subject: '合并处理通知',
    lines: [
      `您此前就同一事项提出的投诉（${v.text('earlier')}）正在处理中。依《银行业保险业消费投诉处理管理办法》第十八条，本次投诉与其合并处理，处理期限不变。`,
      '如有新的事实和理由，请告知我们，处理期限将重新计算。',
    ],
    sms: `您的投诉与此前同一投诉（${v.text('earlier')}）合并处理，期限不变。`,
  }),
  en: (v) => ({
    subject: 'Handled together with your earlier complaint',
    lines: [
      `Your earlier complaint about the same (${v.text('earlier')}) is being handled. Under order 2020 no. 3, art. 18, this one is handled together with it; the time to decide stays the same.`,
      'If there are new facts and reasons please tell us; the time then runs anew.',
    ],
    sms: `Your complaint is handled together with the earlier one (${v.text('earlier')}); the time stays the same.`,
  }),
};

const answered: Template = {
  name: 'complaint-answered',
  version: 1,
  audience: 'customer',
  'zh-CN': (v) => ({
    subject: '重复投诉答复',
    lines: [
      `您就同一事项提出的投诉（${v.text('earlier')}）已作出处理决定并告知您。本次投诉未提出新的事实和理由，原处理决定不变。`,
      `您如不同意，可以通过以下途径维护权益：\n${v.numbered('remedies', remedyPaths).join('\n')}`,
    ],
    sms: `同一事项（${v.text('earlier')}）已作出决定；如不同意，可${v.words('remedies', remedyWords)}。`,
  }),
  en: (v) => ({
    subject: 'Answer to your repeated complaint',
    lines: [
      `Your complaint about the same (${v.text('earlier')}) was decided, and you were told. This one states no new facts and reasons; the decision stands.`,
      `If you do not agree you may:\n${v.numbered('remedies', remedyPaths).join('\n')}`,
    ],
    sms: `The same complaint (${v.text('earlier')}) was decided. If you do not agree: ${v.words('remedies', remedyWords)}.`,
  }),
};

const narrative: Template = {
  name: 'complaint-narrative',
  version: 1,
  audience: 'customer',
  'zh-CN': () => ({
    subject: '请说明投诉事项',
    lines: [
      '我们已收到您的投诉，但其中没有写明事情经过和您的诉求。请回复说明：发生了什么、何时何地、涉及哪份保单或者案件、您希望如何处理。篇幅不限，口述也可以。',
      '处理期限自收到投诉之日起计算，不因等待您的说明而停止。',
    ],
    sms: '我们已收到您的投诉，但未写明事情经过和诉求，请回复说明；处理期限不因此停止。',
  }),
  en: () => ({
    subject: 'Please tell us what happened',
    lines: [
      'We have your complaint, but it does not say what happened and what you ask for. Please tell us what happened, when and where, which policy or case it is about, and what we should do. It may be as long as you like, and you may tell it by word of mouth.',
      'The time we have to decide runs from the receipt of your complaint and does not stop while we wait.',
    ],
    sms: 'We have your complaint, but it does not say what happened: please tell us. The time to decide goes on.',
  }),
};

const documents: Template = {
  name: 'complaint-documents',
  version: 1,
  audience: 'customer',
  'zh-CN': (v) => ({
    subject: '补充材料通知',
    lines: [
      `为核实您的投诉，请提供以下材料：\n${v.numbered('documents', documentTypes).join('\n')}`,
      '我们已经掌握的材料无需重复提供。等待材料不影响处理期限。',
    ],
    sms: `为核实您的投诉，请提供：${v.words('documents', documentTypes)}。`,
  }),
  en: (v) => ({
    subject: 'Documents for your complaint',
    lines: [
      `To look into your complaint we need:\n${v.numbered('documents', documentTypes).join('\n')}`,
      'What we hold already you need not send again. Waiting for documents does not stop the time we have to decide.',
    ],
    sms: `For your complaint please send: ${v.words('documents', documentTypes)}.`,
  }),
};

/** From the receipt to the handling, or to whoever handles it instead. */
export const complaintIntakeTemplates: readonly Template[] = [received, handedOver, declined, merged, answered, narrative, documents];
