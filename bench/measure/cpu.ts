import { readdirSync, readFileSync } from 'node:fs';
import { LuyueError } from '../../domain/errors';

/** Linux counts CPU time in hundredths of a second on every platform that Node runs on. */
const tickMs = 10;

interface Stat {
  readonly parent: number;
  /** Own time and that of children which have ended. */
  readonly ms: number;
}

/** A line of /proc/PID/stat; the command in it may hold spaces and brackets. Null for a process that has just ended. */
function statOf(pid: number): Stat | null {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return null;
  }
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [utime, stime, cutime, cstime] = fields.slice(11, 15).map(Number);
  return { parent: Number(fields[1]), ms: ((utime ?? 0) + (stime ?? 0) + (cutime ?? 0) + (cstime ?? 0)) * tickMs };
}

/**
 * CPU time that processes and all that they have started used since they began, in milliseconds (resolution 10 ms each).
 * @throws LuyueError config.invalid where there is no /proc
 */
export function cpuMs(pids: readonly number[]): number {
  let names: readonly string[];
  try {
    names = readdirSync('/proc');
  } catch (error) {
    throw new LuyueError('config.invalid', 'CPU time of other processes is read from /proc: this part needs Linux', {}, { cause: error });
  }
  const all = new Map(names.flatMap((name) => (/^\d+$/.test(name) ? [[Number(name), statOf(Number(name))] as const] : [])));
  const belongs = (pid: number): boolean => pid > 1 && (pids.includes(pid) || belongs(all.get(pid)?.parent ?? 0));
  return [...all].reduce((sum, [pid, stat]) => sum + (stat !== null && belongs(pid) ? stat.ms : 0), 0);
}

/** Resident memory of a process, in bytes. */
export function residentBytes(pid: number): number {
  const kib = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kib ?? 0) * 1024;
}
