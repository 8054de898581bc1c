/**
 * What is wrong with a record. `edited`: a row is not what was written. `missing-row`: a gap in the log. `missing-tail`:
 * the log ends before its head. `missing-case`: nothing is left of a case that a daily root knows. `cause`, `personal`,
 * `projection`: a row beside the log says something else than the log. `plain`: a value stands
 * in plain text where everything is encrypted. `root`: a root is not what was written.
 */
export interface Flaw {
  readonly kind: 'edited' | 'missing-row' | 'missing-tail' | 'missing-case' | 'cause' | 'personal' | 'projection' | 'plain' | 'root';
  /** Case id, or the day of a root. */
  readonly where: string;
  /** First bad row of the log, where there is one. */
  readonly seq: number | null;
  readonly detail: string;
}
