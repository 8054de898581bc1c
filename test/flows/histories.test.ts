import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { searchAttributes } from '../../domain/case/attributes';
import { sampleScenarios } from '../replay/sample.scenarios';
import { timeSkipping } from '../support/engine';
import { EngineCase, timersOpenAtMost } from '../support/engine-case';
import { flatWorld } from '../support/flat-world';
import { addSearchAttributes, workerFor } from '../support/flow';
import { MemoryRecord } from '../support/memory';

const folder = join(__dirname, '../replay/histories');
const recording = process.env.LUYUE_RECORD === '1';
const environment = timeSkipping();

beforeAll(async () => {
  await addSearchAttributes(environment(), searchAttributes);
});

/** With LUYUE_RECORD=1 the histories of this run replace those of the same scenario. */
function keep(scenario: string, histories: Awaited<ReturnType<EngineCase['histories']>>): void {
  mkdirSync(folder, { recursive: true });
  for (const old of readdirSync(folder).filter((file) => file.startsWith(`${scenario}.`))) rmSync(join(folder, old));
  for (const [run, history] of histories.entries()) writeFileSync(join(folder, `${scenario}.${run + 1}.json`), historyToJSON(history));
}

describe.each(sampleScenarios)('$process: $name', ({ process: workflow, name, open, outcome, play }) => {
  it('reaches its outcome with never two timers open', async () => {
    const env = environment();
    const worker = await workerFor(env, require.resolve('../kernel/sample/workflows'), new MemoryRecord(flatWorld()).commit);
    const played = new EngineCase(env, worker, workflow, `${workflow}-${name}`);
    await worker.runUntil(async () => {
      const receivedAt = await env.currentTimeMs();
      await played.start({ ...open, open: { ...open.open, receivedAt } });
      await play(played);
      await expect(played.result()).resolves.toMatchObject({ outcome });
    });
    const histories = await played.histories();
    for (const history of histories) expect(timersOpenAtMost(history)).toBeLessThanOrEqual(1);
    if (recording) keep(`${workflow}.${name}`, histories);
  });
});
