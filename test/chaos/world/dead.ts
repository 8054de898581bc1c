import { readdirSync, readFileSync } from 'node:fs';
import { processMark } from '../../../dev/process-mark';
import { sendSignal } from '../../../dev/processes';
import { comes } from '../../support/worker-process';

const parentOf = (pid: string): number => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The command name is in parentheses and may hold spaces.
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    // Gone between listing and reading.
    return 0;
  }
};

/** Pids of the children of a process. */
const childrenOf = (pid: number): readonly number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && parentOf(name) === pid)
    .map(Number);

/** kill -9 of a process and its children, the parent first so that it cannot tidy up. Gives the proof. */
export async function killTree(pid: number): Promise<string> {
  const all = [pid, ...childrenOf(pid)].map((one) => ({ pid: one, mark: processMark(one) }));
  for (const { pid: one } of all) sendSignal(one, 'SIGKILL');
  const isGone = ({ pid: one, mark }: (typeof all)[number]): boolean => mark === undefined || processMark(one) !== mark;
  await comes(`the end of process ${pid}`, () => all.every(isGone), 10_000);
  return `SIGKILL to ${pid} and ${all.length - 1} children, all gone`;
}
