import type { Template } from '../template';
import { kindOf, levelOf, minuteOf, words } from './words';

const callOut: Template = {
  name: 'call-out',
  version: 1,
  audience: 'staff',
  'zh-CN': (v) => ({
    subject: '应急呼叫',
    lines: [
      `${kindOf(v)}，${levelOf(v)}。`,
      `您是第 ${v.count('round')} 轮第 ${v.count('rank')} 顺位，请立即应答（办理“应答呼叫”），逾时将呼叫下一顺位。`,
    ],
    sms: `${kindOf(v)}，${levelOf(v)}，第 ${v.count('round')} 轮第 ${v.count('rank')} 顺位，请立即应答`,
  }),
  en: (v) => ({
    subject: 'Call-out',
    lines: [
      `${kindOf(v)}, ${levelOf(v)}.`,
      `You are rank ${v.count('rank')} in round ${v.count('round')}: answer at once ('answerCall'), or the next rank is called.`,
    ],
    sms: `${kindOf(v)}, ${levelOf(v)}, rank ${v.count('rank')} in round ${v.count('round')}: answer at once`,
  }),
};

const unanswered: Template = {
  name: 'call-unanswered',
  version: 1,
  audience: 'staff',
  'zh-CN': (v) => ({
    subject: '值守无人应答',
    lines: [
      `${kindOf(v)}，${levelOf(v)}：第 ${v.count('round')} 轮呼叫已到值班表末位，无人应答。`,
      '请直接应答或指定人员；稍后将从第一顺位重新呼叫。',
    ],
    sms: `${kindOf(v)}，${levelOf(v)}：第 ${v.count('round')} 轮呼叫无人应答，请直接应答或指定人员`,
  }),
  en: (v) => ({
    subject: 'Nobody answers the call-out',
    lines: [
      `${kindOf(v)}, ${levelOf(v)}: round ${v.count('round')} has reached the end of the roster, and nobody has answered.`,
      'Please answer or name somebody; the ladder begins again shortly.',
    ],
    sms: `${kindOf(v)}, ${levelOf(v)}: nobody has answered round ${v.count('round')}; please answer or name somebody`,
  }),
};

const levelSet: Template = {
  name: 'level-set',
  version: 1,
  audience: 'staff',
  'zh-CN': (v) => {
    const what = `${kindOf(v)}：${levelOf(v)}，${v.word('warning', words.warnings)}预警`;
    return { subject: '事件级别', lines: [`${what}。`, '请按预案到岗；各项报告时限见案件。'], sms: what };
  },
  en: (v) => {
    const what = `${kindOf(v)}: ${levelOf(v)}, ${v.word('warning', words.warnings)} warning`;
    return {
      subject: 'Level of the emergency',
      lines: [`${what}.`, 'Please take your post as the plan says; what has to be reported, and by when, is in the case.'],
      sms: what,
    };
  },
};

const status: Template = {
  name: 'status-report',
  version: 1,
  audience: 'staff',
  'zh-CN': (v) => {
    const what = `${kindOf(v)}，${levelOf(v)}：第 ${v.count('no')} 期情况报告，措施进行中 ${v.count('openActions')} 项，已完成 ${v.count('doneActions')} 项`;
    return { subject: `情况报告第 ${v.count('no')} 期`, lines: [`${what}。`, '具体情况见案件记录。'], sms: what };
  },
  en: (v) => {
    const what = `${kindOf(v)}, ${levelOf(v)}: status report ${v.count('no')}, ${v.count('openActions')} actions open, ${v.count('doneActions')} done`;
    return { subject: `Status report ${v.count('no')}`, lines: [`${what}.`, 'The situation is described in the case.'], sms: what };
  },
};

const action: Template = {
  name: 'action-assigned',
  version: 1,
  audience: 'staff',
  'zh-CN': (v) => {
    const due = v.has('dueAt') ? `，${minuteOf(v, 'dueAt')} 前完成` : '';
    const what = `${v.word('kind', words.actionKinds)}（${v.text('action')}）${due}`;
    return { subject: '应急措施', lines: [`请办理：${what}。`, '具体要求见案件记录。'], sms: what };
  },
  en: (v) => {
    const due = v.has('dueAt') ? `, by ${minuteOf(v, 'dueAt')} China Standard Time` : '';
    const what = `${v.word('kind', words.actionKinds)} (${v.text('action')})${due}`;
    return { subject: 'Action assigned', lines: [`Please: ${what}.`, 'What exactly is to be done is in the case.'], sms: what };
  },
};

const resource: Template = {
  name: 'resource-requested',
  version: 1,
  audience: 'staff',
  'zh-CN': (v) => {
    const what = `申请${v.word('kind', words.resourceKinds)} ${v.count('count')}（${v.text('resource')}）`;
    return { subject: '应急资源申请', lines: [`${what}。`, '请决定是否调拨。'], sms: what };
  },
  en: (v) => {
    const what = `${v.word('kind', words.resourceKinds)}: ${v.count('count')} asked for (${v.text('resource')})`;
    return { subject: 'Resource requested', lines: [`${what}.`, 'Please decide.'], sms: what };
  },
};

const stoodDown: Template = {
  name: 'stood-down',
  version: 1,
  audience: 'staff',
  'zh-CN': (v) => {
    const what = `${kindOf(v)}（${levelOf(v)}）应急响应已于 ${minuteOf(v, 'handledAt')} 终止`;
    return { subject: '响应终止', lines: [`${what}。`, '总结报告的时限自此起算；请完成复盘。'], sms: what };
  },
  en: (v) => {
    const what = `The response to ${kindOf(v)} (${levelOf(v)}) ended at ${minuteOf(v, 'handledAt')} China Standard Time`;
    return {
      subject: 'Stood down',
      lines: [`${what}.`, 'The closing reports are due from this instant; please make the review.'],
      sms: what,
    };
  },
};

/** Notices of command: calls, level, status, actions, resources, the end. */
export const commandTemplates: readonly Template[] = [callOut, unanswered, levelSet, status, action, resource, stoodDown];
