import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import type { EngineWish } from './engine';
import { growth } from './growth/growth';
import { ladder } from './ladder/ladder';
import { settings } from './ladder/settings';
import { type ReplayOptions, replay } from './replay';
import { tables } from './tables/tables';

function whole(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new InvalidArgumentError('must be a whole number');
  return value;
}

const list = (text: string): readonly string[] => text.split(',').filter((part) => part !== '');

interface Common {
  readonly address?: string;
  readonly namespace: string;
  readonly pids: readonly string[];
  readonly storage: 'memory' | 'file';
  readonly out: string;
}

const wishOf = ({ address, namespace, pids, storage }: Common): EngineWish => ({ address, namespace, pids: pids.map(Number), storage });

/** Runs a part in a folder of its own, which is removed afterwards. */
async function inFolder(work: (dir: string) => Promise<unknown>): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'luyue-bench-'));
  try {
    await work(dir);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

const common = (command: Command): Command =>
  command
    .option('--address <host:port>', 'a Temporal server that runs already, in place of the dev server')
    .option('--namespace <name>', 'its namespace', 'luyue')
    .option('--pids <list>', 'its processes on this machine, for their CPU time', list, [])
    .option('--storage <kind>', 'of the dev server: memory or file', 'memory')
    .option('--out <folder>', 'where the figures go as JSON', '.luyue/bench');

interface LadderArguments extends Common {
  readonly cases: number;
  readonly rounds: number;
  readonly clients: number;
  readonly only: readonly string[];
  readonly tuning?: string;
  readonly node: readonly string[];
}

const runLadder = ({ cases, rounds, clients, only, tuning, node, ...rest }: LadderArguments): Promise<void> =>
  inFolder((dir) => ladder({ dir, out: rest.out, engine: wishOf(rest), cases, rounds, clients, only, tuning, nodeArgs: node }));

interface SettingsArguments extends Common {
  readonly cases: number;
  readonly rounds: number;
  readonly clients: number;
  readonly also?: string;
}

const runSettings = ({ cases, rounds, clients, also, out, ...rest }: SettingsArguments): Promise<void> =>
  inFolder((dir) => settings({ dir, out, engine: wishOf({ out, ...rest }), cases, rounds, clients, also }));

interface TablesArguments {
  readonly tasks: number;
  readonly events: number;
  readonly repeats: number;
  readonly out: string;
  readonly keep?: string;
}

interface GrowthArguments extends Common {
  readonly top: number;
  readonly probes: number;
  readonly clients: number;
  readonly reloads: number;
}

/** Acts are timed with nothing open, with a twentieth of the top, and at the top. */
const runGrowth = ({ top, probes, clients, reloads, ...rest }: GrowthArguments): Promise<void> =>
  inFolder((dir) => growth({ dir, out: rest.out, engine: wishOf(rest), levels: [0, Math.round(top / 20), top], probes, clients, reloads }));

/** Every part with its usual size. */
async function runAll(bench: Command): Promise<void> {
  for (const part of ['ladder', 'growth', 'tables']) await bench.parseAsync([part], { from: 'user' });
}

function program(): Command {
  const bench = new Command('bench').description('what a case costs, and how that grows');
  common(bench.command('ladder'))
    .description('one claim on several engines')
    .option('--cases <n>', 'cases of a round', whole, 150)
    .option('--rounds <n>', 'interleaved rounds', whole, 5)
    .option('--clients <n>', 'cases under way at once', whole, 20)
    .option('--only <list>', 'rungs: hand, kernel, plain, sdk-bundle, dbos, restate (with RESTATE_SERVER), floor', list, [])
    .option('--tuning <json>', "settings of the kernel's worker in place of its own")
    .option('--node <list>', 'arguments of Node for the worker of the kernel', list, [])
    .action(runLadder);
  common(bench.command('settings'))
    .description("settings of the kernel's worker, one moved at a time")
    .option('--cases <n>', 'cases of a round', whole, 30)
    .option('--rounds <n>', 'interleaved rounds', whole, 3)
    .option('--clients <n>', 'cases under way at once', whole, 8)
    .option('--also <json>', 'more settings to try, by a name')
    .action(runSettings);
  common(bench.command('growth'))
    .description('what grows with the number of open cases')
    .option('--top <n>', 'most cases open at once', whole, 20_000)
    .option('--probes <n>', 'cases played at each number of open cases', whole, 60)
    .option('--clients <n>', 'clients that open cases', whole, 20)
    .option('--reloads <n>', 'waiting cases that are loaded again', whole, 200)
    .action(runGrowth);
  bench
    .command('tables')
    .description('the queries of the product on big tables, and their plans')
    .option('--tasks <n>', 'rows of the table of tasks', whole, 1_000_000)
    .option('--events <n>', 'rows of the log', whole, 10_000_000)
    .option('--repeats <n>', 'times that each query runs', whole, 15)
    .option('--keep <folder>', 'where the database stays, so that a second run need not generate it')
    .option('--out <folder>', 'where the figures go as JSON', '.luyue/bench')
    .action(({ keep, ...options }: TablesArguments) => inFolder((dir) => tables({ ...options, dir: keep ?? dir })));
  bench
    .command('replay')
    .description('CPU of a replay, by how the workflows are bundled')
    .option('--history <file>', 'a recorded history', 'test/replay/histories/claim.guided.1.json')
    .option('--replays <n>', 'replays of a round', whole, 20)
    .option('--rounds <n>', 'interleaved rounds', whole, 5)
    .option('--out <folder>', 'where the figures go as JSON', '.luyue/bench')
    .action((options: ReplayOptions) => replay(options));
  return bench.action(() => runAll(program()));
}

program()
  .parseAsync(process.argv)
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
