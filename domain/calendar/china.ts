import { calendarOf } from './calendar';
import notice2019 from './data/2019.json';
import notice2020 from './data/2020.json';
import notice2021 from './data/2021.json';
import notice2022 from './data/2022.json';
import notice2023 from './data/2023.json';
import notice2024 from './data/2024.json';
import notice2025 from './data/2025.json';
import notice2026 from './data/2026.json';
import type { Calendar, HolidayNotice, Period, RestDays } from './types';

/** The vendored notices, 2019 to 2026 (source and licence in data/README.md). */
export const chinaNotices: readonly HolidayNotice[] = [
  notice2019,
  notice2020,
  notice2021,
  notice2022,
  notice2023,
  notice2024,
  notice2025,
  notice2026,
];

/** 09:00-12:00 and 13:30-17:30, in minutes after midnight; company policy replaces it. */
export const usualPeriods: readonly Period[] = [
  { from: 9 * 60, to: 12 * 60 },
  { from: 13 * 60 + 30, to: 17 * 60 + 30 },
];

interface Hours {
  readonly periods: readonly Period[];
  readonly restDays: RestDays;
}

/** The calendar of mainland China on the vendored notices, with the company's business hours. */
export const chinaCalendar = ({ periods, restDays }: Hours = { periods: usualPeriods, restDays: 'holidays' }): Calendar =>
  calendarOf({ id: 'CN', zone: 'Asia/Shanghai', periods, restDays, notices: chinaNotices });
