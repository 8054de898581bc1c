import { LuyueError } from '../errors';
import type { Day } from '../instant';

const dayMs = 86_400_000;
const dayPattern = /^\d{4}-\d{2}-\d{2}$/;

const looksLikeDay = (text: string): text is Day => dayPattern.test(text);

/** Whether a text is an existing day, `YYYY-MM-DD`. */
export const isDay = (text: string): text is Day =>
  looksLikeDay(text) && Number.isFinite(Date.parse(text)) && new Date(text).toISOString().startsWith(text);

/** The same text as a day; throws `input.invalid` where no such day exists. */
export function toDay(text: string): Day {
  if (!isDay(text)) throw new LuyueError('input.invalid', `not a day: ${text}`, { text });
  return text;
}

/** Days since 1970-01-01, for arithmetic: a day number knows no zone. */
export const dayNumber = (day: Day): number => Date.parse(day) / dayMs;

const texts = new Map<number, Day>();
const textLimit = 20_000;

/** The day of a day number. Texts are kept: writing one is most of the cost of a clock. */
export function dayOfNumber(number: number): Day {
  const known = texts.get(number);
  if (known !== undefined) return known;
  const text = new Date(number * dayMs).toISOString().slice(0, 10);
  if (!looksLikeDay(text)) throw new LuyueError('input.invalid', `outside the years 0 to 9999: ${text}`, { number });
  if (texts.size >= textLimit) texts.clear();
  texts.set(number, text);
  return text;
}

export const yearOfNumber = (number: number): number => new Date(number * dayMs).getUTCFullYear();

/** Whether a day number is a Saturday or Sunday. */
export function isWeekend(number: number): boolean {
  const weekday = new Date(number * dayMs).getUTCDay();
  return weekday === 0 || weekday === 6;
}

/** The day `count` calendar days later (earlier when negative). The first day is not counted: Civil Code art. 201. */
export const addCalendarDays = (day: Day, count: number): Day => dayOfNumber(dayNumber(day) + count);

/** How many calendar days `to` lies after `from`. */
export const daysBetween = (from: Day, to: Day): number => dayNumber(to) - dayNumber(from);

/**
 * The corresponding date `count` months later, or the last day of that month where it has no such date:
 * Civil Code art. 202.
 */
export function addMonths(day: Day, count: number): Day {
  const date = new Date(day);
  const month = date.getUTCFullYear() * 12 + date.getUTCMonth() + count;
  const firstOfNext = Date.UTC(Math.floor(month / 12), (((month % 12) + 12) % 12) + 1, 1);
  const lastOfMonth = new Date(firstOfNext - dayMs);
  const dayOfMonth = Math.min(date.getUTCDate(), lastOfMonth.getUTCDate());
  return dayOfNumber(lastOfMonth.getTime() / dayMs - lastOfMonth.getUTCDate() + dayOfMonth);
}
