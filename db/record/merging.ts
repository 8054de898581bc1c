/**
 * How a row of a transition meets the one that is there: found by `keys`, its `taken` columns take the new value, its `kept` ones only
 * where a new value came. Written so by commit (write.ts), and rebuilt so by verify (rebuilt.ts).
 */
export interface Merging {
  readonly keys: readonly string[];
  /** `all`: every column but the keys. */
  readonly taken: readonly string[] | 'all';
  readonly kept?: readonly string[];
}

const clockKey = ['caseId', 'clock', 'startedSeq'];

export const merging = {
  task: {
    keys: ['caseId', 'seq'],
    taken: ['stage', 'owner', 'claimedFrom', 'delegate', 'dueAt', 'urgency', 'state', 'closedAt', 'closedSeq', 'closedBy'],
  },
  clock: { keys: clockKey, taken: 'all' },
  segment: { keys: [...clockKey, 'no'], taken: ['from', 'to', 'state', 'reason'] },
  promise: { keys: ['caseId', 'id'], taken: ['state', 'endedAt'] },
  watch: { keys: ['caseId', 'watch'], taken: ['rule', 'startsAt', 'date', 'sweptAt'] },
  exposure: { keys: ['caseId', 'id'], taken: 'all' },
  party: {
    keys: ['caseId', 'id'],
    taken: ['role', 'locale', 'channels'],
    kept: ['name', 'phone', 'email', 'idNumber', 'account', 'address'],
  },
} as const satisfies { readonly [table: string]: Merging };
