import { house, opening, repeated } from './support';

const h = house();

jest.setTimeout(90_000);

const address = '/v1/processes/sample/cases';
const patience = { LUYUE_HTTP_PATIENCE_MS: '1500' };
const nowhere = { TEMPORAL_ADDRESS: '127.0.0.1:1', ...patience };

beforeAll(() => h.start(patience), 120_000);

const retried = ({ status, json, headers }: Awaited<ReturnType<typeof h.get>>) => [
  status,
  json.code,
  Number(headers.get('retry-after')) > 0,
];

describe('while a service is away', () => {
  it('a worker: what is not done yet is 503 with Retry-After; reads go on; nothing is lost when it is back', async () => {
    const { json } = await h.post(address, { as: 'xu-yi', body: opening() });
    const comment = () =>
      h.post(`/v1/cases/${json.case}/acts/comment`, { as: 'xu-yi', body: { payload: { text: 'x' }, request: 'during' } });
    const body = opening();
    const queue = await h.restartable();
    expect(retried(await h.post(address, { as: 'xu-yi', body }))).toEqual([503, 'engine.unavailable', true]);
    const unanswered = await comment();
    expect(retried(unanswered)).toEqual([503, 'engine.unavailable', true]);
    expect(unanswered.json).toMatchObject({ request: 'during' });
    expect((await h.get(`/v1/cases/${json.case}`, { as: 'xu-yi' })).status).toBe(200);
    await h.startWorker(queue);
    expect((await repeated(() => h.post(address, { as: 'xu-yi', body }))).status).toBeLessThan(300);
    expect(await repeated(comment)).toMatchObject({ status: 200, json: { request: 'during' } });
    const { rows } = await h.record().pool.query(`select count(*)::int as n from case_cause where request = 'during'`);
    expect(rows).toEqual([{ n: 1 }]);
  });

  it('Temporal: the server starts without it, reads, says what is missing, and refuses what it cannot do', async () => {
    const { json } = await h.post(address, { as: 'xu-yi', body: opening() });
    const { url } = await h.serve('none', nowhere);
    const ready = await h.send(url, 'GET', '/ready', {});
    expect(ready).toMatchObject({ status: 503, json: { ready: false, records: true, engine: false, worker: false } });
    expect((await h.send(url, 'GET', '/health', {})).status).toBe(200);
    expect((await h.send(url, 'GET', `/v1/cases/${json.case}/log`, { as: 'xu-yi' })).status).toBe(200);
    const call = { as: 'xu-yi', body: { payload: { text: 'x' }, request: 'r-1' } };
    expect(retried(await h.send(url, 'POST', `/v1/cases/${json.case}/acts/comment`, call))).toEqual([503, 'engine.unavailable', true]);
    expect(retried(await h.send(url, 'POST', address, { as: 'xu-yi', body: opening() }))).toEqual([503, 'engine.unavailable', true]);
  });

  it('PostgreSQL: the server starts without it, and everything that needs it is 503 with Retry-After', async () => {
    const { url } = await h.serve('none', { ...nowhere, DATABASE_URL: 'postgres://nobody:secret@127.0.0.1:1/none' });
    expect(await h.send(url, 'GET', '/ready', {})).toMatchObject({ status: 503, json: { records: false } });
    for (const path of ['/v1/tasks', '/v1/cases/42', '/v1/events'])
      expect(retried(await h.send(url, 'GET', path, { as: 'xu-yi' }))).toEqual([503, 'records.unavailable', true]);
    const answer = await h.send(url, 'POST', address, { as: 'xu-yi', body: opening() });
    expect(retried(answer)).toEqual([503, 'records.unavailable', true]);
    expect(answer.text).not.toContain('secret');
  });
});
