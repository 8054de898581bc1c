import { z } from 'zod';
import type { Contract } from '../../domain/case/contract';
import type { BulkAct } from '../../domain/case/fact';
import { generalPayloads } from '../../domain/case/general.schema';
import type { OpenRequest } from '../../domain/case/opening';
import type { World } from '../../domain/case/settle';
import { guardsOf } from '../../domain/processes/guards';
import { close, process } from '../../workflows/kernel/process';
import { dayMs } from '../support/flat-world';
import { MemoryCase, MemoryRecord } from '../support/memory';
import { ruleWorld } from '../support/rule-world';
import { start } from './sample/open';

/** A process that does by act what the words of the kernel do: for tests of those words. */
export const officeContract = {
  name: 'office',
  title: { zh: '办公', en: 'Office' },
  section: '0.0',
  version: 1,
  stages: { work: { zh: '办理', en: 'Work' } },
  first: 'work',
  outcomes: { done: { zh: '完成', en: 'Done' } },
  acts: {
    branchOut: { kind: 'decision', title: { zh: '另立', en: 'Branch out' }, by: ['handler'], when: 'open' },
    stop: { kind: 'decision', title: { zh: '中止', en: 'Stop' }, by: ['handler'], when: 'open' },
    goOn: { kind: 'decision', title: { zh: '继续', en: 'Go on' }, by: ['handler'], when: 'open' },
    lengthen: { kind: 'decision', title: { zh: '延长', en: 'Lengthen' }, by: ['handler'], when: 'open' },
    renew: { kind: 'decision', title: { zh: '重计', en: 'Begin anew' }, by: ['handler'], when: 'open' },
    declare: { kind: 'decision', title: { zh: '宣布', en: 'Declare' }, by: ['handler'], when: 'open' },
    spread: { kind: 'decision', title: { zh: '批量', en: 'Spread' }, by: ['handler'], when: 'open' },
    call: { kind: 'decision', title: { zh: '呼叫', en: 'Call' }, by: ['handler'], when: 'open' },
    callOff: { kind: 'decision', title: { zh: '撤回呼叫', en: 'Call off' }, by: ['handler'], when: 'open' },
    plan: { kind: 'decision', title: { zh: '安排', en: 'Plan' }, by: ['handler'], when: 'open', on: 'part' },
    finish: { kind: 'decision', title: { zh: '做完', en: 'Finish' }, by: ['handler', 'approver'], when: 'expected', on: 'part' },
    end: { kind: 'decision', title: { zh: '结束', en: 'End' }, by: ['approver'], when: 'expected' },
  },
  clocks: ['complaint-resolve-simple', 'complaint-resolve-complex', 'complaint-reply-target', 'improve-complaint-root-cause', 'case-hold'],
  notices: ['call'],
  happened: { place: 'place', at: 'at' },
  reopenAt: ['work'],
} as const satisfies Contract;

const reason = z.enum(['outside-appraisal', 'mediation']);
const part = z.string();
const payloads = {
  open: z.strictObject({ place: z.string().optional(), at: z.int().optional() }),
  branchOut: z.strictObject({ name: z.string() }),
  stop: z.strictObject({ why: reason }),
  goOn: z.strictObject({ why: reason }),
  lengthen: z.strictObject({}),
  renew: z.strictObject({}),
  declare: z.strictObject({ event: z.string() }),
  spread: z.strictObject({ bulk: z.string(), event: z.string() }),
  call: z.strictObject({ rank: z.int() }),
  callOff: z.strictObject({ notice: z.int() }),
  plan: z.strictObject({ part, of: z.string().optional() }),
  finish: z.strictObject({ part }),
  end: z.strictObject({}),
};

type Payloads = { [A in Exclude<keyof typeof payloads, 'open'>]: z.infer<(typeof payloads)[A]> };

const office = process<typeof officeContract, Payloads>(officeContract, {
  opened: (c) => {
    c.start('complaint-resolve-simple', { startsAt: c.case.receivedAt });
    c.start('complaint-reply-target', { startsAt: c.case.receivedAt });
    c.start('improve-complaint-root-cause', { startsAt: c.case.receivedAt, value: 'every' });
  },
  stages: {
    work: async (c) => {
      await c.expect('end', { from: { kind: 'role', role: 'approver' } });
      return close('done');
    },
  },
  effects: {
    branchOut: (c, { payload: { name } }) => c.request(name, { process: 'office', line: 'motor', branch: 'north', content: {} }),
    stop: (c, { payload: { why }, at }) => {
      c.pause('complaint-resolve-simple', why, { from: at });
      c.pause('complaint-reply-target', why, { from: at });
    },
    goOn: (c, { payload: { why }, at }) => {
      c.resume('complaint-resolve-simple', why, { to: at });
      c.resume('complaint-reply-target', why, { to: at });
    },
    lengthen: (c) => c.flag('lengthened', c.extend('complaint-resolve-simple', { under: 'complaint-resolve-complex' }, 'complex')),
    renew: (c, { at }) => c.reset('complaint-resolve-simple', at, 'new-facts'),
    declare: (c, { payload: { event }, at }) => c.declare({ event, places: ['44'], from: at - dayMs, to: null, processes: ['claim'] }),
    spread: (c, { payload: { bulk, event } }) => {
      const act: BulkAct = { bulk, act: 'joinEvent', payload: { event }, select: { event } };
      c.bulk(act);
    },
    call: (c, { payload: { rank } }) => {
      const to = [{ kind: 'roster', roster: 'duty', rank } as const];
      c.announce(`call:${rank}`, 'call', to, { rank }, { report: 'handed', channel: 'sms' });
    },
    callOff: (c, { payload: { notice } }) => c.recall(notice),
    plan: (c, { payload: { part: on, of = 'u1' } }) => c.ask('finish', { kind: 'staff', staff: of }, { on }),
  },
});

export const officeRunnable = { process: office, guards: guardsOf({ ...generalPayloads, ...payloads }) };

/** An opened case of the office; `open` changes its request. */
export async function openOffice(open: Partial<OpenRequest> = {}, world: World = ruleWorld()): Promise<MemoryCase> {
  const opened = new MemoryCase(officeRunnable, new MemoryRecord(world), 'office-1', start);
  const usual = {
    process: 'office',
    source: 'test',
    reference: 'O-1',
    digest: 'd',
    actor: 'u1',
    line: 'motor',
    branch: 'north',
    content: {},
  };
  await opened.transition({ kind: 'open', open: { ...usual, receivedAt: start, ...open } });
  return opened;
}
