import { connect } from 'node:net';
import fc from 'fast-check';
import { z } from 'zod';
import { until } from '../../../dev/waiting';
import { house, opening } from './support';

const h = house();

beforeAll(() => h.start({ LUYUE_HTTP_BODY_BYTES: '4096' }), 120_000);

jest.setTimeout(60_000);

const address = '/v1/processes/sample/cases';
const asIntake = { as: 'xu-yi' };

describe('limits', () => {
  it('a body that is too large, no JSON, or JSON that cannot be kept is refused with its code', async () => {
    expect(await h.post(address, { ...asIntake, body: opening({ subject: 'x'.repeat(5_000) }) })).toMatchObject({
      status: 413,
      json: { code: 'request.too-large' },
    });
    expect(await h.post(address, { ...asIntake, body: '{"line":' })).toMatchObject({ status: 400, json: { code: 'input.invalid' } });
    expect(await h.post(address, { ...asIntake, body: 'a=1', headers: { 'content-type': 'text/plain' } })).toMatchObject({
      status: 415,
      json: { code: 'media.unsupported' },
    });
    expect(await h.post(address, { ...asIntake, body: opening({ subject: 'a\u0000b' }) })).toMatchObject({
      status: 400,
      json: { issues: [{ path: '/body/subject' }] },
    });
    expect(await h.post(address, { ...asIntake, body: '{"__proto__": {"line": "motor"}}' })).toMatchObject({ status: 400 });
    expect(await h.post(address, { ...asIntake, body: `${'['.repeat(1_900)}${']'.repeat(1_900)}` })).toMatchObject({ status: 400 });
    expect(await h.get(`/v1/cases?reference=${encodeURIComponent('a\u0000')}`, asIntake)).toMatchObject({
      status: 400,
      json: { code: 'input.invalid' },
    });
    expect(await h.get('/v1/cases/%zz', asIntake)).toMatchObject({ status: 400 });
  });

  it('whatever is sent is the fault of the sender, said with a code, and changes nothing', async () => {
    const count = () => h.record().pool.query('select count(*)::int as n from case_file');
    const before = (await count()).rows;
    const types = [
      'application/json',
      'text/html',
      'application/xml',
      'multipart/form-data; boundary=x',
      'application/json; charset=utf-7',
      '',
    ];
    const paths = [address, '/v1/cases/sample-x/acts/comment', '/v1/cases/%F0%9F%98%80/acts/%00', '/v1/tasks/x/claim'];
    for (const [i, value] of fc.sample(fc.jsonValue(), 40).entries()) {
      const headers = i % 3 === 0 ? { 'content-type': types[i % types.length] ?? '' } : {};
      const answer = await h.post(paths[i % paths.length] ?? '', { ...asIntake, body: JSON.stringify(value), headers });
      expect([answer.status >= 400 && answer.status < 500, typeof answer.json.code]).toEqual([true, 'string']);
    }
    expect((await count()).rows).toEqual(before);
  });

  it('a token has so many requests a minute, however it is renewed; others are not held up', async () => {
    const { url } = await h.serve('none', { LUYUE_HTTP_RATE: '5' });
    const ask = (as: string, tool?: string) =>
      h.send(url, 'GET', '/v1/rules/claim-determine-complex', { as, ...(tool === undefined ? {} : { tool }) });
    for (let i = 0; i < 5; i++) expect((await ask('chen-xi')).status).toBe(200);
    const refused = await ask('chen-xi');
    expect(refused).toMatchObject({ status: 429, json: { code: 'request.too-many' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await ask('li-ming')).status).toBe(200);
    expect((await ask('chen-xi', 'desk')).status).toBe(200);
  });

  it('whoever tries out tokens is stopped, and nobody with a valid one', async () => {
    const { url } = await h.serve('none');
    const guess = () => h.send(url, 'GET', '/v1/me', { token: 'x.y.z' });
    const statuses = new Set<number>();
    for (let i = 0; i < 62; i++) statuses.add((await guess()).status);
    expect(statuses).toEqual(new Set([401, 429]));
    expect((await h.send(url, 'GET', '/v1/me', asIntake)).status).toBe(200);
  });

  it.each([
    [
      'half a body',
      `POST ${address} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\nauthorization: Bearer TOKEN\r\n\r\n{"line"`,
    ],
    ['half of the headers', `POST ${address} HTTP/1.1\r\nhost: x\r\n`],
  ])('%s is let go of when its time is over, with a problem', async (_what, text) => {
    const { port } = await h.serve('none', { LUYUE_HTTP_RECEIVE_MS: '1000' });
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.on('data', (bytes) => {
      answer += String(bytes);
    });
    socket.write(text.replace('TOKEN', await h.token({ subject: 'xu-yi' })));
    // Node looks every 30 s where it is not told.
    expect(await until(() => socket.readyState === 'closed' || socket.readableEnded, 15_000)).toBe(true);
    expect(answer).toMatch(/^HTTP\/1.1 408 [\s\S]*application\/problem\+json[\s\S]*"code":"request.unfinished"/);
    socket.destroy();
  });

  it('what is no request at all is answered with a problem too', async () => {
    const socket = connect(h.port(), '127.0.0.1');
    socket.end('nonsense\r\n\r\n');
    const chunks: Buffer[] = [];
    for await (const chunk of socket) chunks.push(Buffer.from(chunk));
    expect(Buffer.concat(chunks).toString()).toMatch(/^HTTP\/1.1 400 [\s\S]*"code":"input.invalid"/);
  });

  const cursor = (place: unknown): string => `cursor=${Buffer.from(JSON.stringify(place)).toString('base64url')}`;
  const task = { by: 'urgency', urgency: 1, dueAt: 1, openedAt: 1, caseId: 'sample-x', seq: 1 };
  const far = [8.64e15, Number.MAX_SAFE_INTEGER, -8.64e15, -1, 1e300, 0.5, '1'];

  it.each([
    ...far.flatMap((at) => [`tasks?${cursor({ ...task, dueAt: at })}`, `tasks?${cursor({ ...task, openedAt: at })}`]),
    ...far.map((seq) => `tasks?${cursor({ ...task, seq })}`),
    ...['a\u0000b', '\ud800', 'x'.repeat(101), 7].map((caseId) => `tasks?${cursor({ ...task, caseId })}`),
    ...[-1, 0, 1e300, 0.5, '1', null, {}].map((place) => `cases?${cursor(place)}`),
    ...['0000-01-01T00:00:00Z', '9999-12-31T23:59:59-23:00', '1899-12-31T00:00:00Z', '2500-01-01T00:00:00Z'].flatMap((at) => [
      ...[`tasks?dueBy=${at}`, `cases?dueBy=${at}`, `reports/promises?from=${at}`, `reports/promises?to=${at}`],
      ...[`rules/claim-determine-complex/due?from=${at}`, `rules/claim-determine-complex/due?from=2026-09-01T00:00:00Z&pause=${at}..`],
    ]),
    ...['events?after', 'events?wait', 'events?limit', 'tasks?limit', 'cases?limit'].flatMap((name) =>
      ['-1', '9007199254740993', '1e300', 'x', ''].map((value) => `${name}=${value}`),
    ),
  ])('a place, date or number out of range is the fault of the sender: %s', async (path) => {
    const caller = { as: 'system:core', scopes: ['luyue.read', 'luyue.events'] };
    const answer = await h.get(`/v1/${path.replaceAll('+', '%2B')}`, caller);
    const isEmptyDefault = /(after|wait)=$/.test(path);
    expect([answer.status, answer.json.code]).toEqual(isEmptyDefault ? [200, undefined] : [400, 'input.invalid']);
  });

  it('a date out of range is refused for a case too', async () => {
    const { json } = await h.post(address, { ...asIntake, body: opening() });
    for (const part of ['', '/log'])
      expect((await h.get(`/v1/cases/${json.case}${part}?asOf=0000-01-01T00:00:00Z`, asIntake)).status).toBe(400);
    for (const after of ['-1', '2147483648', 'x'])
      expect((await h.get(`/v1/cases/${json.case}/log?after=${after}`, asIntake)).status).toBe(400);
  });

  it('is closed to web pages unless an origin is named', async () => {
    const origin = { origin: 'https://desk.example' };
    const closed = await h.get('/v1/me', { ...asIntake, headers: origin });
    expect([closed.status, closed.headers.get('access-control-allow-origin')]).toEqual([200, null]);
    const { url } = await h.serve('none', { LUYUE_HTTP_ORIGINS: 'https://desk.example' });
    const opened = await h.send(url, 'GET', '/v1/me', { ...asIntake, headers: origin });
    expect(opened.headers.get('access-control-allow-origin')).toBe('https://desk.example');
    const other = await h.send(url, 'GET', '/v1/me', { ...asIntake, headers: { origin: 'https://evil.example' } });
    expect(other.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('every answer carries the headers that browsers heed, and none is kept', async () => {
    const { headers } = await h.get('/v1/me', asIntake);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-powered-by')).toBeNull();
  });

  it('a defect gives a reference and nothing of its place; the log has both', async () => {
    await h.record().pool.query('alter table case_read rename to case_read_away');
    const { json } = await h.post(address, { as: 'an-ning', body: opening({ line: 'health' }) });
    const answer = await h.get(`/v1/cases/${json.case}`, { as: 'an-ning' });
    await h.record().pool.query('alter table case_read_away rename to case_read');
    expect(answer).toMatchObject({ status: 500, json: { code: 'defect.unexpected', reference: expect.any(String) } });
    expect(answer.text).not.toMatch(/\bat \/|\.ts|case_read|select|insert/);
    expect(h.lines.join('')).toContain(String(answer.json.reference));
  });

  it('an address that does not exist is 404 with a problem', async () => {
    expect(await h.get('/v2/cases', asIntake)).toMatchObject({ status: 404, json: { code: 'route.unknown' } });
    expect(await h.post('/v1/processes/nothing/cases', { ...asIntake, body: {} })).toMatchObject({
      status: 404,
      json: { code: 'route.unknown' },
    });
  });

  it('an address that is there names the methods it takes', async () => {
    const answer = await h.send(h.url(), 'DELETE', '/v1/cases/42', asIntake);
    expect(answer).toMatchObject({ status: 405, json: { code: 'method.unknown', allow: ['GET', 'HEAD'] } });
    expect(answer.headers.get('allow')).toBe('GET, HEAD');
  });

  it('metrics count requests by route and code, and need their token where one is set', async () => {
    await h.get('/v1/cases/nothing-here', asIntake);
    const { text } = await h.get('/metrics');
    expect(text).toMatch(/luyue_http_requests_total\{method="GET",route="\/v1\/cases\/:case",status="404"\} [1-9]/);
    expect(text).toMatch(/luyue_http_problems_total\{code="case.not-found"\} [1-9]/);
    const secret = 'metrics-secret-of-a-test';
    const { url } = await h.serve('none', { LUYUE_HTTP_METRICS_TOKEN: secret });
    expect((await h.send(url, 'GET', '/metrics', {})).status).toBe(401);
    expect((await h.send(url, 'GET', '/metrics', { token: secret })).status).toBe(200);
  });
});

describe('the documentation', () => {
  it('is OpenAPI 3.1 in which every operation has a name, a summary and answers for what goes wrong', async () => {
    const { json } = await h.get('/openapi.json');
    const operation = z.looseObject({ operationId: z.string(), summary: z.string().min(5), responses: z.record(z.string(), z.unknown()) });
    const document = z.object({ openapi: z.literal('3.1.0'), paths: z.record(z.string(), z.record(z.string(), operation)) }).parse(json);
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
    expect(operations.length).toBeGreaterThan(20);
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
    for (const { responses } of operations) expect(Object.keys(responses)).toEqual(expect.arrayContaining(['4XX']));
    const references = [...JSON.stringify(json).matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name]) => name);
    const { schemas } = z.looseObject({ schemas: z.record(z.string(), z.unknown()) }).parse(json.components);
    expect(new Set(Object.keys(schemas))).toEqual(new Set(references));
  });

  it('names what generated clients are named after in letters that every language takes', async () => {
    const { json } = await h.get('/openapi.json');
    const names = z.object({ info: z.object({ title: z.string() }), tags: z.array(z.object({ name: z.string() })) }).parse(json);
    for (const name of [names.info.title, ...names.tags.map((tag) => tag.name)]) expect(name).toMatch(/^[A-Za-z][A-Za-z0-9 ]*$/);
  });

  it('shows the schema of an opening: instants as ISO 8601, personal fields marked', async () => {
    const { text } = await h.get('/openapi.json');
    expect(text).toContain('"x-personal":true');
    expect(text).not.toContain('"format":"instant"');
  });

  it('has a page that loads nothing from elsewhere', async () => {
    const page = await h.get('/docs/');
    expect(page.status).toBe(200);
    const sources = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, source]) => source ?? '');
    expect(sources.length).toBeGreaterThan(3);
    for (const source of sources) {
      expect(source).toMatch(/^\.\/static\//);
      expect((await h.get(`/docs/${source.slice(2)}`)).status).toBe(200);
    }
    expect(page.headers.get('content-security-policy')).not.toMatch(/https?:|\*/);
  });
});
