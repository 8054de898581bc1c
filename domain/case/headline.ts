import { isRole, roles } from '../org/roles';
import type { Language } from '../words';
import { paymentWords } from './card-money';
import { cardWords } from './card-words';
import type { Contract } from './contract';
import { generalActs } from './general';
import type { CaseState, Expectation } from './state';

const general: Contract['acts'] = generalActs;

/** Name of an act of a process, or of one that every process has; its own word where neither knows it. */
export function titleOf(acts: Contract['acts'], act: string, language: Language): string {
  const known = Object.hasOwn(acts, act) ? acts[act] : Object.hasOwn(general, act) ? general[act] : undefined;
  return known?.title[language] ?? act;
}

/** A headline of the fold (`stage:pay`, `breach:CLOCK`, an act) in words. */
export function headlineWords(what: string, state: CaseState, contract: Contract, language: Language): string {
  const t = cardWords[language];
  const at = what.indexOf(':');
  const [kind, rest] = at < 0 ? [what, ''] : [what.slice(0, at), what.slice(at + 1)];
  const clock = state.clocks[rest]?.title?.[language] ?? rest;
  switch (kind) {
    case 'stage':
      return `${t.stage}: ${contract.stages[rest]?.[language] ?? rest}`;
    case 'closed':
      return `${t.closed}: ${contract.outcomes[rest]?.[language] ?? rest}`;
    case 'payment':
      return `${t.payment}: ${paymentWords(rest, t)}`;
    case 'remind':
    case 'breach':
    case 'repeat':
    case 'provisional':
      return `${t[kind]}: ${clock}`;
    case 'opened':
    case 'reopened':
    case 'raised':
    case 'escalated':
      return t[kind];
    default:
      return titleOf(contract.acts, what, language);
  }
}

/** Who a task waits for: an account, a role with its unit, a party or a system. */
export function ownerWords({ owner, delegate }: Pick<Expectation, 'owner' | 'delegate'>, language: Language): string {
  const who = delegate ?? owner ?? '?';
  const [role = '', unit] = who.split('@');
  if (unit !== undefined && isRole(role)) return `${roles[role][language]}@${unit}`;
  return who.replace(/^(staff|party|system):/, '');
}
