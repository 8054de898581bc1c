import { spreadOf, spreadText } from '../measure/figures';
import type { RungFigures } from './ladder';
import type { CpuPerCase, RoundFigures } from './round';

export const ladderHead: readonly string[] = [
  'rung',
  'cases/s',
  'act acknowledged p50 / p99 ms',
  'CPU ms per case: engine + worker + PostgreSQL (+ client)',
  'events: case / step',
  'history bytes: case / step',
  'billable actions',
  'rows',
  'PostgreSQL transactions',
];

type Pick1 = (round: RoundFigures) => number;

const of = ({ rounds }: Pick<RungFigures, 'rounds'>, pick: Pick1) => spreadOf(rounds.map(pick));
const cpuOf =
  (what: keyof CpuPerCase): Pick1 =>
  ({ cpu }) =>
    cpu[what];

/** CPU of engine and worker, which the budget is about. */
const enginePlusWorker: Pick1 = ({ cpu }) => cpu.engine + cpu.worker;

/** One round in a line. */
export const roundText = ({ casesPerSecond, ackP50Ms, ackP99Ms, cpu }: RoundFigures): string =>
  `${casesPerSecond.toFixed(1)} cases/s, act p50 ${ackP50Ms.toFixed(0)} ms, p99 ${ackP99Ms.toFixed(0)} ms, ` +
  `CPU ms per case ${cpu.engine.toFixed(0)} + ${cpu.worker.toFixed(0)} + ${cpu.database.toFixed(0)} (+ ${cpu.client.toFixed(0)})`;

/** One rung as a row of the table: medians, with the least and the most of all rounds. */
export function ladderRow(rung: RungFigures, steps: number): readonly (string | number)[] {
  const { name, history, rows } = rung;
  const cpu = (what: keyof CpuPerCase): string => spreadText(of(rung, cpuOf(what)));
  const perStep = (total: number): string => `${total} / ${(total / steps).toFixed(1)}`;
  return [
    name,
    spreadText(of(rung, ({ casesPerSecond }) => casesPerSecond)),
    `${spreadText(
      of(rung, ({ ackP50Ms }) => ackP50Ms),
      0,
    )} / ${spreadText(
      of(rung, ({ ackP99Ms }) => ackP99Ms),
      0,
    )}`,
    `${cpu('engine')} + ${cpu('worker')} + ${cpu('database')} (+ ${cpu('client')})`,
    history === null ? '-' : perStep(history.events),
    history === null ? '-' : perStep(history.bytes),
    history?.actions ?? '-',
    rows,
    spreadText(of(rung, ({ transactionsPerCase }) => transactionsPerCase)),
  ];
}

/** One measure against another, round by round: what is common to a round falls out of the ratio. */
const ratio = (a: RungFigures, b: RungFigures, pick: Pick1): string =>
  spreadText(spreadOf(a.rounds.map((round, i) => pick(round) / pick(b.rounds[i] ?? round))), 2);

function against(rung: RungFigures, base: RungFigures): string {
  const speed = ratio(rung, base, ({ casesPerSecond }) => casesPerSecond);
  const cpu = ratio(rung, base, enginePlusWorker);
  const whole = ratio(rung, base, ({ cpu: { engine, worker, database } }) => engine + worker + database);
  return `${rung.name} against ${base.name}, ratios of the rounds: cases/s ${speed}, CPU of engine and worker ${cpu}, with PostgreSQL ${whole}`;
}

export interface Played {
  readonly cases: number;
  readonly rounds: number;
  readonly clients: number;
  readonly steps: number;
}

/** What is to be known beside the table: load, and every rung against the one called `base`. */
export function ladderNotes(all: readonly RungFigures[], base: string, { cases, rounds, clients, steps }: Played): readonly string[] {
  const measure = all.find(({ name }) => name === base);
  const ratios = measure === undefined ? [] : all.filter((one) => one !== measure).map((one) => against(one, measure));
  return [
    `${rounds} rounds of ${cases} cases, ${clients} at once, ${steps} acts after the opening; median (least-most) of the rounds`,
    ...ratios,
  ];
}
