import { parseArgs } from 'node:util';
import { LuyueError } from '../../domain/errors';
import type { Fault } from './faults/fault';
import { faults, faultsNamed } from './faults/index';
import type { Counts } from './load/openings';
import { ClusterEngine } from './world/cluster-engine';
import { DevEngine } from './world/dev-engine';
import type { EngineHouse } from './world/part';

/** What `npm run chaos` was asked for. */
export interface ChaosOptions {
  readonly seed: number;
  readonly runs: number;
  readonly minutes: number;
  readonly counts: Counts;
  readonly daySeconds: number;
  readonly faults: readonly Fault[];
  /** They were named: each has to strike. */
  readonly all: boolean;
  readonly players: number;
  readonly workers: number;
  readonly makeEngine: (dir: string) => EngineHouse;
}

const usual = { seed: '1', runs: '1', minutes: '2', cases: '200', day: '20', players: '8', workers: '2', engine: 'dev' } as const;

const engines: Readonly<Record<string, { readonly make: (dir: string) => EngineHouse; readonly without: readonly string[] }>> = {
  dev: { make: (dir) => new DevEngine(dir), without: [] },
  // Its data lie in a PostgreSQL that holds more than a copied file.
  cluster: { make: (dir) => new ClusterEngine(dir), without: ['engine-restore'] },
};

function engineNamed(name: string) {
  const found = Object.entries(engines).find(([known]) => known === name)?.[1];
  if (found === undefined) throw new LuyueError('input.invalid', `--engine: '${name}' is none of ${Object.keys(engines).join(', ')}`);
  return found;
}

function numberIn(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (text === '' || !(value >= least && value <= most))
    throw new LuyueError('input.invalid', `--${name}: must be from ${least} to ${most}`);
  return value;
}

const option = { type: 'string' } as const;

/** Most of them claims, some complaints, a few emergencies. */
export const countsOf = (cases: number): Counts => {
  const emergencies = Math.max(1, Math.round(cases / 100));
  const complaints = Math.round(cases / 5);
  return { emergencies, complaints, claims: Math.max(1, cases - complaints - emergencies) };
};

/** Reads the command line: `--seed N --minutes M --runs K --cases C --day SECONDS --players P --workers W --faults a,b --engine dev|cluster`. @throws LuyueError input.invalid */
export function readOptions(args: readonly string[]): ChaosOptions {
  const options = {
    seed: option,
    runs: option,
    minutes: option,
    cases: option,
    day: option,
    players: option,
    workers: option,
    faults: option,
    engine: option,
  };
  const { values } = parseArgs({ args: [...args], options });
  const given = { ...usual, ...values };
  const engine = engineNamed(given.engine);
  const possible = faults.filter(({ name }) => !engine.without.includes(name));
  return {
    seed: numberIn('seed', given.seed, 0, 2 ** 31),
    runs: numberIn('runs', given.runs, 1, 1_000),
    minutes: numberIn('minutes', given.minutes, 0.1, 60),
    counts: countsOf(numberIn('cases', given.cases, 2, 2_000)),
    daySeconds: numberIn('day', given.day, 4, 86_400),
    faults: values.faults === undefined ? possible : faultsNamed(values.faults.split(',')),
    all: values.faults !== undefined,
    players: numberIn('players', given.players, 1, 64),
    workers: numberIn('workers', given.workers, 1, 8),
    makeEngine: engine.make,
  };
}
