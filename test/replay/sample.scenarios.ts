import { opening } from '../kernel/sample/open';
import type { EngineCase } from '../support/engine-case';
import type { Scenario } from './scenario';

const claimant = 'party:claimant';
const open = { kind: 'open', open: opening } as const;

async function determine(c: EngineCase): Promise<void> {
  await c.act('submit', claimant, { items: ['x'] });
  await c.act('recommend', 'u1', { amountFen: 100 });
  await c.act('determine', 'u2', { kind: 'granted', amountFen: 100 }, { ground: 'clear' });
}

async function pay(c: EngineCase, status: 'confirmed' | 'returned'): Promise<void> {
  await c.act('agree', claimant, { by: 'claimant' });
  const requested = Object.values((await c.state()).payments).find((p) => p.status === 'requested');
  await c.act('paymentReported', 'system:bank', { key: requested?.key ?? '', status, at: 1 });
}

/** Every general act once, on a case that then ends as paid. */
async function everyGeneralAct(c: EngineCase): Promise<void> {
  const told = 5;
  const now = (await c.state()).receivedAt;
  await c.act('comment', 'u1', { text: '电话联系' });
  await c.act('attach', 'u1', { type: 'photo', reference: 'dms:1', sha256: 'a'.repeat(64) });
  await c.act('addParty', 'u1', { party: { id: 'agent', role: 'agent', locale: 'zh-CN', channels: ['sms'], name: '李四' } });
  await c.act('noticeReported', 'system:gateway', { notice: told, status: 'arrived', at: now });
  await c.act('assign', 'u9', { to: 'u3' });
  await c.act('addTask', 'u1', { title: 'call', role: 'surveyor' });
  const task = Object.values((await c.state()).expectations).find((e) => e.act === 'completeTask');
  await c.act('delegate', 'u1', { task: task?.name ?? '', to: 'u4' });
  await c.act('completeTask', 'u4', {});
  await c.act('escalate', 'u1', { reason: '媒体关注' });
  await c.act('acknowledge', 'u9', { clock: 'claim-determine-complex' });
  await c.act('recount', 'system:calendar', { calendar: 'CN@2019-2027' });
  await c.act('promise', 'u1', { topic: 'call-back', to: 'claimant', dueAt: now + 400 * 3_600_000 });
  await c.act('keepPromise', 'u1', { promise: Object.keys((await c.state()).promises)[0] ?? '' });
  await c.act('link', 'u1', { to: 'sample-other', as: 'related' });
  await c.act('absorb', 'system:case.sample-other', { from: 'sample-other', starts: {} });
  await c.act('vouch', 'u9', { act: 'submit', request: 'later', occurredAt: now });
  await c.act('setReserve', 'u1', { amountFen: 5 });
  await c.act('hold', 'u9', { until: now + 900 * 3_600_000 }, { ground: 'police' });
  await c.act('resume', 'u9', {});
}

/** Ways through the sample process: every act and every outcome of its contract, and the general acts. */
export const sampleScenarios: readonly Scenario[] = [
  {
    process: 'sample',
    name: 'done-after-every-general-act',
    open,
    outcome: 'done',
    play: async (c) => {
      await everyGeneralAct(c);
      await determine(c);
      await pay(c, 'confirmed');
    },
  },
  {
    process: 'sample',
    name: 'done-in-many-runs-after-a-return',
    open: { ...open, settings: { continueAfter: 3 } },
    outcome: 'done',
    play: async (c) => {
      await determine(c);
      await pay(c, 'returned');
      await c.act('recommend', 'u1', { amountFen: 100 });
      await c.act('determine', 'u2', { kind: 'granted', amountFen: 100 }, { ground: 'clear' });
      await pay(c, 'confirmed');
    },
  },
  {
    process: 'sample',
    name: 'lapsed-after-breaches',
    open,
    outcome: 'lapsed',
    play: async (c) => {
      await c.days(33);
      await determine(c);
      await c.days(11);
    },
  },
  {
    process: 'sample',
    name: 'withdrawn-reopened-withdrawn',
    open,
    outcome: 'withdrawn',
    play: async (c) => {
      await c.act('withdraw', claimant);
      await c.result();
      await c.start({ kind: 'reopen', reopen: { request: 'again', actor: 'u9', stage: 'decide', ground: 'new-facts' } });
      await c.act('withdraw', claimant);
    },
  },
  {
    process: 'sample',
    name: 'withdrawn-after-other-cases-events-and-recusal',
    open,
    outcome: 'withdrawn',
    play: async (c) => {
      await c.act('childReported', 'system:case.sample-other', { name: 'other', status: 'opened' });
      await c.act('joinEvent', 'system:case.sample-other', { event: 'TY2611' });
      await c.act('leaveEvent', 'u9', { event: 'TY2611' });
      await c.act('bulkReported', 'system:bulk', { bulk: 'tag', done: 1, refused: 0 });
      await c.act('recuse', 'u9', { staff: 'u1' }, { ground: 'interest' });
      await c.act('withdraw', claimant);
    },
  },
  // Published with every attribute: what changes at other moments than the first release's (lists, urgency, money, for a manager).
  {
    process: 'sample',
    name: 'done-with-every-attribute',
    open: { ...open, settings: { continueAfter: 4 } },
    outcome: 'done',
    play: async (c) => {
      const now = (await c.state()).receivedAt;
      await c.act('link', 'u1', { to: 'sample-other', as: 'related' });
      await c.act('hold', 'u9', { until: now + 900 * 3_600_000 }, { ground: 'police' });
      await c.act('resume', 'u9', {});
      await c.act('addTask', 'u1', { title: 'decide', role: 'team-lead' });
      await c.days(33);
      await determine(c);
      await pay(c, 'confirmed');
    },
  },
  {
    process: 'sample',
    name: 'withdrawn-while-followed',
    open,
    outcome: 'withdrawn',
    play: async (c) => {
      await c.act('follow', 'system:case.sample-other', { by: 'sample-other', name: 'measure' });
      await c.act('withdraw', claimant);
    },
  },
  {
    process: 'sample',
    name: 'withdrawn-after-tasks-claimed',
    open,
    outcome: 'withdrawn',
    play: async (c) => {
      await c.act('addTask', 'u1', { title: 'call', role: 'surveyor' });
      const task = Object.keys((await c.state()).expectations).find((name) => name.startsWith('ad-hoc:')) ?? '';
      await c.act('claimTask', 'u4', { task });
      await c.act('releaseTask', 'u4', { task });
      await c.act('claimTask', 'u5', { task });
      await c.act('withdraw', claimant);
    },
  },
  {
    process: 'sample',
    name: 'merged',
    open,
    outcome: 'merged',
    play: async (c) => void (await c.act('merge', 'u9', { into: 'sample-other' })),
  },
];
