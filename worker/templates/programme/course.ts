import { improvementContract } from '../../../domain/processes/improvement/contract';
import { programmeContract } from '../../../domain/processes/programme/contract';
import type { Template } from '../template';
import type { Dictionary } from '../values';

const itemOutcomes: Dictionary = { ...improvementContract.outcomes, refused: { zh: '未能立项', en: 'could not be opened' } };

const opened: Template = {
  name: 'programme-opened',
  version: 1,
  audience: 'staff',
  'zh-CN': (v) => {
    const what = `${v.text('quarter')} 季度改进计划已建立，季度至 ${v.due('endsAt')} 止`;
    return { subject: '季度改进计划', lines: [`${what}。`, '请征集事项、排定次序并提交审批。'], sms: what };
  },
  en: (v) => {
    const what = `The improvement programme of ${v.text('quarter')} is open; the quarter ends at ${v.due('endsAt')}`;
    return {
      subject: 'Improvement programme',
      lines: [`${what}.`, 'Please gather its items, put them in order and have them approved.'],
      sms: what,
    };
  },
};

const planned: Template = {
  name: 'programme-planned',
  version: 1,
  audience: 'staff',
  'zh-CN': (v) => {
    const what = `${v.text('quarter')} 季度计划获批，共 ${v.count('items')} 项`;
    return { subject: '季度计划获批', lines: [`${what}。`], sms: what };
  },
  en: (v) => {
    const what = `The plan of ${v.text('quarter')} is approved; items: ${v.count('items')}`;
    return { subject: 'Plan of the quarter approved', lines: [`${what}.`], sms: what };
  },
};

const analysis: Template = {
  name: 'programme-analysis',
  version: 1,
  audience: 'staff',
  'zh-CN': (v) => {
    const what = `${v.text('period')} 投诉溯源分析完成：投诉 ${v.count('complaints')} 件，据此新立改进 ${v.count('opened')} 项`;
    return { subject: '投诉溯源月度分析', lines: [`${what}。`], sms: what };
  },
  en: (v) => {
    const what = `Complaints of ${v.text('period')} are analysed: ${v.count('complaints')} complaints, improvements opened: ${v.count('opened')}`;
    return { subject: 'Monthly analysis of complaints', lines: [`${what}.`], sms: what };
  },
};

const itemEnded: Template = {
  name: 'programme-item-ended',
  version: 1,
  audience: 'staff',
  'zh-CN': (v) => {
    const what = `改进事项 ${v.text('item')} 已结束：${v.word('outcome', itemOutcomes)}`;
    return { subject: '改进事项结束', lines: [`${what}。`], sms: what };
  },
  en: (v) => {
    const what = `Item ${v.text('item')} has ended: ${v.word('outcome', itemOutcomes)}`;
    return { subject: 'An item has ended', lines: [`${what}.`], sms: what };
  },
};

const reviewed: Template = {
  name: 'programme-reviewed',
  version: 1,
  audience: 'staff',
  'zh-CN': (v) => {
    const what = `${v.text('quarter')} 季度评审：本季结束 ${v.count('ended')} 项，其中有效 ${v.count('effective')} 项，未结 ${v.count('open')} 项`;
    return { subject: '季度评审完成', lines: [`${what}。`, '请决定续行或结项。'], sms: what };
  },
  en: (v) => {
    const what = `Review of ${v.text('quarter')}: ended ${v.count('ended')}, effective ${v.count('effective')}, open ${v.count('open')}`;
    return { subject: 'Quarter reviewed', lines: [`${what}.`, 'Please decide whether the programme goes on.'], sms: what };
  },
};

const continued: Template = {
  name: 'programme-continued',
  version: 1,
  audience: 'staff',
  'zh-CN': (v) => {
    const what = `改进计划进入 ${v.text('quarter')} 季度，结转 ${v.count('carried')} 项`;
    return { subject: '进入下一季度', lines: [`${what}。`], sms: what };
  },
  en: (v) => {
    const what = `The programme goes on in ${v.text('quarter')}; items carried over: ${v.count('carried')}`;
    return { subject: 'Next quarter', lines: [`${what}.`], sms: what };
  },
};

const closed: Template = {
  name: 'programme-closed',
  version: 1,
  audience: 'staff',
  'zh-CN': (v) => {
    const what = `改进计划结束：${v.word('outcome', programmeContract.outcomes)}；未结改进 ${v.count('open')} 项自行继续`;
    return { subject: '改进计划结束', lines: [`${what}。`], sms: what };
  },
  en: (v) => {
    const what = `The programme has ended: ${v.word('outcome', programmeContract.outcomes)}; improvements that go on by themselves: ${v.count('open')}`;
    return { subject: 'Programme ended', lines: [`${what}.`], sms: what };
  },
};

/** Notices of the improvement programme. */
export const programmeTemplates: readonly Template[] = [opened, planned, analysis, itemEnded, reviewed, continued, closed];
