import { numberUnder } from '../../domain/case/notes';
import { daysUntil } from '../../domain/processes/dates';

import type { ImprovementContext } from './types';

const verifier = { kind: 'role', role: 'verifier' } as const;

/** The verifier accepts the evidence, or sends measures back. Whether they were accepted. */
export async function checked(c: ImprovementContext, not: readonly string[]): Promise<boolean> {
  const verdict = c.expect('verify', { from: verifier, not });
  const { payload } = await c.within('improve-verify', verdict, { startsAt: c.case.visit.enteredAt });
  return payload.decision === 'accepted';
}

/** The effect, by the day that the plan names; where that has passed before the measures were accepted, by the end of the day. */
export async function measured(c: ImprovementContext, not: readonly string[]): Promise<void> {
  const startsAt = numberUnder(c.case, 'verifiedAt') ?? c.at;
  const agreedTerm = daysUntil(c.case, startsAt, Math.max(startsAt, numberUnder(c.case, 'effectAt') ?? startsAt));
  await c.within('improve-effect', c.expect('measureEffect', { from: verifier, not }), { startsAt, agreedTerm });
}
