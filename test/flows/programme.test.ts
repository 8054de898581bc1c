import { addMonths } from '../../domain/calendar/day';
import { dayAt, homeZone, startOfDay } from '../../domain/calendar/zone';
import type { ActAnswer } from '../../domain/case/act';
import { searchAttributes } from '../../domain/case/attributes';
import type { JsonObject } from '../../domain/case/fact';
import { foldAll } from '../../domain/case/fold';
import { emptyCase } from '../../domain/case/state';
import { nextRung, openTasks } from '../../domain/case/wait-set';
import { monthOf } from '../../domain/processes/programme/quarter';
import { itemsOf } from '../../domain/processes/programme/view';
import { matter, programmeOf } from '../programmes/driver';
import { beginning } from '../support/beginning';
import { start } from '../support/dates';
import { timeSkipping } from '../support/engine';
import { EngineCase, refusalOf, timersOpenAtMost } from '../support/engine-case';
import { addSearchAttributes, workerFor } from '../support/flow';
import { MemoryRecord } from '../support/memory';
import { ruleWorld } from '../support/rule-world';
import { shiftedWorld } from '../support/shifted-world';

const workflowsPath = require.resolve('../replay/variants/plain.workflows');
const environment = timeSkipping();

beforeAll(async () => {
  await addSearchAttributes(environment(), searchAttributes);
});

const finding = (item: string): JsonObject => ({ ...matter(item), from: 'finding' });
const json = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** As a door does it: an act that meets the change to a new run is repeated under its own request id. */
async function send(c: EngineCase, act: string, payload: JsonObject, request: string): Promise<ActAnswer> {
  for (;;) {
    const sent = c.act(act, 'u1', payload, { request });
    const isBusy = await sent.then(
      () => false,
      async () => (await refusalOf(sent)) === 'case.busy',
    );
    if (!isBusy) return sent;
  }
}

describe('a programme that changes over to a new run again and again', () => {
  it('for a year loses no act that is sent meanwhile, applies none twice, and keeps its tasks and clocks', async () => {
    const env = environment();
    const openedAt = await beginning(env, { dated: true });
    const record = new MemoryRecord(shiftedWorld(ruleWorld(), openedAt, start));
    const worker = await workerFor(env, workflowsPath, record.commit);
    const c = new EngineCase(env, worker, 'programme', 'programme-in-flight');
    const openedOn = dayAt(homeZone, openedAt);
    const sent: string[] = [];
    await worker.runUntil(async () => {
      await c.open({ kind: 'open', open: programmeOf({ at: openedAt }), settings: { continueAfter: 3 } });
      for (let month = 0; month < 12; month++) {
        await env.sleep(startOfDay(homeZone, addMonths(openedOn, month + 1)) - (await env.currentTimeMs()));
        const period = monthOf(await env.currentTimeMs());
        const burst = Array.from({ length: 8 }, (_, no) => `m${month}-${no}`);
        const analysis = { period, complaints: month, causes: [], items: [] };
        await Promise.all([
          ...burst.map((item) => send(c, 'addItem', finding(item), `add-${item}`)),
          send(c, 'analyseComplaints', analysis, `analysis-${month}`),
        ]);
        // Sent again, as somebody does who heard no answer.
        await Promise.all(burst.slice(0, 3).map((item) => send(c, 'addItem', finding(item), `add-${item}`).catch(() => undefined)));
        sent.push(...burst);
      }
      const state = foldAll(emptyCase(c.id), record.events);
      await expect(c.state()).resolves.toEqual(json(state));
      expect(new Set(itemsOf(state).map(({ id }) => id))).toEqual(new Set(sent));
      expect(new Set(openTasks(state).map((task) => task.act))).toEqual(new Set(['setOrder', 'analyseComplaints']));
      expect(nextRung(state)).not.toBeNull();
    });
    const acted = record.events.flatMap(({ fact }) => (fact.kind === 'acted' ? [fact.request] : []));
    expect(new Set(acted).size).toBe(acted.length);
    expect(acted).toHaveLength(12 * 9);
    const histories = await c.histories();
    // Nine acts at once and a new run after three transitions: it changes over in the middle of every burst.
    expect(histories.length).toBeGreaterThan(30);
    for (const history of histories) expect(timersOpenAtMost(history)).toBeLessThanOrEqual(1);
  });
});
