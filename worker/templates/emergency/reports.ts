import type { Template } from '../template';
import type { Values } from '../values';
import { callLine, clearances, kindOf, levelOf, minuteOf, words } from './words';

const incident: Template = {
  name: 'incident-report',
  version: 1,
  audience: 'regulator',
  'zh-CN': (v) => ({
    subject: v.word('obligation', words.obligationWords),
    lines: [
      `报告事项：${v.word('obligation', words.obligationWords)}`,
      `事件类别：${kindOf(v)}\n事件级别：${levelOf(v)}\n发现时间：${minuteOf(v, 'detectedAt')}\n报告时间：${minuteOf(v, 'reportedAt')}`,
      '报告正文以所附文件为准。',
    ],
    sms: `${v.word('obligation', words.obligationWords)}：${kindOf(v)}，${levelOf(v)}，发现 ${minuteOf(v, 'detectedAt')}，报告 ${minuteOf(v, 'reportedAt')}`,
  }),
  en: (v) => ({
    subject: v.word('obligation', words.obligationWords),
    lines: [
      `Subject: ${v.word('obligation', words.obligationWords)}`,
      `Kind: ${kindOf(v)}\nLevel: ${levelOf(v)}\nDetected: ${minuteOf(v, 'detectedAt')}\nReported: ${minuteOf(v, 'reportedAt')}`,
      'The report itself is the document that is attached.',
    ],
    sms: `${v.word('obligation', words.obligationWords)}: ${kindOf(v)}, ${levelOf(v)}, detected ${minuteOf(v, 'detectedAt')}, reported ${minuteOf(v, 'reportedAt')}`,
  }),
};

const cleared: Template = {
  name: 'incident-cleared',
  version: 1,
  audience: 'regulator',
  'zh-CN': (v) => ({
    subject: '事件报告更正',
    lines: [`此前报告的${kindOf(v)}：${v.word('ground', clearances)}，特此更正。`],
    sms: `此前报告的${kindOf(v)}：${v.word('ground', clearances)}，特此更正`,
  }),
  en: (v) => ({
    subject: 'Correction of a report',
    lines: [`The ${kindOf(v)} that was reported: ${v.word('ground', clearances)}. We correct our report.`],
    sms: `The ${kindOf(v)} that was reported: ${v.word('ground', clearances)}`,
  }),
};

const users: Template = {
  name: 'users-notice',
  version: 1,
  audience: 'customer',
  'zh-CN': (v) => ({
    subject: '重要告知',
    lines: [
      `我公司正在处置一起${kindOf(v)}，可能影响您的权益或我们的服务。`,
      `原因、影响和后续安排见：${v.words('media', words.mediaWords)}。请留意官方信息，谨防诈骗。`,
    ],
    sms: `我公司正在处置一起${kindOf(v)}，详情见${v.words('media', words.mediaWords)}。`,
  }),
  en: (v) => ({
    subject: 'Important notice',
    lines: [
      `We are dealing with an incident (${kindOf(v)}) that may affect you or our service.`,
      `What happened, what it means and what comes next: ${v.words('media', words.mediaWords)}. Please trust our own channels only.`,
    ],
    sms: `We are dealing with an incident (${kindOf(v)}). More: ${v.words('media', words.mediaWords)}.`,
  }),
};

const lessons: Template = {
  name: 'review-lessons',
  version: 1,
  audience: 'staff',
  'zh-CN': (v) => {
    const causes = v.has('causes') ? `根本原因：${v.words('causes', words.rootCauses)}` : '未发现需要改进的原因';
    const what = `${kindOf(v)}复盘：经验 ${v.count('lessons')} 条，${causes}，发起改进 ${v.count('improvements')} 项`;
    return { subject: '复盘结论', lines: [`${what}。`], sms: what };
  },
  en: (v) => {
    const causes = v.has('causes') ? `root causes: ${v.words('causes', words.rootCauses)}` : 'no cause to be improved';
    const what = `Review of the ${kindOf(v)}: ${v.count('lessons')} lessons, ${causes}, ${v.count('improvements')} improvements opened`;
    return { subject: 'What was learned', lines: [`${what}.`], sms: what };
  },
};

/** Who answered, or that nobody did. */
function answer(v: Values): string {
  if (!v.has('answeredBy')) return v.pick({ zh: '无人应答', en: 'nobody answered' });
  const [who, at, minutes] = [v.text('answeredBy'), minuteOf(v, 'answeredAt'), v.count('minutes')];
  return v.pick({ zh: `${who} 于 ${at} 应答，用时 ${minutes} 分钟`, en: `${who} answered at ${at}, after ${minutes} minutes` });
}

/** Obligations of one sort by their names, after the count. */
const obligationsOf = (v: Values, count: 'kept' | 'missed'): string =>
  v.has(`${count}Codes`) ? `${v.count(count)} (${v.words(`${count}Codes`, words.obligationWords)})` : String(v.count(count));

/** Every call with its instant, a line each. */
const called = (v: Values): readonly string[] => (v.has('called') ? v.list('called').map(callLine) : []);

const drill: Template = {
  name: 'drill-report',
  version: 1,
  audience: 'staff',
  'zh-CN': (v) => ({
    subject: '演练报告',
    lines: [
      `${kindOf(v)}演练结束。呼叫 ${v.count('calls')} 次：`,
      ...called(v),
      `应答：${answer(v)}。`,
      `按时完成的报告：${obligationsOf(v, 'kept')}`,
      `逾期的报告：${obligationsOf(v, 'missed')}`,
    ],
    sms: `${kindOf(v)}演练结束：呼叫 ${v.count('calls')} 次，${answer(v)}；按时 ${v.count('kept')} 项，逾期 ${v.count('missed')} 项`,
  }),
  en: (v) => ({
    subject: 'Report of the drill',
    lines: [
      `The drill (${kindOf(v)}) has ended. Calls: ${v.count('calls')}`,
      ...called(v),
      `Answer: ${answer(v)}.`,
      `Reports in time: ${obligationsOf(v, 'kept')}`,
      `Reports missed: ${obligationsOf(v, 'missed')}`,
    ],
    sms: `Drill (${kindOf(v)}) ended: ${v.count('calls')} calls, ${answer(v)}; ${v.count('kept')} reports in time, ${v.count('missed')} missed`,
  }),
};

/** What regulators, users and planners are told. */
export const reportTemplates: readonly Template[] = [incident, cleared, users, lessons, drill];
