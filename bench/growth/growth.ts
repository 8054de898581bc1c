import { setTimeout as sleep } from 'node:timers/promises';
import type { EngineWish } from '../engine';
import { handwrittenRung } from '../ladder/handwritten/rung';
import { kernelRung } from '../ladder/kernel/rung';
import { onGround } from '../ladder/ladder';
import { playCase, playRound } from '../ladder/round';
import type { Ground, Rung } from '../ladder/rung';
import { cpuMs, residentBytes } from '../measure/cpu';
import { crowd, numbers } from '../measure/crowd';
import { machineOf } from '../measure/machine';
import { publishReport } from '../measure/report';

export interface GrowthOptions {
  readonly dir: string;
  readonly out: string;
  readonly engine: EngineWish;
  /** Open cases at which acts are timed, smallest first. */
  readonly levels: readonly number[];
  /** Cases played from opening to end at each level, one at a time. */
  readonly probes: number;
  /** Clients that open the cases which stay open. */
  readonly clients: number;
  /** Waiting cases that are loaded again. */
  readonly reloads: number;
}

/** Acts at one number of open cases. */
interface Level {
  readonly open: number;
  readonly ackP50Ms: number;
  readonly ackP99Ms: number;
  readonly openP50Ms: number;
}

/** A waiting case that the worker does not hold. */
interface Reload {
  readonly rung: string;
  readonly cpuMsPerCase: number;
  /** Memory that each loaded case holds, in KiB. */
  readonly kibPerCase: number;
  readonly emptyWorkerMiB: number;
  readonly startMs: number;
}

/** Cases that have gone half of their way wait with a history worth loading. */
const stepsDone = 3;
const settleMs = 2_000;

async function levels(
  rung: Rung,
  { levels: wanted, probes, clients }: GrowthOptions,
  { postgres, script }: Ground,
): Promise<readonly Level[]> {
  const found: Level[] = [];
  const steps = script.transitions.length - 1;
  await playRound(rung, { cases: probes, clients: 1, steps }, 'growth-warm', postgres);
  let open = 0;
  for (const level of wanted) {
    const from = open;
    await crowd(numbers(Math.max(0, level - open)), clients, (n) => rung.open(`growth-open-${from + n}`));
    open = Math.max(open, level);
    const { ackP50Ms, ackP99Ms, openP50Ms } = await playRound(rung, { cases: probes, clients: 1, steps }, `growth-at-${level}`, postgres);
    found.push({ open, ackP50Ms, ackP99Ms, openP50Ms });
    console.log(`${open} open cases: act acknowledged p50 ${ackP50Ms.toFixed(0)} ms, p99 ${ackP99Ms.toFixed(0)} ms`);
  }
  return found;
}

const workerCpu = (rung: Rung): number => cpuMs(rung.workerPids());
const workerBytes = (rung: Rung): number => rung.workerPids().reduce((sum, pid) => sum + residentBytes(pid), 0);

/** Restarts the worker and asks every waiting case once, so that each is loaded from its history. */
async function reload(rung: Rung, { reloads, clients }: GrowthOptions): Promise<Reload> {
  const references = numbers(reloads).map((n) => `growth-reload-${n}`);
  await crowd(references, clients, (reference) => playCase(rung, reference, stepsDone));
  const startMs = (await rung.restart?.()) ?? 0;
  // The first cases also pay for the compiler's warming up: they are not counted.
  const [warm, counted] = [references.slice(0, Math.ceil(reloads / 4)), references.slice(Math.ceil(reloads / 4))];
  await sleep(settleMs);
  const emptyBytes = workerBytes(rung);
  for (const reference of warm) await rung.ask?.(reference);
  const before = { cpu: workerCpu(rung), bytes: workerBytes(rung) };
  for (const reference of counted) await rung.ask?.(reference);
  const cpuMsPerCase = (workerCpu(rung) - before.cpu) / counted.length;
  const kibPerCase = (workerBytes(rung) - before.bytes) / counted.length / 1_024;
  return { rung: rung.name, cpuMsPerCase, kibPerCase, emptyWorkerMiB: emptyBytes / 2 ** 20, startMs };
}

const levelRow = ({ open, ackP50Ms, ackP99Ms, openP50Ms }: Level) => [
  `${open} open cases`,
  `act acknowledged p50 ${ackP50Ms.toFixed(0)} ms, p99 ${ackP99Ms.toFixed(0)} ms; opened p50 ${openP50Ms.toFixed(0)} ms`,
];

const reloadRow = ({ rung, cpuMsPerCase, kibPerCase, emptyWorkerMiB, startMs }: Reload) => [
  `${rung}: a waiting case loaded again`,
  `${cpuMsPerCase.toFixed(1)} ms CPU, ${kibPerCase.toFixed(0)} KiB held; worker empty ${emptyWorkerMiB.toFixed(0)} MiB, up in ${startMs.toFixed(0)} ms`,
];

const ratioOf = (a: number | undefined, b: number | undefined): string => ((a ?? 0) / (b ?? 0)).toFixed(2);

function notesOf(atLevels: readonly Level[], [hand, kernel]: readonly Reload[]): readonly string[] {
  const [none, full] = [atLevels[0], atLevels.at(-1)];
  return [
    `p99 at ${full?.open} open cases against ${none?.open}: ${ratioOf(full?.ackP99Ms, none?.ackP99Ms)}`,
    `CPU of a cold reload, kernel against by hand: ${ratioOf(kernel?.cpuMsPerCase, hand?.cpuMsPerCase)}`,
  ];
}

/** What grows with the number of cases: acknowledgement, reload, memory. One case at a time acts, so that queueing is not in it. */
export async function growth(options: GrowthOptions): Promise<void> {
  await onGround(options.dir, options.engine, async (ground) => {
    const rungs: Rung[] = [];
    try {
      const kernel = await kernelRung(ground, { encrypted: true });
      rungs.push(kernel);
      const hand = await handwrittenRung(ground, 2_000);
      rungs.push(hand);
      const reloads = [await reload(hand, options), await reload(kernel, options)];
      const atLevels = await levels(kernel, options, ground);
      const rows = [...atLevels.map(levelRow), ...reloads.map(reloadRow)];
      const machine = machineOf({ temporal: ground.engine.name, postgresql: await ground.postgres.version() });
      const notes = notesOf(atLevels, reloads);
      publishReport({ part: 'growth', machine, head: ['what', 'seen'], rows, figures: { levels: atLevels, reloads }, notes }, options.out);
    } finally {
      for (const rung of rungs) await rung.stop();
    }
  });
}
