import { spawn, spawnSync } from 'node:child_process';
import { accessSync, closeSync, constants, mkdirSync, openSync, readFileSync, statSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { LuyueError } from '../domain/errors';
import type { Report } from './progress';

const isProgram = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
};

/** The first program of this name on PATH. */
export const findOnPath = (name: string, env: NodeJS.ProcessEnv = process.env): string | undefined =>
  (env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, name))
    .find(isProgram);

/** What a program says of its version (standard output and error together), or undefined if it cannot be run. */
export const askVersion = (file: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): string | undefined => {
  if (!isProgram(file)) return undefined;
  const { status, stdout, stderr } = spawnSync(file, args, { encoding: 'utf8', env, timeout: 10_000 });
  return status === 0 ? `${stdout}${stderr}`.trim() : undefined;
};

export interface LongStep {
  readonly title: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly logFile: string;
  readonly report: Report;
}

const reportEveryMs = 10_000;

/**
 * Runs a program that takes minutes: its output goes to one log file, and a report every ten seconds says that it still
 * runs. @throws LuyueError stack.failed with the end of the log.
 */
export const runLongStep = async ({ title, command, args, env, logFile, report }: LongStep): Promise<void> => {
  mkdirSync(dirname(logFile), { recursive: true });
  const log = openSync(logFile, 'a');
  const timer = setInterval(() => report('building', title), reportEveryMs);
  try {
    const ended = await new Promise<string>((resolve) => {
      const child = spawn(command, args, { env, stdio: ['ignore', log, log] });
      child.once('error', (error) => resolve(error.message));
      child.once('exit', (code, signal) => resolve(code === 0 ? '' : `ended with ${signal ?? `exit code ${code}`}`));
    });
    if (ended === '') return;
    const tail = readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-5).join('\n');
    throw new LuyueError('stack.failed', `${title}: ${command} ${ended}; ${logFile} ends with:\n${tail}`, { logFile });
  } finally {
    clearInterval(timer);
    closeSync(log);
  }
};
