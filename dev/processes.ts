import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, fstatSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { LuyueError } from '../domain/errors';
import { processMark } from './process-mark';
import { errorCodeOf } from './system-error';
import { until } from './waiting';

const recordShape = z.object({
  pid: z.number().int().positive(),
  mark: z.string(),
  command: z.string(),
  ports: z.record(z.string(), z.number().int()),
});

/** The pid file of a child. `mark` makes sure that the pid still is the process that was started. */
export type ProcessRecord = z.infer<typeof recordShape>;

export interface ProcessSpec {
  /** Names the log file and the pid file in `folder`. */
  readonly name: string;
  readonly folder: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly ports: Readonly<Record<string, number>>;
  readonly env: NodeJS.ProcessEnv;
  readonly user?: { readonly uid: number; readonly gid: number } | undefined;
}

export interface Child {
  readonly record: ProcessRecord;
  readonly logFile: string;
  /** How the process ended, once it has. */
  ended(): string | undefined;
  /** What it has written since it was started. */
  said(): string;
  /** Asks whether it has written these words. A port that answers may be another's: what a child says of itself is its own. */
  says(words: string): () => Promise<boolean>;
}

const pidFile = (folder: string, name: string): string => join(folder, `${name}.pid`);

/** The child of this name that an earlier or the present run started and that still runs; a stale pid file is removed. */
export const findProcess = (folder: string, name: string): ProcessRecord | undefined => {
  const file = pidFile(folder, name);
  if (!existsSync(file)) return undefined;
  const record = parseRecord(readFileSync(file, 'utf8'));
  if (record && processMark(record.pid) === record.mark) return record;
  rmSync(file, { force: true });
  return undefined;
};

const parseRecord = (text: string): ProcessRecord | undefined => {
  try {
    return recordShape.parse(JSON.parse(text));
  } catch {
    // A pid file cut short by a crash names no process.
    return undefined;
  }
};

/**
 * Starts a child in a process group of its own (Ctrl-C in the terminal does not reach it), its output appended to
 * `<name>.log`. The child outlives the caller; its pid file lets the next start find it.
 */
export const startProcess = (spec: ProcessSpec): Child => {
  mkdirSync(spec.folder, { recursive: true });
  const logFile = join(spec.folder, `${spec.name}.log`);
  const log = openSync(logFile, 'a', 0o600);
  const before = fstatSync(log).size;
  const child = spawn(spec.command, spec.args, { cwd: '/', detached: true, env: spec.env, stdio: ['ignore', log, log], ...spec.user });
  closeSync(log);
  let ended: string | undefined;
  child.once('error', (error) => {
    ended = error.message;
  });
  child.once('exit', (code, signal) => {
    ended = signal ? `ended by ${signal}` : `ended with exit code ${code}`;
  });
  child.unref();
  const said = (): string => readFileSync(logFile).subarray(before).toString();
  const says = (words: string) => () => Promise.resolve(said().includes(words));
  return { record: writeRecord(spec, child), logFile, ended: () => ended, said, says };
};

const writeRecord = (spec: ProcessSpec, child: ChildProcess): ProcessRecord => {
  if (child.pid === undefined) throw new LuyueError('stack.failed', `${spec.name}: ${spec.command} cannot be started`);
  const mark = processMark(child.pid) ?? 'gone';
  // The program alone: what it was told may hold a secret.
  const record = { pid: child.pid, mark, command: spec.command, ports: { ...spec.ports } };
  const file = pidFile(spec.folder, spec.name);
  // One of before may be readable by others, and writing keeps the mode.
  rmSync(file, { force: true });
  writeFileSync(file, `${JSON.stringify(record)}\n`, { mode: 0o600 });
  return record;
};

/** As node, Go and PostgreSQL say it, and as our own programs do. */
const takenWords = /EADDRINUSE|address already in use|stack\.port-taken/i;

/**
 * Waits until the child serves. @throws LuyueError with the end of its log if it ends or is too slow: stack.port-taken where it
 * ended because somebody has its port, else stack.failed
 */
export const waitReady = async (name: string, child: Child, ready: () => Promise<boolean>, timeoutMs = 30_000): Promise<void> => {
  await until(async () => child.ended() !== undefined || (await ready()), timeoutMs);
  if (child.ended() === undefined && (await ready())) return;
  const tail = child.said().trimEnd().split('\n').slice(-8).join('\n');
  const reason = child.ended() ?? `did not serve within ${timeoutMs / 1000} s`;
  const code = child.ended() !== undefined && takenWords.test(tail) ? 'stack.port-taken' : 'stack.failed';
  throw new LuyueError(code, `${name} ${reason}; ${child.logFile} ends with:\n${tail}`, { logFile: child.logFile });
};

export interface StopOptions {
  readonly signal?: NodeJS.Signals;
  /** Time to end before the whole group is killed, in milliseconds. */
  readonly graceMs?: number;
  /** Stops only this process, not one that was started under the name since. */
  readonly pid?: number | undefined;
}

/**
 * Stops the child of this name and waits for its end. Says whether there was one to stop: a second stop is harmless, and a
 * pid that belongs to another process by now is left alone.
 */
export const stopProcess = async (folder: string, name: string, options: StopOptions = {}): Promise<boolean> => {
  const { signal = 'SIGTERM', graceMs = 10_000, pid } = options;
  const record = findProcess(folder, name);
  if (!record || (pid !== undefined && pid !== record.pid)) return false;
  sendSignal(record.pid, signal);
  const gone = () => processMark(record.pid) !== record.mark;
  if (!(await until(gone, graceMs))) {
    sendSignal(-record.pid, 'SIGKILL');
    await until(gone, 5_000);
  }
  rmSync(pidFile(folder, name), { force: true });
  return true;
};

/** Sends a signal; a process that is gone already is no error. */
export const sendSignal = (pid: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (errorCodeOf(error) !== 'ESRCH') throw error;
  }
};
