import { definitions as all } from '../workflows/definitions';
import type { Process } from '../workflows/kernel/process';

/** The processes as the code here runs them, for looking ahead without an engine. */
export const definitions: Readonly<Record<string, Process>> = all;
