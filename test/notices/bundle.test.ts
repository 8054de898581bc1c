import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleWorkflows, sourceHash } from '../../worker/bundle';
import { createWorker, requireUtc } from '../../worker/create';
import { devServer } from '../support/engine';
import { temporaryFolder } from '../support/folder';

const folder = temporaryFolder();
const engine = devServer();
const workflowsPath = require.resolve('../fixtures/workflows/reminder');

describe('the bundle of the workflows', () => {
  it('is made once for the same sources and used again', async () => {
    const options = { workflowsPath, sources: [workflowsPath], cacheDir: join(folder, 'cache') };
    const first = await bundleWorkflows(options);
    const second = await bundleWorkflows(options);
    expect([first.reused, second.reused]).toEqual([false, true]);
    expect(second.codePath).toBe(first.codePath);
    expect(readFileSync(first.codePath, 'utf8')).toContain('__temporal');
  });

  it('is another one when a source changes', () => {
    const sources = join(folder, 'sources');
    mkdirSync(sources);
    const file = join(sources, 'workflows.ts');
    copyFileSync(workflowsPath, file);
    const before = sourceHash({ workflowsPath: file, sources: [sources] });
    writeFileSync(join(sources, 'rule.json'), '{}');
    const after = sourceHash({ workflowsPath: file, sources: [sources] });
    expect(after).not.toBe(before);
  });
});

describe('a worker', () => {
  it('runs in UTC only: local time would differ between machines', () => {
    expect(() => requireUtc('Asia/Shanghai')).toThrow(expect.objectContaining({ code: 'config.invalid' }));
    expect(() => requireUtc('UTC')).not.toThrow();
  });

  it('of a named build moves open cases to the newest build, and lets commits end when it stops', async () => {
    const { nativeConnection: connection, namespace = 'default' } = engine();
    const { codePath } = await bundleWorkflows({ workflowsPath, sources: [workflowsPath], cacheDir: join(folder, 'cache') });
    const activities = { commit: () => Promise.resolve({ kind: 'current' as const }) };
    const worker = await createWorker({
      connection,
      namespace,
      taskQueue: 'bundle-test',
      workflows: { codePath },
      activities,
      buildId: 'b1',
    });
    expect(worker.options.workerDeploymentOptions).toMatchObject({
      version: { deploymentName: 'luyue', buildId: 'b1' },
      defaultVersioningBehavior: 'AUTO_UPGRADE',
    });
    expect(worker.options.shutdownGraceTimeMs).toBe(10_000);
    // A step that a busy machine holds up is not cut off: that would end the process.
    expect(worker.options.isolateExecutionTimeoutMs).toBe(600_000);
    await worker.runUntil(Promise.resolve());
  });
});
