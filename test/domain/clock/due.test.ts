import { chinaCalendar } from '../../../domain/calendar/china';
import { type DueAnswer, type DueQuestion, due } from '../../../domain/clock/due';
import { standardRulebook } from '../../../domain/rulebook/policy.schema';

const book = standardRulebook();
const calendar = chinaCalendar(book.policy.calendar);
const at = (local: string): number => Date.parse(`${local}:00+08:00`);

const ask = (ruleId: string, startsAt: string, more: Partial<DueQuestion> = {}): DueAnswer =>
  due(book, calendar, { ruleId, startsAt: at(startsAt), pauses: [], ...more });

describe('when is it due', () => {
  it('answers with everything that the answer rests on', () => {
    const pauses = [{ from: at('2026-09-05T09:00'), to: at('2026-09-12T16:00') }];
    const { rungs, explanation, ...answer } = ask('claim-determine-complex', '2026-09-01T10:00', { pauses });
    expect(answer).toEqual({
      ruleId: 'claim-determine-complex',
      ruleVersion: '1',
      basis: 'law',
      citation: { law: '保险法', article: '23(1)' },
      status: 'V',
      calendar: { id: 'CN', version: calendar.version, zone: 'Asia/Shanghai' },
      startsAt: '2026-09-01T10:00:00+08:00',
      dueAt: '2026-10-09T00:00:00+08:00',
      rolledDueAt: '2026-10-09T00:00:00+08:00',
      provisionalAt: null,
      missingYears: [],
      segments: [
        { from: '2026-09-01T10:00:00+08:00', to: '2026-09-05T09:00:00+08:00', state: 'running', reason: 'running' },
        { from: '2026-09-05T09:00:00+08:00', to: '2026-09-12T16:00:00+08:00', state: 'paused', reason: 'claimant-documents' },
        { from: '2026-09-12T16:00:00+08:00', to: null, state: 'running', reason: 'running' },
      ],
    });
    expect(rungs.slice(0, 3)).toEqual([
      { name: 'remind-50', at: '2026-09-24T09:00:00+08:00' },
      // 24 days are used at the end of 2 October; work is done again on the 8th.
      { name: 'remind-80', at: '2026-10-08T09:00:00+08:00' },
      { name: 'breach', at: '2026-10-09T00:00:00+08:00' },
    ]);
    expect(explanation.zh).toContain('届满 2026-10-08 24:00');
  });

  it.each([
    // 29, 30 September; 1-7 October off; 8, 9, make-up Saturday 10 October
    ['claim-determine-life', '2026-09-28T10:00', '2026-10-11T00:00:00+08:00'],
    // 2 to 11 September
    ['claim-pay', '2026-09-01T10:00', '2026-09-12T00:00:00+08:00'],
    // 2, 3, 4 September
    ['claim-denial-notice', '2026-09-01T10:00', '2026-09-05T00:00:00+08:00'],
    // 29 days of September, 31 of October: 31 October is the 60th
    ['claim-advance-payment', '2026-09-01T10:00', '2026-11-01T00:00:00+08:00'],
    ['claim-ctpl-docs', '2026-09-01T10:00', '2026-09-03T00:00:00+08:00'],
    ['claim-ctpl-determine', '2026-09-01T10:00', '2026-09-07T00:00:00+08:00'],
    // 16 September
    ['complaint-resolve-simple', '2026-09-01T10:00', '2026-09-17T00:00:00+08:00'],
    ['data-incident-first-report', '2026-09-30T23:30', '2026-10-01T01:30:00+08:00'],
    // twenty working days before Monday 2 November (see the clock's own test)
    ['data-batch-sharing-report', '2026-11-02T10:00', '2026-09-30T00:00:00+08:00'],
  ])('%s from %s: %s', (ruleId, startsAt, dueAt) => {
    expect(ask(ruleId, startsAt).dueAt).toBe(dueAt);
  });

  it('shows the company number as policy and cites no article for it', () => {
    expect(ask('claim-determine-general', '2026-09-01T10:00')).toMatchObject({ basis: 'policy', status: 'policy', citation: null });
  });

  it('pauses only for the reasons of the rule', () => {
    const pauses = [{ from: at('2026-09-05T09:00'), to: at('2026-09-12T16:00') }];
    const refused = expect.objectContaining({ code: 'act.refused' });
    expect(() => ask('claim-advance-payment', '2026-09-01T10:00', { pauses })).toThrow(refused);
    const hold = pauses.map((pause) => ({ ...pause, why: 'hold' }));
    expect(() => ask('claim-determine-complex', '2026-09-01T10:00', { pauses: hold })).toThrow(refused);
    expect(ask('claim-first-contact', '2026-09-05T08:00', { pauses: hold }).dueAt).toBe('2026-09-12T17:00:00+08:00');
  });

  it('takes an agreed term only where the law yields, or for a target of the company', () => {
    const agreedTerm = { unit: 'calendarDays', count: 5 } as const;
    expect(ask('claim-pay', '2026-09-01T10:00', { agreedTerm }).dueAt).toBe('2026-09-07T00:00:00+08:00');
    expect(ask('case-hold', '2026-09-01T10:00', { agreedTerm: { unit: 'hours', count: 5 } }).dueAt).toBe('2026-09-01T15:00:00+08:00');
    expect(() => ask('claim-ctpl-pay', '2026-09-01T10:00', { agreedTerm })).toThrow(expect.objectContaining({ code: 'input.invalid' }));
  });

  it('answers provisionally in a year without holiday data', () => {
    expect(ask('claim-determine-life', '2026-12-29T10:00')).toMatchObject({
      dueAt: null,
      provisionalAt: '2027-01-04T00:00:00+08:00',
      missingYears: [2027],
    });
  });

  it('answers for another term of the rule by name', () => {
    expect(ask('claim-determine-life', '2026-09-01T10:00', { value: 'complex' }).dueAt).toBe('2026-10-02T00:00:00+08:00');
  });
});
