import type { Recipient } from '../../domain/case/fact';
import type { Role } from '../../domain/org/roles';
import type { ProgrammeOutcome } from '../../domain/processes/programme/contract';
import { figuresOf } from '../../domain/processes/programme/view';
import type { ProgrammeEffects } from './types';

export const chain = (...roles: readonly Role[]): readonly Recipient[] => roles.map((role) => ({ kind: 'role', role }));

/** Says how the programme ended. Improvements that are open go on by themselves. */
export function sayClosed(c: ProgrammeEffects, outcome: ProgrammeOutcome): void {
  const { open } = figuresOf(c.case);
  c.announce(`closed:${c.case.head.seq}`, 'programme-closed', chain('handler', 'team-lead', 'branch-manager'), { outcome, open });
}
