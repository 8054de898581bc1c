import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { callersIn } from '../../codec/access';
import { isOwn, usersOf } from '../../codec/peer';
import { asJson, base64, codecHouse, hash, type JsonPayload, plain, uiOrigin } from './codec-house';
import { rowsOf } from './support';

const { record, entries, served, inHistory, ofCase, recorded, ask, url } = codecHouse();

describe('the codec server', () => {
  it('decodes what the UI shows, whatever stands in the query string, and passes through what is not ours', async () => {
    const foreign = { metadata: { encoding: base64(Buffer.from('binary/other')) }, data: base64(Buffer.from('as it was')) };
    const body = { payloads: [await ofCase(), foreign, asJson(plain)] };
    const response = await ask({ path: '/decode?preserveStorageRefs=true', body });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('application/json');
    expect(await response.json()).toEqual({ payloads: [asJson(plain), foreign, asJson(plain)] });
  });

  it('logs each decode with who asked, whose payloads and how many, never with content', async () => {
    const [a, b] = [await recorded(), await recorded()];
    await ask({ body: { payloads: [await inHistory(a), await inHistory(b), asJson(plain)] } });
    expect(entries).toEqual([{ verb: 'decode', caller: 'zhou-wei', namespace: 'luyue', payloads: 3, opened: 2, cases: `${a} ${b}` }]);
    expect(JSON.stringify(entries)).not.toMatch(/张三|13800000000/);
  });

  it('records each decode as a read of the case: who, by what right', async () => {
    const id = await recorded();
    await ask({ body: { payloads: [await inHistory(id), await inHistory(id)] } });
    await ask({ token: 'of-head-office', body: { payloads: [await inHistory(id)] } });
    await ask({ token: 'of-an-auditor', body: { payloads: [await inHistory(id)] } });
    const kept = await rowsOf(record().pool, 'select reader, tool, part, why from case_read where case_id = $1 order by id', [id]);
    expect(kept).toEqual([
      { reader: 'zhou-wei', tool: 'codec', part: 'payloads', why: 'team/decode' },
      { reader: 'qin-ruo', tool: 'codec', part: 'payloads', why: 'oversight/decode' },
      { reader: 'system:audit', tool: 'codec', part: 'payloads', why: 'oversight/decode' },
    ]);
  });

  it('shows nothing that it could not record', async () => {
    const body = { payloads: [await ofCase()] };
    await record().pool.query('alter table case_read rename to case_read_away');
    const answer = await ask({ body });
    await record().pool.query('alter table case_read_away rename to case_read');
    expect([answer.status, JSON.stringify(await answer.json()).includes(base64(plain.data))]).toEqual([500, false]);
  });

  it.each([
    ['a team lead', 'of-a-manager', { line: 'health' }, 'zhou-wei'],
    ['a team lead of another branch', 'of-another-branch', {}, 'jiang-tao'],
    ['a service account without the right to sensitive lines', 'of-an-auditor', { line: 'health' }, 'system:audit'],
  ])(
    'decodes for %s what the API would show them and no other case: the rest of the page stays readable, the attempt is kept',
    async (_who, token, open, actor) => {
      const id = await recorded(open);
      const board = await inHistory('board-all');
      const answer = await ask({ token, body: { payloads: [await inHistory(id), board] } });
      const { payloads } = (await answer.json()) as { payloads: JsonPayload[] };
      expect(answer.status).toBe(200);
      expect(payloads.map(({ data }) => Buffer.from(data, 'base64').toString('utf8'))).toEqual([
        expect.stringContaining('not yours to read'),
        expect.stringContaining('张三'),
      ]);
      expect(entries).toMatchObject([{ caller: actor, opened: 1, withheld: 1, cases: 'board-all' }]);
      expect(await rowsOf(record().pool, 'select act, actor, code from refusal where case_id = $1', [id])).toEqual([
        { act: 'read:payloads', actor, code: 'access.denied' },
      ]);
      expect(await rowsOf(record().pool, 'select id from case_read where case_id = $1', [id])).toEqual([]);
    },
  );

  it('shows a case that is not in the record yet, and what is under the key of the namespace, to those who read everything', async () => {
    const body = { payloads: [await inHistory('sample-aaaaaaaaaaaaaaaa'), await inHistory('')] };
    for (const [token, shown] of [
      ['of-a-manager', 0],
      ['of-an-auditor', 0],
      ['of-head-office', 2],
      ['of-a-trusted-auditor', 2],
    ] as const) {
      const text = JSON.stringify(await (await ask({ token, body })).json());
      expect([token, text.split(base64(plain.data)).length - 1]).toEqual([token, shown]);
    }
  });

  it.each([
    ['nobody', null, 401],
    ['a token that nobody has', 'guessed', 401],
    ['a handler, who reads cases through the doors', 'of-a-handler', 403],
    ['one who is not on the staff list any more', 'of-one-who-left', 403],
    ['a tool that may only encode', 'of-a-tool', 403],
  ])('decodes nothing for %s, and logs the refusal', async (_who, token, status) => {
    const response = await ask({ token, body: { payloads: [await ofCase()] } });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { code: 'codec.refused' } });
    expect(entries).toMatchObject([{ verb: 'decode', refused: 'codec.refused' }]);
  });

  it('decodes for a service account that may', async () => {
    const response = await ask({ token: 'of-an-auditor', body: { payloads: [await ofCase()] } });
    expect(await response.json()).toEqual({ payloads: [asJson(plain)] });
    expect(entries).toMatchObject([{ caller: 'system:audit', opened: 1 }]);
  });

  it('is of one namespace', async () => {
    const response = await ask({ headers: { 'x-namespace': 'other' }, body: { payloads: [await ofCase()] } });
    expect(response.status).toBe(403);
  });

  it('says of a payload that cannot be read that it cannot, and shows the others', async () => {
    const id = await recorded();
    const [destroyed, changed, good] = [await inHistory(id), await ofCase(), await ofCase()];
    await record().pool.query(
      "update data_key set wrapped = null, retired_at = now(), destroyed_at = now(), destroyed_by = 'an-ran', ground = 'erasure-request' where case_id = $1",
      [id],
    );
    const bytes = Buffer.from(changed.data, 'base64');
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    const body = { payloads: [destroyed, { ...changed, data: bytes.toString('base64') }, good] };
    const { payloads } = (await (await ask({ body }, await served())).json()) as { payloads: JsonPayload[] };
    const texts = payloads.map(({ data }) => Buffer.from(data, 'base64').toString('utf8'));
    expect(texts).toEqual([
      expect.stringContaining('destroyed'),
      expect.stringContaining('not what was encrypted'),
      expect.stringContaining('张三'),
    ]);
  });

  it.each([
    ['no JSON', '{"payloads":'],
    ['no payloads', '{"items":[]}'],
    ['data that are not base64', '{"payloads":[{"metadata":{},"data":"张三"}]}'],
  ])('names what is wrong with a body of %s', async (_what, text) => {
    const response = await ask({ text });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: 'input.invalid' } });
  });

  it('knows no other address and no other method', async () => {
    expect((await ask({ path: '/download', body: { payloads: [] } })).status).toBe(404);
    expect((await fetch(`${url()}/decode`)).status).toBe(405);
  });
});

describe('a page in a browser', () => {
  const preflight = (origin: string) =>
    fetch(`${url()}/decode`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,authorization-extras,content-type,x-namespace',
      },
    });

  it('of the UI may ask: the preflight names its origin and every header that it sends', async () => {
    const { status, headers } = await preflight(uiOrigin);
    expect(status).toBe(204);
    expect(headers.get('access-control-allow-origin')).toBe(uiOrigin);
    expect(headers.get('access-control-allow-methods')).toBe('POST, OPTIONS');
    for (const header of ['content-type', 'x-namespace', 'authorization', 'authorization-extras'])
      expect(headers.get('access-control-allow-headers')?.split(', ')).toContain(header);
    expect(headers.get('access-control-allow-credentials')).toBe('true');
    expect(headers.get('vary')).toBe('origin');
  });

  it('of the UI may read the answer, a refusal too', async () => {
    const body = { payloads: [await ofCase()] };
    for (const token of ['of-a-manager', 'guessed']) {
      const response = await ask({ token, headers: { origin: uiOrigin }, body });
      expect(response.headers.get('access-control-allow-origin')).toBe(uiOrigin);
      expect(response.headers.get('cache-control')).toBe('no-store');
    }
  });

  it('of another origin may not, whatever token it has', async () => {
    const { status, headers } = await preflight('https://evil.example');
    expect(status).toBe(403);
    expect(headers.get('access-control-allow-origin')).toBeNull();
    const response = await ask({ headers: { origin: 'https://evil.example' }, body: { payloads: [await ofCase()] } });
    expect(response.status).toBe(403);
    expect(entries).toEqual([]);
  });
});

describe('the UI of a development stack, which can send no token', () => {
  const fromUi = (body: object, at: string, path = '/ui/decode?preserveStorageRefs=true', origin = uiOrigin) =>
    ask({ path, token: null, headers: { origin }, body }, at);

  it('asks from its own pages, in a browser of whoever runs the stack; its reads are recorded like all', async () => {
    const at = await served({ ownUi: true });
    const id = await recorded();
    const response = await fromUi({ payloads: [await inHistory(id)] }, at);
    expect(await response.json()).toEqual({ payloads: [asJson(plain)] });
    expect(entries).toMatchObject([{ caller: 'system:ui', cases: id }]);
    expect(await rowsOf(record().pool, 'select reader from case_read where case_id = $1', [id])).toEqual([{ reader: 'system:ui' }]);
  });

  it('encodes nothing, and nobody else is let in by its address', async () => {
    const at = await served({ ownUi: true });
    const body = { payloads: [await ofCase()] };
    expect((await fromUi(body, at, '/ui/encode')).status).toBe(401);
    expect((await ask({ path: '/ui/decode', token: null, body }, at)).status).toBe(401);
    expect((await fromUi(body, at, '/ui/decode', 'https://evil.example')).status).toBe(403);
    expect((await fromUi(body, url())).status).toBe(401);
  });

  it('knows the user at the other end of a connection on this machine', async () => {
    const server = createServer((socket) => socket.end());
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const address = server.address();
    const socket = connect(typeof address === 'object' && address !== null ? address.port : 0, '127.0.0.1');
    const [accepted]: readonly Socket[] = await once(server, 'connection');
    const users = usersOf(accepted ?? socket);
    expect(users).toEqual(process.platform === 'linux' ? [process.getuid?.()] : []);
    expect([isOwn(users), isOwn([0]), isOwn([...users, 4711]), isOwn([])]).toEqual([true, true, false, true]);
    socket.destroy();
    server.close();
  });

  it('is refused where others could reach the server', async () => {
    await expect(served({ ownUi: true, host: '0.0.0.0' })).rejects.toMatchObject({ code: 'config.invalid' });
  });
});

describe('the list of callers', () => {
  it.each([
    ['a token instead of its hash', 'of-a-manager zhou-wei'],
    ['a person who is to decode by the list instead of by role', `${hash('x')} zhou-wei decode`],
    ['nobody', '# empty'],
  ])('is refused where it names %s', (_what, text) => {
    expect(() => callersIn(text)).toThrow('LUYUE_CODEC_TOKENS');
  });
});
