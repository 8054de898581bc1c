import { ApplicationFailure } from '@temporalio/common';
import { searchAttributes } from '../../domain/case/attributes';
import type { CaseSettings } from '../../workflows/kernel/engine/run';
import { opening } from '../kernel/sample/open';
import { timeSkipping } from '../support/engine';
import { EngineCase, refusalOf, timersOpenAtMost } from '../support/engine-case';
import { flatWorld } from '../support/flat-world';
import { addSearchAttributes, workerFor } from '../support/flow';
import { MemoryRecord } from '../support/memory';
import { comes } from '../support/worker-process';

const workflowsPath = require.resolve('../kernel/sample/workflows');
const environment = timeSkipping();

beforeAll(async () => {
  await addSearchAttributes(environment(), searchAttributes);
});

let cases = 0;
let last: EngineCase | undefined;

// Time is the server's: a case left open would hold up the time of the next one, with tasks that no worker takes any more.
afterEach(() => last?.end());

type Play = (c: EngineCase, record: MemoryRecord) => Promise<void>;

/** Starts a sample case on the engine, with a record in memory; returns it with its record when the worker has stopped. */
async function started(play: Play, settings: CaseSettings = {}, record = new MemoryRecord(flatWorld())) {
  const env = environment();
  const worker = await workerFor(env, workflowsPath, record.commit);
  const played = new EngineCase(env, worker, 'sample', `sample-${++cases}`);
  last = played;
  await worker.runUntil(async () => {
    await played.start({ kind: 'open', open: { ...opening, receivedAt: await env.currentTimeMs() }, settings });
    await play(played, record);
  });
  return { played, record };
}

/** Plays it from where its opening is written: an act that comes before is judged only under the lock, and leaves history. */
const onEngine = (play: Play, ...more: [CaseSettings?, MemoryRecord?]) =>
  started(
    async (c, record) => {
      await c.opened();
      await play(c, record);
    },
    ...more,
  );

const submitted = (c: EngineCase) => c.act('submit', 'party:claimant', { items: ['x'] });

/** From the notice to the payment, in the way of the contract. */
async function toPayment(c: EngineCase): Promise<void> {
  await submitted(c);
  await c.act('recommend', 'u1', { amountFen: 100 });
  await c.act('determine', 'u2', { kind: 'granted', amountFen: 100 }, { ground: 'clear' });
  await c.act('agree', 'party:claimant', { by: 'claimant' });
  await c.act('paymentReported', 'system:bank', { key: `${c.id}-p1`, status: 'confirmed', at: 1 });
}

/** A gate before the commits of a record. `close` holds the next one and settles when it has come. */
function gateOf(record: MemoryRecord) {
  const { commit } = record;
  let held: { readonly arrived: () => void; readonly passed: Promise<void> } | null = null;
  let open = (): void => undefined;
  Object.assign(record, {
    commit: async (request: Parameters<typeof commit>[0]) => {
      held?.arrived();
      await held?.passed;
      return commit(request);
    },
  });
  const close = () =>
    new Promise<void>((arrived) => {
      const passed = new Promise<void>((resolve) => {
        open = () => {
          held = null;
          resolve();
        };
      });
      held = { arrived, passed };
    });
  return { close, open: () => open() };
}

describe('a case on the engine', () => {
  it('runs from its opening to its outcome and answers every act', async () => {
    const { record } = await onEngine(async (c) => {
      await toPayment(c);
      await expect(c.result()).resolves.toMatchObject({ outcome: 'done' });
    });
    expect(record.events.at(-1)?.fact.kind).toBe('closed');
  });

  it('leaves the same log when it continues as new after every act', async () => {
    const shape = (record: MemoryRecord) => record.events.map((e) => [e.seq, e.cause, e.fact.kind]);
    const plain = await onEngine(toPayment);
    const renewed = await onEngine(toPayment, { continueAfter: 1 });
    expect(shape(renewed.record)).toEqual(shape(plain.record));
    expect((await renewed.played.histories()).length).toBeGreaterThan(4);
  });

  it('breaches at the due instant and not before, and still accepts the act', async () => {
    await onEngine(async (c) => {
      await c.days(29.9);
      expect((await c.state()).clocks['claim-determine-complex']?.breachedAt).toBeUndefined();
      await c.days(0.2);
      const clock = (await c.state()).clocks['claim-determine-complex'];
      expect(clock?.breachedAt).toBe(clock?.dueAt);
      await expect(submitted(c)).resolves.toMatchObject({ act: 'submit', entered: 'decide' });
    });
  });

  it('refuses without history what is not possible, and names what is', async () => {
    await onEngine(async (c) => {
      expect(await refusalOf(c.act('recommend', 'u1', { amountFen: 1 }))).toBe('act.not-now');
      expect(await refusalOf(c.act('submit', 'party:claimant', { items: 'x' }))).toBe('input.invalid');
      const events = (await c.histories())[0]?.events ?? [];
      expect(events.filter((e) => e.workflowExecutionUpdateAcceptedEventAttributes)).toHaveLength(0);
    });
  });

  it('answers the same request with the same answer, also in a later run', async () => {
    await onEngine(
      async (c) => {
        const first = await c.act('submit', 'party:claimant', { items: ['x'] }, { request: 'event-7' });
        await expect(c.act('submit', 'party:claimant', { items: ['x'] }, { request: 'event-7' })).resolves.toEqual(first);
      },
      { continueAfter: 1 },
    );
  });

  it('gives one of two acts at once to the first, and refuses the other', async () => {
    await onEngine(async (c) => {
      await submitted(c);
      const both = await Promise.allSettled([c.act('recommend', 'u1', { amountFen: 1 }), c.act('recommend', 'u8', { amountFen: 2 })]);
      expect(both.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
    });
  });

  it('tells the loser of a race that the case moved when both were accepted at once', async () => {
    const record = new MemoryRecord(flatWorld());
    const gate = gateOf(record);
    await onEngine(
      async (c) => {
        await submitted(c);
        // While the case writes a comment, both acts wait at the server and then come in one activation.
        const writing = gate.close();
        const comment = c.act('comment', 'u1', { text: 'x' });
        await writing;
        const both = Promise.allSettled([c.act('recommend', 'u1', { amountFen: 1 }), c.act('recommend', 'u8', { amountFen: 2 })]);
        await new Promise((resolve) => setTimeout(resolve, 1_500));
        gate.open();
        await comment;
        const lost = (await both).flatMap((result) => (result.status === 'rejected' ? [refusalOf(Promise.reject(result.reason))] : []));
        expect(await Promise.all(lost)).toEqual(['case.moved']);
      },
      {},
      record,
    );
  });

  it('reopens on the same id with an empty state and goes on where the record stands', async () => {
    const { record } = await onEngine(async (c) => {
      await c.act('withdraw', 'party:claimant');
      await c.result();
      await c.start({ kind: 'reopen', reopen: { request: 'again', actor: 'u9', stage: 'decide', ground: 'new-facts' } });
      await expect(c.act('recommend', 'u1', { amountFen: 1 })).resolves.toMatchObject({ act: 'recommend' });
      expect(await c.state()).toMatchObject({ status: 'open', reopened: 1 });
    });
    expect(record.events.filter((e) => e.fact.kind === 'opened')).toHaveLength(1);
  });

  it('parks when the record has lost what the case knows, and goes on when it is back', async () => {
    await onEngine(async (c, record) => {
      await submitted(c);
      const lost = record.events.splice(4);
      expect(await refusalOf(c.act('recommend', 'u1', { amountFen: 1 }))).toBe('case.trouble');
      expect(await refusalOf(c.act('comment', 'u1', { text: 'x' }))).toBe('case.trouble');
      expect(await c.card()).toContain('故障');
      record.events.push(...lost);
      await expect(c.sync()).resolves.toMatchObject({ trouble: null });
      await expect(c.act('recommend', 'u1', { amountFen: 1 })).resolves.toMatchObject({ act: 'recommend' });
    });
  });

  it('keeps an opening that a fault of the record stopped, and opens when an operator has it tried again', async () => {
    const record = new MemoryRecord(flatWorld());
    const { commit } = record;
    let broken = true;
    Object.assign(record, {
      commit: async (request: Parameters<typeof commit>[0]) => {
        if (broken) throw ApplicationFailure.nonRetryable('the record is broken', 'defect.unexpected');
        return commit(request);
      },
    });
    await started(
      async (c) => {
        expect(await refusalOf(submitted(c))).toBe('case.trouble');
        broken = false;
        await c.sync();
        await expect(submitted(c)).resolves.toMatchObject({ act: 'submit', entered: 'decide' });
      },
      {},
      record,
    );
  });

  it('sends why it moves and the head of its state, and to a worker of the build before what makes it pass', async () => {
    const record = new MemoryRecord(flatWorld());
    const { commit } = record;
    const sent: string[] = [];
    let away = 0;
    Object.assign(record, {
      commit: async (request: Parameters<typeof commit>[0]) => {
        expect(request).not.toHaveProperty('facts');
        sent.push('proposal' in request ? 'for all' : 'for this build');
        if (away-- > 0) throw ApplicationFailure.retryable('the record is away', 'records.unavailable');
        return commit(request);
      },
    });
    await onEngine(
      async (c) => {
        await submitted(c);
        away = 3;
        await c.act('recommend', 'u1', { amountFen: 100 });
        await c.act('comment', 'u1', { text: 'x' });
      },
      {},
      record,
    );
    expect(sent).toEqual([...Array.from({ length: 5 }, () => 'for this build'), 'for all', 'for this build']);
  });

  it('asks again where a worker of the build before cannot write what it is sent', async () => {
    const record = new MemoryRecord(flatWorld());
    const { commit } = record;
    const answers: string[] = [];
    Object.assign(record, {
      commit: async (request: Parameters<typeof commit>[0]) => {
        if (request.cause.kind !== 'act' || answers.length > 3) return commit(request);
        answers.push('proposal' in request ? 'of the build before' : 'away');
        if (!('proposal' in request)) throw ApplicationFailure.retryable('the record is away', 'records.unavailable');
        return { kind: 'refused', objection: Object.getOwnPropertyDescriptor(request.proposal, 'objection')?.value };
      },
    });
    await onEngine(async (c) => expect(await submitted(c)).toMatchObject({ entered: 'decide' }), {}, record);
    expect(answers).toEqual(['away', 'away', 'away', 'of the build before']);
  });

  it.each(['stage.failed', 'process.elsewhere'])('that waits for another build (%s) says so, and goes on by itself', async (code) => {
    const record = new MemoryRecord(flatWorld());
    const { commit } = record;
    let isBroken = false;
    Object.assign(record, {
      commit: async (request: Parameters<typeof commit>[0]) => {
        if (isBroken) throw ApplicationFailure.retryable('this build cannot do it', code);
        return commit(request);
      },
    });
    await onEngine(
      async (c) => {
        await submitted(c);
        isBroken = true;
        const act = c.act('recommend', 'u1', { amountFen: 100 });
        await comes('the card says why', async () => (await c.card()).includes('本版本的流程代码'));
        expect(await refusalOf(c.act('comment', 'u1', { text: 'x' }))).toBe('case.trouble');
        isBroken = false;
        await expect(act).resolves.toMatchObject({ act: 'recommend' });
        expect(await c.card()).not.toContain('本版本的流程代码');
        await expect(c.act('comment', 'u1', { text: 'x' })).resolves.toMatchObject({ act: 'comment' });
      },
      {},
      record,
    );
  });

  it('fires a rung again each minute that the record finds it too early', async () => {
    const record = new MemoryRecord(flatWorld());
    const { commit } = record;
    const tried: number[] = [];
    Object.assign(record, {
      commit: async (request: Parameters<typeof commit>[0]) => {
        if (request.cause.kind !== 'rung' || tried.push(request.at) > 3) return commit(request);
        return { kind: 'refused', objection: { code: 'rung.early', detail: 'the clocks differ' } };
      },
    });
    await onEngine(async (c) => c.days(31), {}, record);
    const waits = tried.slice(1, 4).map((at, i) => at - (tried[i] ?? 0));
    expect(waits.every((ms) => ms >= 60_000 && ms < 120_000)).toBe(true);
    expect(record.events.filter(({ fact }) => fact.kind === 'rung').length).toBeGreaterThan(0);
  });

  it('never has two timers open, at no more than ten events of history per human step', async () => {
    const { played } = await onEngine(toPayment);
    const [history] = await played.histories();
    const acts = (history?.events ?? []).filter((e) => e.workflowExecutionUpdateAcceptedEventAttributes).length;
    expect(timersOpenAtMost(history ?? {})).toBe(1);
    expect(((history?.events?.length ?? 0) - 7) / acts).toBeLessThanOrEqual(10);
  });
});
