import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mayPause } from '../../../domain/clock/course';
import { isRuleId } from '../../../domain/rulebook';
import { rows } from '../../../domain/rulebook/chapters';
import { standardPolicy, standardRulebook } from '../../../domain/rulebook/policy.schema';
import { linesOf } from './line';
import { verifiedIds } from './verified-ids';

const book = standardRulebook();

describe('the rulebook', () => {
  it('says line by line what was compared with the sources, and when each term ends from Mid-Autumn 2026', () => {
    const compared = readFileSync(join(__dirname, 'rules.txt'), 'utf8').trimEnd().split('\n');
    expect(linesOf(standardPolicy())).toEqual(compared);
  });

  it('has every rule that was verified in the sources', () => {
    expect(verifiedIds.filter((id) => !isRuleId(id))).toEqual([]);
    expect(verifiedIds.length).toBeGreaterThan(130);
  });

  it('shows nothing unverified as law', () => {
    const numbers = [...book.rules.values()].flatMap(({ id, values }) => values.map((value) => ({ id, ...value })));
    expect(numbers.filter(({ basis, status }) => (basis === 'law') !== (status === 'V' || status === 'V2'))).toEqual([]);
    const duties = [...book.rules.values()].filter(({ basis, status }) => (basis === 'law') !== (status !== 'policy'));
    expect(duties).toEqual([]);
    const verified = new Set<string>(verifiedIds);
    expect([...book.rules.values()].filter(({ id, basis }) => basis === 'law' && !verified.has(id))).toEqual([]);
  });

  it('cites an article for every duty of the law, and none for the company', () => {
    const rules = [...book.rules.values()];
    expect(rules.filter(({ basis, citations }) => (basis === 'law') !== citations.length > 0)).toEqual([]);
    expect(rules.flatMap(({ citations }) => citations).filter(({ article }) => !/^(\d[\d()-]*|附件)$/.test(article))).toEqual([]);
  });

  it('gives the company number and its reason where the law has a duty without a number', () => {
    const rule = book.getLimit('claim-determine-general');
    expect([rule.basis, rule.limit.basis, rule.limit.status, rule.version]).toEqual(['law', 'policy', 'policy', '1+2026-11']);
    expect(rule.limit.why).toContain('The law says promptly');
  });

  it('yields to the contract only where the law says so', () => {
    const yielding = [...book.rules.values()].filter((rule) => rule.yieldsToContract).map(({ id }) => id);
    expect(yielding).toEqual([
      'complaint-notify-method',
      'grace-period',
      'claim-determine-general',
      'claim-determine-complex',
      'claim-determine-life',
      'claim-pay',
      'claim-agri-pay',
    ]);
  });

  it('never lets missing documents stop the sixty days, nor a hold a limit of the law', () => {
    expect(book.getRule('claim-advance-payment').pauses).toBeUndefined();
    const wrong = book.limitRules().filter((rule) => mayPause(rule, 'hold') !== (rule.limit.basis === 'policy'));
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it('holds each id once, and each limit with its start and its way of counting', () => {
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    const limits = rows.filter(({ entry }) => entry.values.limit);
    expect(limits.filter(({ entry }) => !entry.starts || !entry.dayCount).map(({ id }) => id)).toEqual([]);
    expect(book.limitRules()).toHaveLength(limits.length);
  });
});

describe('looking up a rule', () => {
  it('names the nearest ids of one that does not exist', () => {
    const unknown = { code: 'rule.unknown', data: expect.objectContaining({ near: expect.arrayContaining(['claim-pay']) }) };
    expect(() => book.getRule('claim-payment')).toThrow(expect.objectContaining(unknown));
    expect(book.findRule('claim-payment')).toBeUndefined();
    expect(book.findRule('claim-pay')?.chapter).toBe(4);
    expect(book.ruleVersion('claim-pay')).toBe('1');
  });

  it('finds another term of a rule by its name, with its own start', () => {
    const complex = book.getLimit('claim-determine-life', 'complex');
    expect([complex.limit.quantity, complex.starts]).toEqual([{ unit: 'calendarDays', count: 30 }, 'documentsAt']);
    expect(() => book.getLimit('records-business-retention')).toThrow('it has: upToOneYear, overOneYear');
    expect(() => book.getLimit('claim-privacy')).toThrow('no clock runs on it');
  });

  it('gives each rule its ladder with the quiet hours', () => {
    expect(book.ladderOf({ id: 'claim-pay' }).breach.to).toEqual(['handler', 'team-lead', 'branch-manager']);
    expect(book.ladderOf({ id: 'claim-pay' }).repeats?.steps.at(-1)?.to).toContain('head-office');
    expect(book.ladderOf({ id: 'data-incident-first-report' }).breach.level).toBe('emergency');
    expect(book.ladderOf({ id: 'task-default' }).quiet.routine).toEqual({ from: 1200, to: 540 });
  });
});
