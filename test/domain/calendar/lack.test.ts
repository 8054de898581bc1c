import { mergeCalendar } from '../../../domain/calendar/calendar';
import { chinaCalendar } from '../../../domain/calendar/china';
import { lackWords, yearsLacking } from '../../../domain/calendar/lack';
import { cst } from '../../support/dates';

const china = chinaCalendar();
const last = china.years.at(-1) ?? 0;

describe('what the calendar lacks', () => {
  it('is nothing while a month from today lies in a year whose notice is there', () => {
    expect(yearsLacking(china, cst(`${last}-12-01T23:59`))).toEqual([]);
  });

  it('is the next year from the day on from which a month reaches into it, where the company is', () => {
    expect(yearsLacking(china, cst(`${last}-12-02T00:00`))).toEqual([last + 1]);
    expect(yearsLacking(china, cst(`${last}-12-31T23:59`))).toEqual([last + 1]);
  });

  it('is the year itself once it has begun, and two in its December', () => {
    expect(yearsLacking(china, cst(`${last + 1}-01-01T00:00`))).toEqual([last + 1]);
    expect(yearsLacking(china, cst(`${last + 1}-12-31T10:00`))).toEqual([last + 1, last + 2]);
  });

  it('is nothing again when the notice was added', () => {
    const merged = mergeCalendar(china, { year: last + 1, papers: [], days: [] });
    expect(yearsLacking(merged, cst(`${last + 1}-03-31T10:00`))).toEqual([]);
  });

  it('is said in words with the command that loads it, and not at all where nothing is missing', () => {
    for (const language of ['zh', 'en'] as const) {
      expect(lackWords([last + 1], language)).toContain(`${last + 1}`);
      expect(lackWords([last + 1], language)).toContain('luyue calendar add FILE');
      expect(lackWords([], language)).toBe('');
    }
    expect(lackWords([last + 1], 'en')).not.toMatch(/\p{Script=Han}/u);
  });
});
