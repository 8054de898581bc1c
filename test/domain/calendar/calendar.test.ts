import { isWorkday as publishedWorkday } from 'chinese-days';
import { addWorkdays, countWorkdays, isRestDay, isWorkday, mergeCalendar, rollForward } from '../../../domain/calendar/calendar';
import { chinaCalendar, usualPeriods } from '../../../domain/calendar/china';
import { addCalendarDays, addMonths, daysBetween } from '../../../domain/calendar/day';
import { parseHolidayNotice } from '../../../domain/calendar/schema';
import type { Day } from '../../../domain/instant';

const china = chinaCalendar();

const notice2027 = {
  year: 2027,
  papers: ['https://example.com/notice-2027'],
  days: [
    { date: '2026-12-31', name: '元旦', isOffDay: true },
    { date: '2027-01-01', name: '元旦', isOffDay: true },
    { date: '2027-01-02', name: '元旦', isOffDay: false },
  ],
};

describe('working days', () => {
  it('are those of the independently published data on every day of 2019 to 2026', () => {
    const different: Day[] = [];
    let compared = 0;
    for (let day: Day = '2019-01-01'; day <= '2026-12-31'; day = addCalendarDays(day, 1)) {
      compared += 1;
      if (isWorkday(china, day) !== publishedWorkday(day)) different.push(day);
    }
    expect(compared).toBe(2922);
    expect(different).toEqual([]);
  });

  it.each<[Day, boolean | 'unknown', string]>([
    ['2026-10-10', true, 'Saturday worked for the National Day holiday'],
    ['2026-10-07', false, 'Wednesday inside the National Day holiday'],
    ['2026-11-21', false, 'ordinary Saturday'],
    ['2026-11-23', true, 'ordinary Monday'],
    ['2022-12-31', false, 'New Year holiday announced by the notice of 2023'],
    ['2018-12-29', true, 'Saturday worked, announced by the notice of 2019'],
    ['2018-06-04', 'unknown', 'a Monday of a year without data'],
    ['2027-01-04', 'unknown', 'a Monday of a year without data'],
    ['2027-01-03', 'unknown', 'a Sunday of a year without data'],
  ])('%s is %s: %s', (day, worked) => {
    expect(isWorkday(china, day)).toBe(worked);
  });
});

describe('counting working days', () => {
  it.each<[Day, number, Day, string]>([
    ['2026-09-30', 1, '2026-10-08', '10-01 to 10-07 off; Thursday 10-08'],
    ['2026-09-30', 3, '2026-10-10', '10-08, 10-09, make-up Saturday 10-10'],
    ['2026-09-30', 4, '2026-10-12', '10-08, 10-09, 10-10, (Sunday), Monday 10-12'],
    ['2026-02-13', 1, '2026-02-14', 'make-up Saturday before Spring Festival'],
    ['2026-02-14', 1, '2026-02-24', 'Spring Festival 02-15 to 02-23; Tuesday 02-24'],
    ['2026-11-20', 5, '2026-11-27', 'Monday 23 to Friday 27'],
    ['2026-11-20', -5, '2026-11-13', 'Thursday 19, 18, 17, 16, Friday 13'],
    ['2026-11-21', 0, '2026-11-21', 'none counted: the day itself'],
  ])('from %s, %i on: %s (%s)', (day, count, expected) => {
    expect(addWorkdays(china, day, count)).toEqual({ known: true, value: expected });
  });

  it('names every year without data that it needs, and counts nothing in it', () => {
    expect(addWorkdays(china, '2026-12-30', 2)).toEqual({ known: false, missingYears: [2027] });
    expect(addWorkdays(china, '2026-12-30', 400)).toEqual({ known: false, missingYears: [2027, 2028] });
    expect(countWorkdays(china, '2026-12-25', '2027-01-01')).toEqual({ known: false, missingYears: [2027] });
    expect(addWorkdays(china, '2026-12-30', 1)).toEqual({ known: true, value: '2026-12-31' });
  });

  it('counts after the first day, up to and including the last', () => {
    expect(countWorkdays(china, '2026-09-30', '2026-10-10')).toEqual({ known: true, value: 3 });
    expect(countWorkdays(china, '2026-10-10', '2026-10-10')).toEqual({ known: true, value: 0 });
  });
});

describe('statutory rest days (Civil Code art. 203)', () => {
  const wide = chinaCalendar({ periods: usualPeriods, restDays: 'holidays-and-weekends' });

  it('are announced days off by default, and ordinary weekends only where the switch says so', () => {
    expect(isRestDay(china, '2026-10-04')).toBe(true);
    expect(isRestDay(china, '2026-11-21')).toBe(false);
    expect(isRestDay(wide, '2026-11-21')).toBe(true);
    expect(isRestDay(wide, '2026-10-10')).toBe(false);
    expect(isRestDay(wide, '2027-01-04')).toBe('unknown');
  });

  it('move the end to the first day after them', () => {
    expect(rollForward(china, '2026-10-01')).toEqual({ known: true, value: '2026-10-08' });
    expect(rollForward(china, '2026-11-21')).toEqual({ known: true, value: '2026-11-21' });
    expect(rollForward(wide, '2026-11-21')).toEqual({ known: true, value: '2026-11-23' });
    expect(rollForward(china, '2027-01-01')).toEqual({ known: false, missingYears: [2027] });
  });
});

describe('months and years (Civil Code art. 202)', () => {
  it.each<[Day, number, Day, string]>([
    ['2026-01-15', 1, '2026-02-15', 'corresponding date'],
    ['2026-01-31', 1, '2026-02-28', 'no 31 February: month end'],
    ['2024-01-31', 1, '2024-02-29', 'month end of a leap February'],
    ['2024-02-29', 12, '2025-02-28', 'leap day: month end in a common year'],
    ['2024-02-29', 48, '2028-02-29', 'leap day to leap day'],
    ['2026-03-31', -1, '2026-02-28', 'backwards'],
    ['2026-11-30', 3, '2027-02-28', 'over the year end'],
    ['2026-12-31', 24, '2028-12-31', 'December stays in its year'],
  ])('%s and %i months: %s (%s)', (day, months, expected) => {
    expect(addMonths(day, months)).toBe(expected);
  });

  it('counts calendar days without any data', () => {
    expect(addCalendarDays('2099-12-31', 60)).toBe('2100-03-01');
    expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2);
  });
});

describe('adding a notice', () => {
  it('makes the year known, lets it correct the last December, and changes the version', () => {
    const merged = mergeCalendar(china, parseHolidayNotice(notice2027));
    expect(merged.years).toContain(2027);
    expect(isWorkday(merged, '2027-01-02')).toBe(true);
    expect(isWorkday(merged, '2026-12-31')).toBe(false);
    expect(isWorkday(china, '2026-12-31')).toBe(true);
    expect(merged.version).not.toBe(china.version);
  });

  it('replaces an earlier notice of the same year whole', () => {
    const first = mergeCalendar(china, notice2027);
    const second = mergeCalendar(first, { ...notice2027, days: notice2027.days.slice(1, 2) });
    expect(isWorkday(second, '2027-01-02')).toBe(false);
    expect(second.notices).toHaveLength(first.notices.length);
    expect(mergeCalendar(first, notice2027).version).toBe(first.version);
  });

  it.each([
    [
      'a day that does not exist',
      { ...notice2027, days: [{ date: '2027-02-30', name: 'x', isOffDay: true }] },
      'days.0.date',
      'existing day',
    ],
    ['a day of another year', { ...notice2027, days: [{ date: '2028-01-01', name: 'x', isOffDay: true }] }, 'days.0.date', '2027'],
    [
      'a text where a truth value belongs',
      { ...notice2027, days: [{ date: '2027-01-01', name: 'x', isOffDay: 'yes' }] },
      'days.0.isOffDay',
      'boolean',
    ],
    ['the same day twice', { ...notice2027, days: [...notice2027.days, ...notice2027.days.slice(0, 1)] }, 'days.3.date', 'twice'],
    ['an empty placeholder', { ...notice2027, days: [] }, 'days', 'without days'],
    ['no year', { days: notice2027.days, papers: [] }, 'year', 'number'],
  ])('refuses %s, naming path and reason', (_what, file, path, reason) => {
    const refused = { code: 'calendar.invalid', message: expect.stringContaining(`${path}: `) };
    expect(() => parseHolidayNotice(file)).toThrow(expect.objectContaining(refused));
    expect(() => parseHolidayNotice(file)).toThrow(reason);
  });
});
