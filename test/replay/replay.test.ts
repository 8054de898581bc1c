import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils';
import { bundleWorkflowCode, DefaultLogger, Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { z } from 'zod';
import type { Contract } from '../../domain/case/contract';
import { generalActs } from '../../domain/case/general';
import { LuyueError } from '../../domain/errors';
import { contracts as ofProcesses } from '../../domain/processes/contracts';
import { bundling, caseSources } from '../../worker/bundle';
import { sampleContract } from '../kernel/sample/contract';
import { quieten } from '../support/engine';

const folder = join(__dirname, 'histories');
const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
const plainPath = require.resolve('./variants/plain.workflows');

const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'));
const histories = new Map(files.map((file) => [file, historyFromJSON(read(file))]));
const eventsIn = (file: string) => histories.get(file)?.events ?? [];

const publishes = (file: string): boolean => eventsIn(file).some((e) => e.upsertWorkflowSearchAttributesEventAttributes);

/** The bundle that products run, with another publishing step in the shell where one is given. */
function bundle(workflowsPath: string, publish?: string): Promise<WorkflowBundleWithSourceMap> {
  const { webpackConfigHook, ...ours } = bundling('zh', caseSources.sharedPath);
  const alias = publish === undefined ? {} : { './publish$': join(__dirname, 'variants', publish) };
  return bundleWorkflowCode({
    workflowsPath,
    logger: new DefaultLogger('ERROR'),
    ...ours,
    webpackConfigHook: (given) => {
      const config = webpackConfigHook(given);
      return { ...config, resolve: { ...config.resolve, alias: { ...config.resolve?.alias, ...alias } } };
    },
  });
}

interface Variant {
  /** How each file ended: undefined where it replayed. */
  readonly ended: ReadonlyMap<string, unknown>;
}

const runIdOf = (file: string): string => eventsIn(file)[0]?.workflowExecutionStartedEventAttributes?.originalExecutionRunId ?? '';

/** All the histories one after the other on one worker: what a worker with many cases does, and a start of a sandbox once, not once a history. */
async function replayAll(workflowBundle: WorkflowBundleWithSourceMap): Promise<Variant> {
  const runs = [...histories].map(([file, history]) => ({ workflowId: file.split('.').slice(0, 2).join('-'), history }));
  const fileOf = new Map(files.map((file) => [runIdOf(file), file]));
  const ended = new Map<string, unknown>();
  for await (const { runId, error } of Worker.runReplayHistories({ workflowBundle }, runs)) {
    const file = fileOf.get(runId);
    if (file === undefined || ended.has(file)) throw new LuyueError('defect.unexpected', `a result that belongs to no history: ${runId}`);
    ended.set(file, error);
  }
  return { ended };
}

/** Replays all histories under a bundle, before the tests that look at each. */
function under(workflowsPath: string, publish?: string): () => Variant {
  let variant: Variant = { ended: new Map() };
  beforeAll(async () => {
    variant = await replayAll(await bundle(workflowsPath, publish));
  }, 240_000);
  return () => variant;
}

/** The failure of a replay that took place; a history that was not replayed is none. */
function failureOf({ ended }: Variant, file: string): unknown {
  expect([...ended.keys()]).toContain(file);
  return ended.get(file);
}

beforeAll(quieten);

describe('recorded histories', () => {
  it('are there, each a run of its own', () => {
    expect(files.length).toBeGreaterThan(5);
    expect(new Set(files.map(runIdOf)).size).toBe(files.length);
  });

  describe('on the code as it is', () => {
    const variant = under(plainPath);
    it.each(files)('%s replays', (file) => {
      expect(failureOf(variant(), file)).toBeUndefined();
    });
  });

  describe('under changed stages: a replay runs none of them', () => {
    const variant = under(require.resolve('./variants/changed.workflows'));
    it.each(files)('%s replays', (file) => {
      expect(failureOf(variant(), file)).toBeUndefined();
    });
  });

  describe('under a shell whose change is behind a patch', () => {
    const variant = under(plainPath, 'patched.publish.ts');
    it.each(files)('%s replays', (file) => {
      expect(failureOf(variant(), file)).toBeUndefined();
    });
  });

  describe('under a shell with two commands swapped', () => {
    const variant = under(plainPath, 'swapped.publish.ts');
    // A run that published nothing new has no two commands to swap.
    it.each(files.filter(publishes))('%s does not replay', (file) => {
      expect(String(failureOf(variant(), file))).toMatch(/[Nn]ondeterminism/);
    });
  });
});

const eventsOf = (process: string) => files.filter((file) => file.startsWith(`${process}.`)).flatMap(eventsIn);

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
