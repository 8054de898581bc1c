import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

export const root = join(__dirname, '../..');
/** Where results are written. */
export const results = join(root, 'test', '.results');
const count = z.number().int().nonnegative();

const jestShape = z.object({
  success: z.boolean(),
  numPassedTests: count,
  numFailedTests: count,
  numPendingTests: count,
  numTodoTests: count,
  /** Files that could not be run at all: jest counts no test of theirs as failed. */
  numRuntimeErrorTestSuites: count,
});

/** Runs a program of the project with its output passed through; resolves to its exit code. */
export const run = (program: string, args: readonly string[], env = process.env): Promise<number> =>
  new Promise((resolve, reject) => {
    const child = spawn(join(root, 'node_modules', '.bin', program), args, { cwd: root, env, stdio: 'inherit' });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });

export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly good: boolean;
}

/** `12 passed, 0 failed`. */
export const lineOf = ({ passed, failed, skipped }: Outcome): string =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;

/** A run that wrote no results counts as a failure of its own. */
export const broken: Outcome = { passed: 0, failed: 1, skipped: 0, good: false };

export const both = (a: Outcome, b: Outcome): Outcome => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
  good: a.good && b.good,
});

/** What jest wrote of its run; null where it wrote nothing. */
function outcomeOf(jestFile: string): Outcome | null {
  if (!existsSync(jestFile)) return null;
  const result = jestShape.parse(JSON.parse(readFileSync(jestFile, 'utf8')));
  const passed = result.numPassedTests;
  const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
  return { passed, failed, skipped: result.numPendingTests + result.numTodoTests, good: result.success && failed === 0 && passed > 0 };
}

/** Runs jest; null where it wrote no results. */
export async function jest(name: string, args: readonly string[], env = process.env): Promise<Outcome | null> {
  const jestFile = join(results, `${name}.json`);
  // A test that fails may leave a server open, which would keep jest waiting for ever.
  const code = await run('jest', ['--forceExit', '--json', `--outputFile=${jestFile}`, ...args], env);
  const outcome = outcomeOf(jestFile);
  return outcome === null ? null : { ...outcome, good: outcome.good && code === 0 };
}
