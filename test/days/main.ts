import { mkdirSync } from 'node:fs';
import { delimiter } from 'node:path';
import type { Progress } from '../../dev/progress';
import { LuyueError } from '../../domain/errors';
import { broken, jest, lineOf, results } from '../support/jest-run';
import { clockAt, NoClock } from './clock';
import { type Plan, readPlan } from './plan';
import { shiftedEngine } from './shifted-engine';

const show = ({ detail, elapsedMs }: Progress): void => console.log(`${detail} (${Math.round(elapsedMs / 1000)} s)`);

const projects = ({ services }: Plan): readonly string[] =>
  services ? ['--selectProjects', 'services', '--maxWorkers=1'] : ['--selectProjects', 'unit', 'replay'];

/** Where the engine's tests find a Temporal server that lives at the shifted time: first on PATH. */
async function surroundingsOf({ services }: Plan): Promise<NodeJS.ProcessEnv> {
  if (!services) return process.env;
  return { ...process.env, PATH: `${await shiftedEngine(show)}${delimiter}${process.env.PATH ?? ''}` };
}

/** `npm run test:days`: the tests as they run on other days. Says how each day went; exit 1 where one did not go well. */
async function days(args: readonly string[]): Promise<number> {
  const plan = readPlan(args);
  const env = await surroundingsOf(plan);
  mkdirSync(results, { recursive: true });
  const lines: string[] = [];
  let good = true;
  for (const { text, at } of plan.days) {
    const outcome = (await jest('days', [...projects(plan), ...plan.jest], clockAt(at, env))) ?? broken;
    lines.push(`${text}: ${lineOf(outcome)}`);
    good &&= outcome.good;
  }
  console.log(lines.join('\n'));
  return good ? 0 : 1;
}

days(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof NoClock || error instanceof LuyueError ? error.message : error);
    process.exitCode = 1;
  },
);
