import type { Policy } from '../../../domain/rulebook';
import file from '../../../domain/rulebook/policy.json';
import { parsePolicy, standardPolicy } from '../../../domain/rulebook/policy.schema';

type Change = (policy: typeof file & Record<string, unknown>) => unknown;

const parseChanged = (change: Change): Policy => {
  const copy = structuredClone(file);
  change(copy);
  return parsePolicy(copy);
};

describe('the company policy', () => {
  it('ships valid, with a reason for every number', () => {
    const policy = standardPolicy();
    const numbers = Object.values(policy.values).flatMap((named) => Object.values(named));
    expect(numbers.filter(({ why }) => why.length < 10)).toEqual([]);
    expect(policy.calendar.periods).toEqual([
      { from: 540, to: 720 },
      { from: 810, to: 1050 },
    ]);
  });

  it('takes an edited number', () => {
    const policy = parseChanged((copy) => {
      copy.values['claim-determine-general'].limit.count = 7;
    });
    expect(policy.values).toMatchObject({ 'claim-determine-general': { limit: { quantity: { unit: 'businessDays', count: 7 } } } });
  });

  it.each<[string, Change, string, string]>([
    [
      'a negative number',
      (copy) => Object.assign(copy.values['claim-guidance'].limit, { count: -1 }),
      'values.claim-guidance.limit.count',
      '>0',
    ],
    [
      'half a day',
      (copy) => Object.assign(copy.values['claim-guidance'].limit, { count: 1.5 }),
      'values.claim-guidance.limit.count',
      'whole number',
    ],
    [
      'an unknown unit',
      (copy) => Object.assign(copy.values['claim-guidance'].limit, { unit: 'days' }),
      'values.claim-guidance.limit.unit',
      'calendarDays',
    ],
    [
      'money for a time',
      (copy) => Object.assign(copy.values['claim-guidance'].limit, { unit: 'fen' }),
      'values.claim-guidance.limit',
      'length of time',
    ],
    [
      'time for money',
      (copy) => Object.assign(copy.values['claim-small-fast-track'].ceiling, { unit: 'hours' }),
      'values.claim-small-fast-track.ceiling',
      'fen',
    ],
    [
      'a share above one',
      (copy) => Object.assign(copy.values['hotline-answer-rate'].share, { count: 90 }),
      'values.hotline-answer-rate.share.count',
      'at most 1',
    ],
    [
      'a number without reason',
      (copy) => Object.assign(copy.values['claim-guidance'].limit, { why: '' }),
      'values.claim-guidance.limit.why',
      'reason',
    ],
    ['a missing number', (copy) => Reflect.deleteProperty(copy.values, 'claim-guidance'), 'values.claim-guidance.limit', 'missing'],
    [
      'a number of the law',
      (copy) => Object.assign(copy.values, { 'claim-pay': { limit: { unit: 'calendarDays', count: 20, why: 'We would like more time' } } }),
      'values.claim-pay.limit',
      'no such number is left to the company',
    ],
    [
      'an unknown rule',
      (copy) => Object.assign(copy.values, { nothing: { limit: { unit: 'hours', count: 1, why: 'test' } } }),
      'values.nothing.limit',
      'no such number',
    ],
    [
      'an impossible hour',
      (copy) => Object.assign(copy.calendar, { businessHours: [{ from: '09:00', to: '25:00' }] }),
      'calendar.businessHours.0.to',
      'HH:mm',
    ],
    [
      'overlapping hours',
      (copy) => Object.assign(copy.calendar, { businessHours: [...copy.calendar.businessHours, { from: '17:00', to: '18:00' }] }),
      'calendar.businessHours',
      'overlap',
    ],
    ['an endless quiet', (copy) => Object.assign(copy.quietHours.routine, { from: '09:00' }), 'quietHours.routine.to', 'whole day'],
    [
      'quiet in an emergency',
      (copy) => Object.assign(copy.quietHours, { emergency: { from: '22:00', to: '07:00' } }),
      'quietHours',
      'emergency',
    ],
    [
      'a reminder after due',
      (copy) => Object.assign(copy.ladders.default.reminders[0] ?? {}, { share: 1.2 }),
      'ladders.default.reminders.0.share',
      'before due',
    ],
    [
      'a reminder with two instants',
      (copy) => Object.assign(copy.ladders.default.reminders[0] ?? {}, { before: { unit: 'hours', count: 1 } }),
      'ladders.default.reminders.0',
      'either',
    ],
    [
      'two reminders of one name',
      (copy) => copy.ladders.task.reminders.push(...copy.ladders.task.reminders),
      'ladders.task.reminders',
      'one name',
    ],
    ['a rung nobody hears', (copy) => Object.assign(copy.ladders.default.breach, { to: [] }), 'ladders.default.breach.to', 'recipient'],
    [
      'an unknown level',
      (copy) => Object.assign(copy.ladders.default.breach, { level: 'loud' }),
      'ladders.default.breach.level',
      'routine',
    ],
    ['no default ladder', (copy) => Reflect.deleteProperty(copy.ladders, 'default'), 'ladders.default', 'missing'],
    [
      'a ladder that is not there',
      (copy) => Object.assign(copy.ladderOf, { 'claim-pay': 'steep' }),
      'ladderOf.claim-pay',
      'no ladder steep',
    ],
    ['a ladder for no rule', (copy) => Object.assign(copy.ladderOf, { 'claim-payment': 'task' }), 'ladderOf.claim-payment', 'no such rule'],
    [
      'an unknown proof of arrival',
      (copy) => Object.assign(copy.arrival.email, { proves: ['smtp-accepted'] }),
      'arrival.email.proves.0',
      'signature',
    ],
    ['a channel left out', (copy) => Reflect.deleteProperty(copy.arrival, 'sms'), 'arrival.sms', 'expected object'],
    ['a misspelt section', (copy) => Object.assign(copy, { quietHour: {} }), '', 'quietHour'],
  ])('refuses %s, naming path and reason', (_what, change, path, reason) => {
    const parse = (): Policy => parseChanged(change);
    expect(parse).toThrow(expect.objectContaining({ code: 'policy.invalid' }));
    expect(parse).toThrow(`${path}: `);
    expect(parse).toThrow(reason);
  });
});
