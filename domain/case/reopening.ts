import type { Instant } from '../instant';
import type { ActRequest } from './act';
import type { Contract } from './contract';
import type { Objection } from './decide';
import type { CaseState } from './state';

/** The date from which a case is not reopened; null where its contract names none or it is not known. */
export function reopenUntil(contract: Contract, state: CaseState): Instant | null {
  return contract.reopenUntil === undefined ? null : (state.watches[contract.reopenUntil]?.date ?? null);
}

/**
 * Why a closed case may not be entered again, by its contract and watch dates; null: it may. Both gates ask: the case before it
 * proposes, commit before it writes. A system is not bound by the date: money that the bank sends back is still owed.
 */
export function reopeningObjection(
  contract: Contract,
  state: CaseState,
  { actor, ground, payload }: ActRequest,
  at: Instant,
): Objection | null {
  const { stage } = payload;
  if (typeof stage !== 'string' || !contract.reopenAt.includes(stage))
    return { code: 'act.not-now', detail: `'${stage}' is not a stage at which this process is reopened.` };
  const until = reopenUntil(contract, state);
  if (until === null || at < until || actor.startsWith('system:')) return null;
  const late = contract.reopenLate ?? [];
  if (ground !== undefined && late.includes(ground)) return null;
  const otherwise = late.length === 0 ? '' : ` Where the date is wrong, say why by the ground: ${late.join(', ')}.`;
  const detail = `The case could be reopened until ${new Date(until).toISOString()} (${contract.reopenUntil}).${otherwise}`;
  return { code: 'act.refused', detail };
}
