import { z } from 'zod';
import { LuyueError } from '../errors';
import { isDay } from './day';
import type { HolidayNotice } from './types';

const noticeDay = z.object({
  date: z.string().refine(isDay, 'must be an existing day, YYYY-MM-DD'),
  name: z.string().min(1),
  isOffDay: z.boolean(),
});

const notice = z
  .object({
    year: z.int().min(2007).max(2199),
    papers: z.array(z.url()),
    days: z.array(noticeDay).min(1, 'a notice without days tells nothing: the year stays without data'),
  })
  .superRefine(({ year, days }, context) => {
    const seen = new Set<string>();
    for (const [index, { date }] of days.entries()) {
      const path = ['days', index, 'date'];
      const inYear = date.startsWith(`${year}-`) || date.startsWith(`${year - 1}-12-`);
      if (!inYear) context.addIssue({ code: 'custom', path, message: `must lie in ${year} or in December ${year - 1}` });
      if (seen.has(date)) context.addIssue({ code: 'custom', path, message: `${date} is listed twice` });
      seen.add(date);
    }
  });

/** Reads a holiday file (format of holiday-cn). Throws `calendar.invalid` naming path and reason of every wrong value. */
export function parseHolidayNotice(value: unknown): HolidayNotice {
  const parsed = notice.safeParse(value);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), reason: message }));
  throw new LuyueError('calendar.invalid', issues.map(({ path, reason }) => `${path || '(file)'}: ${reason}`).join('; '), { issues });
}
