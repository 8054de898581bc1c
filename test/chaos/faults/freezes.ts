import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { LuyueError } from '../../../domain/errors';
import type { Random } from '../random';
import type { World } from '../world/world';
import type { Fault } from './fault';

const times = 3;
const awakeMs = 700;
/** Longer than the SDK lets workflow code run by default, shorter than a workflow task may take. */
const leastMs = 5_500;
const mostMs = 8_000;

/** `T`: a signal has stopped it. */
const stateOf = (pid: number): string => {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3);
};

async function freezeOnce(pid: number, ms: number): Promise<void> {
  process.kill(pid, 'SIGSTOP');
  try {
    await sleep(ms);
    if (stateOf(pid) !== 'T') throw new LuyueError('defect.unexpected', `process ${pid} still runs`);
  } finally {
    process.kill(pid, 'SIGCONT');
  }
}

/** The machine under a worker stands still again and again, in the middle of whatever it does, and goes on. */
async function freeze({ workers }: World, random: Random): Promise<string> {
  const [first, ...rest] = workers;
  const pid = first === undefined ? undefined : random.pick([first, ...rest]).part.pid;
  if (pid === undefined) throw new LuyueError('defect.unexpected', 'there is no worker that runs');
  const stops: number[] = [];
  for (let count = 0; count < times; count++) {
    const ms = random.between(leastMs, mostMs);
    await freezeOnce(pid, ms);
    stops.push(ms);
    await sleep(awakeMs);
  }
  return `pid ${pid} stood still for ${stops.join(', ')} ms`;
}

/** A machine that stands still: the process neither runs nor ends. */
export const freezes: readonly Fault[] = [
  {
    name: 'worker-frozen',
    says: 'a worker process stands still for seconds (SIGSTOP), as on a machine that has no time for it',
    strike: freeze,
  },
];
