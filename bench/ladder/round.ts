import { setTimeout as sleep } from 'node:timers/promises';
import { cpuMs } from '../measure/cpu';
import { crowd, numbers } from '../measure/crowd';
import { quantile } from '../measure/figures';
import type { BenchPostgres } from '../records';
import type { Rung } from './rung';

/** CPU per case in milliseconds. `client` is the bench itself, with the doors in it. */
export interface CpuPerCase {
  readonly engine: number;
  readonly worker: number;
  readonly database: number;
  readonly client: number;
}

/** What one rung did in one round. */
export interface RoundFigures {
  readonly casesPerSecond: number;
  readonly ackP50Ms: number;
  readonly ackP99Ms: number;
  readonly openP50Ms: number;
  readonly cpu: CpuPerCase;
  readonly transactionsPerCase: number;
}

export interface Load {
  readonly cases: number;
  /** Cases under way at once. */
  readonly clients: number;
  /** Acts after the opening. */
  readonly steps: number;
}

/** The statistics of PostgreSQL are up to a second late. */
const statisticsMs = 1_200;

interface Meter {
  readonly cpu: CpuPerCase;
  readonly transactions: number;
}

async function read({ enginePids, workerPids, databases }: Rung, postgres: BenchPostgres): Promise<Meter> {
  await sleep(statisticsMs);
  const cpu = {
    engine: cpuMs(enginePids),
    worker: cpuMs(workerPids()),
    database: cpuMs([postgres.pid]),
    client: process.cpuUsage().user / 1_000 + process.cpuUsage().system / 1_000,
  };
  return { cpu, transactions: await postgres.committed(databases) };
}

async function timed(work: () => Promise<void>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

export interface CaseTimes {
  readonly open: number;
  readonly acts: readonly number[];
}

/** Opens a case and does its first steps, one after the other. */
export async function playCase(rung: Rung, reference: string, steps: number): Promise<CaseTimes> {
  const open = await timed(() => rung.open(reference));
  const acts: number[] = [];
  for (let step = 1; step <= steps; step++) acts.push(await timed(() => rung.act(reference, step)));
  return { open, acts };
}

/** Plays cases on a rung from opening to end and measures them. `word` makes their references unique. */
export async function playRound(rung: Rung, { cases, clients, steps }: Load, word: string, postgres: BenchPostgres): Promise<RoundFigures> {
  const before = await read(rung, postgres);
  const from = performance.now();
  const times = await crowd(numbers(cases), clients, (n) => playCase(rung, `${word}-${n}`, steps));
  const seconds = (performance.now() - from) / 1_000;
  const after = await read(rung, postgres);
  const acts = times.flatMap((one) => one.acts);
  const per = (what: keyof CpuPerCase): number => (after.cpu[what] - before.cpu[what]) / cases;
  return {
    casesPerSecond: cases / seconds,
    ackP50Ms: quantile(acts, 0.5),
    ackP99Ms: quantile(acts, 0.99),
    openP50Ms: quantile(
      times.map(({ open }) => open),
      0.5,
    ),
    cpu: { engine: per('engine'), worker: per('worker'), database: per('database'), client: per('client') },
    transactionsPerCase: (after.transactions - before.transactions) / cases,
  };
}
