import { termWords } from '../../domain/clock/term';
import type { Rule } from '../../domain/rulebook';
import { isTerm, type Quantity } from '../../domain/rulebook';
import type { Language } from '../../domain/words';
import { loadRulebook } from '../lawbook';
import type { Report } from '../report';
import type { Session } from '../session';
import { pairs, table } from '../table';

const words = {
  zh: {
    head: ['规则', '名称', '类别', '依据', '数值', '出处'],
    law: '法定',
    policy: '公司',
    version: '版本',
    starts: '起算',
    pauses: '可暂停',
    count: '计算规则',
    scope: '适用',
    consequence: '后果',
    from: '生效',
    why: '理由',
  },
  en: {
    head: ['rule', 'name', 'kind', 'basis', 'values', 'source'],
    law: 'law',
    policy: 'company',
    version: 'version',
    starts: 'starts',
    pauses: 'pauses for',
    count: 'day count',
    scope: 'scope',
    consequence: 'consequence',
    from: 'in force from',
    why: 'why',
  },
} as const;

function quantityText(quantity: Quantity, language: Language): string {
  if (isTerm(quantity)) return termWords(quantity)[language];
  if (quantity.unit === 'yearDay') return `${String(quantity.month).padStart(2, '0')}-${String(quantity.day).padStart(2, '0')}`;
  if (quantity.unit === 'fen') return `${(quantity.count / 100).toLocaleString('en-US')} CNY`;
  return `${quantity.count} ${quantity.unit}`;
}

const valuesText = (rule: Rule, language: Language): string =>
  rule.values.map(({ name, quantity }) => `${name === 'limit' ? '' : `${name} `}${quantityText(quantity, language)}`).join(', ');

const sourceText = (rule: Rule): string => rule.citations.map(({ law, article }) => `${law} ${article}`).join('; ');

function detail(rule: Rule, language: Language): string {
  const t = words[language];
  const values = rule.values.map((value): [string, string] => [
    value.name,
    `${quantityText(value.quantity, language)} [${t[value.basis]}]${value.why === undefined ? '' : ` ${t.why}: ${value.why}`}`,
  ]);
  return pairs([
    [rule.id, rule.name[language]],
    [t.version, rule.version],
    [t.head[2], rule.kind],
    [t.head[3], `${t[rule.basis]} (${rule.status})`],
    [t.head[5], sourceText(rule)],
    ...values,
    [t.count, rule.dayCount],
    [t.starts, rule.starts],
    [t.pauses, rule.pauses?.join(', ')],
    [t.from, rule.effectiveFrom],
    [t.scope, rule.scope?.[language]],
    [t.consequence, rule.consequence?.[language]],
  ]);
}

/** `luyue rules [ID]`: the rulebook under the company policy. Needs no server. @throws LuyueError rule.unknown */
export function rules(session: Session, id?: string): Report {
  const book = loadRulebook(session);
  if (id !== undefined) {
    const rule = book.getRule(id);
    return { json: rule, text: (language) => detail(rule, language) };
  }
  const all = [...book.rules.values()];
  return {
    json: all,
    text: (language) =>
      table(
        words[language].head,
        all.map((rule) => [
          rule.id,
          rule.name[language],
          rule.kind,
          words[language][rule.basis],
          valuesText(rule, language),
          sourceText(rule),
        ]),
      ),
  };
}
