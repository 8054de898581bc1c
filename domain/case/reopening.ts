import type { Instant } from '../instant';
import { systemOf } from '../org/systems';
import type { ActRequest } from './act';
import type { ActContract, Contract } from './contract';
import type { Objection } from './decide';
import { reopenAct } from './general';
import type { CaseState } from './state';

/** The date from which a case is not reopened; null where its contract names none or it is not known. */
export function reopenUntil(contract: Contract, state: CaseState): Instant | null {
  return contract.reopenUntil === undefined ? null : (state.watches[contract.reopenUntil]?.date ?? null);
}

/** The act that a reopening is for: the ground names it, and it enters a closed case at this stage. */
function actFor({ acts }: Contract, stage: unknown, ground = ''): ActContract | undefined {
  const act = Object.hasOwn(acts, ground) ? acts[ground] : undefined;
  return act !== undefined && act.reopens === stage ? act : undefined;
}

/** Who may enter the case again: those of the general act, and for an act whose right outlives the case whoever may do that act. */
export function reopeningContract(contract: Contract, { ground, payload }: Pick<ActRequest, 'ground' | 'payload'>): ActContract {
  const own = actFor(contract, payload.stage, ground);
  return own === undefined ? reopenAct : { ...reopenAct, by: [...reopenAct.by, ...own.by] };
}

/**
 * Why a closed case may not be entered again, by its contract and watch dates; null: it may. Both gates ask: the case before it
 * proposes, commit before it writes. The bank is not bound by the date: money that it sends back is still owed.
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
  if (actor.startsWith('party:') && actFor(contract, stage, ground)?.by.includes('party') !== true)
    return { code: 'actor.role', detail: 'A party enters a closed case only by an act whose right outlives it.' };
  const until = reopenUntil(contract, state);
  if (until === null || at < until || systemOf(actor) === 'bank') return null;
  const late = contract.reopenLate ?? [];
  if (ground !== undefined && late.includes(ground)) return null;
  const otherwise = late.length === 0 ? '' : ` Where the date is wrong, say why by the ground: ${late.join(', ')}.`;
  const detail = `The case could be reopened until ${new Date(until).toISOString()} (${contract.reopenUntil}).${otherwise}`;
  return { code: 'act.refused', detail };
}
