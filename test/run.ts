import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { audit, auditWords } from './audit';

const root = join(__dirname, '..');
const results = join(root, 'test', '.results');
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
const run = (program: string, args: readonly string[]): Promise<number> =>
  new Promise((resolve, reject) => {
    const child = spawn(join(root, 'node_modules', '.bin', program), args, { cwd: root, stdio: 'inherit' });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });

interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly good: boolean;
}

/** A run that wrote no results counts as a failure of its own. */
const broken: Outcome = { passed: 0, failed: 1, skipped: 0, good: false };

const both = (a: Outcome, b: Outcome): Outcome => ({
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

/** Says the plain line of the results and keeps it; answers the exit code. */
function conclude(outcome: Outcome | null): number {
  const line =
    outcome === null
      ? 'no test result was written'
      : `${outcome.passed} passed, ${outcome.failed} failed${outcome.skipped > 0 ? `, ${outcome.skipped} skipped` : ''}`;
  writeFileSync(join(results, 'summary'), `${line}\n`);
  console.log(line);
  return outcome?.good === true ? 0 : 1;
}

/** Runs jest; null where it wrote no results. */
async function jest(name: string, args: readonly string[]): Promise<Outcome | null> {
  const jestFile = join(results, `${name}.json`);
  // A test that fails may leave a server open, which would keep jest waiting for ever.
  const code = await run('jest', ['--forceExit', '--json', `--outputFile=${jestFile}`, ...args]);
  const outcome = outcomeOf(jestFile);
  return outcome === null ? null : { ...outcome, good: outcome.good && code === 0 };
}

const walk = (args: readonly string[]): Promise<Outcome | null> => jest('browser', ['--config', 'jest.browser.config.js', ...args]);

/** A step beside jest counts as one test. */
const stepOf = (good: boolean): Outcome => ({ passed: good ? 1 : 0, failed: good ? 0 : 1, skipped: 0, good });

const apiSeconds = '60';

/** Sends what the OpenAPI document allows, and what it does not, to a stack of its own. */
async function apiTest(): Promise<Outcome> {
  const good = (await run('tsx', ['test/http/schemathesis.ts', apiSeconds])) === 0;
  console.log(`API test against the OpenAPI document, ${apiSeconds} s: ${good ? 'passed' : 'FAILED'}`);
  return stepOf(good);
}

/** A registry that answers nothing is told in words and counts as nothing: neither passed nor failed. */
function audited(): Outcome {
  const found = audit();
  console.log(auditWords(found));
  return found.kind === 'unanswered' ? { passed: 0, failed: 0, skipped: 0, good: true } : stepOf(found.kind === 'clean');
}

async function isChecked(): Promise<boolean> {
  const checks = [
    ['type check', 'tsc', ['--noEmit']],
    ['lint', 'biome', ['check', '--error-on-warnings', '.']],
  ] as const;
  for (const [name, program, args] of checks) {
    if ((await run(program, args)) === 0) continue;
    console.log(`${name} failed: no test was run`);
    return false;
  }
  return true;
}

/**
 * `--browser-only`: the walk in a browser alone. `--all`: after everything else, where that is good, the API test for a bounded time,
 * the walk and the audit of the dependencies. (`--and-browser` is its name from before.)
 */
async function test([first, ...rest]: readonly string[]): Promise<number> {
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });
  if (first === '--browser-only') return conclude(await walk(rest));
  if (!(await isChecked())) return 1;
  const isAll = first === '--all' || first === '--and-browser';
  const outcome = await jest('all', isAll || first === undefined ? rest : [first, ...rest]);
  if (!isAll || outcome?.good !== true) return conclude(outcome);
  return conclude([await apiTest(), (await walk([])) ?? broken, audited()].reduce(both, outcome));
}

// Ctrl-C reaches jest too, which ends what it started: this process waits for it.
process.on('SIGINT', () => undefined);
test(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
