import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils';
import { bundleWorkflowCode, DefaultLogger, Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { generalActs } from '../../domain/case/general';
import { sampleContract } from '../kernel/sample/contract';
import { quieten } from '../support/engine';

const folder = join(__dirname, 'histories');
const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
const plainPath = require.resolve('../kernel/sample/workflows');

const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'));

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

  it.each(files)('%s does not replay under a shell with two commands swapped', async (file) => {
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

describe('the recorded histories of a process', () => {
  const text = files.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n');
  // Withdrawing and merging are general acts; reopening is a start.
  it.each(Object.keys({ ...sampleContract.acts, ...generalActs }))('contain its act %s', (act) => {
    expect(text).toContain(`"name": "${act}"`);
  });

  it.each(Object.keys(sampleContract.outcomes))('end in its outcome %s', (outcome) => {
    const results = files.flatMap((file) => resultsOf(read(file)));
    expect(results).toContain(outcome);
  });
});

/** Outcomes with which the runs of a history ended. */
function resultsOf(history: unknown): string[] {
  const ended = historyFromJSON(history).events?.at(-1)?.workflowExecutionCompletedEventAttributes;
  return (ended?.result?.payloads ?? []).map(({ data }) => JSON.parse(Buffer.from(data ?? []).toString()).outcome);
}
