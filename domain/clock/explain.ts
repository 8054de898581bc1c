import { noticeAwaited } from '../calendar/calendar';
import { addCalendarDays } from '../calendar/day';
import type { Calendar } from '../calendar/types';
import { dayAt, endText, minuteText } from '../calendar/zone';
import type { Day, Instant } from '../instant';
import { dayCounts } from '../rulebook/day-count';
import type { LimitRule } from '../rulebook/types';
import { clockStarts, pauseGrounds } from '../rulebook/vocabulary';
import type { Words } from '../words';
import { termOf } from './course';
import { segments } from './pauses';
import { termWords } from './term';
import type { ClockRun, ClockTimes, Explanation, Term } from './types';

const isGround = (reason: string): reason is keyof typeof pauseGrounds => Object.hasOwn(pauseGrounds, reason);

const groundWords = (reason: string): Words => (isGround(reason) ? pauseGrounds[reason] : { zh: reason, en: reason });

function reasonWords(reason: string): Words {
  const grounds = reason.split(' + ').map(groundWords);
  return { zh: grounds.map(({ zh }) => zh).join('、'), en: grounds.map(({ en }) => en).join(', ') };
}

/** Whose number it is: a company's target is never shown as law. */
function sourceWords(rule: LimitRule, run: ClockRun): Words {
  const cited = rule.citations.map(({ law, article }) => `《${law}》第${article}条`).join('、');
  if (rule.setBy === 'order') return { zh: `决定书所定日期(${cited})`, en: `date set by the order (${cited})` };
  if (rule.setBy === 'plan') return { zh: '计划所定日期,非法定期限', en: 'date set by the plan, not a statutory limit' };
  if (run.agreedTerm && rule.basis === 'policy') {
    return { zh: '个案约定期限,非法定期限', en: 'term agreed for this case, not a statutory limit' };
  }
  if (run.agreedTerm) return { zh: `合同约定期限(${cited}许可)`, en: `term agreed in the contract (allowed by ${cited})` };
  if (rule.limit.basis === 'law') return { zh: cited, en: cited };
  if (rule.basis === 'law') {
    return { zh: `公司自定期限,法律未定天数(${cited})`, en: `company target; the law sets the duty without a number (${cited})` };
  }
  return { zh: '公司自定期限,非法定期限', en: 'company target, not a statutory limit' };
}

const countWords = ({ unit }: Term): Words =>
  unit === 'hours' || unit === 'businessHours'
    ? { zh: '自该时点起算', en: 'from the moment' }
    : { zh: '开始当日不计入', en: 'the starting day is not counted' };

function startWords(rule: LimitRule, run: ClockRun, zone: string): Words {
  const budget = termOf(rule, run);
  const term = termWords(budget);
  const start = clockStarts[rule.starts];
  const at = minuteText(zone, run.startsAt);
  const words = countWords(budget);
  const count = { zh: `${words.zh};${rule.dayCount}`, en: `${words.en}; ${rule.dayCount}` };
  if (rule.countsBack)
    return { zh: `${start.zh} ${at} 之前${term.zh}(${count.zh})`, en: `${term.en} before ${at} (${start.en}; ${count.en})` };
  return {
    zh: `自 ${at}(${start.zh})起算,期限${term.zh}(${count.zh})`,
    en: `runs from ${at} (${start.en}) for ${term.en} (${count.en})`,
  };
}

function carriedWords({ carried, extendedTo }: ClockRun, zone: string): Words[] {
  const words: Words[] = [];
  if (extendedTo) words.push({ zh: '期限已延长', en: 'extended' });
  if (carried) {
    const at = minuteText(zone, carried.at);
    const share = Math.round(carried.usedShare * 100);
    words.push({ zh: `${at} 变更规则,此前已用 ${share}%`, en: `rule changed at ${at} with ${share} % used before` });
  }
  return words;
}

function pauseWords(run: ClockRun, zone: string): Words[] {
  const paused = segments(run).filter(({ state }) => state === 'paused');
  return paused.map(({ from, to, reason }) => {
    const why = reasonWords(reason);
    const begin = minuteText(zone, from);
    const end = to === null ? undefined : minuteText(zone, to);
    return {
      zh: end ? `${begin} 至 ${end} 暂停(${why.zh})` : `自 ${begin} 起暂停(${why.zh})`,
      en: end ? `paused from ${begin} to ${end} (${why.en})` : `paused since ${begin} (${why.en})`,
    };
  });
}

function rolledWords(times: ClockTimes, run: ClockRun, due: Instant, zone: string): Words[] {
  if (times.rolledDueAt === due) return [];
  if (times.rolledDueAt === null && run.pauses.some(({ to }) => to === undefined)) {
    return [{ zh: '遇法定休假日顺延,届满于暂停结束之后', en: 'moved off a statutory rest day, into a pause: open until that ends' }];
  }
  if (times.rolledDueAt === null) {
    return [{ zh: '是否遇法定休假日顺延,须待放假通知', en: 'whether a rest day moves it is open until the holidays are announced' }];
  }
  const rolled = endText(zone, times.rolledDueAt);
  return [{ zh: `遇法定休假日顺延至 ${rolled}`, en: `moved off a statutory rest day to ${rolled}` }];
}

function dueWords(times: ClockTimes, run: ClockRun, zone: string): Words[] {
  if (times.dueAt !== null) {
    const due = endText(zone, times.dueAt);
    return [{ zh: `届满 ${due}`, en: `due ${due}` }, ...rolledWords(times, run, times.dueAt, zone)];
  }
  if (times.provisionalAt === null) return [{ zh: '暂停中,届满日未定', en: 'no due date while paused' }];
  const years = times.missingYears.join(', ');
  const provisional = endText(zone, times.provisionalAt);
  return [
    {
      zh: `缺少 ${years} 年放假安排,届满日待定;暂定提醒(非届满日)${provisional}`,
      en: `undetermined: no holiday data for ${years}; provisional escalation (not the due date) ${provisional}`,
    },
  ];
}

/** First and last day whose being worked or not decides the end: all of a limit in working time, the last of a civil period. */
function daysThatDecide(rule: LimitRule, run: ClockRun, { dueAt, rolledDueAt }: ClockTimes, zone: string): readonly [Day, Day] | null {
  if (dueAt === null) return null;
  const { unit } = termOf(rule, run);
  const last = (end: Instant): Day => addCalendarDays(dayAt(zone, end), unit === 'businessHours' ? 0 : -1);
  if (unit === 'businessDays' || unit === 'businessHours') return inOrder(dayAt(zone, run.startsAt), last(dueAt));
  return unit !== 'hours' && dayCounts[rule.dayCount].rolls && rolledDueAt !== null ? [last(dueAt), last(rolledDueAt)] : null;
}

/** A limit that counts back ends before what it starts from. */
const inOrder = (a: Day, b: Day): readonly [Day, Day] => (a <= b ? [a, b] : [b, a]);

/** Late December counts as known, though the next notice may change it: whoever reads the date is told. */
function noticeWords(rule: LimitRule, run: ClockRun, times: ClockTimes, calendar: Calendar): Words[] {
  const days = daysThatDecide(rule, run, times, calendar.zone);
  const year = days === null ? null : noticeAwaited(calendar, ...days);
  if (year === null) return [];
  return [
    {
      zh: `${year} 年放假通知尚未公布,可能调整 ${year - 1} 年 12 月下旬的工作日`,
      en: `the holiday notice of ${year} is still to come and may change the last days of December ${year - 1}`,
    },
  ];
}

/** One clock in words: rule and version, start, count, every pause and its reason, due, calendar version. Local times. */
export function explain(rule: LimitRule, run: ClockRun, times: ClockTimes, calendar: Calendar): Explanation {
  const { zone } = calendar;
  const source = sourceWords(rule, run);
  const parts: Words[] = [
    startWords(rule, run, zone),
    ...carriedWords(run, zone),
    ...pauseWords(run, zone),
    ...dueWords(times, run, zone),
    ...noticeWords(rule, run, times, calendar),
    { zh: `日历 ${calendar.id} ${calendar.version}(${zone})`, en: `calendar ${calendar.id} ${calendar.version} (${zone})` },
  ];
  return {
    zh: `${rule.name.zh}(${rule.id},版本 ${rule.version};${source.zh}):${parts.map(({ zh }) => zh).join(';')}。`,
    en: `${rule.name.en} (${rule.id}, version ${rule.version}; ${source.en}): ${parts.map(({ en }) => en).join('; ')}.`,
  };
}
