import type { Template } from '../template';
import { words } from './words';

const asked: Template = {
  name: 'improvement-extension-asked',
  version: 1,
  audience: 'staff',
  'zh-CN': (v) => {
    const what = `措施 ${v.text('measure')} 申请由 ${v.day('dueAt')} 延期至 ${v.day('asked')}`;
    return { subject: '请审批延期', lines: [`${what}。`, '原定日期一过即不得再批准延期。'], sms: what };
  },
  en: (v) => {
    const what = `Measure ${v.text('measure')}: another day is asked for, ${v.day('asked')} instead of ${v.day('dueAt')}`;
    return {
      subject: 'An extension waits for you',
      lines: [`${what}.`, 'Once the first day has passed it cannot be granted any more.'],
      sms: what,
    };
  },
};

const decided: Template = {
  name: 'improvement-extension-decided',
  version: 1,
  audience: 'staff',
  'zh-CN': (v) => {
    const what = `措施 ${v.text('measure')} 的延期申请：${v.word('decision', words.decisions)}；完成日期为 ${v.day('dueAt')}`;
    return { subject: '延期审批结果', lines: [`${what}。`], sms: what };
  },
  en: (v) => {
    const what = `The extension of measure ${v.text('measure')} is ${v.word('decision', words.decisions)}; it is due by the end of ${v.day('dueAt')}`;
    return { subject: 'Extension decided', lines: [`${what}.`], sms: what };
  },
};

const rectified: Template = {
  name: 'improvement-rectified',
  version: 1,
  audience: 'regulator',
  'zh-CN': (v) => {
    const what = `责令改正事项已于 ${v.day('verifiedAt')} 经独立验收完成，共落实整改措施 ${v.count('measures')} 项`;
    return { subject: '整改完成报告', lines: [`${what}。`, '整改效果将继续跟踪评估。'], sms: what };
  },
  en: (v) => {
    const what = `What was ordered was rectified: ${v.count('measures')} measures, accepted by an independent verifier on ${v.day('verifiedAt')}`;
    return { subject: 'Report of rectification', lines: [`${what}.`, 'The effect is measured later.'], sms: what };
  },
};

const effect: Template = {
  name: 'improvement-effect',
  version: 1,
  audience: 'staff',
  'zh-CN': (v) => {
    const what = `指标 ${v.text('indicator')}：基线 ${v.count('baseline')}，目标 ${v.count('target')}，实测 ${v.count('value')}`;
    const result = v.word('result', words.results);
    return { subject: '整改效果评估', lines: [`${what}。`, `结论：${result}。`], sms: `${what}；${result}` };
  },
  en: (v) => {
    const what = `${v.text('indicator')}: baseline ${v.count('baseline')}, target ${v.count('target')}, measured ${v.count('value')}`;
    const result = v.word('result', words.results);
    return { subject: 'Effect measured', lines: [`${what}.`, `Result: ${result}.`], sms: `${what}: ${result}` };
  },
};

const closed: Template = {
  name: 'improvement-closed',
  version: 1,
  audience: 'staff',
  'zh-CN': (v) => {
    const what = `结果：${v.word('outcome', words.outcomes)}；经 ${v.count('rounds')} 轮整改，延期 ${v.count('extensions')} 次`;
    return { subject: '整改结案', lines: [`${what}。`], sms: what };
  },
  en: (v) => {
    const what = `Result: ${v.word('outcome', words.outcomes)}; rounds: ${v.count('rounds')}, extensions: ${v.count('extensions')}`;
    return { subject: 'Improvement closed', lines: [`${what}.`], sms: what };
  },
};

/** What was decided, and what came of it. */
export const resultTemplates: readonly Template[] = [asked, decided, rectified, effect, closed];
