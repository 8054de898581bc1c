import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Table from 'cli-table3';
import { type Machine, machineText } from './machine';

export interface Report {
  readonly part: string;
  readonly machine: Machine;
  readonly head: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
  /** Every figure, for programs. */
  readonly figures: unknown;
  readonly notes?: readonly string[];
}

/** Prints the table of a part and writes all its figures to `FOLDER/PART.json`. */
export function publishReport({ part, machine, head, rows, figures, notes = [] }: Report, folder: string): void {
  const table = new Table({ head: [...head], style: { head: [], border: [] } });
  for (const row of rows) table.push([...row]);
  console.log(`\n${part}: ${machineText(machine)}\n${table.toString()}`);
  for (const note of notes) console.log(note);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${part}.json`);
  writeFileSync(file, `${JSON.stringify({ part, at: new Date().toISOString(), machine, figures, notes }, null, 2)}\n`);
  console.log(`figures: ${file}`);
}
