/**
 * What is wrong with a record. `edited`: a row is not what was written. `missing-row`: a gap in the log. `missing-tail`:
 * the log ends before its head. `missing-case`: nothing is left of a case that a root knows. `cause`, `personal`,
 * `projection`: a row beside the log says something else than the log. `plain`: a value stands
 * in plain text where everything is encrypted. `root`: a root is not what was written. `ledger`: rows of an
 * append-only table are not those that a root covers. `company`: staff, roles or limits are not those that the record of changes ends with.
 */
export interface Flaw {
  readonly kind:
    | 'edited'
    | 'missing-row'
    | 'missing-tail'
    | 'missing-case'
    | 'cause'
    | 'personal'
    | 'projection'
    | 'plain'
    | 'root'
    | 'ledger'
    | 'company';
  /** Case id, number or day of a root, or a table. */
  readonly where: string;
  /** First bad row of the log, where there is one. */
  readonly seq: number | null;
  readonly detail: string;
}
