import { ServiceError, WorkflowUpdateFailedError, WorkflowUpdateRPCTimeoutOrCancelledError } from '@temporalio/client';
import { ApplicationFailure, WorkflowNotFoundError } from '@temporalio/common';
import type { EnginePort } from '../../client/engine';
import { unsigned } from '../../client/identity';
import type { KnownCase, Records } from '../../client/records';
import { Sender } from '../../client/sender';
import type { ActAnswer, ActRequest } from '../../domain/case/act';
import type { CaseEvent } from '../../domain/case/fact';
import { isRepeat } from '../../domain/case/repeat';
import { type ErrorCode, LuyueError } from '../../domain/errors';

const request: ActRequest = { act: 'determine', request: 'r1', actor: 'u2', payload: {} };
const event: CaseEvent = {
  seq: 8,
  at: 1,
  recordedAt: 2,
  cause: 'act:r1',
  actor: 'u2',
  hash: 'h',
  fact: { kind: 'acted', act: 'determine', request: 'r1', payload: {} },
};
const moved: CaseEvent = { ...event, fact: { kind: 'entered', stage: 'pay' } };
const answer: ActAnswer = {
  case: 'c',
  act: 'determine',
  request: 'r1',
  seq: 8,
  lastSeq: 8,
  at: 1,
  recordedAt: 2,
  entered: 'pay',
  hash: 'h',
};
const known: KnownCase = {
  id: 'c',
  number: 1,
  process: 'sample',
  source: 's',
  reference: 'r',
  digest: 'd',
  status: 'open',
  stage: 'decide',
  outcome: null,
  headSeq: 7,
};

const refused = (code: ErrorCode, headSeq = 7) =>
  new WorkflowUpdateFailedError(
    'failed',
    ApplicationFailure.create({ type: code, message: 'no', details: [{ possible: ['agree'], headSeq }] }),
  );
const grpc = (code: number) => new ServiceError('failed', { cause: Object.assign(new Error('x'), { code, details: 'x', metadata: {} }) });

/** A sender whose engine answers what the script says, one after the other, and the last for ever. */
function play(
  script: readonly (ActAnswer | Error)[],
  record: Partial<KnownCase> | null = {},
  stored: readonly (readonly CaseEvent[])[] = [[]],
) {
  const calls: string[] = [];
  const attempts: unknown[] = [];
  let acts = 0;
  let looks = 0;
  const engine: EnginePort = {
    act: async () => {
      calls.push('act');
      const next = script[Math.min(acts++, script.length - 1)];
      if (next === undefined || next instanceof Error) throw next;
      return next;
    },
    sync: async () => {
      calls.push('sync');
      return { seq: 9, hash: 'h', trouble: null };
    },
    start: async () => ({ runId: 'run' }),
    result: async () => ({ case: 'c', outcome: 'done', seq: 1 }),
  };
  const byId = async () => (record === null ? null : { ...known, ...record });
  const records: Records = {
    keyed: async (digest) => digest,
    alike: async () => null,
    covering: async () => null,
    byId,
    byKey: byId,
    caused: async () => stored[Math.min(looks++, stored.length - 1)] ?? [],
    repeats: async (_id, events, asked) => isRepeat(events, asked),
    log: async () => [],
    personal: async (id) => ({ case: id, right: null, groups: [], parties: [], texts: [], next: null }),
    refused: async (...attempt) => void attempts.push(attempt),
  };
  const sender = new Sender({ engine, records, signer: unsigned, waitsMs: [0, 0], reopenAt: () => ['decide'], now: () => 5 });
  const sent = sender.send('c', request).then(
    (done) => ({ done }),
    (error: unknown) => ({ error: error instanceof LuyueError ? error : new Error('no error of the catalogue') }),
  );
  return { sent, calls, attempts };
}

describe('an act that is sent', () => {
  it('brings the answer of the case', async () => {
    const { sent, calls } = play([answer]);
    expect(await sent).toEqual({ done: answer });
    expect(calls).toEqual(['act']);
  });

  it.each([
    ['the case has closed', new WorkflowNotFoundError('gone', 'c', undefined)],
    ['the engine answers INTERNAL', grpc(13)],
    ['the engine cannot be reached', grpc(14)],
    ['the answer does not come in time', new WorkflowUpdateRPCTimeoutOrCancelledError('late')],
    ['the case refuses what it did before', refused('act.not-now')],
  ])('brings the stored answer where %s', async (_why, error) => {
    const { sent, calls } = play([error], {}, [[event, moved]]);
    expect(await sent).toEqual({ done: answer });
    expect(calls).toEqual(['act']);
  });

  it.each([
    ['too many acts are under way', grpc(8)],
    ['the case is changing over', refused('case.busy')],
    ['the engine cannot be reached', grpc(14)],
    ['the run has ended and the record has the case open: another run follows it', new WorkflowNotFoundError('reset', 'c', undefined)],
  ])('is sent again where %s', async (_why, error) => {
    const { sent, calls } = play([error, answer]);
    expect(await sent).toEqual({ done: answer });
    expect(calls).toEqual(['act', 'act']);
  });

  it('is refused where another act has its request id', async () => {
    const fact = { kind: 'acted', act: 'comment', request: 'r1', payload: {} } as const;
    const { sent } = play([refused('request.reused')], {}, [[{ ...event, fact }]]);
    expect(await sent).toMatchObject({ error: { code: 'request.reused', message: expect.stringContaining("'comment'") } });
  });

  it.each([
    ['somebody else', { actor: 'u3' }],
    ['a substitute', { onBehalfOf: 'u9' }],
    ['other content', { fact: { kind: 'acted', act: 'determine', request: 'r1', payload: { amountFen: 1 } } }],
  ] as const)('is refused where %s has its request id: an answer is for whom it was made', async (_who, change) => {
    const { sent } = play([refused('act.not-now')], {}, [[{ ...event, ...change }, moved]]);
    expect(await sent).toMatchObject({ error: { code: 'request.reused' } });
  });

  it('is given up after the last wait, with the request to repeat', async () => {
    const { sent, calls } = play([grpc(14)]);
    expect(await sent).toMatchObject({ error: { code: 'engine.unavailable', data: { request: 'r1' } } });
    expect(calls).toHaveLength(3);
  });

  it('is not sent twice where the first answer did not come in time', async () => {
    const { sent, calls } = play([new WorkflowUpdateRPCTimeoutOrCancelledError('late')]);
    expect(await sent).toMatchObject({ error: { code: 'engine.unavailable' } });
    expect(calls).toEqual(['act']);
  });

  it('lets a case that is behind its record catch up, and is sent again once', async () => {
    const stale = play([refused('act.not-now', 5), answer]);
    expect(await stale.sent).toEqual({ done: answer });
    expect(stale.calls).toEqual(['act', 'sync', 'act']);
    const stillRefused = play([refused('act.not-now', 5)]);
    expect(await stillRefused.sent).toMatchObject({ error: { code: 'act.not-now' } });
    expect(stillRefused.calls).toEqual(['act', 'sync', 'act']);
  });

  it('is refused with the code of the case and what is possible now', async () => {
    const { sent, calls, attempts } = play([refused('act.not-now')]);
    expect(await sent).toMatchObject({ error: { code: 'act.not-now', message: 'no', data: { case: 'c', possible: ['agree'] } } });
    expect(calls).toEqual(['act']);
    expect(attempts).toEqual([]);
  });

  it.each<ErrorCode>(['actor.four-eyes', 'actor.authority', 'actor.role', 'actor.delegation', 'actor.unknown'])(
    'is recorded where it is refused for the person (%s)',
    async (code) => {
      const { sent, attempts } = play([refused(code)]);
      expect(await sent).toMatchObject({ error: { code } });
      expect(attempts).toEqual([['c', request, { code, detail: 'no' }, 5]]);
    },
  );

  it('on a closed case is refused with the stages at which it can be reopened', async () => {
    const gone = new WorkflowNotFoundError('gone', 'c', undefined);
    const { sent } = play([gone], { status: 'closed', outcome: 'done' });
    expect(await sent).toMatchObject({
      error: { code: 'case.closed', data: { possible: ['reopen'], reopenAt: ['decide'], outcome: 'done' } },
    });
  });

  it('on a case that the record does not know is not found', async () => {
    const { sent } = play([new WorkflowNotFoundError('gone', 'c', undefined)], null);
    expect(await sent).toMatchObject({ error: { code: 'case.not-found' } });
  });

  it('on a case that the engine has lost says that it can be reopened', async () => {
    const { sent, calls } = play([new WorkflowNotFoundError('gone', 'c', undefined)]);
    expect(await sent).toMatchObject({ error: { code: 'case.trouble', data: { possible: ['reopen'] } } });
    expect(calls).toEqual(['act', 'act', 'act']);
  });
});
