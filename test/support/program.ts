import { spawn } from 'node:child_process';
import { join } from 'node:path';

const project = join(__dirname, '../..');

/** How a program has ended, and all that it wrote. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

export interface ProgramOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** What it reads on its standard input. */
  readonly input?: string;
}

/** Runs a program in the project's folder to its end. */
export function runProgram(
  command: string,
  args: readonly string[],
  { env = process.env, input = '' }: ProgramOptions = {},
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: project, env, stdio: ['pipe', 'pipe', 'pipe'] });
    const text = { out: '', err: '' };
    child.stdout.on('data', (chunk) => {
      text.out += String(chunk);
    });
    child.stderr.on('data', (chunk) => {
      text.err += String(chunk);
    });
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ ...text, code, signal }));
    child.stdin.end(input);
  });
}
