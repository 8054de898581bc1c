import { covers, denialReasons, formerCovers, remedies as remedyWords } from '../../../domain/processes/claim/vocabulary';
import type { Template } from '../template';
import type { Values } from '../values';
import { remedyPaths } from './words';

/** Letters of old cases are written too. */
const known = { ...covers, ...formerCovers };

const item = (v: Values): string =>
  v.pick({
    zh: `理赔项目：${v.word('cover', known)}（${v.text('exposure')}）`,
    en: `Item: ${v.word('cover', known)} (${v.text('exposure')})`,
  });

const reasons = (v: Values): string => v.numbered('reasons', denialReasons).join('\n');
const remedies = (v: Values): string => v.numbered('remedies', remedyPaths).join('\n');

const granted: Template = {
  name: 'result-granted',
  version: 1,
  audience: 'customer',
  'zh-CN': (v) => ({
    subject: '理赔核定通知书',
    lines: [
      `${item(v)}\n索赔金额：${v.yuan('claimedFen')}\n核定金额：${v.yuan('amountFen')}`,
      '经核定，上述项目属于保险责任（《保险法》第二十三条）。请您确认是否同意上述金额；达成协议后，我们将在法定或者合同约定的期限内支付。',
    ],
    sms: `您的理赔已核定，金额 ${v.yuan('amountFen')}，请确认是否同意。`,
  }),
  en: (v) => ({
    subject: 'Decision on your claim',
    lines: [
      `${item(v)}\nClaimed: ${v.yuan('claimedFen')}\nDetermined: ${v.yuan('amountFen')}`,
      'The loss is covered (Insurance Law, art. 23). Please tell us whether you agree with this amount; once agreed, we pay within the time that law or contract sets.',
    ],
    sms: `Your claim is decided: ${v.yuan('amountFen')}. Please tell us whether you agree.`,
  }),
};

const partial: Template = {
  name: 'result-partial',
  version: 1,
  audience: 'customer',
  'zh-CN': (v) => ({
    subject: '理赔核定通知书（部分赔付）',
    lines: [
      `${item(v)}\n索赔金额：${v.yuan('claimedFen')}\n核定金额：${v.yuan('amountFen')}\n不予赔付：${v.yuan('refusedFen')}`,
      `依《保险法》第二十三条、第二十四条，对不予赔付的部分说明理由如下：\n${reasons(v)}`,
      `您如不同意，可以通过以下途径维护权益：\n${remedies(v)}`,
      '就已核定的金额，您可以先行确认；确认不影响您对其余部分主张权利。',
    ],
    sms: `您的理赔部分核定 ${v.yuan('amountFen')}，不予赔付 ${v.yuan('refusedFen')}（${v.words('reasons', denialReasons)}）。如不同意，可${v.words('remedies', remedyWords)}。`,
  }),
  en: (v) => ({
    subject: 'Decision on your claim (in part)',
    lines: [
      `${item(v)}\nClaimed: ${v.yuan('claimedFen')}\nDetermined: ${v.yuan('amountFen')}\nNot paid: ${v.yuan('refusedFen')}`,
      `Under the Insurance Law, arts. 23 and 24, we give you the reasons for what is not paid:\n${reasons(v)}`,
      `If you do not agree you may:\n${remedies(v)}`,
      'You may agree to the amount determined now; that takes nothing away from your right to claim the rest.',
    ],
    sms: `Your claim is granted in part: ${v.yuan('amountFen')}; ${v.yuan('refusedFen')} is not paid (${v.words('reasons', denialReasons)}). If you do not agree: ${v.words('remedies', remedyWords)}.`,
  }),
};

const denied: Template = {
  name: 'result-denied',
  version: 1,
  audience: 'customer',
  'zh-CN': (v) => ({
    subject: '拒绝赔偿或者给付保险金通知书',
    lines: [
      `${item(v)}\n索赔金额：${v.yuan('claimedFen')}`,
      '我们已收到您的索赔请求并审核全部资料。经核定，上述项目不属于我们应当赔偿或者给付保险金的范围。',
      `依《保险法》第二十四条，说明理由如下：\n${reasons(v)}`,
      `您如不同意，可以通过以下途径维护权益：\n${remedies(v)}`,
      '如有新的事实或者证明，您可以随时补充，我们将重新审查。',
    ],
    sms: `您的索赔经核定不予赔付，理由：${v.words('reasons', denialReasons)}。如不同意，可${v.words('remedies', remedyWords)}。`,
  }),
  en: (v) => ({
    subject: 'Denial of your claim',
    lines: [
      `${item(v)}\nClaimed: ${v.yuan('claimedFen')}`,
      'We have received your claim and examined the whole file. We have determined that this item is not ours to pay.',
      `As the Insurance Law, art. 24, requires, these are the reasons:\n${reasons(v)}`,
      `If you do not agree you may:\n${remedies(v)}`,
      'If there are new facts or documents, you may send them at any time; we then look at your claim again.',
    ],
    sms: `Your claim is denied: ${v.words('reasons', denialReasons)}. If you do not agree: ${v.words('remedies', remedyWords)}.`,
  }),
};

const dispute: Template = {
  name: 'dispute-offered',
  version: 1,
  audience: 'customer',
  'zh-CN': (v) => ({
    subject: '异议受理通知',
    lines: [`您对理赔项目 ${v.text('exposure')} 核定结果的异议已记录。`, `您可以选择以下途径：\n${remedies(v)}`],
    sms: `您对项目 ${v.text('exposure')} 的异议已记录，您可${v.words('remedies', remedyWords)}。`,
  }),
  en: (v) => ({
    subject: 'Your objection',
    lines: [
      `We have recorded your objection to our decision on item ${v.text('exposure')}.`,
      `You may choose from these ways:\n${remedies(v)}`,
    ],
    sms: `Your objection to item ${v.text('exposure')} is recorded. You may: ${v.words('remedies', remedyWords)}.`,
  }),
};

const lapsed: Template = {
  name: 'agreement-lapsed',
  version: 1,
  audience: 'customer',
  'zh-CN': (v) => ({
    subject: '核定金额待确认',
    lines: [
      `就理赔项目 ${v.text('exposure')}，我们核定的金额为 ${v.yuan('amountFen')}，至今未收到您的意见。`,
      `您的权利不因此丧失：您仍可同意或者提出异议${v.has('limitationAt') ? `，诉讼时效至 ${v.day('limitationAt')}` : ''}。`,
    ],
    sms: `核定金额 ${v.yuan('amountFen')}（项目 ${v.text('exposure')}）尚待您确认，权利不因此丧失。`,
  }),
  en: (v) => ({
    subject: 'Waiting for your answer',
    lines: [
      `We determined ${v.yuan('amountFen')} for item ${v.text('exposure')} and have not heard from you.`,
      `You lose no right by that: you may still agree or object${v.has('limitationAt') ? `; the limitation period ends on ${v.day('limitationAt')}` : ''}.`,
    ],
    sms: `${v.yuan('amountFen')} for item ${v.text('exposure')} waits for your answer; you lose no right by that.`,
  }),
};

/** The result with its reasons, and what can be done against it. */
export const resultTemplates: readonly Template[] = [granted, partial, denied, dispute, lapsed];
