import { mergeCalendar } from '../../../domain/calendar/calendar';
import { chinaCalendar, usualPeriods } from '../../../domain/calendar/china';
import { isoText } from '../../../domain/calendar/zone';
import { clockTimes } from '../../../domain/clock/clock';
import { segments } from '../../../domain/clock/pauses';
import { businessDays, businessHours, calendarDays, hours, months, years } from '../../../domain/clock/term';
import type { ClockRun, Term } from '../../../domain/clock/types';
import { at, berlin, china, local, ruleOf, runFrom, silent } from './support';

const dueOf = (term: Term, run: ClockRun): string | null => local(clockTimes(ruleOf(term), silent, run, china).dueAt);

describe('a limit ends', () => {
  it.each<[string, Term, string, string]>([
    ['2026-09-01T10:00', calendarDays(30), '2026-10-02T00:00', '1 September + 30 = 1 October, its end'],
    ['2026-09-01T00:00', calendarDays(1), '2026-09-03T00:00', 'the starting day is not counted, even from its first minute'],
    ['2026-09-01T23:59', calendarDays(1), '2026-09-03T00:00', 'nor in its last minute'],
    ['2026-09-28T10:00', businessDays(5), '2026-10-11T00:00', '29, 30 Sep; 1-7 Oct off; 8, 9, make-up Sat 10 Oct'],
    ['2026-10-09T10:00', businessDays(1), '2026-10-11T00:00', 'make-up Saturday 10 October'],
    ['2026-10-09T10:00', businessDays(2), '2026-10-13T00:00', 'Sat 10, Mon 12 October'],
    ['2026-02-12T10:00', businessDays(5), '2026-02-27T00:00', 'Fri 13, make-up Sat 14 Feb; 15-23 off; 24, 25, 26 Feb'],
    ['2026-02-12T10:00', businessDays(3), '2026-02-25T00:00', 'Fri 13, make-up Sat 14 Feb, Tue 24 Feb'],
    ['2026-11-20T17:00', businessDays(5), '2026-11-28T00:00', 'Mon 23 to Fri 27 November'],
    ['2024-02-28T10:00', calendarDays(1), '2024-03-01T00:00', 'leap day 29 February'],
    ['2026-02-28T10:00', calendarDays(1), '2026-03-02T00:00', '1 March'],
    ['2026-01-31T10:00', months(1), '2026-03-01T00:00', 'no 31 February: ends with the 28th'],
    ['2024-02-29T10:00', years(1), '2025-03-01T00:00', 'leap day: ends with 28 February'],
    ['2024-02-29T10:00', years(5), '2029-03-01T00:00', 'leap day: ends with 28 February 2029'],
    ['2026-03-15T10:00', years(2), '2028-03-16T00:00', 'corresponding date 15 March 2028'],
    ['2026-09-01T10:15', hours(2), '2026-09-01T12:15', 'hours run from the moment'],
    ['2026-09-30T22:15', hours(24), '2026-10-01T22:15', 'through the holiday'],
    ['2026-09-30T16:30', businessHours(2), '2026-10-08T10:00', '1 h on 30 September, 1 h on 8 October'],
  ])('from %s, %j, at %s (%s)', (start, term, expected) => {
    expect(dueOf(term, runFrom(start))).toBe(expected);
  });

  it('literally as the design says: 1 September, pause 5 to 12 September, 30 calendar days', () => {
    const run = runFrom('2026-09-01T10:00', ['2026-09-05T09:00', '2026-09-12T16:00']);
    const { dueAt } = clockTimes(ruleOf(calendarDays(30)), silent, run, china);
    expect(dueAt === null ? null : isoText('Asia/Shanghai', dueAt)).toBe('2026-10-09T00:00:00+08:00');
  });
});

describe('a pause', () => {
  it.each<[string, Term, [string, string?][], string | null, string]>([
    ['2026-09-01T10:00', calendarDays(5), [['2026-09-03T09:00', '2026-09-03T18:00']], '2026-09-07T00:00', 'within one day: nothing'],
    [
      '2026-09-01T10:00',
      calendarDays(5),
      [['2026-09-03T23:59', '2026-09-04T00:01']],
      '2026-09-08T00:00',
      'two minutes over midnight: one day',
    ],
    [
      '2026-09-01T10:00',
      calendarDays(5),
      [['2026-09-06T12:00', '2026-09-09T12:00']],
      '2026-09-10T00:00',
      'on the last day: 6 + 3 = 9 September',
    ],
    ['2026-09-01T10:00', calendarDays(5), [['2026-09-07T00:00', '2026-09-09T12:00']], '2026-09-07T00:00', 'after the end: nothing'],
    [
      '2026-09-01T10:00',
      calendarDays(5),
      [['2026-09-01T12:00', '2026-09-03T12:00']],
      '2026-09-09T00:00',
      'on the first day: 6 + 2 = 8 September',
    ],
    ['2026-09-01T10:00', calendarDays(5), [['2026-08-20T10:00', '2026-08-30T10:00']], '2026-09-07T00:00', 'over before the start: nothing'],
    [
      '2026-09-01T10:00',
      calendarDays(5),
      [['2026-08-20T10:00', '2026-09-02T10:00']],
      '2026-09-08T00:00',
      'counted from the start only: one day',
    ],
    [
      '2026-09-01T10:00',
      calendarDays(30),
      [
        ['2026-09-05T09:00', '2026-09-10T09:00'],
        ['2026-09-08T09:00', '2026-09-12T09:00'],
      ],
      '2026-10-09T00:00',
      'overlapping: 5 to 12 September once, 7 days',
    ],
    [
      '2026-09-01T10:00',
      calendarDays(5),
      [
        ['2026-09-08T09:00', '2026-09-10T09:00'],
        ['2026-09-05T09:00', '2026-09-07T09:00'],
      ],
      '2026-09-11T00:00',
      'the first moves the end to the 8th, so the second counts too: 6 + 2 + 2',
    ],
    ['2026-09-01T10:00', calendarDays(5), [['2026-09-03T09:00']], null, 'open: nothing is due'],
    ['2026-09-01T10:00', calendarDays(5), [['2026-09-08T09:00']], '2026-09-07T00:00', 'open, but begun after the end'],
    [
      '2026-09-28T10:00',
      businessDays(5),
      [['2026-09-30T09:00', '2026-10-09T09:00']],
      '2026-10-14T00:00',
      '10 Oct; 8, 9 Oct lost: Mon 12, Tue 13',
    ],
    [
      '2026-11-20T10:00',
      businessDays(5),
      [['2026-11-27T18:00', '2026-11-28T18:00']],
      '2026-11-28T00:00',
      'Saturday lost is no working day',
    ],
    [
      '2026-11-20T10:00',
      businessDays(5),
      [['2026-11-27T18:00', '2026-11-30T08:00']],
      '2026-12-01T00:00',
      'begun on the last Friday: Monday',
    ],
    ['2026-09-01T10:00', hours(2), [['2026-09-01T11:00', '2026-09-01T11:20']], '2026-09-01T12:20', 'hours shift exactly'],
    ['2026-09-01T10:00', hours(2), [['2026-09-01T12:00', '2026-09-01T13:00']], '2026-09-01T12:00', 'begun at the end: nothing'],
    [
      '2026-09-01T16:30',
      businessHours(2),
      [['2026-09-01T17:00', '2026-09-02T09:30']],
      '2026-09-02T11:00',
      '30 min, pause, 90 min from 09:30',
    ],
    ['2026-09-01T16:30', businessHours(2), [['2026-09-01T17:00']], null, 'open'],
  ])('from %s, %j, %j: %s (%s)', (start, term, pauses, expected) => {
    expect(dueOf(term, runFrom(start, ...pauses))).toBe(expected);
  });

  it('that is open leaves no rungs to fire', () => {
    const times = clockTimes(ruleOf(calendarDays(5)), silent, runFrom('2026-09-01T10:00', ['2026-09-03T09:00']), china);
    expect(times).toEqual({ dueAt: null, rolledDueAt: null, provisionalAt: null, missingYears: [], rungs: [] });
  });

  it('is refused where the rule does not allow it: a statutory clock pauses only for the reasons of its rule', () => {
    const run = runFrom('2026-09-01T10:00', ['2026-09-03T09:00', '2026-09-04T09:00']);
    const refused = expect.objectContaining({ code: 'act.refused', message: 'test-rule does not pause for claimant-documents' });
    expect(() => clockTimes(ruleOf(calendarDays(5), { pauses: ['hold'] }), silent, run, china)).toThrow(refused);
    expect(() => clockTimes(ruleOf(calendarDays(5), { pauses: [] }), silent, run, china)).toThrow(refused);
  });

  it('stands in the ledger with its reasons, overlaps as one', () => {
    const run: ClockRun = {
      startsAt: at('2026-09-01T10:00'),
      pauses: [
        { from: at('2026-09-06T09:00'), to: at('2026-09-08T09:00'), why: 'mediation' },
        { from: at('2026-09-05T09:00'), to: at('2026-09-07T09:00'), why: 'claimant-documents' },
        { from: at('2026-09-09T09:00'), why: 'mediation' },
      ],
    };
    expect(segments(run).map(({ from, to, state, reason }) => [local(from), local(to), state, reason])).toEqual([
      ['2026-09-01T10:00', '2026-09-05T09:00', 'running', 'running'],
      ['2026-09-05T09:00', '2026-09-08T09:00', 'paused', 'claimant-documents + mediation'],
      ['2026-09-08T09:00', '2026-09-09T09:00', 'running', 'running'],
      ['2026-09-09T09:00', null, 'paused', 'mediation'],
    ]);
  });
});

describe('Civil Code art. 203', () => {
  const rolled = (term: Term, start: string, calendar = china, change = {}): (string | null)[] => {
    const times = clockTimes(ruleOf(term, change), silent, runFrom(start), calendar);
    return [local(times.dueAt), local(times.rolledDueAt)];
  };

  it('moves the end off announced days off, beside the strict date', () => {
    expect(rolled(calendarDays(30), '2026-09-01T10:00')).toEqual(['2026-10-02T00:00', '2026-10-09T00:00']);
    expect(rolled(months(1), '2026-09-05T10:00')).toEqual(['2026-10-06T00:00', '2026-10-09T00:00']);
    expect(rolled(calendarDays(10), '2026-11-09T10:00')).toEqual(['2026-11-20T00:00', '2026-11-20T00:00']);
  });

  it('moves it off ordinary weekends only where the switch says so', () => {
    const wide = chinaCalendar({ periods: usualPeriods, restDays: 'holidays-and-weekends' });
    expect(rolled(calendarDays(10), '2026-11-11T10:00')).toEqual(['2026-11-22T00:00', '2026-11-22T00:00']);
    expect(rolled(calendarDays(10), '2026-11-11T10:00', wide)).toEqual(['2026-11-22T00:00', '2026-11-24T00:00']);
  });

  it('does not touch hours, nor periods counted by a regulation of their own', () => {
    expect(rolled(hours(24), '2026-09-30T10:00')).toEqual(['2026-10-01T10:00', '2026-10-01T10:00']);
    const complaint = { dayCount: 'day-unit-complaint' } as const;
    expect(rolled(calendarDays(30), '2026-09-01T10:00', china, complaint)).toEqual(['2026-10-02T00:00', '2026-10-02T00:00']);
  });

  describe('inside a pause that begins on the rest days', () => {
    // 30 days from 1 September end with 1 October; the holidays move that to Thu 8 October.
    const paused = (...pause: [string, string?]): (string | null)[] => {
      const times = clockTimes(ruleOf(calendarDays(30)), silent, runFrom('2026-09-01T10:00', pause), china);
      return [local(times.dueAt), local(times.rolledDueAt)];
    };

    it('never comes before the end of the pause', () => {
      expect(paused('2026-10-03T09:00', '2026-10-20T16:00')).toEqual(['2026-10-02T00:00', '2026-10-21T00:00']);
      expect(paused('2026-10-08T10:00', '2026-10-20T16:00')).toEqual(['2026-10-02T00:00', '2026-10-21T00:00']);
    });

    it('nor on a rest day again', () => {
      const run = runFrom('2026-03-06T10:00', ['2026-04-06T09:00', '2026-05-03T09:00']);
      // 30 days from 6 March end with Sun 5 April, Qingming, moved to Tue 7 April; paused until 3 May, a holiday until the 5th.
      const times = clockTimes(ruleOf(calendarDays(30)), silent, run, china);
      expect([local(times.dueAt), local(times.rolledDueAt)]).toEqual(['2026-04-06T00:00', '2026-05-07T00:00']);
    });

    it('is where it was where the pause is over by then, or begins at it', () => {
      expect(paused('2026-10-03T09:00', '2026-10-05T16:00')).toEqual(['2026-10-02T00:00', '2026-10-09T00:00']);
      expect(paused('2026-10-03T09:00', '2026-10-09T00:00')).toEqual(['2026-10-02T00:00', '2026-10-09T00:00']);
      expect(paused('2026-10-09T00:00', '2026-10-20T16:00')).toEqual(['2026-10-02T00:00', '2026-10-09T00:00']);
      expect(paused('2026-10-08T23:59', '2026-10-20T16:00')).toEqual(['2026-10-02T00:00', '2026-10-21T00:00']);
    });

    it('is open while the pause is', () => {
      expect(paused('2026-10-03T09:00')).toEqual(['2026-10-02T00:00', null]);
    });
  });

  it('leaves the rolled date open where the holidays are not announced, and the strict date stands', () => {
    expect(rolled(calendarDays(30), '2026-12-02T10:00')).toEqual(['2027-01-02T00:00', null]);
  });
});

describe('a year without holiday data', () => {
  const rule = ruleOf(businessDays(5));

  it('leaves a working-day limit undetermined, names the year and escalates at the fifth calendar day', () => {
    const times = clockTimes(rule, silent, runFrom('2026-12-29T10:00'), china);
    expect([times.dueAt, times.rolledDueAt, times.missingYears]).toEqual([null, null, [2027]]);
    expect(local(times.provisionalAt)).toBe('2027-01-04T00:00');
    expect(times.rungs).toEqual([{ name: 'provisional', kind: 'provisional', at: times.provisionalAt, to: ['handler'], level: 1 }]);
  });

  it('escalates provisionally for business hours, each day taken as worked', () => {
    const times = clockTimes(ruleOf(businessHours(16)), silent, runFrom('2026-12-31T16:30'), china);
    // 1 h on 31 December, 7 h on each of 1 and 2 January, 1 h on 3 January, were they all worked
    expect([times.dueAt, local(times.provisionalAt)]).toEqual([null, '2027-01-03T10:00']);
  });

  it('settles when the year is added', () => {
    const days = [{ date: '2027-01-01', name: '元旦', isOffDay: true }];
    const later = mergeCalendar(china, { year: 2027, papers: [], days });
    const times = clockTimes(rule, silent, runFrom('2026-12-29T10:00'), later);
    expect([local(times.dueAt), times.missingYears, times.provisionalAt]).toEqual(['2027-01-07T00:00', [], null]);
  });

  it('is paused, not undetermined, while a pause is open', () => {
    const times = clockTimes(rule, silent, runFrom('2026-12-29T10:00', ['2026-12-30T10:00']), china);
    expect([times.dueAt, times.provisionalAt, times.missingYears]).toEqual([null, null, []]);
  });

  it('does not concern limits in calendar days, months or hours', () => {
    for (const term of [calendarDays(60), months(3), years(5), hours(24)]) {
      expect(clockTimes(ruleOf(term), silent, runFrom('2026-12-29T10:00'), china).dueAt).not.toBeNull();
    }
  });
});

describe('a zone whose clock changes', () => {
  const due = (term: Term, start: string): string => {
    const { dueAt } = clockTimes(ruleOf(term), silent, { startsAt: Date.parse(start), pauses: [] }, berlin);
    return dueAt === null ? 'none' : isoText('Europe/Berlin', dueAt);
  };

  it('ends days at local midnight on both sides of the change, and hours exactly', () => {
    expect(due(calendarDays(1), '2026-03-28T10:00:00+01:00')).toBe('2026-03-30T00:00:00+02:00');
    expect(due(calendarDays(2), '2026-10-23T10:00:00+02:00')).toBe('2026-10-26T00:00:00+01:00');
    expect(due(hours(24), '2026-03-28T10:00:00+01:00')).toBe('2026-03-29T11:00:00+02:00');
    expect(due(businessHours(7), '2026-03-27T17:00:00+01:00')).toBe('2026-03-30T17:00:00+02:00');
  });
});

describe('a limit that counts back from a planned date', () => {
  const back = ruleOf(businessDays(20), { countsBack: true, starts: 'plannedAt' });

  it('ends with the twentieth working day before it', () => {
    // 30, 29, 28 Oct ... back from Monday 2 November: 26-30, 19-23, 12-16 Oct = 15; 10, 9, 8 Oct = 18; 30, 29 Sep = 20
    expect(local(clockTimes(back, silent, runFrom('2026-11-02T10:00'), china).dueAt)).toBe('2026-09-30T00:00');
  });

  it('escalates safely early where holiday data is missing', () => {
    const times = clockTimes(back, silent, runFrom('2027-02-01T10:00'), china);
    expect([times.dueAt, times.missingYears, local(times.provisionalAt)]).toEqual([null, [2027], '2026-12-13T10:00']);
  });
});
