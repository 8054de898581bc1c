import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils';
import { bundleWorkflowCode, DefaultLogger, Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { z } from 'zod';
import type { Contract } from '../../domain/case/contract';
import { generalActs } from '../../domain/case/general';
import { contracts as ofProcesses } from '../../domain/processes/contracts';
import { sampleContract } from '../kernel/sample/contract';
import { quieten } from '../support/engine';

const folder = join(__dirname, 'histories');
const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
const plainPath = require.resolve('./variants/plain.workflows');

const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'));

const publishes = (file: string): boolean =>
  (historyFromJSON(read(file)).events ?? []).some((e) => e.upsertWorkflowSearchAttributesEventAttributes);

/** The bundle with another publishing step in the shell. */
function bundle(workflowsPath: string, publish?: string): Promise<WorkflowBundleWithSourceMap> {
  const alias = publish === undefined ? {} : { './publish$': join(__dirname, 'variants', publish) };
  return bundleWorkflowCode({
    workflowsPath,
    logger: new DefaultLogger('ERROR'),
    webpackConfigHook: (config) => ({ ...config, resolve: { ...config.resolve, alias: { ...config.resolve?.alias, ...alias } } }),
  });
}

const replay = (workflowBundle: WorkflowBundleWithSourceMap, file: string): Promise<void> =>
  Worker.runReplayHistory({ workflowBundle }, historyFromJSON(read(file)), file.split('.').slice(0, 2).join('-'));

describe('recorded histories', () => {
  it('are there', () => {
    expect(files.length).toBeGreaterThan(5);
  });

  it.each(files)('%s replays on the code as it is', async (file) => {
    await expect(replay(await plain, file)).resolves.toBeUndefined();
  });

  it.each(files)('%s replays under changed stages: a changed process needs no patch', async (file) => {
    await expect(replay(await changed, file)).resolves.toBeUndefined();
  });

  it.each(files)('%s replays under a shell whose change is behind a patch', async (file) => {
    await expect(replay(await patched, file)).resolves.toBeUndefined();
  });

  // A run that published nothing new has no two commands to swap.
  it.each(files.filter(publishes))('%s does not replay under a shell with two commands swapped', async (file) => {
    await expect(replay(await swapped, file)).rejects.toThrow(/[Nn]ondeterminism/);
  });
});

let plain: Promise<WorkflowBundleWithSourceMap>;
let changed: Promise<WorkflowBundleWithSourceMap>;
let patched: Promise<WorkflowBundleWithSourceMap>;
let swapped: Promise<WorkflowBundleWithSourceMap>;

beforeAll(async () => {
  quieten();
  plain = bundle(plainPath);
  changed = bundle(require.resolve('./variants/changed.workflows'));
  patched = bundle(plainPath, 'patched.publish.ts');
  swapped = bundle(plainPath, 'swapped.publish.ts');
  await Promise.all([plain, changed, patched, swapped]);
});

type Events = NonNullable<ReturnType<typeof historyFromJSON>['events']>;

const eventsOf = (process: string): Events =>
  files.filter((file) => file.startsWith(`${process}.`)).flatMap((file) => historyFromJSON(read(file)).events ?? []);

/** Acts that the histories of a process have accepted. */
const actsOf = (process: string): ReadonlySet<string> =>
  new Set(eventsOf(process).flatMap((e) => e.workflowExecutionUpdateAcceptedEventAttributes?.acceptedRequest?.input?.name ?? []));

const outcomeShape = z.object({ outcome: z.string() });

/** Outcomes with which the runs of a process ended. */
const outcomesOf = (process: string): ReadonlySet<string> => {
  const results = eventsOf(process).flatMap((e) => e.workflowExecutionCompletedEventAttributes?.result?.payloads ?? []);
  return new Set(results.map(({ data }) => outcomeShape.parse(JSON.parse(Buffer.from(data ?? []).toString())).outcome));
};

const contracts: readonly Contract[] = [sampleContract, ...Object.values(ofProcesses)];

// Withdrawing and merging are general acts; reopening is a start.
describe.each(contracts)('the recorded histories of the process $name', ({ name, acts, outcomes }) => {
  it('contain every act of its contract', () => {
    const recorded = actsOf(name);
    expect(Object.keys(acts).filter((act) => !recorded.has(act))).toEqual([]);
  });

  it('end in every outcome of its contract', () => {
    expect(outcomesOf(name)).toEqual(new Set(Object.keys(outcomes)));
  });

  it('contain a case that continued as new again and again', () => {
    const renewals = eventsOf(name).filter((e) => e.workflowExecutionContinuedAsNewEventAttributes);
    expect(renewals.length).toBeGreaterThan(2);
  });
});

it('every general act is in a recorded history', () => {
  const recorded = actsOf('sample');
  expect(Object.keys(generalActs).filter((act) => !recorded.has(act))).toEqual([]);
});
