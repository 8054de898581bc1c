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
  /** Hears why a fault is not proved, as soon as it is known: the run may not come to its end. */
  readonly onUnproven: (fault: string, why: string) => void;
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

/** How often a fault that was asked for by name waits for something that it can happen to. */
const mostTries = 4;

interface Turn {
  readonly fault: Fault;
  /** It was asked for by name and has not struck yet. */
  readonly isOwed: boolean;
  readonly tries: number;
}

/** What the faults of a run have come to so far. */
class Ledger {
  readonly struck: Struck[] = [];
  readonly unproven: Difference[] = [];
  private readonly begun = Date.now();

  constructor(private readonly options: StormOptions) {}

  private fail(fault: Fault, what: string): void {
    this.unproven.push({ check: 'faults', where: fault.name, what });
    this.options.onUnproven(fault.name, what);
  }

  /** Lets a fault strike. Gives the turn that it is still owed; null where it is owed none. */
  async take({ fault, isOwed, tries }: Turn, random: Random): Promise<Turn | null> {
    const { world, onStruck } = this.options;
    const at = Date.now();
    try {
      const proof = await inTime(fault.name, fault.strike(world, random));
      if (proof === null && isOwed && tries < mostTries) return { fault, isOwed, tries: tries + 1 };
      if (proof === null && isOwed) this.fail(fault, 'there was nothing that it could happen to');
      if (proof === null) return null;
      const one = { fault: fault.name, atMs: at - this.begun, tookMs: Date.now() - at, proof };
      this.struck.push(one);
      onStruck(one);
    } catch (error) {
      this.fail(fault, wordsOf(error));
    }
    return null;
  }
}

/**
 * Lets the faults strike one after the other, round after round, each round in an order of the seed's. One that was asked for by name and
 * finds nothing that it could happen to (no payment under way) comes again after the others.
 */
export async function storm(options: StormOptions): Promise<Storm> {
  const { seed, world, faults, until, all } = options;
  const random = new Random(seed, 'storm');
  const ledger = new Ledger(options);
  for (let round = 0; (all && round === 0) || Date.now() < until; round++) {
    const waiting: Turn[] = random.shuffled(faults).map((fault) => ({ fault, isOwed: all && round === 0, tries: 1 }));
    for (let turn = waiting.shift(); turn !== undefined; turn = waiting.shift()) {
      if (!turn.isOwed && Date.now() >= until) break;
      await sleep(random.between(leastGapMs, mostGapMs));
      await world.revive();
      const again = await ledger.take(turn, random);
      if (again !== null) waiting.push(again);
    }
  }
  return ledger;
}
