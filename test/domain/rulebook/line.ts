import { chinaCalendar } from '../../../domain/calendar/china';
import { due } from '../../../domain/clock/due';
import { isTerm, type Quantity, type Rule, type Rulebook, type RuleValue, rulebook } from '../../../domain/rulebook';
import { type Row, rows } from '../../../domain/rulebook/chapters';
import type { Policy } from '../../../domain/rulebook/policy';

const quantityText = (quantity: Quantity): string =>
  quantity.unit === 'yearDay' ? `${quantity.month}-${quantity.day}` : `${quantity.count} ${quantity.unit}`;

const china = chinaCalendar();

/** Mid-Autumn 2026, a Friday off, with National Day in reach: every unit of time ends apart from every other. */
export const asked = '2026-09-25T10:00:00+08:00';

function dueText(book: Rulebook, rule: Rule, { name, quantity }: RuleValue): string {
  if (!isTerm(quantity) || !rule.dayCount || !rule.starts) return '';
  const answer = due(book, china, { ruleId: rule.id, value: name, startsAt: Date.parse(asked), pauses: [] });
  const rolled = answer.rolledDueAt === answer.dueAt ? '' : ` rolled ${answer.rolledDueAt?.slice(0, 16) ?? 'open'}`;
  return ` due ${answer.dueAt?.slice(0, 16) ?? 'undetermined'}${rolled}`;
}

function valueText(book: Rulebook, rule: Rule, value: RuleValue): string {
  const { name, bound, quantity, basis, status, starts } = value;
  const from = starts ? ` from ${starts}` : '';
  return `${name} ${bound} ${quantityText(quantity)} (${basis === 'policy' ? 'policy' : status})${from}${dueText(book, rule, value)}`;
}

const list = (words: readonly string[] | undefined): string => (words && words.length > 0 ? words.join(',') : '-');

/** Everything of a rule that has legal effect in one line, to be compared with the sources by people. */
function lineOf(book: Rulebook, rule: Rule): string {
  const values = rule.values.map((value) => valueText(book, rule, value));
  const marks = [
    rule.yieldsToContract && 'contract',
    rule.countsBack && 'back',
    rule.setBy && `by-${rule.setBy}`,
    rule.effectiveFrom,
  ].filter((mark) => typeof mark === 'string');
  return [
    `${rule.chapter} ${rule.id}`,
    `${rule.kind} ${rule.basis} ${rule.status}`,
    values.join('; ') || '-',
    `${rule.starts ?? '-'} ${rule.dayCount ?? '-'}`,
    `pauses ${list(rule.pauses)}`,
    `resets ${list(rule.resets)}`,
    list(marks),
    rule.citations.map(({ law, article }) => `${law} ${article}`).join('; ') || '-',
  ].join(' | ');
}

/** The whole rulebook under a policy, line by line. */
export function linesOf(policy: Policy, source: readonly Row[] = rows): string[] {
  const book = rulebook(policy, source);
  return [...book.rules.values()].map((rule) => lineOf(book, rule));
}
