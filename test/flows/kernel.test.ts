import { WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { History } from '@temporalio/common/lib/proto-utils';
import { Worker } from '@temporalio/worker';
import type { ActAnswer } from '../../domain/case/act';
import { searchAttributes } from '../../domain/case/attributes';
import type { CaseState } from '../../domain/case/state';
import type { ActMessage, CaseInput, CaseResult } from '../../workflows/kernel/engine/run';
import { opening } from '../kernel/sample/open';
import { timeSkipping } from '../support/engine';
import { dayMs, flatWorld } from '../support/flat-world';
import { addSearchAttributes, bundleOf, workerFor } from '../support/flow';
import { MemoryRecord } from '../support/memory';

const workflowsPath = require.resolve('../kernel/sample/workflows');
const environment = timeSkipping();

beforeAll(async () => {
  await addSearchAttributes(environment(), searchAttributes);
});

let cases = 0;

/** A sample case on the engine, with a record in memory. */
async function onEngine(
  continueAfter: number | undefined,
  play: (c: EngineCase) => Promise<void>,
  record = new MemoryRecord(flatWorld()),
): Promise<EngineCase> {
  const env = environment();
  const worker = await workerFor(env, workflowsPath, record.commit);
  const id = `sample-${++cases}`;
  const receivedAt = await env.currentTimeMs();
  const input: CaseInput = {
    kind: 'open',
    open: { ...opening, receivedAt },
    ...(continueAfter === undefined ? {} : { settings: { continueAfter } }),
  };
  const engineCase = new EngineCase(id, worker.options.taskQueue, record);
  await worker.runUntil(async () => {
    await env.client.workflow.start<(input: CaseInput) => Promise<CaseResult>>('sample', {
      taskQueue: worker.options.taskQueue,
      workflowId: id,
      args: [input],
      workflowExecutionTimeout: '400 days',
    });
    await play(engineCase);
  });
  return engineCase;
}

class EngineCase {
  private requests = 0;

  constructor(
    readonly id: string,
    readonly taskQueue: string,
    readonly record: MemoryRecord,
  ) {}

  private get handle() {
    return environment().client.workflow.getHandle(this.id);
  }

  act(act: string, actor: string, payload = {}, options: Partial<ActMessage> = {}): Promise<ActAnswer> {
    const message: ActMessage = { request: `r${++this.requests}`, actor, payload, ...options };
    return this.handle.executeUpdate<ActAnswer, [ActMessage]>(act, { args: [message] });
  }

  state(): Promise<CaseState> {
    return this.handle.query<CaseState>('state');
  }

  async days(count: number): Promise<void> {
    await environment().sleep(count * dayMs);
  }

  result(): Promise<CaseResult> {
    return this.handle.result();
  }

  async histories(): Promise<History[]> {
    const first = await this.handle.fetchHistory();
    return [first];
  }
}

const submitted = (c: EngineCase) => c.act('submit', 'party:claimant', { items: ['x'] });

/** From the notice to the payment, in the way of the contract. */
async function toPayment(c: EngineCase): Promise<void> {
  await submitted(c);
  await c.act('recommend', 'u1', { amountFen: 100 });
  await c.act('determine', 'u2', { kind: 'granted', amountFen: 100 }, { ground: 'clear' });
  await c.act('agree', 'party:claimant', { by: 'claimant' });
  await c.act('paymentReported', 'system:bank', { key: `${c.id}-p1`, status: 'confirmed', at: 1 });
}

const refusalOf = async (act: Promise<unknown>): Promise<string | null | undefined> => {
  const error = await act.then(
    () => undefined,
    (e: unknown) => e,
  );
  if (!(error instanceof WorkflowUpdateFailedError)) throw error ?? new Error('the act was accepted');
  return error.cause instanceof ApplicationFailure ? error.cause.type : undefined;
};

describe('a case on the engine', () => {
  it('runs from its opening to its outcome and answers every act', async () => {
    const ended = await onEngine(undefined, async (c) => {
      await toPayment(c);
      await expect(c.result()).resolves.toMatchObject({ outcome: 'done' });
    });
    expect(ended.record.events.at(-1)?.fact.kind).toBe('closed');
  });

  it('leaves the same log when it continues as new after every act', async () => {
    const shape = (record: MemoryRecord) => record.events.map((e) => [e.seq, e.cause, e.fact.kind]);
    const plain = await onEngine(undefined, toPayment);
    const renewed = await onEngine(1, toPayment);
    expect(shape(renewed.record)).toEqual(shape(plain.record));
  });

  it('breaches at the due instant and not before, and still accepts the act', async () => {
    await onEngine(undefined, async (c) => {
      await c.days(29.9);
      expect((await c.state()).clocks['claim-determine-complex']?.breachedAt).toBeUndefined();
      await c.days(0.2);
      const clock = (await c.state()).clocks['claim-determine-complex'];
      expect(clock?.breachedAt).toBe(clock?.dueAt);
      await expect(submitted(c)).resolves.toMatchObject({ act: 'submit', entered: 'decide' });
    });
  });

  it('refuses without history what is not possible, and names what is', async () => {
    await onEngine(undefined, async (c) => {
      expect(await refusalOf(c.act('recommend', 'u1', { amountFen: 1 }))).toBe('act.not-now');
      expect(await refusalOf(c.act('submit', 'party:claimant', { items: 'x' }))).toBe('input.invalid');
      const events = (await c.histories())[0]?.events ?? [];
      expect(events.filter((e) => e.workflowExecutionUpdateAcceptedEventAttributes)).toHaveLength(0);
    });
  });

  it('answers the same request with the same answer, also in a later run', async () => {
    await onEngine(1, async (c) => {
      const first = await c.act('submit', 'party:claimant', { items: ['x'] }, { request: 'event-7' });
      await expect(c.act('submit', 'party:claimant', { items: ['x'] }, { request: 'event-7' })).resolves.toEqual(first);
    });
  });

  it('gives one of two acts at once to the first, and tells the other that the case moved', async () => {
    await onEngine(undefined, async (c) => {
      await submitted(c);
      const both = await Promise.allSettled([c.act('recommend', 'u1', { amountFen: 1 }), c.act('recommend', 'u8', { amountFen: 2 })]);
      expect(both.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
    });
  });

  it('replays its history, and never has two timers open', async () => {
    const ended = await onEngine(undefined, toPayment);
    for (const history of await ended.histories()) {
      await Worker.runReplayHistory({ workflowBundle: await bundleOf(workflowsPath) }, history, ended.id);
      expect(timersOpenAtMost(history)).toBeLessThanOrEqual(1);
    }
  });
});

/** Most timers that were open at any point of a history. */
function timersOpenAtMost(history: History): number {
  let open = 0;
  let most = 0;
  for (const event of history.events ?? []) {
    if (event.timerStartedEventAttributes) open++;
    if (event.timerFiredEventAttributes || event.timerCanceledEventAttributes) open--;
    most = Math.max(most, open);
  }
  return most;
}
