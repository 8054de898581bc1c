import { run } from '../../cli/run';
import type { Session } from '../../cli/session';
import type { Ended as ProgramEnded } from './program';

export interface Ended extends ProgramEnded {
  /** The one JSON document of a call with `--json`. */
  readonly json: () => Record<string, unknown>;
}

export const withJson = (ended: ProgramEnded): Ended => ({ ...ended, json: () => JSON.parse(ended.out) });

/**
 * What the command line does with its arguments, its environment and what it knows of processes, without a program of its own: each start
 * of one compiles everything anew, for seconds.
 */
export async function callHere(args: readonly string[], settings: Pick<Session, 'env' | 'processes' | 'definitions'>): Promise<Ended> {
  const text = { out: '', err: '' };
  const terminal = {
    out: (line: string) => {
      text.out += `${line}\n`;
    },
    err: (line: string) => {
      text.err += `${line}\n`;
    },
  };
  const code = await run(args, settings, terminal);
  return withJson({ code, signal: null, ...text });
}
