import { bases, reasons, remedies as remedyWords } from '../../../domain/processes/complaint/vocabulary';
import type { Template } from '../template';
import type { Dictionary } from '../values';
import { findings, recheckResults, remedyPaths, results } from './words';

const decision: Template = {
  name: 'complaint-decision',
  version: 1,
  audience: 'customer',
  'zh-CN': (v) => ({
    subject: '消费投诉处理决定告知书',
    lines: [
      `我们已对您的投诉进行核实，处理决定：${v.word('result', results)}。核实的事实详见处理决定书。`,
      `依据：\n${v.numbered('basis', bases).join('\n')}`,
      `理由：\n${v.numbered('reasons', reasons).join('\n')}`,
      `您如不同意，可以通过以下途径维护权益：\n${v.numbered('remedies', remedyPaths).join('\n')}`,
    ],
    sms: `投诉处理决定：${v.word('result', results)}。依据：${v.words('basis', bases)}。理由：${v.words('reasons', reasons)}。如不同意，三十日内可${v.words('remedies', remedyWords)}。`,
  }),
  en: (v) => ({
    subject: 'Decision on your complaint',
    lines: [
      `We have looked into your complaint and decided: ${v.word('result', results)}. The facts that were verified are in the written decision.`,
      `What it rests on:\n${v.numbered('basis', bases).join('\n')}`,
      `Reasons:\n${v.numbered('reasons', reasons).join('\n')}`,
      `If you do not agree you may:\n${v.numbered('remedies', remedyPaths).join('\n')}`,
    ],
    sms: `Decision on your complaint: ${v.word('result', results)}. Basis: ${v.words('basis', bases)}. Reasons: ${v.words('reasons', reasons)}. If you do not agree: ${v.words('remedies', remedyWords)}.`,
  }),
};

/** Thirty days are the time to apply for a recheck and of no other remedy; against a result of the head office there is none. */
const remediesBriefly: Dictionary = {
  ...remedyWords,
  recheck: { zh: '三十日内申请核查', en: 'apply within thirty days for a recheck' },
};

const decisionOfAny: Template = {
  ...decision,
  version: 2,
  'zh-CN': (v) => ({
    ...decision['zh-CN'](v),
    sms: `投诉处理决定：${v.word('result', results)}。依据：${v.words('basis', bases)}。理由：${v.words('reasons', reasons)}。如不同意，可${v.words('remedies', remediesBriefly)}。`,
  }),
  en: (v) => ({
    ...decision.en(v),
    sms: `Decision on your complaint: ${v.word('result', results)}. Basis: ${v.words('basis', bases)}. Reasons: ${v.words('reasons', reasons)}. If you do not agree: ${v.words('remedies', remediesBriefly)}.`,
  }),
};

const recheck: Template = {
  name: 'complaint-recheck-result',
  version: 1,
  audience: 'customer',
  'zh-CN': (v) => ({
    subject: '消费投诉核查决定告知书',
    lines: [
      `依《银行业保险业消费投诉处理管理办法》第二十条，我们对您投诉的处理过程、处理时限和处理结果进行了核查：\n${v.numbered('findings', findings).join('\n')}`,
      `核查决定：${v.word('result', recheckResults)}。`,
    ],
    sms: `核查决定：${v.word('result', recheckResults)}（${v.words('findings', findings)}）。`,
  }),
  en: (v) => ({
    subject: 'Result of the recheck',
    lines: [
      `Under order 2020 no. 3, art. 20, we have rechecked how your complaint was handled, in what time, and with what result:\n${v.numbered('findings', findings).join('\n')}`,
      `The recheck: ${v.word('result', recheckResults)}.`,
    ],
    sms: `The recheck of your complaint: ${v.word('result', recheckResults)} (${v.words('findings', findings)}).`,
  }),
};

/** The decision with everything that art. 19 asks for, and the recheck. */
export const complaintDecisionTemplates: readonly Template[] = [decision, decisionOfAny, recheck];
