import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type History, historyFromJSON } from '@temporalio/common/lib/proto-utils';
import Table from 'cli-table3';

const folder = join(__dirname, '../test/replay/histories');

interface Steps {
  readonly file: string;
  readonly bytes: number;
  readonly events: number;
  /** Events that each accepted act cost, up to the next one. */
  readonly perStep: readonly number[];
}

/** Events from one accepted act to the next, where no clock struck in between. What comes before the first act belongs to the opening. */
function stepsOf({ events }: History): number[] {
  const all = events ?? [];
  const accepted = all.flatMap((e, i) => (e.workflowExecutionUpdateAcceptedEventAttributes ? [i] : []));
  const steps = accepted.slice(1).map((end, i) => all.slice(accepted[i] ?? 0, end));
  return steps.filter((step) => !step.some((e) => e.timerFiredEventAttributes)).map((step) => step.length);
}

function measure(file: string): Steps {
  const text = readFileSync(join(folder, file), 'utf8');
  const history = historyFromJSON(JSON.parse(text));
  return { file, bytes: text.length, events: history.events?.length ?? 0, perStep: stepsOf(history) };
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Prints the events of history per human step in the recorded histories: the same figures on every machine. */
function main(): void {
  const measured = readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map(measure);
  const table = new Table({ head: ['history', 'events', 'steps', 'median per step', 'most'] });
  for (const { file, events, perStep } of measured) table.push([file, events, perStep.length, median(perStep), Math.max(0, ...perStep)]);
  console.log(table.toString());
  const all = measured.flatMap(({ perStep }) => perStep);
  console.log(`events per human step over ${all.length} steps: median ${median(all)}, most ${Math.max(0, ...all)}`);
}

main();
