import { bundleWorkflowCode, DefaultLogger, Worker } from '@temporalio/worker';
import { searchAttributes } from '../../domain/case/attributes';
import { bundling } from '../../worker/bundle';
import { opening } from '../kernel/sample/open';
import { timeSkipping } from '../support/engine';
import { EngineCase } from '../support/engine-case';
import { flatWorld } from '../support/flat-world';
import { addSearchAttributes } from '../support/flow';
import { MemoryRecord } from '../support/memory';

const environment = timeSkipping();
const workflowsPath = require.resolve('../kernel/sample/workflows');

beforeAll(async () => {
  await addSearchAttributes(environment(), searchAttributes);
});

/** A sample case on a worker that speaks a language. */
async function onWorker(language: 'zh' | 'en', play: (c: EngineCase) => Promise<void>): Promise<EngineCase> {
  const { nativeConnection: connection, namespace } = environment();
  const workflowBundle = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR'), ...bundling(language) });
  const record = new MemoryRecord(flatWorld());
  const where = { connection, ...(namespace === undefined ? {} : { namespace }), taskQueue: `view-${language}` };
  const worker = await Worker.create({ ...where, workflowBundle, activities: { commit: record.commit } });
  const played = new EngineCase(environment(), worker, 'sample', `sample-view-${language}`);
  await worker.runUntil(async () => {
    await played.open({ kind: 'open', open: { ...opening, receivedAt: await environment().currentTimeMs() } });
    await play(played);
  });
  return played;
}

const ask = <T>(c: EngineCase, query: string, ...args: unknown[]): Promise<T> =>
  environment()
    .client.workflow.getHandle(c.id)
    .query<T, unknown[]>(query, ...args);

describe('what a case shows to managers', () => {
  it('is answered by its queries, in words', async () => {
    await onWorker('zh', async (c) => {
      await c.act('submit', 'party:claimant', { items: ['x'] });
      await expect(c.card()).resolves.toContain('**环节:');
      await expect(ask(c, 'card', 'en')).resolves.toContain('**Stage:');
      const clocks = await ask<{ clock: string; state: string; due: string }[]>(c, 'clocks');
      expect(clocks[0]).toMatchObject({ state: expect.any(String), due: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d/) });
      const [first] = clocks;
      await expect(ask(c, 'why', first?.clock)).resolves.toEqual([
        expect.objectContaining({ clock: first?.clock, ledger: [expect.objectContaining({ state: 'running' })] }),
      ]);
      await expect(ask(c, 'why')).resolves.toHaveLength(clocks.length);
      await expect(ask(c, 'tasks')).resolves.toEqual([expect.objectContaining({ act: 'recommend' })]);
      await expect(ask(c, 'timeline')).resolves.toEqual(expect.arrayContaining([expect.objectContaining({ what: '立案' })]));
      await expect(ask(c, 'money')).resolves.toMatchObject({
        exposures: [{ exposure: 'e1', reserved: '0.00', paid: '0.00' }],
        payments: [],
      });
      await c.act('withdraw', 'party:claimant');
      await c.result();
    });
  });

  it('is written beside the case in the UI as the case stands when somebody looks, also after its end', async () => {
    await onWorker('zh', async (c) => {
      const beside = async (): Promise<string | undefined> =>
        (await ask<{ currentDetails?: string }>(c, '__temporal_workflow_metadata')).currentDetails;
      await c.act('submit', 'party:claimant', { items: ['x'] });
      const before = await beside();
      expect(before).toBe(await c.card());
      await c.act('withdraw', 'party:claimant');
      await c.result();
      expect(await beside()).toBe(await c.card());
      expect(await beside()).not.toBe(before);
    });
  });

  it('speaks English where the worker is configured so, in card and summaries, and replays on a worker that speaks Chinese', async () => {
    const played = await onWorker('en', async (c) => {
      await expect(c.card()).resolves.toContain('**Stage:');
      await c.act('withdraw', 'party:claimant');
      await c.result();
    });
    const [history] = await played.histories();
    if (history === undefined) throw new Error('no history');
    const summaries = (history.events ?? []).flatMap(({ userMetadata }) =>
      userMetadata?.summary?.data ? [String(JSON.parse(Buffer.from(userMetadata.summary.data).toString()))] : [],
    );
    expect(summaries).toEqual(expect.arrayContaining([expect.stringMatching(/^(reminder|breach): .* · \d{4}-/), 'Withdraw']));
    // The other way round a history in which a task ends between the two does not replay.
    const markers = (history.events ?? []).flatMap((e) => e.markerRecordedEventAttributes?.markerName ?? []);
    expect(markers.slice(0, 2)).toEqual(['core_patch', 'core_local_activity']);
    const workflowBundle = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR'), ...bundling('zh') });
    await expect(Worker.runReplayHistory({ workflowBundle }, history, played.id)).resolves.toBeUndefined();
  });
});
