import type { Instant } from '../instant';
import type { Language } from '../words';
import { addCalendarDays, dayNumber, yearOfNumber } from './day';
import type { Calendar } from './types';
import { dayAt } from './zone';

/** How far limits in working days that start today mostly reach. */
const aheadDays = 30;

/** Years without holiday data that limits in working days need today, or within a month: in December the next one counts. */
export function yearsLacking(calendar: Calendar, now: Instant): readonly number[] {
  const today = dayAt(calendar.zone, now);
  const years = [today, addCalendarDays(today, aheadDays)].map((day) => yearOfNumber(dayNumber(day)));
  return [...new Set(years)].filter((year) => !calendar.years.includes(year));
}

/** What is missing, what it means, and how it is loaded; an empty text where nothing is. */
export function lackWords(years: readonly number[], language: Language): string {
  if (years.length === 0) return '';
  return language === 'zh'
    ? `缺少 ${years.join('、')} 年节假日数据：按工作日计算的期限暂无到期时刻，只有暂定时刻。放假通知发布后请加入：luyue calendar add FILE（holiday-cn 格式）`
    : `No holiday data for ${years.join(', ')}: limits in working days have no due date there, only a provisional one. When the notice is published, load it: luyue calendar add FILE (format of holiday-cn)`;
}
