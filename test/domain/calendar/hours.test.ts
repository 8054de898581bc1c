import { chinaCalendar } from '../../../domain/calendar/china';
import { addBusinessMs, businessMsBetween, subtractBusinessMs } from '../../../domain/calendar/hours';

const china = chinaCalendar();
const hour = 3_600_000;
const at = (text: string): number => Date.parse(`${text}:00+08:00`);

describe('business hours, 09:00-12:00 and 13:30-17:30', () => {
  it.each([
    ['2026-11-23T10:00', 1, '2026-11-23T11:00', 'inside the morning'],
    ['2026-11-23T11:30', 1, '2026-11-23T14:00', '30 min, lunch, 30 min'],
    ['2026-11-23T16:30', 2, '2026-11-24T10:00', '1 h, night, 1 h'],
    ['2026-11-23T09:00', 7, '2026-11-23T17:30', 'a whole day ends when it closes'],
    ['2026-11-20T17:00', 1, '2026-11-23T09:30', 'Friday 30 min, weekend, Monday 30 min'],
    ['2026-09-30T17:30', 16, '2026-10-10T11:00', '10-08 7 h, 10-09 7 h, make-up Saturday 2 h'],
    ['2026-11-21T12:00', 3, '2026-11-23T12:00', 'started on a Saturday: Monday morning'],
  ])('%s and %i h end %s: %s', (from, hours, expected) => {
    expect(addBusinessMs(china, at(from), hours * hour)).toEqual({ known: true, value: at(expected) });
    expect(businessMsBetween(china, at(from), at(expected))).toEqual({ known: true, value: hours * hour });
  });

  it('are taken back the same way', () => {
    expect(subtractBusinessMs(china, at('2026-11-24T10:00'), 2 * hour)).toEqual({ known: true, value: at('2026-11-23T16:30') });
    expect(subtractBusinessMs(china, at('2026-11-23T14:00'), hour)).toEqual({ known: true, value: at('2026-11-23T11:30') });
  });

  it('are unknown in a year without data', () => {
    expect(addBusinessMs(china, at('2026-12-31T17:00'), hour)).toEqual({ known: false, missingYears: [2027] });
    expect(businessMsBetween(china, at('2026-12-31T17:00'), at('2027-01-01T10:00'))).toEqual({ known: false, missingYears: [2027] });
    expect(subtractBusinessMs(china, at('2027-01-01T10:00'), hour)).toEqual({ known: false, missingYears: [2027] });
  });
});
