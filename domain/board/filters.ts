// Filters of the engine's list. What a case publishes is in domain/case/attributes.ts.

/** A value between quotes; one that would end them is no code of ours and finds nothing. */
const quoted = (value: string): string => `'${value.replaceAll("'", '')}'`;

export const is = (name: string, value: string): string => `${name}=${quoted(value)}`;

/** Open cases, exercises too: of a process, or all (boards have no Kind). */
export const everyOpen = (process: string | null): string =>
  `${is('ExecutionStatus', 'Running')} AND ${process === null ? 'Kind IS NOT NULL' : is('WorkflowType', process)}`;

/** Open cases without exercises, narrowed by further conditions. */
export const openCases = (process: string | null, ...conditions: readonly string[]): string =>
  [everyOpen(process), 'Drill IS NULL', ...conditions].join(' AND ');
