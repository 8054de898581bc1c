import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { JsonObject } from '../../domain/case/fact';
import { foldAll } from '../../domain/case/fold';
import { emptyCase } from '../../domain/case/state';
import { partsAt } from '../../domain/processes/emergency/view';
import { alarmOf, rosterWorld } from '../emergencies/driver';
import { devServer } from '../support/engine';
import { EngineCase } from '../support/engine-case';
import { workerFor } from '../support/flow';
import { MemoryRecord } from '../support/memory';

const environment = devServer();
const actions = 500;
const statusEvery = 25;
/** Acts under way at once: the engine takes ten. */
const hands = 6;
const mebibyte = 1024 * 1024;

jest.setTimeout(900_000);

const isBusy = (error: unknown): boolean =>
  error instanceof WorkflowUpdateFailedError && error.cause instanceof ApplicationFailure && error.cause.type === 'case.busy';

/** Does an act, and again under the same request id while the case changes over to a new run. */
async function insists(played: EngineCase, act: string, actor: string, payload: JsonObject, request: string): Promise<void> {
  for (;;) {
    try {
      await played.act(act, actor, payload, { request });
      return;
    } catch (error) {
      if (!isBusy(error)) throw error;
      await wait(20);
    }
  }
}

/** Works through a list with several hands. */
async function together(work: readonly (() => Promise<void>)[]): Promise<void> {
  const waiting = [...work];
  const hand = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await next();
  };
  await Promise.all(Array.from({ length: hands }, hand));
}

describe('an emergency with 500 actions and a status report for every 25 of them', () => {
  it('goes from run to run without losing or doubling an act, and carries far less than the engine takes', async () => {
    const env = environment();
    const receivedAt = Date.now();
    const record = new MemoryRecord(rosterWorld(), 200);
    const worker = await workerFor(env, require.resolve('../replay/variants/plain.workflows'), record.commit);
    const played = new EngineCase(env, worker, 'emergency', `emergency-of-many-actions-${randomUUID()}`);
    const names = Array.from({ length: actions }, (_, i) => `action-${i + 1}`);
    await worker.runUntil(async () => {
      await played.start({ kind: 'open', open: alarmOf({ at: receivedAt }), settings: { continueAfter: 150 } });
      await played.sync();
      await insists(played, 'answerCall', 'duty1', {}, 'answer');
      await insists(played, 'takeCommand', 'duty1', {}, 'command');
      await insists(played, 'confirmLevel', 'duty1', { level: 'IV' }, 'level');
      const given = names.map((action) => () => insists(played, 'addAction', 'duty1', { action, kind: 'inform' }, `add-${action}`));
      const done = names.map((action) => () => insists(played, 'doAction', 'u1', { action }, `do-${action}`));
      const reports = Array.from(
        { length: actions / statusEvery },
        (_, i) => () => insists(played, 'reportStatus', 'duty1', {}, `status-${i}`),
      );
      await together([...given, ...reports.slice(0, reports.length / 2)]);
      await together([...done, ...reports.slice(reports.length / 2)]);
    });

    const state = foldAll(emptyCase(played.id), record.events);
    const acted = record.events.flatMap(({ fact }) => (fact.kind === 'acted' ? [fact.request] : []));
    expect(new Set(acted).size).toBe(acted.length);
    expect(acted).toHaveLength(3 + 2 * actions + actions / statusEvery);
    expect(partsAt(state, 'action', 'done')).toHaveLength(actions);
    expect(Object.values(state.expectations).filter((e) => e.act === 'doAction')).toEqual([]);
    const histories = await played.histories();
    expect(histories.length).toBeGreaterThanOrEqual(6);
    for (const history of histories) expect(history.events?.length ?? 0).toBeLessThan(10_000);
    // The engine refuses what is above 2 MiB.
    expect(Buffer.byteLength(JSON.stringify(state))).toBeLessThan(mebibyte / 2);
  });
});
