import type { Term } from './types';

export const calendarDays = (count: number): Term => ({ unit: 'calendarDays', count });
export const businessDays = (count: number): Term => ({ unit: 'businessDays', count });
export const businessHours = (count: number): Term => ({ unit: 'businessHours', count });
export const hours = (count: number): Term => ({ unit: 'hours', count });
export const months = (count: number): Term => ({ unit: 'months', count });
export const years = (count: number): Term => ({ unit: 'years', count });

const unitWords: Record<Term['unit'], { zh: string; one: string; many: string }> = {
  calendarDays: { zh: '个日历日', one: 'calendar day', many: 'calendar days' },
  businessDays: { zh: '个工作日', one: 'working day', many: 'working days' },
  businessHours: { zh: '个营业小时', one: 'business hour', many: 'business hours' },
  hours: { zh: '小时', one: 'hour', many: 'hours' },
  months: { zh: '个月', one: 'month', many: 'months' },
  years: { zh: '年', one: 'year', many: 'years' },
};

/** A term for people, for example `5个工作日` and `5 working days`. */
export function termWords({ unit, count }: Term): { zh: string; en: string } {
  const { zh, one, many } = unitWords[unit];
  return { zh: `${count}${zh}`, en: `${count} ${count === 1 ? one : many}` };
}
