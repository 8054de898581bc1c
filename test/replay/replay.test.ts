import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils';
import { bundleWorkflowCode, DefaultLogger, Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { z } from 'zod';
import type { Contract } from '../../domain/case/contract';
import { generalActs } from '../../domain/case/general';
import { contracts as ofProcesses } from '../../domain/processes/contracts';
import { bundling, caseSources } from '../../worker/bundle';
import { sampleContract } from '../kernel/sample/contract';
import { quieten } from '../support/engine';

const folder = join(__dirname, 'histories');
const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
const plainPath = require.resolve('./variants/plain.workflows');

const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'));

const publishes = (file: string): boolean =>
  (historyFromJSON(read(file)).events ?? []).some((e) => e.upsertWorkflowSearchAttributesEventAttributes);

/** The bundle as a worker makes it, with another publishing step in the shell. */
function bundle(workflowsPath: string, publish?: string): Promise<WorkflowBundleWithSourceMap> {
  const alias = publish === undefined ? {} : { './publish$': join(__dirname, 'variants', publish) };
  const { webpackConfigHook, ...ours } = bundling('zh', caseSources.sharedPath);
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

/** Replays histories on one worker, as they would meet it after a deploy. Says what came of each: null where it replays. */
function replaying(names: readonly string[], workflowsPath: string, publish?: string): (file: string) => Error | null | undefined {
  const fileOfRun = new Map<string, string>();
  const verdicts = new Map<string, Error | null>();
  const histories = names.map((file) => {
    const history = historyFromJSON(read(file));
    fileOfRun.set(history.events?.[0]?.workflowExecutionStartedEventAttributes?.originalExecutionRunId ?? '', file);
    return { workflowId: file.split('.').slice(0, 2).join('-'), history };
  });
  beforeAll(async () => {
    quieten();
    const workflowBundle = await bundle(workflowsPath, publish);
    for await (const { runId, error } of Worker.runReplayHistories({ workflowBundle }, histories))
      verdicts.set(fileOfRun.get(runId) ?? runId, error ?? null);
  }, 240_000);
  return (file) => verdicts.get(file);
}

it('there are recorded histories', () => {
  expect(files.length).toBeGreaterThan(5);
});

describe('on the code as it is', () => {
  const verdict = replaying(files, plainPath);
  it.each(files)('%s replays', (file) => {
    expect(verdict(file)).toBeNull();
  });
});

describe('under changed stages', () => {
  const verdict = replaying(files, require.resolve('./variants/changed.workflows'));
  it.each(files)('%s replays: a changed process needs no patch', (file) => {
    expect(verdict(file)).toBeNull();
  });
});

describe('under a shell whose change is behind a patch', () => {
  const verdict = replaying(files, plainPath, 'patched.publish.ts');
  it.each(files)('%s replays', (file) => {
    expect(verdict(file)).toBeNull();
  });
});

describe('under a shell with two commands swapped', () => {
  // A run that published nothing new has no two commands to swap.
  const published = files.filter(publishes);
  const verdict = replaying(published, plainPath, 'swapped.publish.ts');
  it.each(published)('%s does not replay', (file) => {
    expect(verdict(file)?.message).toMatch(/[Nn]ondeterminism/);
  });
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
