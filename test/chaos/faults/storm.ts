import { setTimeout as sleep } from 'node:timers/promises';
import { LuyueError } from '../../../domain/errors';
import type { Difference } from '../checks/evidence';
import { Random } from '../random';
import type { World } from '../world/world';
import type { Fault, Struck } from './fault';

export interface StormOptions {
  readonly seed: number;
  readonly world: World;
  readonly faults: readonly Fault[];
  /** New faults begin until then, epoch ms. */
  readonly until: number;
  /** Each strikes at least once, also after that. */
  readonly all: boolean;
  readonly onStruck: (struck: Struck) => void;
}

const leastGapMs = 1_500;
const mostGapMs = 5_000;
/** One fault takes at most so long, or something has not come back. */
const mostMs = 180_000;

async function inTime<T>(name: string, work: Promise<T>): Promise<T> {
  const over = new AbortController();
  const late = sleep(mostMs, undefined, { signal: over.signal }).then(() => {
    throw new LuyueError('defect.unexpected', `${name} did not end within ${mostMs / 1000} s`);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    over.abort();
    late.catch(() => undefined);
  }
}

/** What struck, with proof, and what did not: a fault without a proof, or one whose end never came. */
export interface Storm {
  readonly struck: readonly Struck[];
  readonly unproven: readonly Difference[];
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Lets the faults strike one after the other, round after round, each round in an order of the seed's. */
export async function storm({ seed, world, faults, until, all, onStruck }: StormOptions): Promise<Storm> {
  const random = new Random(seed, 'storm');
  const begun = Date.now();
  const struck: Struck[] = [];
  const unproven: Difference[] = [];
  for (let round = 0; (all && round === 0) || Date.now() < until; round++) {
    for (const fault of random.shuffled(faults)) {
      if (!(all && round === 0) && Date.now() >= until) break;
      await sleep(random.between(leastGapMs, mostGapMs));
      await world.revive();
      const at = Date.now();
      try {
        const proof = await inTime(fault.name, fault.strike(world, random));
        if (proof === null) {
          if (all) unproven.push({ check: 'faults', where: fault.name, what: 'there was nothing that it could happen to' });
          continue;
        }
        const one = { fault: fault.name, atMs: at - begun, tookMs: Date.now() - at, proof };
        struck.push(one);
        onStruck(one);
      } catch (error) {
        unproven.push({ check: 'faults', where: fault.name, what: wordsOf(error) });
      }
    }
  }
  return { struck, unproven };
}
