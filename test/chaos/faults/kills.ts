import { setTimeout as sleep } from 'node:timers/promises';
import { LuyueError } from '../../../domain/errors';
import type { Random } from '../random';
import type { Part } from '../world/part';
import type { World } from '../world/world';
import type { Fault } from './fault';

const leastAwayMs = 500;
const mostAwayMs = 4_000;

/** Kills parts at once and starts them again, each after a while of its own. */
async function killAll(parts: readonly Part[], random: Random): Promise<string> {
  const proofs = await Promise.all(parts.map(async (part) => `${part.name}: ${await part.kill()}`));
  const waits = parts.map((part) => ({ part, ms: random.between(leastAwayMs, mostAwayMs) }));
  await Promise.all(
    waits.map(async ({ part, ms }) => {
      await sleep(ms);
      await part.start();
    }),
  );
  return proofs.join('; ');
}

/** One of the world's parts by the beginning of its name. */
function partOf({ mortals }: World, name: string, random: Random): Part {
  const [first, ...rest] = mortals.filter((part) => part.name.startsWith(name));
  if (first === undefined) throw new LuyueError('defect.unexpected', `there is no part ${name}`);
  return random.pick([first, ...rest]);
}

const kill = (name: string, part: string, says: string): Fault => ({
  name,
  says,
  strike: (world, random) => killAll([partOf(world, part, random)], random),
});

const victims = ['postgres', 'engine', 'bank', 'sinks', 'worker'] as const;

const pair: Fault = {
  name: 'pair-kill',
  says: 'kill -9 of two parts at once, chosen by the seed; they come back in any order',
  strike: (world, random) => {
    const [one = 'worker', other = 'postgres'] = random.shuffled(victims);
    return killAll([partOf(world, one, random), partOf(world, other, random)], random);
  },
};

const turn: Fault = {
  name: 'engine-turn',
  says: 'kill -9 of each process of the engine, one after the other: of a cluster frontend, history, matching, worker and its PostgreSQL',
  async strike({ engine }, random) {
    const proofs: string[] = [];
    for (const part of random.shuffled(engine.parts)) proofs.push(await killAll([part], random));
    return proofs.join('; ');
  },
};

/** kill -9 of each part, and of two at once. */
export const kills: readonly Fault[] = [
  kill('worker-kill', 'worker', 'kill -9 of a worker process: workflows, commits and relays with it'),
  kill('postgres-kill', 'postgres', 'kill -9 of PostgreSQL, its backends and helpers'),
  kill('engine-kill', 'engine', 'kill -9 of the Temporal server'),
  kill('bank-kill', 'bank', 'kill -9 of the bank'),
  kill('sinks-kill', 'sinks', 'kill -9 of the mail server and the SMS gateway'),
  pair,
  turn,
];
