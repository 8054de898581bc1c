import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { searchAttributes } from '../../domain/case/attributes';
import type { CaseEvent } from '../../domain/case/fact';
import { sampleScenarios } from '../replay/sample.scenarios';
import { stories } from '../stories';
import { beginning } from '../support/beginning';
import { start } from '../support/dates';
import { timeSkipping } from '../support/engine';
import { EngineCase, timersOpenAtMost } from '../support/engine-case';
import { EngineVehicle } from '../support/engine-vehicle';
import { flatWorld } from '../support/flat-world';
import { addSearchAttributes, workerFor } from '../support/flow';
import { MemoryRecord } from '../support/memory';
import { shiftedWorld } from '../support/shifted-world';
import { play } from '../support/story-book';

const folder = join(__dirname, '../replay/histories');
const recording = process.env.LUYUE_RECORD === '1';
const environment = timeSkipping();

beforeAll(async () => {
  await addSearchAttributes(environment(), searchAttributes);
});

/** With LUYUE_RECORD=1 the histories of a new scenario are kept. Those that are there stay: a scenario that changes gets another name. */
function keep(scenario: string, histories: Awaited<ReturnType<EngineCase['histories']>>): void {
  mkdirSync(folder, { recursive: true });
  if (readdirSync(folder).some((file) => file.startsWith(`${scenario}.`))) return;
  for (const [run, history] of histories.entries())
    writeFileSync(join(folder, `${scenario}.${run + 1}.json`), JSON.stringify(JSON.parse(historyToJSON(history))));
}

/** A case of a process on the engine, played to its end: never two timers open, and its histories kept. */
async function recorded(workflow: string, name: string, record: MemoryRecord, play: (played: EngineCase) => Promise<void>): Promise<void> {
  const env = environment();
  const worker = await workerFor(env, require.resolve('../replay/variants/plain.workflows'), record.commit);
  const played = new EngineCase(env, worker, workflow, `${workflow}-${name}`);
  await worker.runUntil(() => play(played));
  const histories = await played.histories();
  for (const history of histories) expect(timersOpenAtMost(history)).toBeLessThanOrEqual(1);
  if (recording) keep(`${workflow}.${name}`, histories);
}

describe.each(sampleScenarios)('$process: $name', ({ name, open, outcome, play }) => {
  it('reaches its outcome with never two timers open', async () => {
    await recorded('sample', name, new MemoryRecord(flatWorld()), async (played) => {
      const receivedAt = await environment().currentTimeMs();
      await played.open({ ...open, open: { ...open.open, receivedAt } });
      await play(played);
      await expect(played.result()).resolves.toMatchObject({ outcome });
    });
  });
});

const line = ({ seq, cause, fact }: CaseEvent) => [seq, cause, fact.kind];

describe.each(stories.map((story) => ({ ...story, settings: story.settings ?? {} })))('$process: $name', (story) => {
  it('leaves on the engine the log that it leaves without, with never two timers open', async () => {
    const receivedAt = await beginning(environment(), story);
    const record = new MemoryRecord(shiftedWorld(story.world, receivedAt, start));
    await recorded(story.process, story.name, record, async (played) => {
      const vehicle = new EngineVehicle(environment(), played, record);
      await played.start({ kind: 'open', open: story.open(receivedAt), settings: story.settings });
      await vehicle.opened();
      await story.plays(vehicle);
      await expect(played.result()).resolves.toMatchObject({ outcome: story.outcome });
      await expect(played.state()).resolves.toEqual(JSON.parse(JSON.stringify(vehicle.state)));
    });
    expect(record.events.map(line)).toEqual((await play(story)).record.events.map(line));
  });
});
