import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type EngineUnderTest, type EngineWish, engineUnderTest } from '../engine';
import { machineOf } from '../measure/machine';
import { publishReport } from '../measure/report';
import { BenchPostgres } from '../records';
import { dbosRung } from './dbos/rung';
import { floorRung } from './floor/rung';
import { handwrittenRung } from './handwritten/rung';
import { kernelRung } from './kernel/rung';
import { playRound, type RoundFigures } from './round';
import { rowsOfCase } from './rows';
import type { Ground, HistoryFigures, Rung } from './rung';
import { playScript, writeScript } from './script';
import { ladderHead, ladderNotes, ladderRow, roundText } from './summary';

export interface LadderOptions {
  readonly dir: string;
  readonly out: string;
  readonly engine: EngineWish;
  readonly cases: number;
  readonly rounds: number;
  readonly clients: number;
  /** Words of the rungs to measure; where it is empty, all but those that are variants of another. */
  readonly only: readonly string[];
  readonly tuning?: string | undefined;
  readonly nodeArgs?: readonly string[];
}

/** What a rung came to over all rounds. */
export interface RungFigures {
  readonly name: string;
  readonly rounds: readonly RoundFigures[];
  readonly history: HistoryFigures | null;
  readonly rows: number;
}

const cachedCases = 2_000;
const variants: readonly string[] = ['sdk-bundle'];

/** Every rung by the word that chooses it. */
const rungs = (options: LadderOptions): Readonly<Record<string, (ground: Ground) => Promise<Rung>>> => {
  const { tuning, nodeArgs = [] } = options;
  return {
    hand: (ground) => handwrittenRung(ground, cachedCases),
    kernel: (ground) => kernelRung(ground, { encrypted: true, tuning, nodeArgs }),
    plain: (ground) => kernelRung(ground, { encrypted: false, tuning, nodeArgs }),
    'sdk-bundle': (ground) => kernelRung(ground, { encrypted: false, sdkBundle: true, variant: 'sdk_bundle', tuning, nodeArgs }),
    dbos: dbosRung,
    floor: floorRung,
  };
};

/** Starts server, database and script, and ends them afterwards. */
export async function onGround<T>(dir: string, wish: EngineWish, work: (ground: Ground) => Promise<T>): Promise<T> {
  mkdirSync(dir, { recursive: true });
  const postgres = await BenchPostgres.start(join(dir, 'postgres'));
  let engine: EngineUnderTest | undefined;
  try {
    engine = await engineUnderTest(join(dir, 'engine'), wish);
    const script = await playScript(await postgres.withSchema('script'));
    const scriptFile = join(dir, 'script.json');
    writeScript(scriptFile, script);
    return await work({ dir, engine, postgres, script, scriptFile });
  } finally {
    await engine?.stop();
    await postgres.stop();
  }
}

/** The order turns with every round, so that none is always first after a rest. */
const turned = <T>(items: readonly T[], by: number): readonly T[] => [
  ...items.slice(by % items.length),
  ...items.slice(0, by % items.length),
];

async function playRounds(measured: readonly Rung[], { cases, clients, rounds }: LadderOptions, { postgres, script }: Ground) {
  const load = { cases, clients, steps: script.transitions.length - 1 };
  const found = new Map<Rung, RoundFigures[]>(measured.map((rung) => [rung, []]));
  for (const rung of measured) await playRound(rung, { ...load, cases: Math.ceil(cases / 3) }, wordOf(rung, 'warm'), postgres);
  for (let round = 0; round < rounds; round++) {
    for (const rung of turned(measured, round)) {
      const figures = await playRound(rung, load, wordOf(rung, String(round)), postgres);
      found.get(rung)?.push(figures);
      console.log(`round ${round + 1} of ${rounds}, ${rung.name}: ${roundText(figures)}`);
    }
  }
  return found;
}

const wordOf = ({ name }: Rung, round: string): string => `${name.replaceAll(/\W+/g, '-')}-${round}`;

async function figuresOf(rung: Rung, rounds: readonly RoundFigures[], { postgres }: Ground): Promise<RungFigures> {
  const reference = `${wordOf(rung, 'warm')}-0`;
  const [database = ''] = rung.databases;
  return { name: rung.name, rounds, history: await rung.history(reference), rows: await rowsOfCase(postgres, database, reference) };
}

/** Measures the rungs against each other in interleaved rounds on one server, and publishes what came out. */
export async function ladder(options: LadderOptions): Promise<readonly RungFigures[]> {
  return onGround(options.dir, options.engine, async (ground) => {
    const makers = Object.entries(rungs(options)).filter(([word]) =>
      options.only.length === 0 ? !variants.includes(word) : options.only.includes(word),
    );
    const measured: Rung[] = [];
    try {
      for (const [, make] of makers) measured.push(await make(ground));
      const found = await playRounds(measured, options, ground);
      const all = await Promise.all([...found].map(([rung, rounds]) => figuresOf(rung, rounds, ground)));
      const steps = ground.script.transitions.length - 1;
      const versions = { temporal: ground.engine.name, postgresql: await ground.postgres.version() };
      const { cases, rounds, clients } = options;
      const notes = ladderNotes(all, { cases, rounds, clients, steps });
      const rows = all.map((one) => ladderRow(one, steps));
      publishReport({ part: 'ladder', machine: machineOf(versions), head: ladderHead, rows, figures: all, notes }, options.out);
      return all;
    } finally {
      for (const rung of measured) await rung.stop();
    }
  });
}
