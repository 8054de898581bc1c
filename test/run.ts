import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

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

/** What stands at the end of the run: the plain line of the results, and whether they are good. */
const summary = (jestFile: string): { line: string; good: boolean } => {
  if (!existsSync(jestFile)) return { line: 'no test result was written', good: false };
  const result = jestShape.parse(JSON.parse(readFileSync(jestFile, 'utf8')));
  const passed = result.numPassedTests;
  const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
  const skipped = result.numPendingTests + result.numTodoTests;
  const line = `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
  return { line, good: result.success && failed === 0 && passed > 0 };
};

const test = async (args: readonly string[]): Promise<number> => {
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });
  const checks = [
    ['type check', 'tsc', ['--noEmit']],
    ['lint', 'biome', ['check', '--error-on-warnings', '.']],
  ] as const;
  for (const [name, program, programArgs] of checks) {
    if ((await run(program, programArgs)) !== 0) {
      console.log(`${name} failed: no test was run`);
      return 1;
    }
  }
  return jest('summary', args);
};

/** Runs jest, prints the plain line of its results and keeps it under a name. */
const jest = async (name: string, args: readonly string[]): Promise<number> => {
  const jestFile = join(results, `${name}.json`);
  mkdirSync(results, { recursive: true });
  rmSync(jestFile, { force: true });
  // A test that fails may leave a server open, which would keep jest waiting for ever.
  const code = await run('jest', ['--forceExit', '--json', `--outputFile=${jestFile}`, ...args]);
  const { line, good } = summary(jestFile);
  writeFileSync(join(results, name), `${line}\n`);
  console.log(line);
  return code !== 0 ? code : good ? 0 : 1;
};

/** `--browser`: the walk in a browser alone, beside the results of everything else. */
const all = (args: readonly string[]): Promise<number> =>
  args[0] === '--browser' ? jest('browser', ['--config', 'jest.browser.config.js', ...args.slice(1)]) : test(args);

// Ctrl-C reaches jest too, which ends what it started: this process waits for it.
process.on('SIGINT', () => undefined);
all(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
