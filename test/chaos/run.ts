import type { Difference, Evidence } from './checks/evidence';
import { gather } from './checks/gather';
import { differencesIn } from './checks/index';
import type { Fault, Struck } from './faults/fault';
import { storm } from './faults/storm';
import { Book } from './load/book';
import { Load } from './load/load';
import { type Counts, openingsOf } from './load/openings';
import { type Owed, settle } from './settle';
import type { EngineHouse } from './world/part';
import { World } from './world/world';

export interface RunOptions {
  readonly seed: number;
  /** How long faults begin, in ms. */
  readonly stormMs: number;
  readonly settleMs: number;
  readonly counts: Counts;
  /** What a day takes. */
  readonly daySeconds: number;
  readonly players: number;
  readonly workers: number;
  readonly faults: readonly Fault[];
  readonly makeEngine: (dir: string) => EngineHouse;
  /** Each of them strikes at least once, however long it takes; otherwise the seed draws those for which there is time. */
  readonly all: boolean;
  readonly print: (text: string) => void;
  /** Hears how a run is ended before its time: its actors first, then its parts. */
  readonly onBegun?: (end: () => Promise<void>) => void;
}

/** What a run has shown. */
export interface RunReport {
  readonly seed: number;
  readonly tookMs: number;
  readonly struck: readonly Struck[];
  readonly figures: Readonly<Record<string, number>>;
  readonly differences: readonly Difference[];
}

const events = ({ cases }: Evidence): number => cases.reduce((sum, one) => sum + one.events.length, 0);

function figuresOf(evidence: Evidence, book: Book, struck: readonly Struck[]): RunReport['figures'] {
  return {
    openings: book.openings.length,
    cases: evidence.cases.length,
    closed: evidence.cases.filter(({ row }) => row.status === 'closed').length,
    events: events(evidence),
    sent: book.acts.length,
    acknowledged: book.count('acknowledged'),
    refused: book.count('refused'),
    unanswered: book.acts.reduce((sum, { unanswered }) => sum + unanswered, 0),
    open: book.count('open'),
    breaches: evidence.cases.reduce((sum, { clocks }) => sum + clocks.filter(({ breachedAt }) => breachedAt !== null).length, 0),
    payments: evidence.ledger.filter(({ state }) => state === 'accepted').length,
    notices: evidence.cases.reduce((sum, { notices }) => sum + notices.length, 0),
    messages: evidence.arrived.sms.length + evidence.arrived.mail.length,
    faults: struck.length,
  };
}

const unrest = (owed: Owed): readonly Difference[] =>
  Object.entries(owed).flatMap(([what, count]) =>
    count === 0 ? [] : [{ check: 'rest', where: what, what: `${count} still owed at the end` }],
  );

const deaths = ({ workers, bank, sinks }: World): readonly Difference[] =>
  [...workers.map(({ part }) => part), bank, sinks].flatMap(({ name, endedByItself }) =>
    endedByItself.map((words) => ({ check: 'lives', where: name, what: `ended by itself: ${words}` })),
  );

/** One run: a company at work, a storm of faults, rest, and everything compared with the model. */
export async function run(options: RunOptions): Promise<RunReport> {
  const { seed, daySeconds, print, faults, all, stormMs, settleMs } = options;
  const begun = Date.now();
  const openings = openingsOf({ seed, start: begun, daySeconds }, options.counts);
  const book = new Book();
  const world = await World.start(options.workers, options.makeEngine);
  let load: Load | undefined;
  const end = async (): Promise<void> => {
    await load?.stop();
    await world.stop();
  };
  options.onBegun?.(end);
  try {
    print(`seed ${seed}: ${openings.length} openings, world up after ${Date.now() - begun} ms`);
    load = new Load({ seed, world, book, openings, players: options.players, openingMs: stormMs * 0.6 });
    const onStruck = ({ fault, atMs, tookMs, proof }: Struck): void => print(`  ${atMs} ms ${fault} (${tookMs} ms): ${proof}`);
    const onUnproven = (fault: string, why: string): void => print(`  ${fault} is not proved: ${why}`);
    const { struck, unproven } = await storm({ seed, world, faults, all, until: Date.now() + stormMs, onStruck, onUnproven });
    const owed = await settle(world, load, settleMs);
    await load.stop();
    const evidence = await gather(world, book, openings);
    const differences = [...unproven, ...unrest(owed), ...deaths(world), ...differencesIn(evidence)];
    return { seed, tookMs: Date.now() - begun, struck, figures: figuresOf(evidence, book, struck), differences };
  } finally {
    await end();
  }
}
