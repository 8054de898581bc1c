import { dayAt, endText, instantAt, isoText, minuteAt, startOfDay } from '../../../domain/calendar/zone';
import type { Day } from '../../../domain/instant';

const at = (text: string): number => Date.parse(text);

describe('local days', () => {
  it.each<[string, Day, string, string]>([
    ['Asia/Shanghai', '2026-10-09', '2026-10-09T00:00:00+08:00', 'no change of clock'],
    ['Europe/Berlin', '2026-03-29', '2026-03-29T00:00:00+01:00', 'the day the clock goes forward begins on winter time'],
    ['Europe/Berlin', '2026-03-30', '2026-03-30T00:00:00+02:00', 'the day after begins on summer time'],
    ['Europe/Berlin', '2026-10-26', '2026-10-26T00:00:00+01:00', 'and back'],
    ['America/Sao_Paulo', '2018-11-04', '2018-11-04T01:00:00-02:00', 'the clock skips midnight: the day begins at 01:00'],
    ['America/Havana', '2025-11-02', '2025-11-02T00:00:00-04:00', 'midnight comes twice: the first one'],
    ['America/Sao_Paulo', '2018-02-18', '2018-02-18T00:00:00-03:00', '23:00 comes twice the evening before'],
    ['Pacific/Apia', '2011-12-30', '2011-12-31T00:00:00+14:00', 'a day that never was: the next one'],
    ['Asia/Kathmandu', '2026-01-01', '2026-01-01T00:00:00+05:45', 'offset of a quarter hour'],
  ])('in %s %s begins at %s: %s', (zone, day, expected) => {
    expect(startOfDay(zone, day)).toBe(at(expected));
  });

  it('are found from instants by the zone, not by the machine', () => {
    expect(dayAt('Asia/Shanghai', at('2026-10-08T15:59:59.999Z'))).toBe('2026-10-08');
    expect(dayAt('Asia/Shanghai', at('2026-10-08T16:00:00Z'))).toBe('2026-10-09');
    expect(dayAt('America/New_York', at('2026-10-08T03:00:00Z'))).toBe('2026-10-07');
    expect(minuteAt('Asia/Shanghai', at('1969-12-31T16:30:00Z'))).toBe(30);
  });

  it('hold 23 and 25 hours where the clock changes', () => {
    const hours = (day: Day, next: Day): number => (startOfDay('Europe/Berlin', next) - startOfDay('Europe/Berlin', day)) / 3_600_000;
    expect(hours('2026-03-29', '2026-03-30')).toBe(23);
    expect(hours('2026-10-25', '2026-10-26')).toBe(25);
  });

  it('give a skipped minute as the first instant after it', () => {
    expect(instantAt('Europe/Berlin', '2026-03-29', 150)).toBe(at('2026-03-29T03:00:00+02:00'));
  });
});

describe('texts', () => {
  it('carry the offset of the zone at that instant', () => {
    expect(isoText('Asia/Shanghai', at('2026-10-08T16:00:00Z'))).toBe('2026-10-09T00:00:00+08:00');
    expect(isoText('America/St_Johns', at('2026-01-01T00:00:00Z'))).toBe('2025-12-31T20:30:00-03:30');
    expect(isoText('Asia/Shanghai', at('2026-10-08T16:00:00.250Z'))).toBe('2026-10-09T00:00:00.250+08:00');
  });

  it('write the end of a limit as 24:00 of its last day', () => {
    expect(endText('Asia/Shanghai', at('2026-10-08T16:00:00Z'))).toBe('2026-10-08 24:00');
    expect(endText('Asia/Shanghai', at('2026-10-08T16:05:00Z'))).toBe('2026-10-09 00:05');
  });
});
