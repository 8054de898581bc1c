// Filters of the engine's list. What a case publishes is in domain/case/attributes.ts.

/** A value between quotes; one that would end them is no code of ours and finds nothing. */
const quoted = (value: string): string => `'${value.replaceAll("'", '')}'`;

export const is = (name: string, value: string): string => `${name}=${quoted(value)}`;

/** Only cases have it: boards are workflows too. */
const anyCase = 'Kind IS NOT NULL';

const running = is('ExecutionStatus', 'Running');
const ofProcess = (process: string): string => is('WorkflowType', process);

/** Open cases, exercises too: of a process, or all. */
export const everyOpen = (process: string | null): string => `${running} AND ${process === null ? anyCase : ofProcess(process)}`;

/**
 * Open cases without exercises, narrowed by further conditions, which say by themselves that it is a case: the UI passes every link
 * through an address.
 */
export function openCases(process: string | null, ...conditions: readonly string[]): string {
  const which = process === null ? (conditions.length === 0 ? [anyCase] : []) : [ofProcess(process)];
  return [running, ...which, ...conditions, 'Drill IS NULL'].join(' AND ');
}
