import { z } from 'zod';
import { connectLuyue } from '../../client/luyue';
import { party } from '../../domain/case/payload';
import { LuyueError } from '../../domain/errors';
import { guardsOf } from '../../domain/processes/guards';
import { sampleContract } from '../kernel/sample/contract';
import { runnable, start } from '../kernel/sample/open';
import { samplePayloads } from '../kernel/sample/schema';
import { MemoryDoors } from '../support/memory-doors';

function doors() {
  const memory = new MemoryDoors();
  const sample = { contract: sampleContract, payloads: samplePayloads };
  return { memory, luyue: connectLuyue({ processes: { sample }, ...memory, waitsMs: [], now: () => start }) };
}

const claimant = { id: 'claimant', role: 'claimant', name: '张三', phone: '13800000000' } as const;
const notice = { source: 'app', reference: 'S-1', line: 'motor', branch: 'north', parties: [claimant], subject: 's' };

const errorOf = async (work: () => Promise<unknown>): Promise<unknown> => {
  try {
    await work();
  } catch (error) {
    return error instanceof LuyueError ? { code: error.code, ...error.data } : error;
  }
  return 'no error';
};

describe('opening a case', () => {
  it('answers with the case when it is in the record', async () => {
    const { luyue } = doors();
    expect(await luyue.sample.open(notice)).toEqual({
      case: expect.stringMatching(/^sample-[a-z2-7]{16}$/),
      number: 1,
      existed: false,
      stage: 'gather',
      status: 'open',
    });
  });

  it('finds the same case for the same request, also with instants written in another way and fields in another order', async () => {
    const { luyue, memory } = doors();
    const first = await luyue.sample.open({ ...notice, receivedAt: start - 1000 });
    const { source, ...rest } = notice;
    const again = await luyue.doors.open('sample', { ...rest, source, receivedAt: new Date(start - 1000).toISOString() });
    expect(again).toEqual({ ...first, existed: true });
    expect(memory.started).toHaveLength(1);
  });

  it('tells the process which earlier case seems to be about the same event, and is the same request all the same', async () => {
    const likeness = { path: '/parties/0/phone', instant: 'lossAt', names: 'duplicateOf' };
    const loose = z.looseObject({ parties: z.array(party), subject: z.string(), lossAt: z.number(), duplicateOf: z.string().optional() });
    const payloads = { ...samplePayloads, open: loose };
    const memory = new MemoryDoors({ ...runnable.guards, ...guardsOf(payloads) });
    const sample = { contract: sampleContract, payloads, likeness };
    const { doors: luyue } = connectLuyue({ processes: { sample }, ...memory, waitsMs: [], now: () => start });
    memory.earlier = 'sample-earlier';
    const opened = await luyue.open('sample', { ...notice, lossAt: start });
    expect((await luyue.read.state(opened.case)).opening).toMatchObject({ duplicateOf: 'sample-earlier' });
    memory.earlier = null;
    expect(await luyue.open('sample', { ...notice, lossAt: start })).toMatchObject({ case: opened.case, existed: true });
  });

  it('tells the process which declared event covers it, unless the request names one or lacks place or instant', async () => {
    const loose = z.looseObject({ parties: z.array(party), place: z.string().optional(), at: z.number(), disaster: z.string().optional() });
    const contract = { ...sampleContract, happened: { place: 'place', at: 'at', event: 'disaster' } };
    const payloads = { ...samplePayloads, open: loose };
    const memory = new MemoryDoors({ ...runnable.guards, ...guardsOf(payloads) });
    const sample = { contract, payloads };
    const { doors: luyue } = connectLuyue({ processes: { sample }, ...memory, waitsMs: [], now: () => start });
    memory.event = 'TY2609';
    const disasterOf = async (reference: string, more: object) => {
      const opened = await luyue.open('sample', { ...notice, reference, at: start, ...more });
      return (await luyue.read.state(opened.case)).opening.disaster;
    };
    expect(await disasterOf('E-1', { place: '440106' })).toBe('TY2609');
    expect(memory.asked).toEqual([{ process: 'sample', place: '440106', at: start, drill: false, compressed: null }]);
    expect(await disasterOf('E-2', { place: '440106', disaster: 'FLOOD-8' })).toBe('FLOOD-8');
    expect(await disasterOf('E-3', {})).toBeUndefined();
    expect(await disasterOf('E-4', { place: '440106', drill: true })).toBe('TY2609');
    expect(memory.asked.at(-1)).toMatchObject({ drill: true });
    memory.event = null;
    expect(await luyue.open('sample', { ...notice, reference: 'E-1', at: start, place: '440106' })).toMatchObject({ existed: true });
  });

  it('refuses other content under the same reference and names the case', async () => {
    const { luyue } = doors();
    const first = await luyue.sample.open(notice);
    expect(await errorOf(() => luyue.sample.open({ ...notice, subject: 'other' }))).toMatchObject({
      code: 'open.conflict',
      case: first.case,
    });
    expect(await errorOf(() => luyue.sample.open({ ...notice, branch: 'south' }))).toMatchObject({ code: 'open.conflict' });
  });

  it('names every wrong place, of the envelope and of the content', async () => {
    const { luyue } = doors();
    const wrong = await errorOf(() => luyue.doors.open('sample', { ...notice, source: '' }));
    expect(wrong).toMatchObject({ code: 'input.invalid', issues: [{ path: '/source' }] });
    const content = await errorOf(() => luyue.doors.open('sample', { ...notice, parties: [], colour: 'red' }));
    expect(content).toMatchObject({
      issues: expect.arrayContaining([
        { path: '/parties', reason: expect.any(String) },
        { path: '/colour', reason: 'is not known here' },
      ]),
    });
    expect(await errorOf(() => luyue.sample.open({ ...notice, receivedAt: start + 1 }))).toMatchObject({
      issues: [{ path: '/receivedAt' }],
    });
    expect(await errorOf(() => luyue.doors.open('complaint', notice))).toMatchObject({ code: 'process.unknown', known: ['sample'] });
  });

  it('shows the case in the engine without personal data, and a drill as a drill', async () => {
    const { luyue, memory } = doors();
    await luyue.sample.open({ ...notice, reference: '长'.repeat(100), compressed: '1d=20s' });
    const [started] = memory.started;
    expect(started?.id).toMatch(/^sample-drill-/);
    expect(Buffer.byteLength(String(started?.staticSummary))).toBeLessThanOrEqual(200);
    expect(started?.staticSummary).toContain('DRILL');
    expect(`${String(started?.staticSummary)}${String(started?.staticDetails)}`).not.toMatch(/张三|13800000000/);
    expect(started?.workflowIdReusePolicy).toBe('ALLOW_DUPLICATE_FAILED_ONLY');
  });
});

describe('acting on a case', () => {
  const submitted = async () => {
    const { luyue, memory } = doors();
    const { case: id } = await luyue.sample.open(notice);
    const answer = await luyue.sample(id).submit({ items: ['id-card'] }, { as: 'party:claimant', request: 'e1' });
    return { luyue, memory, id, answer };
  };

  it('answers with what the act led to, and the same again for the same request', async () => {
    const { luyue, id, answer } = await submitted();
    expect(answer).toMatchObject({ case: id, act: 'submit', request: 'e1', entered: 'decide' });
    expect(await luyue.sample(id).submit({ items: ['id-card'] }, { as: 'party:claimant', request: 'e1' })).toEqual(answer);
  });

  it('takes the names of acts, payloads and grounds from the contract', async () => {
    const { luyue, id } = await submitted();
    await luyue.sample(id).recommend({ amountFen: 100 }, { as: 'u1' });
    // @ts-expect-error the ground must be one of the contract's
    const wrong = await errorOf(() => luyue.sample(id).determine({ kind: 'granted', amountFen: 100 }, { as: 'u2', ground: 'mood' }));
    expect(wrong).toMatchObject({ code: 'ground.missing' });
    // @ts-expect-error `approve` is no act of the contract
    expect(await errorOf(() => luyue.sample(id).approve({}, { as: 'u2' }))).toMatchObject({ code: 'act.unknown' });
    // @ts-expect-error the payload lacks its amount
    expect(await errorOf(() => luyue.sample(id).setReserve({}, { as: 'u1' }))).toMatchObject({ issues: [{ path: '/amountFen' }] });
    const { entered, outcome } = await luyue.sample(id).determine({ kind: 'granted', amountFen: 100 }, { as: 'u2', ground: 'clear' });
    const stage: 'gather' | 'decide' | undefined = entered;
    const ending: 'done' | 'lapsed' | 'withdrawn' | 'merged' | undefined = outcome;
    expect([stage, ending]).toEqual([undefined, undefined]);
  });

  it('says what may be done now, expected acts first, from the record alone', async () => {
    const { luyue, id } = await submitted();
    const possible = await luyue.doors.read.possible(id);
    expect(possible[0]).toMatchObject({ act: 'recommend', tasks: [{ from: { kind: 'handler' } }] });
    expect(possible.map((p) => p.act)).toContain('setReserve');
  });

  it('refuses an instant without an offset before anything is sent', async () => {
    const { luyue, id } = await submitted();
    const by = { as: 'u1', occurredAt: '2026-09-01T10:00' };
    expect(await errorOf(() => luyue.sample(id).comment({ text: 'x' }, by))).toMatchObject({ issues: [{ path: '/occurredAt' }] });
  });
});

describe('reopening a case', () => {
  const closed = async () => {
    const { luyue, memory } = doors();
    const { case: id } = await luyue.sample.open(notice);
    await luyue.sample(id).withdraw({}, { as: 'party:claimant' });
    return { luyue, memory, id };
  };
  const again = { as: 'u9', stage: 'decide', ground: 'new-facts', request: 'q1' };

  it('enters it at a stage, and the same request brings the same answer', async () => {
    const { luyue, memory, id } = await closed();
    expect(await errorOf(() => luyue.sample(id).comment({ text: 'x' }, { as: 'u1' }))).toMatchObject({
      code: 'case.closed',
      reopenAt: ['decide'],
    });
    const answer = await luyue.doors.reopen(id, again);
    expect(answer).toMatchObject({ act: 'reopen', request: 'q1', entered: 'decide' });
    expect(await luyue.doors.reopen(id, again)).toEqual(answer);
    expect(memory.started).toHaveLength(2);
  });

  it('is done by the door for an act whose right outlives the case, with the act as ground; the same again brings the same answer', async () => {
    const { luyue, memory, id } = await closed();
    const by = { as: 'party:claimant', request: 'late-1' };
    const answer = await luyue.sample(id).submit({ items: ['x'] }, by);
    expect(answer).toMatchObject({ act: 'submit', request: 'late-1' });
    expect(memory.started.at(-1)?.input).toMatchObject({
      kind: 'reopen',
      reopen: { stage: 'decide', ground: 'submit', actor: 'party:claimant' },
    });
    expect(await luyue.sample(id).submit({ items: ['x'] }, by)).toEqual(answer);
    expect(memory.started).toHaveLength(2);
  });

  it('is not open to a party on any other ground or at another stage', async () => {
    const { luyue, memory, id } = await closed();
    await luyue.doors.reopen(id, { as: 'party:claimant', stage: 'decide', ground: 'new-facts' }).catch(() => undefined);
    expect(await errorOf(() => luyue.sample(id).comment({ text: 'x' }, { as: 'u1' }))).toMatchObject({ code: 'case.closed' });
    expect(memory.started).toHaveLength(2);
  });

  it('is refused at a stage where the process is not reopened, and for a case that is not there', async () => {
    const { luyue, id } = await closed();
    expect(await errorOf(() => luyue.doors.reopen(id, { ...again, stage: 'gather' }))).toMatchObject({
      code: 'act.not-now',
      reopenAt: ['decide'],
    });
    expect(await errorOf(() => luyue.doors.reopen('sample-none', again))).toMatchObject({ code: 'case.not-found' });
  });
});
