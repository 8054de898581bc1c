import { z } from 'zod';
import type { Contract } from '../../domain/case/contract';
import { generalPayloads } from '../../domain/case/general.schema';
import { openTasks } from '../../domain/case/wait-set';
import { guardsOf } from '../../domain/processes/guards';
import { close, type ProcessDefinition, process } from '../../workflows/kernel/process';
import { dayMs, flatWorld } from '../support/flat-world';
import { MemoryCase, MemoryRecord } from '../support/memory';
import { opening, start } from './sample/open';

const contract = {
  name: 'words',
  title: { zh: '词', en: 'Words' },
  section: '0.0',
  version: 1,
  stages: { wait: { zh: '等', en: 'Wait' }, last: { zh: '末', en: 'Last' } },
  first: 'wait',
  outcomes: { done: { zh: '完', en: 'Done' } },
  acts: {
    bring: { kind: 'decision', title: { zh: '带来', en: 'Bring' }, by: ['handler'], when: 'open' },
    check: { kind: 'decision', title: { zh: '核对', en: 'Check' }, by: ['approver'], when: 'expected' },
  },
  clocks: ['claim-determine-complex', 'claim-survey'],
  notices: ['ask', 'news'],
  customer: 'claimant',
  reopenAt: ['wait'],
} as const satisfies Contract;

const payloads = { open: z.strictObject({}), bring: z.strictObject({ value: z.int() }), check: z.strictObject({}) };
type Payloads = { bring: { value: number }; check: Record<string, never> };
type Definition = ProcessDefinition<typeof contract, Payloads>;

async function run(definition: Partial<Definition>): Promise<MemoryCase> {
  const idle: Definition = {
    stages: {
      wait: async (c) => {
        await c.known('value', c.case.notes.value);
        return 'last';
      },
      last: async () => close('done'),
    },
    effects: { bring: (c, { payload }) => c.note('value', payload.value) },
    ...definition,
  };
  const runnable = { process: process<typeof contract, Payloads>(contract, idle), guards: guardsOf({ ...generalPayloads, ...payloads }) };
  const opened = new MemoryCase(runnable, new MemoryRecord(flatWorld()), 'words-1', start);
  await opened.transition({ kind: 'open', open: { ...opening, process: 'words', content: {} } });
  return opened;
}

describe('known', () => {
  it('waits until the case knows the value, whatever brings it', async () => {
    const words = await run({});
    await words.act('comment', 'u1', { text: 'x' });
    expect(words.state.stage).toBe('wait');
    await words.act('bring', 'u1', { value: 1 });
    expect(words.state).toMatchObject({ status: 'closed', outcome: 'done' });
  });
});

describe('ask', () => {
  it('opens one task beside the plan for an act and an exposure, that survives the stage and is closed by the act', async () => {
    const words = await run({
      opened: (c) => {
        for (const on of ['a', 'a', 'b']) c.ask('check', { kind: 'role', role: 'approver' }, { on, not: ['u1'] });
      },
      stages: {
        wait: async (c) => {
          await c.known('value', c.case.notes.value);
          return 'last';
        },
        last: async (c) => c.known<'wait'>('never', undefined),
      },
    });
    expect(openTasks(words.state).map((t) => [t.act, t.on, t.not])).toEqual([
      ['check', 'a', ['u1']],
      ['check', 'b', ['u1']],
    ]);
    await words.act('bring', 'u1', { value: 1 });
    const [first] = openTasks(words.state);
    await words.act('check', 'u2', {}, { task: first?.name ?? '' });
    expect(openTasks(words.state).map((t) => t.on)).toEqual(['b']);
  });
});

describe('refusals', () => {
  it('refuse an act before anything is recorded, with the sentence of the process', async () => {
    const words = await run({ refusals: { bring: (_state, { payload }) => (payload.value < 5 ? 'Too small.' : null) } });
    const before = words.record.events.length;
    await expect(words.act('bring', 'u1', { value: 4 })).resolves.toEqual({
      kind: 'refused',
      objection: { code: 'act.refused', detail: 'Too small.' },
    });
    expect(words.record.events).toHaveLength(before);
    await expect(words.act('bring', 'u1', { value: 5 })).resolves.toMatchObject({ kind: 'written' });
  });

  it('come after the general rules', async () => {
    const words = await run({ refusals: { bring: () => 'Never.' } });
    await words.act('hold', 'lead1', { until: start + dayMs }, { ground: 'court' });
    await expect(words.act('bring', 'u1', { value: 4 })).resolves.toMatchObject({ objection: { code: 'case.held' } });
  });
});

describe('always', () => {
  it('follows from the state at every transition, before and after the stage', async () => {
    const seen: string[] = [];
    const words = await run({ always: (c) => seen.push(c.case.stage) });
    expect(seen).toEqual(['wait', 'wait']);
    await words.act('bring', 'u1', { value: 1 });
    expect(seen.slice(2)).toEqual(['wait', 'wait', 'last']);
  });
});

describe('disburse', () => {
  it('requests payments without waiting, each under a key of its own, and a merge waits for the bank', async () => {
    const words = await run({
      effects: {
        bring: (c, { payload }) => {
          c.disburse({ exposure: 'e', payee: 'p', amountFen: payload.value, purpose: 'x' });
          c.disburse({ exposure: 'e', payee: 'p', amountFen: payload.value, purpose: 'x', repeats: 'words-1-p1' });
        },
      },
    });
    await words.act('bring', 'u1', { value: 7 });
    expect(Object.keys(words.state.payments)).toEqual(['words-1-p1', 'words-1-p2']);
    expect(words.record.events.find((e) => e.fact.kind === 'payment-requested' && e.fact.repeats !== undefined)?.fact).toMatchObject({
      repeats: 'words-1-p1',
    });
    await expect(words.act('merge', 'lead1', { into: 'words-2' })).resolves.toMatchObject({ objection: { code: 'act.refused' } });
    for (const key of Object.keys(words.state.payments))
      await words.act('paymentReported', 'system:bank', { key, status: 'rejected', at: start });
    await expect(words.act('merge', 'lead1', { into: 'words-2' })).resolves.toMatchObject({ kind: 'written' });
  });
});

describe('notices and watch dates', () => {
  it('what was handed stays handed, also when it turns out undeliverable', async () => {
    const stages: Definition['stages'] = {
      wait: async (c) => {
        await c.tell('ask', {}, { report: 'handed' });
        await c.expect('check', { from: { kind: 'role', role: 'approver' } });
        return 'last';
      },
      last: async () => close('done'),
    };
    const words = await run({ stages });
    const notice = Number(Object.keys(words.state.notices)[0]);
    for (const status of ['handed', 'undeliverable']) await words.act('noticeReported', 'system:gateway', { notice, status, at: start });
    await words.act('check', 'u2');
    expect(words.state.status).toBe('closed');
  });

  it('announced with a report is followed, and a watch date may be given', async () => {
    const words = await run({
      effects: {
        bring: (c) => {
          c.announce('n', 'news', [{ kind: 'party', party: 'claimant' }], {}, { report: 'arrived' });
          for (const date of [5, 5, 6]) c.watch('w', 'task-recovery', start, date);
        },
      },
    });
    await words.act('bring', 'u1', { value: 1 });
    expect(Object.values(words.state.notices)).toMatchObject([{ template: 'news', wants: 'arrived' }]);
    expect(words.record.events.flatMap(({ fact }) => (fact.kind === 'watched' ? [fact.date] : []))).toEqual([5, 6]);
  });
});

describe('a pause', () => {
  const stages: Definition['stages'] = {
    wait: async (c) => {
      const told = c.tell('ask', {}, { report: 'arrived' });
      const { value } = c.case.notes;
      const ended = c.known('ended', typeof value === 'number' && value > 0 ? { at: value } : undefined);
      await c.paused('claim-determine-complex', { since: told, why: 'claimant-documents' }, ended);
      return 'last';
    },
    last: async (c) => c.known<'wait'>('never', undefined),
  };

  it('of a clock that starts during the wait begins with the clock', async () => {
    const words = await run({
      stages,
      effects: { bring: (c, { payload }) => (payload.value === 0 ? c.start('claim-determine-complex') : c.note('value', payload.value)) },
    });
    await words.act('noticeReported', 'system:gateway', {
      notice: Number(Object.keys(words.state.notices)[0]),
      status: 'arrived',
      at: start,
    });
    words.now = start + 2 * dayMs;
    await words.act('bring', 'u1', { value: 0 });
    expect(words.state.clocks['claim-determine-complex']?.pauses).toEqual([{ from: start + 2 * dayMs, why: 'claimant-documents' }]);
  });

  it('does not revive a clock that was stopped meanwhile', async () => {
    const words = await run({
      stages,
      opened: (c) => c.start('claim-determine-complex'),
      effects: {
        bring: (c, { payload }) => (payload.value === 0 ? c.stop('claim-determine-complex', 'x') : c.note('value', payload.value)),
      },
    });
    await words.act('noticeReported', 'system:gateway', {
      notice: Number(Object.keys(words.state.notices)[0]),
      status: 'arrived',
      at: start,
    });
    words.now = start + 2 * dayMs;
    await words.act('bring', 'u1', { value: 0 });
    await words.act('bring', 'u1', { value: words.now });
    expect(words.state.stage).toBe('last');
    expect(words.state.clocks['claim-determine-complex']?.state).toBe('stopped');
  });
});
