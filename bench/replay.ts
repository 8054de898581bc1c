import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils';
import { bundleWorkflowCode, DefaultLogger, Runtime, Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { bundling, caseSources } from '../worker/bundle';
import { numbers } from './measure/crowd';
import { spreadOf, spreadText } from './measure/figures';
import { machineOf } from './measure/machine';
import { publishReport } from './measure/report';

export interface ReplayOptions {
  /** A recorded history as JSON. */
  readonly history: string;
  /** Replays of a round. */
  readonly replays: number;
  readonly rounds: number;
  readonly out: string;
}

type History = ReturnType<typeof historyFromJSON>;
type Bundle = WorkflowBundleWithSourceMap;

const { workflowsPath, sharedPath } = caseSources;

/** Ways of bundling, each with what the one before lacks. */
async function bundles(): Promise<readonly (readonly [string, Bundle])[]> {
  const quiet = { workflowsPath, logger: new DefaultLogger('ERROR') };
  return [
    ['as the SDK bundles', await bundleWorkflowCode(quiet)],
    ['compiled for our Node, no stacks', await bundleWorkflowCode({ ...quiet, ...bundling('zh') })],
    ['and what cases share loaded once: ours', await bundleWorkflowCode({ ...quiet, ...bundling('zh', sharedPath) })],
  ];
}

/** CPU in milliseconds of replays on one worker, its start included. */
async function cpuOf(workflowBundle: Bundle, history: History, workflowId: string, count: number): Promise<number> {
  const before = process.cpuUsage();
  const histories = numbers(count).map(() => ({ workflowId, history }));
  for await (const { error } of Worker.runReplayHistories({ workflowBundle }, histories)) if (error !== undefined) throw error;
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

/** CPU of one replay of a history, by how the workflows are bundled; rounds interleaved in one process, the first of each not counted. */
export async function replay({ history: file, replays, rounds, out }: ReplayOptions): Promise<void> {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const history = historyFromJSON(JSON.parse(readFileSync(file, 'utf8')));
  const workflowId = basename(file).split('.').slice(0, 2).join('-');
  const all = (await bundles()).map(([name, bundle]) => ({ name, bundle, found: [] as number[] }));
  for (let round = 0; round <= rounds; round++) {
    for (const { bundle, found } of all) {
      const start = await cpuOf(bundle, history, workflowId, 1);
      const ms = ((await cpuOf(bundle, history, workflowId, replays + 1)) - start) / replays;
      if (round > 0) found.push(ms);
    }
  }
  const rows = all.map(({ name, found }) => [name, spreadText(spreadOf(found))]);
  const figures = all.map(({ name, found }) => ({ name, ms: found }));
  const notes = [`${basename(file)}: ${history.events?.length ?? 0} events; ${rounds} rounds of ${replays} replays`];
  publishReport({ part: 'replay', machine: machineOf(), head: ['bundle', 'CPU ms per replay'], rows, figures, notes }, out);
}
