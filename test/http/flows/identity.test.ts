import { z } from 'zod';
import { rowsOf } from '../../db/support';
import { house, opening } from './support';

const h = house();

beforeAll(() => h.start(), 120_000);

jest.setTimeout(60_000);

const open = async (content = {}): Promise<string> => {
  const { json } = await h.post('/v1/processes/sample/cases', { as: 'xu-yi', body: opening(content) });
  return z.string().parse(json.case);
};

const query = (text: string, values: unknown[] = []) => rowsOf(h.record().pool, text, values);

/** Statuses of reading every part of a case. */
async function statuses(id: string, call: Parameters<typeof h.get>[1]): Promise<readonly number[]> {
  const parts = ['', '/card', '/log', '/clocks', '/acts', '/tasks', '/documents'];
  return Promise.all(parts.map(async (part) => (await h.get(`/v1/cases/${id}${part}`, call)).status));
}

describe('who calls', () => {
  it('nobody without a token, and the answer says how', async () => {
    const answer = await h.get('/v1/tasks');
    expect(answer).toMatchObject({ status: 401, json: { code: 'token.missing' } });
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    expect(await h.get('/v1/tasks', { token: 'x.y.z' })).toMatchObject({ status: 401, json: { code: 'token.invalid' } });
    expect(await h.get('/v1/tasks', { headers: { authorization: 'Basic eDp5' } })).toMatchObject({ status: 401 });
  });

  it('nobody with a token that has expired', async () => {
    const token = await h.token({ subject: 'chen-xi', seconds: -3_600 });
    expect(await h.get('/v1/tasks', { token })).toMatchObject({ status: 401, json: { detail: expect.stringContaining('expired') } });
  });

  it('every address under /v1 asks for one', async () => {
    const { json } = await h.get('/openapi.json');
    const paths = z.record(z.string(), z.record(z.string(), z.unknown())).parse(json.paths);
    const asked = Object.entries(paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => ({ path, method })));
    const open = asked.filter(({ path }) => !path.startsWith('/v1/'));
    expect(open.map(({ path }) => path)).toEqual(['/health', '/ready']);
    for (const { path, method } of asked.filter(({ path: p }) => p.startsWith('/v1/'))) {
      const send = method === 'get' ? h.get : h.post;
      expect(await send(path.replaceAll(/\{\w+\}/g, 'x'), method === 'get' ? {} : { body: {} })).toMatchObject({ status: 401 });
    }
  });

  it('a person of the staff tables who is active, from this instant on and no longer', async () => {
    expect(await h.get('/v1/me', { as: 'nobody' })).toMatchObject({ status: 403, json: { code: 'actor.unknown' } });
    expect(await h.get('/v1/me', { as: 'tang-yu', tool: 'desk' })).toMatchObject({
      status: 200,
      json: { actor: 'tang-yu', tool: 'desk', roles: ['handler'], team: 'property-north', standsInFor: ['an-ning'] },
    });
    await query(`update staff set active = false where id = 'yu-feng'`);
    expect(await h.get('/v1/me', { as: 'yu-feng' })).toMatchObject({ status: 403, json: { code: 'actor.unknown' } });
    await query(`update staff set active = true where id = 'yu-feng'`);
    expect(await h.get('/v1/me', { as: 'yu-feng' })).toMatchObject({ status: 200 });
  });

  it('a service account with what its token names and nothing else; scopes narrow a person', async () => {
    const id = await open();
    const comment = { payload: { text: 'x' } };
    expect(await h.get(`/v1/cases/${id}`, { as: 'system:portal' })).toMatchObject({
      status: 403,
      json: { code: 'access.denied', needs: 'luyue.read' },
    });
    const reader = { as: 'system:portal', scopes: ['luyue.read'] };
    expect(await h.get(`/v1/cases/${id}`, reader)).toMatchObject({ status: 200 });
    expect(await h.post(`/v1/cases/${id}/acts/comment`, { ...reader, body: comment })).toMatchObject({
      status: 403,
      json: { needs: 'luyue.act' },
    });
    const narrowed = { as: 'chen-xi', scopes: ['luyue.read', 'openid'] };
    expect(await h.post(`/v1/cases/${id}/acts/comment`, { ...narrowed, body: comment })).toMatchObject({ status: 403 });
  });

  it.each(['chen-xi', 'system:portal'])('nothing with a token whose scopes are all unknown here: %s', async (as) => {
    const id = await open();
    const call = { as, scopes: ['openid', 'profile'] };
    expect(await h.get('/v1/me', call)).toMatchObject({ status: 403, json: { code: 'access.denied', needs: 'luyue.read' } });
    expect(await statuses(id, call)).toEqual(Array(7).fill(403));
    expect(await h.post(`/v1/cases/${id}/acts/comment`, { ...call, body: { payload: { text: 'x' } } })).toMatchObject({ status: 403 });
    expect(await h.post('/v1/processes/sample/cases', { ...call, body: opening() })).toMatchObject({ status: 403 });
    expect(await h.get('/v1/events', call)).toMatchObject({ status: 403 });
  });

  it('acts as the one of the token; only a service account with the right speaks for a party', async () => {
    const id = await open();
    const submit = { payload: { items: ['id-card'] } };
    const forged = await h.post(`/v1/cases/${id}/acts/comment`, { as: 'chen-xi', body: { payload: { text: 'x' }, as: 'gao-shan' } });
    expect(forged).toMatchObject({ status: 403, json: { code: 'access.denied' } });
    const party = { ...submit, as: 'party:claimant' };
    const plain = { as: 'system:portal', scopes: ['luyue.act'] };
    expect(await h.post(`/v1/cases/${id}/acts/submit`, { ...plain, body: party })).toMatchObject({
      status: 403,
      json: { code: 'access.denied' },
    });
    expect(await h.post(`/v1/cases/${id}/acts/submit`, { as: 'chen-xi', body: party })).toMatchObject({ status: 403 });
    const portal = { as: 'system:portal', scopes: ['luyue.act', 'luyue.party'] };
    expect(await h.post(`/v1/cases/${id}/acts/submit`, { ...portal, body: { ...party, as: 'party:somebody' } })).toMatchObject({
      status: 403,
    });
    expect(await h.post(`/v1/cases/${id}/acts/submit`, { ...portal, body: party })).toMatchObject({
      status: 200,
      json: { entered: 'decide' },
    });
  });
});

describe('a case that one may not see', () => {
  it('is 404 in every part, with the words of a case that does not exist; the attempt is kept', async () => {
    const id = await open();
    expect(await statuses(id, { as: 'liang-yue' })).toEqual([404, 404, 404, 404, 404, 404, 404]);
    const there = await h.get(`/v1/cases/${id}`, { as: 'liang-yue' });
    const absent = await h.get(`/v1/cases/${id.replace(/.$/, '')}`, { as: 'liang-yue' });
    const bare = ({ json: { instance: _instance, ...json } }: typeof there, name: string) => JSON.stringify(json).replaceAll(name, 'ID');
    expect(bare(there, id)).toBe(bare(absent, id.replace(/.$/, '')));
    const act = await h.post(`/v1/cases/${id}/acts/comment`, { as: 'liang-yue', body: { payload: { text: 'x' } } });
    expect(act).toMatchObject({ status: 404, json: { code: 'case.not-found' } });
    const kept = await query('select distinct actor, code from refusal where case_id = $1', [id]);
    expect(kept).toEqual([{ actor: 'liang-yue', code: 'access.denied' }]);
    const listed = await h.get(`/v1/cases?branch=north`, { as: 'liang-yue' });
    expect(listed.json).toEqual({ cases: [], next: null });
  });

  it('is seen by the team, the branch and the company', async () => {
    const id = await open();
    const all = [200, 200, 200, 200, 200, 200, 200];
    for (const as of ['chen-xi', 'zhou-wei', 'xu-yi', 'ma-north', 'mei-lan']) expect(await statuses(id, { as })).toEqual(all);
    expect((await h.get(`/v1/cases/${id}`, { as: 'tang-yu' })).status).toBe(404);
  });

  it('is seen by whoever has a task in it, as long as they have it', async () => {
    // Of the branch, without the right to read health cases.
    const id = await open({ line: 'health' });
    expect((await h.get(`/v1/cases/${id}`, { as: 'tian-ye' })).status).toBe(404);
    const task = await h.post(`/v1/cases/${id}/acts/addTask`, { as: 'an-ning', body: { payload: { title: '核价', staff: 'tian-ye' } } });
    expect(task.status).toBe(200);
    expect((await h.get(`/v1/cases/${id}`, { as: 'tian-ye' })).status).toBe(200);
    const { json } = await h.get('/v1/tasks?of=mine', { as: 'tian-ye' });
    expect(json).toMatchObject({ tasks: [{ case: id, act: 'completeTask', owner: 'staff:tian-ye' }] });
    expect((await h.post(`/v1/cases/${id}/acts/completeTask`, { as: 'tian-ye', body: {} })).status).toBe(200);
    expect((await h.get(`/v1/cases/${id}`, { as: 'tian-ye' })).status).toBe(404);
  });
});

describe('a sensitive case', () => {
  it('needs a right: the team of the line and the trusted roles have it, the rest of the branch has not', async () => {
    const id = await open({ line: 'health' });
    for (const as of ['an-ning', 'gao-shan', 'ma-north', 'mei-lan']) expect((await h.get(`/v1/cases/${id}`, { as })).status).toBe(200);
    for (const as of ['xu-yi', 'chen-xi', 'song-qi']) expect((await h.get(`/v1/cases/${id}`, { as })).status).toBe(404);
    const service = { as: 'system:portal', scopes: ['luyue.read'] };
    expect((await h.get(`/v1/cases/${id}`, service)).status).toBe(404);
    expect((await h.get(`/v1/cases/${id}`, { ...service, scopes: ['luyue.read', 'luyue.sensitive'] })).status).toBe(200);
    expect((await h.get(`/v1/cases/${id}`, { as: 'ma-north', scopes: ['luyue.read'] })).status).toBe(404);
  });

  it('every read of it is registered: who, through which tool, which part, in which request', async () => {
    const [sensitive, plain] = [await open({ line: 'health' }), await open()];
    const { headers } = await h.get(`/v1/cases/${sensitive}/log`, { as: 'gao-shan', tool: 'desk' });
    await h.get(`/v1/cases/${sensitive}`, { as: 'xu-yi' });
    await h.get(`/v1/cases/${plain}/log`, { as: 'xu-yi' });
    const reads = await query('select case_id, reader, tool, part, request from case_read where case_id in ($1, $2)', [sensitive, plain]);
    expect(reads).toEqual([{ case_id: sensitive, reader: 'gao-shan', tool: 'desk', part: 'log', request: headers.get('x-request-id') }]);
    await expect(query('delete from case_read')).rejects.toThrow('append-only');
  });
});

describe('the log of the server', () => {
  it('names request, case, route and caller, and nothing of a person', async () => {
    const { json, headers } = await h.post('/v1/processes/sample/cases', {
      as: 'xu-yi',
      body: opening({ parties: [{ id: 'claimant', role: 'claimant', name: '欧阳不留', phone: '13911112222' }] }),
      headers: { 'x-request-id': 'from-the-tool-1' },
    });
    expect(headers.get('x-request-id')).toBe('from-the-tool-1');
    await h.get(`/v1/cases?reference=${encodeURIComponent('欧阳不留')}`, { as: 'xu-yi' });
    const line = h.lines.find((text) => text.includes('from-the-tool-1'));
    const fields = { request: 'from-the-tool-1', case: json.case, actor: 'xu-yi', route: '/v1/processes/sample/cases', status: 201 };
    expect(JSON.parse(line ?? '')).toMatchObject(fields);
    expect(h.lines.join('')).not.toMatch(/欧阳|13911112222|eyJ/);
  });
});
