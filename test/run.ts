import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { audit, auditWords } from './audit';
import { both, broken, jest, lineOf, type Outcome, results, run } from './support/jest-run';

/** Says the plain line of the results and keeps it; answers the exit code. */
function conclude(outcome: Outcome | null): number {
  const line = outcome === null ? 'no test result was written' : lineOf(outcome);
  writeFileSync(join(results, 'summary'), `${line}\n`);
  console.log(line);
  return outcome?.good === true ? 0 : 1;
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
