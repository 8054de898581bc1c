import { type CaseState, emptyCase, type Head } from '../../domain/case/state';
import type { Database } from '../connect';
import { stateOf } from './log';

export interface States {
  /** The case at a head that is the record's, read under the lock of the case. */
  readonly at: (tx: Database, caseId: string, head: Head) => Promise<CaseState>;
  /** Remembers what a transition has made of a case. */
  readonly keep: (after: CaseState) => void;
}

// A claim is some 16 KiB in memory.
const usual = 1_000;

/**
 * Cases as this process has last written them, the longest untouched given up first: a case sends no state, and none would be believed.
 * The hash of a head stands for everything before it: what is kept under another one is folded anew from the log.
 */
export function stateCache(most = usual): States {
  const kept = new Map<string, CaseState>();
  const keep = (state: CaseState): void => {
    kept.delete(state.id);
    kept.set(state.id, state);
    const oldest = kept.keys().next();
    if (kept.size > most && oldest.done !== true) kept.delete(oldest.value);
  };
  const at: States['at'] = async (tx, caseId, head) => {
    const known = kept.get(caseId);
    if (known?.head.hash === head.hash) return known;
    if (head.seq === 0) return emptyCase(caseId);
    const state = await stateOf(tx, caseId);
    keep(state);
    return state;
  };
  return { at, keep };
}
