import type { ContactRow } from '../../db/queries/contacts';
import type { DigestFigures, DigestTask } from '../../db/queries/digest';
import { homeZone, minuteText } from '../../domain/calendar/zone';
import type { Locale } from '../../domain/case/fact';
import { generalActs, isGeneralAct } from '../../domain/case/general';
import type { Day, Instant } from '../../domain/instant';
import type { Delegation } from '../../domain/org/organisation';
import { contractOf } from '../../domain/processes/contracts';
import type { Words } from '../../domain/words';

export interface Letter {
  readonly subject: string;
  readonly body: string;
}

/** What a manager reads in the morning. Staff are named by their id: nothing of customers is in it. */
export interface Digest {
  readonly day: Day;
  readonly figures: DigestFigures;
  readonly delegations: readonly Delegation[];
  readonly contacts: readonly ContactRow[];
  /** Watch dates that have come and wait for somebody: how many, and lines on the first. */
  readonly watches: { readonly count: number; readonly lines: readonly string[] };
  /** The calendar lacks this year: whether the day is worked is not known. */
  readonly isGuess: boolean;
}

export const when = (at: Instant): string => minuteText(homeZone, at);
export const pick = (locale: Locale, { zh, en }: Words): string => (locale === 'en' ? en : zh);

export const actTitle = (process: string, act: string): Words =>
  contractOf(process)?.acts[act]?.title ?? (isGeneralAct(act) ? generalActs[act].title : { zh: act, en: act });

export const processTitle = (process: string): Words => contractOf(process)?.title ?? { zh: process, en: process };

export const ownerWords = (owner: string | null): Words =>
  owner === null ? { zh: '无人负责', en: "nobody's" } : { zh: owner.replace('staff:', ''), en: owner.replace('staff:', '') };

function taskLine(locale: Locale, { number, process, act, owner, dueAt }: DigestTask): string {
  const due = dueAt === null ? { zh: '无到期', en: 'no due date' } : { zh: `${when(dueAt)} 到期`, en: `due ${when(dueAt)}` };
  const parts = [processTitle(process), actTitle(process, act), ownerWords(owner), due].map((words) => pick(locale, words));
  return `  ${number}  ${parts.join(' · ')}`;
}

const delegationLine = (locale: Locale, { principal, substitute, from, to }: Delegation): string =>
  pick(locale, {
    zh: `  ${principal} → ${substitute}，${when(from)} 至 ${to === null ? '另行通知' : when(to)}`,
    en: `  ${principal} → ${substitute}, ${when(from)} to ${to === null ? 'further notice' : when(to)}`,
  });

const whyWords: Readonly<Record<ContactRow['why'], Words>> = {
  'no-address': { zh: '无联系地址', en: 'no address' },
  undeliverable: { zh: '消息未能送达', en: 'messages do not get through' },
};

function contactLine(locale: Locale, { who, number, channel, why }: ContactRow): string {
  const of = number === null ? { zh: '', en: '' } : { zh: `案件 ${number} `, en: `case ${number} ` };
  return `  ${pick(locale, of)}${who} · ${channel} · ${pick(locale, whyWords[why])}`;
}

const section = (title: string, lines: readonly string[]): readonly string[] => (lines.length === 0 ? [] : ['', title, ...lines]);

/** A digest in the manager's language. */
export function digestLetter(locale: Locale, { day, figures, delegations, contacts, watches, isGuess }: Digest): Letter {
  const { open, overdue, dueToday, nobodys, queued, tasks } = figures;
  const say = (zh: string, en: string): string => pick(locale, { zh, en });
  const lines = [
    say(
      `未办任务 ${open} 项：已逾期 ${overdue}，今日到期 ${dueToday}，无人负责 ${nobodys}，排队待领 ${queued}。`,
      `Open tasks ${open}: overdue ${overdue}, due today ${dueToday}, nobody's ${nobodys}, waiting in queues ${queued}.`,
    ),
    ...(isGuess
      ? [say('缺少本年度节假日数据，今日是否为工作日未知。', 'Holiday data of this year is missing: whether today is worked is not known.')]
      : []),
    ...section(
      say('请先处理：', 'First of all:'),
      tasks.map((task) => taskLine(locale, task)),
    ),
    ...section(
      say(`已到、尚未处理的关注日期 ${watches.count} 项：`, `Watch dates that wait to be dealt with, ${watches.count}:`),
      watches.lines,
    ),
    ...section(
      say('生效中的委托：', 'Delegations in force:'),
      delegations.map((one) => delegationLine(locale, one)),
    ),
    ...section(
      say('联系不上的人：', 'Who cannot be reached:'),
      contacts.map((one) => contactLine(locale, one)),
    ),
  ];
  const subject = say(
    `${day} 任务摘要：逾期 ${overdue}，今日到期 ${dueToday}`,
    `Tasks on ${day}: ${overdue} overdue, ${dueToday} due today`,
  );
  return { subject, body: `${lines.join('\n')}\n` };
}

/** An absence as the absent and whoever has to know read it. */
export function absenceLetter(
  locale: Locale,
  {
    staff,
    from,
    to,
    substitutes,
  }: { readonly staff: string; readonly from: Instant; readonly to: Instant; readonly substitutes: readonly string[] },
): Letter {
  const who = substitutes.join(', ');
  return {
    subject: pick(locale, { zh: `不在岗：${staff}`, en: `Out of office: ${staff}` }),
    body: pick(locale, {
      zh: `${staff} 自 ${when(from)} 至 ${when(to)} 不在岗，期间不分派新案件。\n${who === '' ? '未指定代理人：其任务须由经理改派。' : `代理人：${who}。`}\n`,
      en: `${staff} is out of office from ${when(from)} to ${when(to)} and is given no new case.\n${who === '' ? 'Nobody stands in: a manager has to reassign the tasks.' : `Substitute: ${who}.`}\n`,
    }),
  };
}
