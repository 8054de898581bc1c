import { parseArgs } from 'node:util';
import { LuyueError } from '../../domain/errors';
import type { Fault } from './faults/fault';
import { faults, faultsNamed } from './faults/index';
import type { Counts } from './load/openings';

/** What `npm run chaos` was asked for. */
export interface ChaosOptions {
  readonly seed: number;
  readonly runs: number;
  readonly minutes: number;
  readonly counts: Counts;
  readonly faults: readonly Fault[];
  /** They were named: each has to strike. */
  readonly all: boolean;
  readonly players: number;
  readonly workers: number;
}

const usual = { seed: '1', runs: '1', minutes: '2', cases: '200', players: '8', workers: '2' } as const;

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

/** Reads the command line: `--seed N --minutes M --runs K --cases C --players P --workers W --faults a,b`. @throws LuyueError input.invalid */
export function readOptions(args: readonly string[]): ChaosOptions {
  const options = { seed: option, runs: option, minutes: option, cases: option, players: option, workers: option, faults: option };
  const { values } = parseArgs({ args: [...args], options });
  const given = { ...usual, ...values };
  return {
    seed: numberIn('seed', given.seed, 0, 2 ** 31),
    runs: numberIn('runs', given.runs, 1, 1_000),
    minutes: numberIn('minutes', given.minutes, 0.1, 60),
    counts: countsOf(numberIn('cases', given.cases, 2, 2_000)),
    faults: values.faults === undefined ? faults : faultsNamed(values.faults.split(',')),
    all: values.faults !== undefined,
    players: numberIn('players', given.players, 1, 64),
    workers: numberIn('workers', given.workers, 1, 8),
  };
}
