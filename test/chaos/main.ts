import { exitCodeOf, LuyueError } from '../../domain/errors';
import { type ChaosOptions, readOptions } from './options';
import { type RunReport, run } from './run';

const settleMs = 240_000;
const mostShown = 40;

const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

function show({ seed, tookMs, figures, differences }: RunReport): void {
  const counted = Object.entries(figures).map(([name, count]) => `${name} ${count}`);
  print(`seed ${seed}: ${Math.round(tookMs / 1000)} s · ${counted.join(' · ')} · differences ${differences.length}`);
  for (const { check, where, what } of differences.slice(0, mostShown)) print(`  ${check}: ${where}: ${what}`);
}

let end: (() => Promise<void>) | undefined;

/** The parts of a world outlive this process: whoever interrupts it ends them too. */
function stopWhenInterrupted(): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void (end?.() ?? Promise.resolve()).finally(() => process.exit(130));
    });
  }
}

const onBegun = (stop: () => Promise<void>): void => {
  end = stop;
};

/** Runs one seed after the other. Gives how many differences were found. */
async function runAll({ seed, runs, minutes, ...common }: ChaosOptions): Promise<number> {
  let found = 0;
  for (let count = 0; count < runs; count++) {
    const report = await run({ ...common, seed: seed + count, stormMs: minutes * 60_000, settleMs, print, onBegun });
    show(report);
    found += report.differences.length;
  }
  return found;
}

/** `npm run chaos`: exit code 1 where anything differs from the model. */
async function main(): Promise<void> {
  stopWhenInterrupted();
  try {
    process.exitCode = (await runAll(readOptions(process.argv.slice(2)))) === 0 ? 0 : 1;
  } catch (error) {
    process.exitCode = error instanceof LuyueError ? exitCodeOf(error.code) : 1;
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  }
}

void main();
