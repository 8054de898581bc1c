import { join } from 'node:path';
import type { Processes } from '../client/process-type';
import type { Language } from '../domain/words';
import type { Process } from '../workflows/kernel/process';

/** One call of the command line. */
export interface Session {
  /** Words after the program's name. */
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly language: Language;
  readonly json: boolean;
  /** Use the services of the environment (DATABASE_URL, TEMPORAL_*) instead of the embedded stack. */
  readonly existing: boolean;
  readonly processes: Processes;
  /** The stages of the processes as the code here has them; loaded when asked for. */
  readonly definitions: () => Readonly<Record<string, Process>>;
  /** Options that a repeat of this call needs beside its words: what the call made up, such as its request id. */
  readonly repeat: string[];
  readonly print: (text: string) => void;
  /** For progress: never part of the one document that `--json` prints. */
  readonly note: (text: string) => void;
}

/** The folder of stack, settings and first start. */
export const folderOf = (session: Session): string => session.env.LUYUE_DIR || join(process.cwd(), '.luyue');
