import type { RuleId } from './chapters';

/** Company limit of a task by the act that it waits for. */
const byAct: Readonly<Record<string, RuleId>> = {
  recommend: 'task-recommend',
  determine: 'task-determine',
  payAdvance: 'task-approve-payment',
  payRescue: 'task-approve-payment',
  survey: 'task-survey',
  clearFraud: 'task-fraud-review',
  correctPayee: 'task-payment-returned',
  authorisePayee: 'task-payee-authorisation',
};

/** Of tasks beside the plan, by the beginning of their name or title. */
const byTitle: readonly (readonly [string, RuleId])[] = [
  ['undeliverable:', 'task-notice-undeliverable'],
  ['calendar-', 'task-calendar-year'],
  ['waits-on-nobody', 'task-unowned-case'],
  ['no-owner:', 'task-unowned-case'],
  ['payment-returned', 'task-payment-returned'],
];

/** Company limit under which a task runs that has no limit of its own. */
export function taskRule({ act, title = '' }: { readonly act: string; readonly title?: string }): RuleId {
  const beside = byTitle.find(([beginning]) => title.startsWith(beginning));
  return beside?.[1] ?? (Object.hasOwn(byAct, act) ? (byAct[act] ?? 'task-default') : 'task-default');
}

/** Every limit that a task can run under. */
export const taskRules: ReadonlySet<string> = new Set(['task-default', ...Object.values(byAct), ...byTitle.map(([, rule]) => rule)]);
