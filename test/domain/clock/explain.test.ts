import { clockTimes } from '../../../domain/clock/clock';
import { explain } from '../../../domain/clock/explain';
import { businessDays, calendarDays, hours } from '../../../domain/clock/term';
import type { ClockRun, Explanation } from '../../../domain/clock/types';
import type { LimitRule } from '../../../domain/rulebook/types';
import { at, china, ruleOf, runFrom, silent } from './support';

const told = (rule: LimitRule, run: ClockRun): Explanation => explain(rule, run, clockTimes(rule, silent, run, china), china);

describe('a clock explains itself', () => {
  it('with rule, version, article, start, pause and why, due, rolled date and calendar version', () => {
    const { zh, en } = told(ruleOf(calendarDays(30)), runFrom('2026-09-01T10:00', ['2026-09-05T09:00', '2026-09-09T16:00']));
    expect(en).toBe(
      'Test (test-rule, version 1; 《保险法》第23条): runs from 2026-09-01 10:00 (first receipt of the request with documents) for 30 calendar days' +
        ' (the starting day is not counted; day-count-civil-default); paused from 2026-09-05 09:00 to 2026-09-09 16:00 (waiting for the supplements of the claimant);' +
        ` due 2026-10-05 24:00; moved off a statutory rest day to 2026-10-08 24:00; calendar CN ${china.version} (Asia/Shanghai).`,
    );
    expect(zh).toContain('自 2026-09-01 10:00(收到给付请求和有关证明、资料)起算,期限30个日历日');
    expect(zh).toContain('2026-09-05 09:00 至 2026-09-09 16:00 暂停(等待索赔人补充证明、资料);届满 2026-10-05 24:00');
  });

  it('as paused while a pause is open', () => {
    const { zh, en } = told(ruleOf(calendarDays(30)), runFrom('2026-09-01T10:00', ['2026-09-05T09:00']));
    expect(en).toContain('paused since 2026-09-05 09:00');
    expect(en).toContain('no due date while paused');
    expect(zh).toContain('暂停中,届满日未定');
  });

  it('as provisional, never as due, where holiday data is missing', () => {
    const { zh, en } = told(ruleOf(businessDays(5)), runFrom('2026-12-29T10:00'));
    expect(en).toContain('undetermined: no holiday data for 2027; provisional escalation (not the due date) 2027-01-03 24:00');
    expect(zh).toContain('缺少 2027 年放假安排,届满日待定;暂定提醒(非届满日)2027-01-03 24:00');
  });

  it('never shows a company target as law', () => {
    const limit = { ...ruleOf(businessDays(5)).limit, basis: 'policy', status: 'policy' } as const;
    const target = told(ruleOf(businessDays(5), { basis: 'policy', status: 'policy', limit, citations: [] }), runFrom('2026-11-20T10:00'));
    expect(target.en).toContain('company target, not a statutory limit');
    expect(target.zh).toContain('公司自定期限,非法定期限');
    const duty = told(ruleOf(businessDays(5), { limit }), runFrom('2026-11-20T10:00'));
    expect(duty.en).toContain('company target; the law sets the duty without a number');
    expect(duty.zh).toContain('法律未定天数');
  });

  it('names a contract term, an extension and a change of rule', () => {
    const run = { ...runFrom('2026-09-01T10:00'), agreedTerm: calendarDays(10), carried: { at: at('2026-09-04T10:00'), usedShare: 0.2 } };
    expect(told(ruleOf(calendarDays(30)), run).en).toContain('term agreed in the contract');
    expect(told(ruleOf(calendarDays(30)), run).en).toContain('rule changed at 2026-09-04 10:00 with 20 % used before');
    expect(told(ruleOf(calendarDays(15)), { ...runFrom('2026-09-01T10:00'), extendedTo: calendarDays(30) }).en).toContain(
      'for 30 calendar days',
    );
  });

  it('says that the rolled date is open where the last day has no holiday data', () => {
    expect(told(ruleOf(calendarDays(30)), runFrom('2026-12-02T10:00')).en).toContain('open until the holidays are announced');
  });

  it('says that late December is known only until the next notice, which may change it', () => {
    const open = 'the holiday notice of 2027 is still to come and may change the last days of December 2026';
    // Working days: 23, 24, 25 December; and one that ends with the 24th.
    expect(told(ruleOf(businessDays(3)), runFrom('2026-12-22T10:00')).en).toContain(`due 2026-12-25 24:00; ${open}`);
    expect(told(ruleOf(businessDays(3)), runFrom('2026-12-22T10:00')).zh).toContain('2027 年放假通知尚未公布');
    expect(told(ruleOf(businessDays(3)), runFrom('2026-12-21T10:00')).en).not.toContain(open);
    // A civil period only by its last day: moved off it, or not.
    expect(told(ruleOf(calendarDays(10)), runFrom('2026-12-20T10:00')).en).toContain(`due 2026-12-30 24:00; ${open}`);
    expect(told(ruleOf(calendarDays(4)), runFrom('2026-12-20T10:00')).en).not.toContain(open);
    // Nothing of hours and of days that no rest day moves depends on it; nor a year whose next notice is there.
    expect(told(ruleOf(hours(24)), runFrom('2026-12-29T10:00')).en).not.toContain(open);
    expect(told(ruleOf(calendarDays(10), { dayCount: 'day-unit-complaint' }), runFrom('2026-12-20T10:00')).en).not.toContain(open);
    expect(told(ruleOf(businessDays(3)), runFrom('2025-12-29T10:00')).en).not.toContain('still to come');
  });

  it('says that the rolled date waits for the pause into which it was moved', () => {
    const { en, zh } = told(ruleOf(calendarDays(30)), runFrom('2026-09-01T10:00', ['2026-10-03T09:00']));
    expect(en).toContain('due 2026-10-01 24:00; moved off a statutory rest day, into a pause: open until that ends');
    expect(zh).toContain('届满于暂停结束之后');
  });
});
