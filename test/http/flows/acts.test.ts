import { z } from 'zod';
import { rowsOf } from '../../db/support';
import { house, opening } from './support';

const h = house();

beforeAll(() => h.start(), 120_000);

jest.setTimeout(60_000);

interface Sample {
  readonly id: string;
  readonly handler: string;
}

const caseShape = z.object({ case: z.string(), handler: z.string() });
const actsShape = z.object({
  acts: z.array(z.object({ act: z.string(), payload: z.record(z.string(), z.unknown()), tasks: z.array(z.unknown()) })),
});

const act = (id: string, name: string, as: string, payload: object, more: object = {}) =>
  h.post(`/v1/cases/${id}/acts/${name}`, { as, body: { payload, ...more } });

/** A sample case at its decision. */
async function gathered(): Promise<Sample> {
  const { json } = await h.post('/v1/processes/sample/cases', { as: 'xu-yi', body: opening() });
  const id = String(json.case);
  await act(id, 'submit', 'xu-yi', { items: ['id-card'] });
  return { id, handler: caseShape.parse((await h.get(`/v1/cases/${id}`, { as: 'ma-north' })).json).handler };
}

async function recommended(amountFen = 100_000): Promise<Sample> {
  const sample = await gathered();
  await act(sample.id, 'recommend', sample.handler, { amountFen });
  return sample;
}

const actsOf = async (id: string, as: string) => actsShape.parse((await h.get(`/v1/cases/${id}/acts`, { as })).json).acts;

describe('what may be done', () => {
  it('is what the caller may do here and now, with the form of each act and the task it answers', async () => {
    const { id, handler } = await gathered();
    const mine = await actsOf(id, handler);
    expect(mine[0]).toMatchObject({ act: 'recommend', tasks: [{ owner: `staff:${handler}` }], payload: { required: ['amountFen'] } });
    const names = (await actsOf(id, 'xu-yi')).map(({ act: name }) => name);
    expect(names).toContain('comment');
    expect(names).not.toContain('recommend');
    expect(names).not.toContain('assign');
    expect((await actsOf(id, 'zhou-wei')).map(({ act: name }) => name)).toContain('assign');
  });
});

const tasksShape = z.object({
  tasks: z.array(z.object({ task: z.string(), act: z.string(), owner: z.string(), claimedFrom: z.string().nullable() })),
});

const taskOf = async (id: string, name: string) => {
  const { tasks } = tasksShape.parse((await h.get(`/v1/cases/${id}/tasks`, { as: 'ma-north' })).json);
  return tasks.find(({ act: of }) => of === name);
};

describe('a task of a queue', () => {
  it('is claimed by one, is then done by nobody else, and is released into its queue again', async () => {
    const { id } = await recommended();
    const before = await taskOf(id, 'determine');
    const address = (word: string) => `/v1/cases/${id}/tasks/${encodeURIComponent(before?.task ?? '')}/${word}`;
    const both = await Promise.all(['wu-dan', 'zhou-wei'].map((as) => h.post(address('claim'), { as })));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(both.find(({ status }) => status === 409)?.json).toMatchObject({ code: 'task.claimed' });
    const [winner, other] = both[0]?.status === 200 ? ['wu-dan', 'zhou-wei'] : ['zhou-wei', 'wu-dan'];
    expect(await taskOf(id, 'determine')).toMatchObject({ owner: `staff:${winner}`, claimedFrom: before?.owner });
    const body = { kind: 'granted', amountFen: 100_000 };
    expect(await act(id, 'determine', other ?? '', body, { ground: 'clear' })).toMatchObject({
      status: 409,
      json: { code: 'task.claimed' },
    });
    const release = () => h.post(address('release'), { as: winner ?? '', body: { request: 'back' } });
    const released = await release();
    expect(released).toMatchObject({ status: 200, json: { act: 'releaseTask', request: 'back' } });
    expect((await release()).json).toEqual(released.json);
    expect(await taskOf(id, 'determine')).toEqual(before);
  });

  it('that is not there, or of a case that one may not know of, is not claimed', async () => {
    const { id } = await recommended();
    expect(await h.post(`/v1/cases/${id}/tasks/nothing/claim`, { as: 'wu-dan' })).toMatchObject({
      status: 409,
      json: { code: 'act.not-now' },
    });
    expect(await h.post(`/v1/cases/${id}/tasks/nothing/claim`, { as: 'he-er' })).toMatchObject({
      status: 404,
      json: { code: 'case.not-found' },
    });
    expect((await h.post(`/v1/cases/${id}/tasks/${encodeURIComponent('../x')}/claim`, { as: 'wu-dan' })).status).toBe(400);
    expect((await h.post(`/v1/cases/${id}/tasks/nothing/claim`, { as: 'wu-dan', body: { task: 'x' } })).status).toBe(400);
  });
});

describe('an act', () => {
  it('is answered when it is in the record, and the same request id again is answered the same', async () => {
    const { id, handler } = await gathered();
    const first = await act(id, 'recommend', handler, { amountFen: 100_000 }, { request: 'r-1' });
    expect(first).toMatchObject({ status: 200, json: { act: 'recommend', request: 'r-1', case: id, entered: null } });
    expect((await act(id, 'recommend', handler, { amountFen: 100_000 }, { request: 'r-1' })).json).toEqual(first.json);
    const byKey = () =>
      h.post(`/v1/cases/${id}/acts/comment`, { as: handler, body: { payload: { text: 'x' } }, headers: { 'idempotency-key': 'k-1' } });
    expect((await byKey()).json).toEqual((await byKey()).json);
    expect(await act(id, 'comment', handler, { text: 'y' }, { request: 'r-1' })).toMatchObject({
      status: 409,
      json: { code: 'request.reused' },
    });
  });

  it('refused says why and what is possible now', async () => {
    const { id, handler } = await gathered();
    expect(await act(id, 'agree', handler, { by: 'claimant' })).toMatchObject({ status: 200 });
    expect(await act(id, 'determine', 'wu-dan', { kind: 'granted', amountFen: 1 }, { ground: 'clear' })).toMatchObject({
      status: 409,
      json: { code: 'act.not-now', case: id, possible: expect.arrayContaining(['recommend', 'comment']) },
    });
    expect(await act(id, 'dance', handler, {})).toMatchObject({
      status: 404,
      json: { code: 'act.unknown', known: expect.arrayContaining(['comment']) },
    });
    expect(await act(id, 'comment', handler, { txt: 'x' })).toMatchObject({
      status: 400,
      json: { code: 'input.invalid', issues: expect.arrayContaining([{ path: '/txt', reason: 'is not known here' }]) },
    });
  });

  it('needs role, ground, authority and a second person, as commit judges them; attempts are kept', async () => {
    const { id, handler } = await recommended(6_000_000);
    const determine = (as: string, ground?: string) =>
      act(id, 'determine', as, { kind: 'granted', amountFen: 6_000_000 }, ground === undefined ? {} : { ground });
    expect(await determine('zhou-wei')).toMatchObject({ status: 409, json: { code: 'ground.missing' } });
    expect(await determine(handler, 'clear')).toMatchObject({ status: 403, json: { code: 'actor.four-eyes' } });
    expect(await determine('wu-dan', 'clear')).toMatchObject({ status: 403, json: { code: 'actor.authority' } });
    expect(await determine('zhou-wei', 'clear')).toMatchObject({ status: 200 });
    const kept = await rowsOf(h.record().pool, 'select actor, code from refusal where case_id = $1 order by id', [id]);
    expect(kept).toEqual([
      { actor: handler, code: 'actor.four-eyes' },
      { actor: 'wu-dan', code: 'actor.authority' },
    ]);
  });

  it('is done for a principal by whoever has their delegation, and by nobody else', async () => {
    const { id, handler } = await recommended();
    const body = { kind: 'granted', amountFen: 100_000 };
    const stranger = await act(id, 'determine', 'zhou-wei-approver', body, { ground: 'clear', for: 'gao-shan' });
    expect(stranger).toMatchObject({ status: 403, json: { code: 'actor.delegation' } });
    const substitute = await act(id, 'determine', 'chen-xi', body, { ground: 'clear', for: 'wu-dan' });
    const expected = handler === 'chen-xi' ? { status: 403, json: { code: 'actor.four-eyes' } } : { status: 200 };
    expect(substitute).toMatchObject(expected);
  });

  it('of two tools that race to complete one task is done by one; the other gets case.moved, or not now where it comes late', async () => {
    for (let round = 0; round < 5; round++) {
      const { id } = await recommended();
      const body = { kind: 'granted', amountFen: 100_000 };
      const race = ['wu-dan', 'zhou-wei', 'zhou-wei-approver'].map((as) =>
        act(id, 'determine', as, body, { ground: 'clear', request: `by-${as}` }),
      );
      const answers = await Promise.all(race);
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      const lost = answers.filter(({ status }) => status !== 200);
      for (const { status, json } of lost) {
        expect([status, json.code]).toEqual([409, expect.stringMatching(/^(case\.moved|act\.not-now)$/)]);
        expect(json.possible).toContain('comment');
      }
      const { json } = await h.get(`/v1/cases/${id}/log`, { as: 'ma-north' });
      const events = z.array(z.object({ fact: z.looseObject({ kind: z.string(), act: z.string().optional() }) })).parse(json.events);
      expect(events.filter(({ fact }) => fact.kind === 'acted' && fact.act === 'determine')).toHaveLength(1);
    }
  });

  it('on a closed case says how it is reopened, and reopening is an act', async () => {
    const { id, handler } = await gathered();
    expect(await act(id, 'withdraw', 'xu-yi', {}, { for: 'party:claimant' })).toMatchObject({ json: { outcome: 'withdrawn' } });
    expect(await act(id, 'comment', handler, { text: 'x' })).toMatchObject({
      status: 409,
      json: { code: 'case.closed', possible: ['reopen'], reopenAt: ['decide'] },
    });
    expect((await actsOf(id, handler)).map(({ act: name }) => name)).toEqual(['reopen']);
    expect(await act(id, 'reopen', handler, { stage: 'gather' }, { ground: 'new-facts' })).toMatchObject({
      status: 409,
      json: { code: 'act.not-now' },
    });
    expect(await act(id, 'reopen', handler, {}, { ground: 'new-facts' })).toMatchObject({ status: 400 });
    expect(await act(id, 'reopen', handler, { stage: 'decide' }, { ground: 'new-facts', request: 'again' })).toMatchObject({
      status: 200,
      json: { act: 'reopen', request: 'again', entered: 'decide' },
    });
  });
});

describe('nobody decides alone', () => {
  const body = { kind: 'granted', amountFen: 100_000 };

  it('over HTTP either: a lead of another team or branch is not even told of the case, and nothing is granted', async () => {
    const { id } = await recommended();
    for (const stranger of ['gao-shan', 'jiang-tao', 'hu-south'])
      expect(await act(id, 'determine', stranger, body, { ground: 'clear' })).toMatchObject({ status: 404 });
  });

  it('by command line or typed client: the door has every power, and commit refuses', async () => {
    const { id } = await recommended();
    for (const stranger of ['gao-shan', 'jiang-tao', 'hu-south'])
      await expect(h.doors().act(id, { act: 'determine', as: stranger, payload: body, ground: 'clear' })).rejects.toMatchObject({
        code: 'actor.place',
      });
    await expect(h.doors().act(id, { act: 'delegate', as: 'mei-lan', payload: { task: 'determine', to: 'wu-dan' } })).rejects.toMatchObject(
      {
        code: 'actor.role',
      },
    );
    await expect(
      h.doors().act(id, { act: 'noticeReported', as: 'system:chatbot', payload: { notice: 1, status: 'handed', at: 1 } }),
    ).rejects.toMatchObject({
      code: 'actor.role',
    });
  });

  it('a request id is answered for whom it was used, with the same content, at every door', async () => {
    const { id } = await recommended();
    const once = { ground: 'clear', request: 'one-decision' };
    expect(await act(id, 'determine', 'wu-dan', body, once)).toMatchObject({ status: 200 });
    expect(await act(id, 'determine', 'wu-dan', body, once)).toMatchObject({ status: 200 });
    const reused = { status: 409, json: { code: 'request.reused' } };
    expect(await act(id, 'determine', 'zhou-wei', body, once)).toMatchObject(reused);
    expect(await act(id, 'determine', 'wu-dan', { ...body, amountFen: 1 }, once)).toMatchObject(reused);
    expect(await act(id, 'determine', 'wu-dan', body, { ...once, ground: 'doubtful' })).toMatchObject(reused);
    await expect(
      h.doors().act(id, { act: 'determine', as: 'zhou-wei', payload: body, ground: 'clear', request: 'one-decision' }),
    ).rejects.toMatchObject({ code: 'request.reused' });
  });

  it('not even where only a personal text differs', async () => {
    const { id, handler } = await gathered();
    expect(await act(id, 'comment', handler, { text: 'first' }, { request: 'note' })).toMatchObject({ status: 200 });
    expect(await act(id, 'comment', handler, { text: 'first' }, { request: 'note' })).toMatchObject({ status: 200 });
    expect(await act(id, 'comment', handler, { text: 'other' }, { request: 'note' })).toMatchObject({ json: { code: 'request.reused' } });
  });

  it('a service account acts as the system of its name, with the scope of that system, and never as a part of the product', async () => {
    const { id } = await gathered();
    const paper = { type: 'id-card', reference: 'dms:1', sha256: 'a'.repeat(64) };
    const attach = (as: string, ...scopes: readonly string[]) =>
      h.post(`/v1/cases/${id}/acts/attach`, { as, scopes: ['luyue.act', ...scopes], body: { payload: paper } });
    expect(await attach('system:portal')).toMatchObject({ status: 403, json: { code: 'access.denied' } });
    expect(await attach('system:portal', 'luyue.system.core')).toMatchObject({ status: 403 });
    expect(await attach('system:chatbot', 'luyue.system.portal')).toMatchObject({ status: 403 });
    expect(await attach('system:bank', 'luyue.system.portal')).toMatchObject({ status: 403 });
    expect(await attach('system:portal', 'luyue.system.portal')).toMatchObject({ status: 200 });
  });

  it('an opening comes from its own source, for a branch and line of the company', async () => {
    const post = (as: string, change: object, scopes?: readonly string[]) =>
      h.post('/v1/processes/sample/cases', {
        as,
        body: { ...opening(), ...change },
        ...(scopes === undefined ? {} : { scopes: [...scopes] }),
      });
    expect(await post('system:portal', { source: 'core' }, ['luyue.open'])).toMatchObject({ status: 403, json: { code: 'access.denied' } });
    expect(await post('xu-yi', { source: 'core' })).toMatchObject({ status: 403, json: { code: 'access.denied' } });
    expect(await post('xu-yi', { branch: 'east' })).toMatchObject({ status: 400, json: { code: 'input.invalid' } });
    expect(await post('xu-yi', { line: 'unheard-of' })).toMatchObject({ status: 400, json: { code: 'input.invalid' } });
  });
});
