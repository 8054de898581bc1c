/** How a table proves what it holds, and what the role may do to it under which workers and doors run. */
export interface TableProof {
  /**
   * `chain`: each row is hashed with the one before. `log`: made again from the log by verify. `ledger`: covered by roots. `root`: a root
   * or what it covers. `company`: every change is in the record of changes. `none`: nothing, for the reason given.
   */
  readonly proof: 'chain' | 'log' | 'ledger' | 'root' | 'company' | 'none';
  /** Where or why. */
  readonly by: string;
  /** `update(a, b)`: these columns only. */
  readonly may: readonly ('insert' | 'update' | 'delete' | `update(${string})`)[];
}

const row = (proof: TableProof['proof'], by: string, ...may: TableProof['may']): TableProof => ({ proof, by, may });

/** Every table of the record. A test reads the schema and fails for one that is not here. */
export const tableProofs: Readonly<Record<string, TableProof>> = {
  case_event: row('chain', 'SHA-256 over the row before', 'insert'),
  case_cause: row('log', 'spans, acts and instants of its events', 'insert'),
  case_file: row('log', 'the projection of commit', 'insert', 'update'),
  task: row('log', 'the projection of commit', 'insert', 'update'),
  clock: row('log', 'the projection of commit', 'insert', 'update'),
  clock_segment: row('log', 'the projection of commit', 'insert', 'update', 'delete'),
  promise: row('log', 'the projection of commit', 'insert', 'update'),
  watch_date: row('log', 'the projection of commit', 'insert', 'update'),
  exposure: row('log', 'the projection of commit', 'insert', 'update'),
  party: row('log', 'the projection of commit, values by their digests', 'insert', 'update'),
  document: row('log', 'the projection of commit', 'insert'),
  reserve: row('log', 'the projection of commit', 'insert'),
  notice: row('log', 'the projection of commit; delivery is the relay’s', 'insert', 'update'),
  payment: row('log', 'the projection of commit; never behind what the log knows', 'insert', 'update'),
  case_message: row('log', 'the projection of commit and bulk acts', 'insert', 'update'),
  declared_event: row('log', 'the projection of commit', 'insert', 'update'),
  bulk_run: row('log', 'the projection of commit; counts as the log was told', 'insert', 'update'),
  personal_value: row('log', 'salted digests in the events', 'insert', 'update(value, salt, blind)'),
  refusal: row('ledger', 'roots', 'insert'),
  case_read: row('ledger', 'roots', 'insert'),
  record_change: row('ledger', 'roots', 'insert'),
  watch_dealt: row('ledger', 'roots', 'insert'),
  record_root: row('root', 'hash of the root before, signature, the places outside', 'insert'),
  record_head: row('root', 'the hash of its root', 'insert'),
  daily_root: row('root', 'hash of the root before; written by versions of before', 'insert'),
  daily_head: row('root', 'the hash of its daily root', 'insert'),
  branch: row('company', 'record_change, written by a trigger'),
  team: row('company', 'record_change, written by a trigger'),
  staff: row('company', 'record_change, written by a trigger'),
  role_assignment: row('company', 'record_change, written by a trigger'),
  delegation: row('company', 'record_change, written by a trigger'),
  authority_limit: row('company', 'record_change, written by a trigger'),
  duty_roster: row('company', 'record_change, written by a trigger'),
  absence: row('company', 'record_change, written by a trigger'),
  lending: row('company', 'record_change, written by a trigger'),
  rule_version: row('company', 'its content stands in record_change', 'insert'),
  calendar_version: row('company', 'its content stands in record_change', 'insert'),
  data_key: row(
    'none',
    'a wrapped key is bound to its id by the master key; what was destroyed and by whom stands in record_change',
    'insert',
    'update',
  ),
  organisation_version: row('none', 'a counter: a wrong one makes commits read the company once more, or late'),
  letter: row('none', 'mails to staff, made from what is proved elsewhere; nothing is decided by them', 'insert', 'update'),
  told_delegation: row('none', 'what staff were last told; nothing is decided by it', 'insert', 'update', 'delete'),
  webhook_cursor: row('none', 'how far receivers were told; they see a gap by the numbers', 'insert', 'update'),
};
