import type { Ladder } from '../clock/ladder';
import type { Term } from '../clock/types';
import { LuyueError } from '../errors';
import { isRuleId, type Row, type RuleId, rows } from './chapters';
import { nearest } from './near';
import type { Policy } from './policy';
import type { CompanyValue, LimitRule, Quantity, Rule, RuleEntry, RuleValue, StatedValue } from './types';

export { isRuleId, type RuleId } from './chapters';
export type { ArrivalProof, Channel, Policy } from './policy';
export type { Basis, Citation, LimitRule, Quantity, Rule, RuleValue, Status } from './types';

/** All rules under one company policy. */
export interface Rulebook {
  readonly policy: Policy;
  readonly rules: ReadonlyMap<RuleId, Rule<RuleId>>;
  /** The rule of an id, or undefined. */
  findRule(id: string): Rule<RuleId> | undefined;
  /** The rule of an id. Throws `rule.unknown`, naming the nearest ids. */
  getRule(id: string): Rule<RuleId>;
  /**
   * The rule as a clock runs on it, by default on its value `limit`. Throws `rule.unknown` for an unknown id, and where
   * the rule has no such term, naming the terms it has.
   */
  getLimit(id: string, value?: string, stated?: Term): LimitRule<RuleId>;
  /** Every rule that a clock can run on without naming a value. */
  limitRules(): LimitRule<RuleId>[];
  /** Version of the rule, with the policy's where a number is the company's. */
  ruleVersion(id: string): string;
  /** What happens along a clock of this rule. */
  ladderOf(rule: Pick<Rule, 'id'>): Ladder;
}

const termUnits = ['calendarDays', 'businessDays', 'businessHours', 'hours', 'months', 'years'];

/** Whether a quantity is a length of time. */
export const isTerm = (quantity: Quantity): quantity is Term => termUnits.includes(quantity.unit);

function filledValue(id: string, name: string, value: StatedValue | CompanyValue, policy: Policy): RuleValue {
  if (value.basis === 'law') return { name, ...value };
  const set = policy.values[id]?.[name];
  if (!set) throw new LuyueError('policy.invalid', `values.${id}.${name}: missing`, { path: `values.${id}.${name}` });
  return { name, bound: value.bound, basis: 'policy', status: 'policy', quantity: set.quantity, why: set.why };
}

function ruleOf<Id extends string>(id: Id, chapter: number, entry: RuleEntry, policy: Policy): Rule<Id> {
  const values = Object.entries(entry.values).map(([name, value]) => filledValue(id, name, value, policy));
  const ours = values.some(({ basis }) => basis === 'policy');
  const version = ours ? `${entry.version}+${policy.version}` : String(entry.version);
  return { ...entry, id, chapter, version, values };
}

function limitOf<Id extends string>(rule: Rule<Id>, name: string): LimitRule<Id> | undefined {
  const value = rule.values.find((candidate) => candidate.name === name);
  const { dayCount } = rule;
  const starts = value?.starts ?? rule.starts;
  if (!value || !dayCount || !starts || !isTerm(value.quantity)) return undefined;
  return { ...rule, dayCount, starts, limit: { ...value, quantity: value.quantity } };
}

/** The limit of a rule whose date is set case by case: the term stated, as binding as the rule. */
function limitSetBy<Id extends string>(rule: Rule<Id>, stated: Term | undefined): LimitRule<Id> | undefined {
  const { dayCount, starts, basis, status } = rule;
  if (stated === undefined || !dayCount || !starts) return undefined;
  return { ...rule, dayCount, starts, limit: { name: 'limit', bound: 'by', quantity: stated, basis, status } };
}

function unknownRule(id: string): LuyueError {
  const near = nearest(
    id,
    rows.map((row) => row.id),
  );
  return new LuyueError('rule.unknown', `no rule ${id}; near it: ${near.join(', ')}`, { rule: id, near });
}

function noLimit(rule: Rule, name: string): LuyueError {
  const terms = rule.values.filter(({ quantity }) => isTerm(quantity)).map((value) => value.name);
  if (rule.setBy !== undefined)
    return new LuyueError('rule.unknown', `rule ${rule.id} has no term of its own: the date is set by the ${rule.setBy}`, {
      rule: rule.id,
    });
  const has = terms.length > 0 ? `it has: ${terms.join(', ')}` : 'no clock runs on it';
  return new LuyueError('rule.unknown', `rule ${rule.id} has no term ${name}; ${has}`, { rule: rule.id, value: name, terms });
}

/** What happens along a clock of this rule: the ladder that the policy names for it, else the default one. */
export function ladderOf({ id }: Pick<Rule, 'id'>, policy: Policy): Ladder {
  const name = policy.ladderOf[id] ?? 'default';
  const ladder = policy.ladders[name];
  if (!ladder) throw new LuyueError('policy.invalid', `ladders.${name}: missing`, { path: `ladders.${name}` });
  return { ...ladder, quiet: policy.quietHours };
}

/** The rulebook under a policy. Throws `policy.invalid` where a number that the company has to set is missing. */
export function rulebook(policy: Policy, source: readonly Row[] = rows): Rulebook {
  const rules = new Map<RuleId, Rule<RuleId>>();
  for (const { id, chapter, entry } of source) if (isRuleId(id)) rules.set(id, ruleOf(id, chapter, entry, policy));
  const findRule = (id: string): Rule<RuleId> | undefined => (isRuleId(id) ? rules.get(id) : undefined);
  const getRule = (id: string): Rule<RuleId> => {
    const rule = findRule(id);
    if (!rule) throw unknownRule(id);
    return rule;
  };
  const getLimit = (id: string, value = 'limit', stated?: Term): LimitRule<RuleId> => {
    const rule = getRule(id);
    const limit = rule.setBy === undefined ? limitOf(rule, value) : limitSetBy(rule, stated);
    if (!limit) throw noLimit(rule, value);
    return limit;
  };
  return {
    policy,
    rules,
    findRule,
    getRule,
    getLimit,
    limitRules: () => [...rules.values()].flatMap((rule) => limitOf(rule, 'limit') ?? []),
    ruleVersion: (id) => getRule(id).version,
    ladderOf: (rule) => ladderOf(rule, policy),
  };
}
