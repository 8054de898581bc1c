import { chinaCalendar } from '../../domain/calendar/china';
import type { ActAnswer } from '../../domain/case/act';
import type { JsonObject } from '../../domain/case/fact';
import { LuyueError } from '../../domain/errors';
import { standardRulebook } from '../../domain/rulebook/policy.schema';
import { claimWorkflows, recordedCommit } from '../support/claim-worker';
import { workerFor } from '../support/flow';
import { resetBeforeLastAct } from '../support/reset';
import { house, medicalNotice, timesDone } from './house';

const h = house();

jest.setTimeout(90_000);

const granted = { exposure: 'e1', kind: 'granted', amountFen: 90_000 };
const phone = '+86 139 0000 2000';

/** Plays while a worker runs, and ends it. */
async function whileWorking<T>(play: () => Promise<T>): Promise<T> {
  const commit = recordedCommit(h.record().db, standardRulebook(), chinaCalendar(), h.keys().columns);
  const worker = await workerFor(h.engine(), claimWorkflows, commit, h.taskQueue, h.keys());
  return worker.runUntil(play());
}

const act = (id: string, name: string, as: string, payload: JsonObject, request: string) =>
  h.doors().act(id, { act: name, as, payload, request });

const recommend = (id: string) => act(id, 'recommend', 'an-ning', { ...granted, claimedFen: 90_000 }, 'recommended');
const comment = (id: string, request: string) => act(id, 'comment', 'an-ning', { text: '已核实' }, request);
const determine = (id: string, request: string) => act(id, 'determine', 'gao-shan', granted, request);

/** A case that waits for its determination. */
async function recommended(reference: string): Promise<string> {
  const { case: id } = await h.doors().open('claim', medicalNotice(reference, phone));
  await recommend(id);
  return id;
}

/** Sends to a case that no worker serves; what is sent reaches the next worker in its first activation. */
async function unserved<T>(id: string, send: () => readonly Promise<T>[]): Promise<readonly Promise<T>[]> {
  const sent = send();
  for (const one of sent) one.catch(() => undefined);
  // Answered after the acts were sent on the same connection.
  await h.engine().client.workflow.getHandle(id).describe();
  return sent;
}

const historyOf = async (id: string) => (await h.engine().client.workflow.getHandle(id).fetchHistory()).events ?? [];

/** Tasks of the engine that ended between the acceptance of two updates: none where both came in one activation. */
async function tasksBetweenLastUpdates(id: string): Promise<number> {
  const events = await historyOf(id);
  const accepted = events.flatMap((e, index) => (e.workflowExecutionUpdateAcceptedEventAttributes ? [index] : []));
  const [from, to] = accepted.slice(-2);
  if (from === undefined || to === undefined) throw new LuyueError('defect.unexpected', 'the case has not accepted two updates');
  return events.slice(from, to).filter((e) => e.workflowTaskCompletedEventAttributes).length;
}

const codeOf = (result: PromiseSettledResult<ActAnswer>): string | null =>
  result.status === 'rejected' && result.reason instanceof LuyueError ? result.reason.code : null;

/** The record has no flaw, and the engine holds what it tells. */
async function expectWhole(id: string): Promise<void> {
  expect(await h.flaw(id)).toBeNull();
  expect(await h.state(id)).toEqual(await h.folded(id));
}

describe('two acts in one activation', () => {
  it('are both answered and both in the log, each once', async () => {
    const id = await whileWorking(() => recommended('R-1'));
    const sent = await unserved(id, () => [determine(id, 'one'), comment(id, 'two')]);
    await whileWorking(async () => {
      expect(await Promise.all(sent)).toMatchObject([
        { request: 'one', act: 'determine' },
        { request: 'two', act: 'comment' },
      ]);
      await expectWhole(id);
    });
    expect(await tasksBetweenLastUpdates(id)).toBe(0);
    expect(timesDone(await h.log(id))).toEqual({ recommended: 1, one: 1, two: 1 });
  });
});

describe('the same act twice at once, from two clients', () => {
  it.each([
    ['that only one may do', determine],
    ['that may be done any time', comment],
  ])('with one request id is done once and answered twice with the same: an act %s', async (what, repeated) => {
    const id = await whileWorking(() => recommended(`R-2 ${what}`));
    const sent = await unserved(id, () => [repeated(id, 'once'), repeated(id, 'once')]);
    await whileWorking(async () => {
      const [first, second] = await Promise.all(sent);
      expect(first).toEqual(second);
      expect(first).toMatchObject({ request: 'once' });
      await expectWhole(id);
    });
    expect(timesDone(await h.log(id))).toEqual({ recommended: 1, once: 1 });
  });

  it('with two request ids is done by one; the other learns that the case has moved and what is possible now', async () => {
    const id = await whileWorking(() => recommended('R-3'));
    const sent = await unserved(id, () => [determine(id, 'mine'), determine(id, 'yours')]);
    await whileWorking(async () => {
      const results = await Promise.allSettled(sent);
      expect(results.map(codeOf).sort()).toEqual(['case.moved', null]);
      const lost = results.find((r) => r.status === 'rejected');
      expect(lost).toMatchObject({ reason: { data: { case: id, possible: expect.arrayContaining(['comment']) } } });
      await expectWhole(id);
    });
    expect(await tasksBetweenLastUpdates(id)).toBe(0);
    const { mine = 0, yours = 0 } = timesDone(await h.log(id));
    expect(mine + yours).toBe(1);
  });

  it('is refused with its code where it comes when the other is done', async () => {
    const id = await whileWorking(() => recommended('R-4'));
    await whileWorking(async () => {
      const results = await Promise.allSettled([determine(id, 'mine'), determine(id, 'yours')]);
      expect(results.map(codeOf)).toContain(null);
      expect(results.map(codeOf)).toEqual(expect.arrayContaining([expect.stringMatching(/^(case\.moved|act\.not-now)$/)]));
    });
    const { mine = 0, yours = 0 } = timesDone(await h.log(id));
    expect(mine + yours).toBe(1);
  });
});

describe('an engine that is reset to an earlier event', () => {
  /** Resets a case to the moment before it accepted the recommendation; `forgets`: what came later is not applied again. */
  const reset = (id: string, forgets: boolean): Promise<void> => resetBeforeLastAct(h.engine(), id, { act: 'recommend', forgets });

  it('catches up by its record when a client finds it behind, and doubles nothing', async () => {
    await whileWorking(async () => {
      const id = await recommended('R-5');
      await comment(id, 'noted');
      const before = await h.log(id);
      await reset(id, true);
      expect((await h.state(id)).head.seq).toBeLessThan(before.length);
      await expect(determine(id, 'after-reset')).resolves.toMatchObject({ request: 'after-reset', act: 'determine' });
      await expectWhole(id);
      const after = await h.log(id);
      expect(after.slice(0, before.length)).toEqual(before);
      expect(timesDone(after)).toEqual({ recommended: 1, noted: 1, 'after-reset': 1 });
    });
  });

  it('that applies the updates again finds each of them in the record', async () => {
    await whileWorking(async () => {
      const id = await recommended('R-6');
      await determine(id, 'determined');
      const before = await h.log(id);
      await reset(id, false);
      await expect(comment(id, 'after-reset')).resolves.toMatchObject({ request: 'after-reset' });
      await expectWhole(id);
      expect((await h.log(id)).slice(0, before.length)).toEqual(before);
      expect(timesDone(await h.log(id))).toEqual({ recommended: 1, determined: 1, 'after-reset': 1 });
    });
  });

  it('answers a request from before the reset as it was answered then', async () => {
    await whileWorking(async () => {
      const id = await recommended('R-7');
      const answer = await determine(id, 'determined');
      await reset(id, true);
      await expect(determine(id, 'determined')).resolves.toEqual(answer);
      expect(timesDone(await h.log(id))).toEqual({ recommended: 1, determined: 1 });
    });
  });
});
