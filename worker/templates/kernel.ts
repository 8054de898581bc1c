import type { Template, Wording } from './template';
import type { Values } from './values';

/** The clock in words: the rule's name and article, else its id; the exposure where it runs on one. */
function clockOf(v: Values): string {
  const rule = v.rule('rule');
  const on = v.text('clock').split('@')[1];
  const name = rule === null ? v.text('rule') : v.pick(rule.name);
  const basis = rule === null || rule.article === null ? v.pick({ zh: '公司时限', en: 'company limit' }) : v.pick(rule.article);
  const where = on === undefined ? '' : ` [${on}]`;
  return v.locale === 'zh-CN' ? `${name}${where}（${basis}）` : `${name}${where} (${basis})`;
}

function dueLine(v: Values): string {
  if (!v.has('dueAt'))
    return v.pick({ zh: '到期：暂不能确定（缺少节假日数据）', en: 'Due: cannot be determined yet (holiday data is missing)' });
  return v.pick({ zh: `到期：${v.due('dueAt')}（北京时间）`, en: `Due: ${v.due('dueAt')} (China Standard Time)` });
}

interface ClockWords {
  readonly zh: readonly [subject: string, what: string];
  readonly en: readonly [subject: string, what: string];
}

function clockTemplate(name: string, { zh, en }: ClockWords): Template {
  const wording =
    ([subject, what]: ClockWords['zh']): Wording =>
    (v) => ({
      subject,
      lines: [v.pick({ zh: `时限：${clockOf(v)}`, en: `Clock: ${clockOf(v)}` }), dueLine(v), what],
      sms: v.pick({ zh: `${clockOf(v)}，${dueLine(v)}。${what}`, en: `${clockOf(v)}; ${dueLine(v)}. ${what}` }),
    });
  return { name, version: 1, audience: 'staff', 'zh-CN': wording(zh), en: wording(en) };
}

const remind = clockTemplate('clock-remind', {
  zh: ['时限将到', '请在到期前办结；如有法定中止事由，请登记并附证明。'],
  en: ['Limit approaching', 'Please finish before it is due; record a statutory pause with its evidence where there is one.'],
});

const breach = clockTemplate('clock-breach', {
  zh: ['已超期', '超期已记录。义务仍在：请立即办理，并确认知悉以停止后续升级。'],
  en: ['Limit missed', 'The breach is on record and the duty remains: act now, and acknowledge to stop further escalation.'],
});

const repeat = clockTemplate('clock-repeat', {
  zh: ['超期未办', '仍未办理，现逐级上报。请督促办理或接手，并确认知悉。'],
  en: ['Still not done', 'Nothing has been done since the breach; it now climbs. Please see to it or take it over, and acknowledge.'],
});

const provisional = clockTemplate('clock-provisional', {
  zh: ['暂定到期提醒', '缺少该年度节假日数据，以上为暂定日期。请先行办理，日历补齐后将重新计算。'],
  en: [
    'Provisionally due',
    'Holiday data of the year is missing; this date is provisional. Please act now, it is computed again when the calendar is complete.',
  ],
});

/** `waits-on-nobody`, or `no-owner:ACT`. */
function whyNobody(v: Values): string {
  const act = v.text('why').split(':')[1];
  if (act === undefined)
    return v.pick({
      zh: '案件未结，但没有任何待办、时限或事件可等。',
      en: 'The case is open and waits for nothing: no task, no clock, no event.',
    });
  return v.pick({
    zh: `待办“${act}”无人可以承办（缺岗或无相应权限）。`,
    en: `Nobody can do the task '${act}': the post is vacant or nobody has the authority.`,
  });
}

const nobody: Template = {
  name: 'case-nobody',
  version: 1,
  audience: 'staff',
  'zh-CN': (v) => ({ subject: '案件无人负责', lines: [whyNobody(v), '请指派人员或调整权限，并完成该提示任务。'], sms: whyNobody(v) }),
  en: (v) => ({
    subject: 'Case without an owner',
    lines: [whyNobody(v), 'Please assign somebody or see to the authority, and complete the task that was opened for this.'],
    sms: whyNobody(v),
  }),
};

const escalated: Template = {
  name: 'case-escalated',
  version: 1,
  audience: 'staff',
  'zh-CN': (v) => {
    const what = `案件已由人工升级至第 ${v.count('level')} 级，理由见案件记录。请查看并决定。`;
    return { subject: '案件升级', lines: [what], sms: what };
  },
  en: (v) => {
    const what = `The case was escalated by hand to level ${v.count('level')}; the reason is in its log. Please look and decide.`;
    return { subject: 'Case escalated', lines: [what], sms: what };
  },
};

/** Notices that every process sends. */
export const kernelTemplates: readonly Template[] = [remind, breach, repeat, provisional, nobody, escalated];
