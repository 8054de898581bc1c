import { calendarOf } from '../../../domain/calendar/calendar';
import { chinaCalendar, chinaNotices, usualPeriods } from '../../../domain/calendar/china';
import { isoText } from '../../../domain/calendar/zone';
import type { Ladder } from '../../../domain/clock/ladder';
import { calendarDays } from '../../../domain/clock/term';
import type { ClockRun, Term } from '../../../domain/clock/types';
import type { LimitRule, RuleValue } from '../../../domain/rulebook/types';

export const china = chinaCalendar();

/** Chinese holidays in a zone whose clock changes, to prove that days and hours follow the zone. */
export const berlin = calendarOf({ id: 'X', zone: 'Europe/Berlin', periods: usualPeriods, restDays: 'holidays', notices: chinaNotices });

/** An instant of Chinese local time, `YYYY-MM-DDTHH:mm`. */
export const at = (local: string): number => Date.parse(`${local}:00+08:00`);

/** Chinese local date and minute of an instant, or null. */
export const local = (instant: number | null): string | null => (instant === null ? null : isoText('Asia/Shanghai', instant).slice(0, 16));

export function ruleOf(term: Term, change: Partial<LimitRule> = {}): LimitRule {
  const limit: RuleValue & { quantity: Term } = { name: 'limit', bound: 'at-most', quantity: term, basis: 'law', status: 'V' };
  return {
    id: 'test-rule',
    chapter: 4,
    version: '1',
    name: { zh: '试验', en: 'Test' },
    kind: 'limit',
    basis: 'law',
    status: 'V',
    values: [limit],
    limit,
    citations: [{ law: '保险法', article: '23' }],
    dayCount: 'day-count-civil-default',
    starts: 'documentsAt',
    pauses: ['claimant-documents', 'mediation'],
    yieldsToContract: true,
    ...change,
  };
}

export const silent: Ladder = { reminders: [], breach: { to: ['handler'], level: 'urgent' }, quiet: {} };

export const usual: Ladder = {
  reminders: [
    { name: 'remind-50', when: { share: 0.5 }, to: ['handler'], level: 'routine' },
    { name: 'remind-80', when: { share: 0.8 }, to: ['handler', 'team-lead'], level: 'urgent' },
  ],
  breach: { to: ['handler', 'team-lead', 'branch-manager'], level: 'urgent' },
  repeats: {
    every: calendarDays(1),
    times: 3,
    steps: [
      { to: ['team-lead', 'branch-manager'], level: 'urgent' },
      { to: ['branch-manager', 'head-office'], level: 'critical' },
    ],
  },
  quiet: { routine: { from: 20 * 60, to: 9 * 60 }, urgent: { from: 22 * 60, to: 7 * 60 } },
};

export const runFrom = (startsAt: string, ...pauses: [string, string?][]): ClockRun => ({
  startsAt: at(startsAt),
  pauses: pauses.map(([from, to]) => ({ from: at(from), why: 'claimant-documents', ...(to === undefined ? {} : { to: at(to) }) })),
});
