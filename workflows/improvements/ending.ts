import type { Recipient } from '../../domain/case/fact';
import { numberUnder } from '../../domain/case/notes';
import type { ImprovementOutcome } from '../../domain/processes/improvement/contract';
import { roundOf } from '../../domain/processes/improvement/view';
import type { ImprovementEffects } from './types';

export const chain = (...roles: readonly ('handler' | 'team-lead' | 'branch-manager' | 'head-office' | 'compliance')[]): Recipient[] =>
  roles.map((role) => ({ kind: 'role', role }));

/** Says what came of the improvement. */
export function sayClosed(c: ImprovementEffects, outcome: ImprovementOutcome): void {
  const data = { outcome, rounds: roundOf(c.case), extensions: numberUnder(c.case, 'extensions') ?? 0 };
  c.announce(`closed:${c.case.reopened}`, 'improvement-closed', chain('handler', 'team-lead', 'branch-manager'), data);
}
