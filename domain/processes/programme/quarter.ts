import { addMonths } from '../../calendar/day';
import { dayAt, homeZone, startOfDay } from '../../calendar/zone';
import type { Day, Instant } from '../../instant';

/** A quarter of a calendar year: `2026-Q3`. */
export type Quarter = string;

const parts = (quarter: Quarter): { year: number; no: number } => ({ year: Number(quarter.slice(0, 4)), no: Number(quarter.slice(6)) });

/** The quarter in which a day lies. */
export const quarterOfDay = (day: Day): Quarter => `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;

export function nextQuarter(quarter: Quarter): Quarter {
  const { year, no } = parts(quarter);
  return no === 4 ? `${year + 1}-Q1` : `${year}-Q${no + 1}`;
}

/** First instant of the quarter where the company is. */
export function startOfQuarter(quarter: Quarter): Instant {
  const { year, no } = parts(quarter);
  return startOfDay(homeZone, addMonths(`${year}-01-01`, (no - 1) * 3));
}

/** First instant after the quarter. */
export const endOfQuarter = (quarter: Quarter): Instant => startOfQuarter(nextQuarter(quarter));

/** The month of an instant where the company is: `2026-07`. */
export const monthOf = (at: Instant): string => dayAt(homeZone, at).slice(0, 7);
