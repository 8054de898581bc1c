import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type EngineUnderTest, type EngineWish, engineUnderTest } from '../engine';
import { type Machine, machineOf } from '../measure/machine';
import { publishReport } from '../measure/report';
import { BenchPostgres } from '../records';
import { dbosRung } from './dbos/rung';
import { floorRung } from './floor/rung';
import { byHand, handwrittenRung } from './handwritten/rung';
import { kernelRung } from './kernel/rung';
import { restateRung } from './restate/rung';
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
  /** Words of the rungs to measure; where it is empty, the usual ones. */
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
/** Measured only where they are named: one is a variant of another, one needs a program that we do not install. */
const named: readonly string[] = ['sdk-bundle', 'restate'];

/** Every rung by the word that chooses it. */
const rungs = (options: LadderOptions): Readonly<Record<string, MakeRung>> => {
  const { tuning, nodeArgs = [] } = options;
  return {
    hand: (ground) => handwrittenRung(ground, cachedCases),
    kernel: (ground) => kernelRung(ground, { encrypted: true, tuning, nodeArgs }),
    plain: (ground) => kernelRung(ground, { encrypted: false, tuning, nodeArgs }),
    'sdk-bundle': (ground) => kernelRung(ground, { encrypted: false, sdkBundle: true, variant: 'sdk_bundle', tuning, nodeArgs }),
    dbos: dbosRung,
    restate: restateRung,
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

/** How many cases are played, and how. */
export type RoundLoad = Pick<LadderOptions, 'cases' | 'rounds' | 'clients'>;

async function playRounds(measured: readonly Rung[], { cases, clients, rounds }: RoundLoad, { postgres, script }: Ground) {
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

export type MakeRung = (ground: Ground) => Promise<Rung>;

export interface Measured {
  readonly all: readonly RungFigures[];
  /** Acts of a case after its opening. */
  readonly steps: number;
  readonly machine: Machine;
}

/** Measures rungs against each other in interleaved rounds on one server. */
export const measured = (dir: string, wish: EngineWish, makers: readonly MakeRung[], load: RoundLoad): Promise<Measured> =>
  onGround(dir, wish, async (ground) => {
    const rungs: Rung[] = [];
    try {
      for (const make of makers) rungs.push(await make(ground));
      const found = await playRounds(rungs, load, ground);
      const all = await Promise.all([...found].map(([rung, rounds]) => figuresOf(rung, rounds, ground)));
      const machine = machineOf({ temporal: ground.engine.name, postgresql: await ground.postgres.version() });
      return { all, steps: ground.script.transitions.length - 1, machine };
    } finally {
      for (const rung of rungs) await rung.stop();
    }
  });

/** One claim on several engines; publishes what came out. */
export async function ladder(options: LadderOptions): Promise<readonly RungFigures[]> {
  const { dir, engine, out, only } = options;
  const chosen = Object.entries(rungs(options)).filter(([word]) => (only.length === 0 ? !named.includes(word) : only.includes(word)));
  const makers = chosen.map(([, make]) => make);
  const { all, steps, machine } = await measured(dir, engine, makers, options);
  const rows = all.map((one) => ladderRow(one, steps));
  publishReport(
    { part: 'ladder', machine, head: ladderHead, rows, figures: all, notes: ladderNotes(all, byHand, { ...options, steps }) },
    out,
  );
  return all;
}
