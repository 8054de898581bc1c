import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Row, rows } from '../domain/rulebook/chapters';
import type { Policy, PolicyValue } from '../domain/rulebook/policy';
import { standardPolicy } from '../domain/rulebook/policy.schema';
import type { Quantity, RuleEntry } from '../domain/rulebook/types';
import { clockStarts, pauseGrounds, resetGrounds } from '../domain/rulebook/vocabulary';
import { linesOf } from './domain/rulebook/line';
import { codeMutants } from './support/code-mutants';

/**
 * `npm run mutate:limits`: shifts each limit by one unit and changes each start, pause and other rule of counting, one at
 * a time, and asks whether the tests notice. Data is changed in process, code in a copy. Prints the survivors; exit 1 if any.
 */
interface Mutant {
  readonly name: string;
  readonly row: Row;
  readonly policy?: Policy;
}

const root = join(__dirname, '..');
const policy = standardPolicy();
const compared = new Set(readFileSync(join(__dirname, 'domain/rulebook/rules.txt'), 'utf8').trimEnd().split('\n'));

function shifted(quantity: Quantity): Quantity[] {
  if (quantity.unit === 'yearDay') return [{ ...quantity, day: quantity.day + 1 }];
  const step = quantity.unit === 'share' ? 0.01 : 1;
  return [1, -1].map((sign) => ({ ...quantity, count: quantity.count + sign * step })).filter(({ count }) => count >= 0);
}

const otherUnit: Partial<Record<Quantity['unit'], 'calendarDays' | 'businessDays' | 'hours' | 'businessHours'>> = {
  calendarDays: 'businessDays',
  businessDays: 'calendarDays',
  hours: 'businessHours',
  businessHours: 'hours',
};

function changedQuantities(quantity: Quantity): Quantity[] {
  const unit = otherUnit[quantity.unit];
  const swapped = unit && 'count' in quantity ? [{ unit, count: quantity.count }] : [];
  return [...shifted(quantity), ...swapped];
}

function valueMutants(row: Row): Mutant[] {
  return Object.entries(row.entry.values).flatMap(([name, value]) => {
    if (value.basis === 'policy') return [];
    return changedQuantities(value.quantity).map((quantity) => ({
      name: `${row.id}.${name}: ${JSON.stringify(quantity)}`,
      row: { ...row, entry: { ...row.entry, values: { ...row.entry.values, [name]: { ...value, quantity } } } },
    }));
  });
}

function withPolicy(id: string, name: string, set: PolicyValue): Policy {
  return { ...policy, values: { ...policy.values, [id]: { ...policy.values[id], [name]: set } } };
}

function policyMutants(row: Row): Mutant[] {
  return Object.entries(policy.values[row.id] ?? {}).flatMap(([name, set]) =>
    changedQuantities(set.quantity).map((quantity) => ({
      name: `policy ${row.id}.${name}: ${JSON.stringify(quantity)}`,
      row,
      policy: withPolicy(row.id, name, { ...set, quantity }),
    })),
  );
}

function next<T extends string>(words: Record<T, unknown>, word: string): T[] {
  const all: T[] = [];
  for (const known in words) all.push(known);
  const following = all[(all.map(String).indexOf(word) + 1) % all.length];
  return following === undefined ? [] : [following];
}

/** Each ground taken away, and one added that the rule does not have. */
function grounds<T extends string>(own: readonly T[] | undefined, words: Record<T, unknown>): T[][] {
  const kept = own ?? [];
  const added = next(words, kept.at(-1) ?? '').filter((word) => !kept.includes(word));
  return [...kept.map((ground) => kept.filter((other) => other !== ground)), ...added.map((word) => [...kept, word])];
}

function contractToggled(entry: RuleEntry): RuleEntry {
  const { yieldsToContract, ...rest } = entry;
  return yieldsToContract ? rest : { ...entry, yieldsToContract: true };
}

function backToggled(entry: RuleEntry): RuleEntry {
  const { countsBack, ...rest } = entry;
  return countsBack ? rest : { ...entry, countsBack: true };
}

function setByToggled(entry: RuleEntry): RuleEntry {
  const { setBy, ...rest } = entry;
  return setBy === undefined ? { ...entry, setBy: 'order' } : rest;
}

function countingMutants(row: Row): Mutant[] {
  const { entry, id } = row;
  if (!entry.starts) return [];
  const dayCount = entry.dayCount === 'day-unit-stated' ? 'day-count-civil-default' : 'day-unit-stated';
  const changes: [string, RuleEntry][] = [
    ...next(clockStarts, entry.starts).map((starts): [string, RuleEntry] => [`starts ${starts}`, { ...entry, starts }]),
    ...grounds(entry.pauses, pauseGrounds).map((pauses): [string, RuleEntry] => [`pauses ${pauses.join()}`, { ...entry, pauses }]),
    ...grounds(entry.resets, resetGrounds).map((resets): [string, RuleEntry] => [`resets ${resets.join()}`, { ...entry, resets }]),
    [`counts ${dayCount}`, { ...entry, dayCount }],
    ['contract', contractToggled(entry)],
    ['back', backToggled(entry)],
    ['set by', setByToggled(entry)],
  ];
  return changes.map(([name, changed]) => ({ name: `${id}: ${name}`, row: { ...row, entry: changed } }));
}

/** Whether the line of a mutant still reads as the one compared with the sources. A throw is noticed too. */
function survives(mutant: Mutant): boolean {
  try {
    return linesOf(mutant.policy ?? policy, [mutant.row]).every((line) => compared.has(line));
  } catch {
    return false;
  }
}

/** Whether the tests of calendar and clock pass on a copy of the code. */
function passes(copy: string): boolean {
  const jest = ['node_modules/jest/bin/jest.js', '--ci', '--silent', 'test/domain/clock', 'test/domain/calendar'];
  return spawnSync(process.execPath, jest, { cwd: copy, stdio: 'ignore' }).status === 0;
}

function codeSurvives(copy: string, { file, from, to }: (typeof codeMutants)[number]): boolean {
  const path = join(copy, file);
  const source = readFileSync(path, 'utf8');
  if (source.split(from).length !== 2) throw new Error(`${file}: the text to change is not there exactly once: ${from}`);
  writeFileSync(
    path,
    source.replace(from, () => to),
  );
  const passed = passes(copy);
  writeFileSync(path, source);
  return passed;
}

function jestConfig(copy: string): string {
  const swc = ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } }];
  return JSON.stringify({ rootDir: copy, testEnvironment: 'node', maxWorkers: 1, bail: 1, transform: { '^.+\\.ts$': swc } });
}

function codeSurvivors(): string[] {
  const copy = mkdtempSync(join(tmpdir(), 'luyue-mutants-'));
  try {
    for (const folder of ['domain', 'test/domain']) cpSync(join(root, folder), join(copy, folder), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
    writeFileSync(join(copy, 'package.json'), '{}');
    writeFileSync(join(copy, 'jest.config.json'), jestConfig(copy));
    if (!passes(copy)) throw new Error('the unchanged clock fails its own tests');
    return codeMutants.filter((mutant) => codeSurvives(copy, mutant)).map(({ what }) => what);
  } finally {
    rmSync(copy, { recursive: true });
  }
}

const mutants = rows.flatMap((row) => [...valueMutants(row), ...countingMutants(row), ...policyMutants(row)]);
const changed = rows.filter((row) => !survives({ name: 'unchanged', row }));
if (changed.length > 0) throw new Error(`the unchanged rulebook fails its own test: ${changed.map(({ id }) => id).join(', ')}`);
const survivors = [...mutants.filter(survives).map(({ name }) => name), ...codeSurvivors()];
console.log(`${mutants.length + codeMutants.length} mutants, ${survivors.length} survived`);
for (const name of survivors) console.log(`survived: ${name}`);
process.exitCode = survivors.length > 0 ? 1 : 0;
