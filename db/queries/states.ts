import { type CaseHead, isWhole } from '../../domain/case/commit';
import { type CaseState, emptyCase } from '../../domain/case/state';
import type { Database } from '../connect';
import { stateOf } from './log';

export interface States {
  /** The case at a head that is the record's, read under the lock of the case. */
  readonly at: (tx: Database, before: CaseHead | CaseState) => Promise<CaseState>;
  /** Remembers what a transition has made of a case. */
  readonly keep: (after: CaseState) => void;
}

// A claim is some 16 KiB in memory.
const usual = 1_000;

/**
 * Cases as this process has last written them, the longest untouched given up first, so that a case need not send its state with each
 * transition. The hash of a head stands for everything before it: what is kept under another one is folded anew from the log.
 */
export function stateCache(most = usual): States {
  const kept = new Map<string, CaseState>();
  const keep = (state: CaseState): void => {
    kept.delete(state.id);
    kept.set(state.id, state);
    const oldest = kept.keys().next();
    if (kept.size > most && oldest.done !== true) kept.delete(oldest.value);
  };
  const at: States['at'] = async (tx, before) => {
    if (isWhole(before)) return before;
    const known = kept.get(before.id);
    if (known?.head.hash === before.head.hash) return known;
    if (before.head.seq === 0) return emptyCase(before.id);
    const state = await stateOf(tx, before.id);
    keep(state);
    return state;
  };
  return { at, keep };
}
