import type { Template } from '../template';
import { words } from './words';

const opened: Template = {
  name: 'improvement-opened',
  version: 1,
  audience: 'staff',
  'zh-CN': (v) => {
    const what = `来源：${v.word('from', words.origins)}；事项：${v.word('topic', words.topics)}；严重程度：${v.word('severity', words.severities)}`;
    return { subject: '新的整改事项', lines: [`${what}。`, '请先查明根本原因，再提交整改计划。'], sms: what };
  },
  en: (v) => {
    const what = `From ${v.word('from', words.origins)}: ${v.word('topic', words.topics)}, severity ${v.word('severity', words.severities)}`;
    return { subject: 'New improvement', lines: [`${what}.`, 'Please find the root cause before you plan any measure.'], sms: what };
  },
};

const order: Template = {
  name: 'improvement-order',
  version: 1,
  audience: 'staff',
  'zh-CN': (v) => {
    const what = `监管决定要求于 ${v.day('dueAt')} 前（含当日）完成整改`;
    return {
      subject: '责令限期改正',
      lines: [`${what}。`, '该日期由决定书确定，公司内部不得延期；仅新的监管决定可以变更。验收通过后方为改正。'],
      sms: what,
    };
  },
  en: (v) => {
    const what = `An order of the regulator has to be complied with by the end of ${v.day('dueAt')}`;
    return {
      subject: 'Ordered to rectify',
      lines: [
        `${what}.`,
        'The order sets this date: nobody in the company extends it. It is complied with when the verifier has accepted the measures.',
      ],
      sms: what,
    };
  },
};

const measure: Template = {
  name: 'improvement-measure',
  version: 1,
  audience: 'staff',
  'zh-CN': (v) => {
    const what = `整改措施 ${v.text('measure')} 由您负责，应于 ${v.day('dueAt')} 前（含当日）完成`;
    return { subject: '您负责的整改措施', lines: [`${what}。`, '完成后请附证据报告；确需延期的，请提前申请并说明理由。'], sms: what };
  },
  en: (v) => {
    const what = `Measure ${v.text('measure')} is yours and has to be done by the end of ${v.day('dueAt')}`;
    return {
      subject: 'A measure of yours',
      lines: [`${what}.`, 'Report it with evidence. If it needs longer, ask in time and say why.'],
      sms: what,
    };
  },
};

const returned: Template = {
  name: 'improvement-returned',
  version: 1,
  audience: 'staff',
  'zh-CN': (v) => {
    const what = `验收未通过（第 ${v.count('returned')} 次），退回措施：${v.words('measures', {})}`;
    return { subject: '整改措施被退回', lines: [`${what}。`, '请补充落实后重新报告；原定日期不变。'], sms: what };
  },
  en: (v) => {
    const what = `The verifier sends back (time ${v.count('returned')}): ${v.words('measures', {})}`;
    return { subject: 'Measures sent back', lines: [`${what}.`, 'Please complete them and report again; their dates stand.'], sms: what };
  },
};

const again: Template = {
  name: 'improvement-again',
  version: 1,
  audience: 'staff',
  'zh-CN': (v) => {
    const what = `整改未达到目标（${v.word('ground', words.grounds)}），进入第 ${v.count('round')} 轮`;
    return { subject: '重新整改', lines: [`${what}。`], sms: what };
  },
  en: (v) => {
    const what = `The target was missed (${v.word('ground', words.grounds)}): round ${v.count('round')} begins`;
    return { subject: 'Planned again', lines: [`${what}.`], sms: what };
  },
};

/** From the opening to the next round. */
export const courseTemplates: readonly Template[] = [opened, order, measure, returned, again];
