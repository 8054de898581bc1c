import { createHash } from 'node:crypto';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { callersIn } from '../../codec/access';
import type { CodecEntry } from '../../codec/handler';
import { payloadCodec } from '../../codec/payload-codec';
import { type CodecServer, type CodecServerOptions, serveCodec } from '../../codec/server';
import { keyBytes } from '../../db/keys/cipher';
import { Keyring } from '../../db/keys/keyring';
import { localMaster } from '../../db/keys/master';
import { readOrganisation } from '../../db/queries/organisation';
import { records } from './support';

const record = records();
const master = localMaster([Buffer.alloc(keyBytes, 1)]);
const uiOrigin = 'https://temporal.insurer.example';
const hash = (token: string): string => createHash('sha256').update(token).digest('hex');

// A manager, a handler, a tool that may only encode, and one that reads.
const callers = callersIn(
  [
    `${hash('of-a-manager')} zhou-wei # team lead`,
    `${hash('of-a-handler')} chen-xi`,
    `${hash('of-one-who-left')} nobody-any-more`,
    `${hash('of-a-tool')} system:intake`,
    `${hash('of-an-auditor')} system:audit decode`,
  ].join('\n'),
);

const entries: CodecEntry[] = [];
const servers: CodecServer[] = [];
const keyring = () => new Keyring({ db: record().db, master });

async function served(more: Partial<CodecServerOptions> = {}): Promise<string> {
  const { organisation } = await readOrganisation(record().db);
  const server = await serveCodec({
    host: '127.0.0.1',
    port: 0,
    origins: [uiOrigin],
    keyring: keyring(),
    callers,
    organisation: async () => organisation,
    namespace: 'luyue',
    note: (entry) => entries.push(entry),
    ...more,
  });
  servers.push(server);
  return `http://127.0.0.1:${server.port}`;
}

let url = '';
beforeAll(async () => {
  url = await served();
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.close()));
});
beforeEach(() => {
  entries.length = 0;
});

const base64 = (bytes: Uint8Array | null | undefined): string => Buffer.from(bytes ?? []).toString('base64');
const asJson = ({ metadata, data }: Payload) => ({
  metadata: Object.fromEntries(Object.entries(metadata ?? {}).map(([name, value]) => [name, base64(value)])),
  data: base64(data),
});
const plain = defaultPayloadConverter.toPayload({ name: '张三', phone: '13800000000' });

/** A payload as it stands in the history of a case. */
async function inHistory(workflowId: string, payload = plain): Promise<ReturnType<typeof asJson>> {
  const codec = payloadCodec(keyring(), { trustMs: 0, acceptPlain: false });
  const [encoded] = await codec.encode([payload], { type: 'workflow', namespace: 'luyue', workflowId });
  return asJson(encoded ?? {});
}

interface Call {
  readonly path?: string;
  readonly token?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly text?: string;
}

/** As the Temporal UI asks. */
const ask = ({ path = '/decode', token = 'of-a-manager', headers = {}, body, text }: Call, at = url): Promise<Response> =>
  fetch(`${at}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-namespace': 'luyue',
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    },
    body: text ?? JSON.stringify(body),
  });

describe('the codec server', () => {
  it('decodes what the UI shows, whatever stands in the query string, and passes through what is not ours', async () => {
    const foreign = { metadata: { encoding: base64(Buffer.from('binary/other')) }, data: base64(Buffer.from('as it was')) };
    const body = { payloads: [await inHistory('claim-a'), foreign, asJson(plain)] };
    const response = await ask({ path: '/decode?preserveStorageRefs=true', body });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('application/json');
    expect(await response.json()).toEqual({ payloads: [asJson(plain), foreign, asJson(plain)] });
  });

  it('logs each decode with who asked, whose payloads and how many, never with content', async () => {
    await ask({ body: { payloads: [await inHistory('claim-b'), await inHistory('claim-c'), asJson(plain)] } });
    expect(entries).toEqual([{ verb: 'decode', caller: 'zhou-wei', namespace: 'luyue', payloads: 3, opened: 2, cases: 'claim-b claim-c' }]);
    expect(JSON.stringify(entries)).not.toMatch(/张三|13800000000/);
  });

  it('encodes for tools in other languages: under the key of the case that they name, or of the namespace', async () => {
    const encode = async (headers: Record<string, string>) => {
      const response = await ask({ path: '/encode', token: 'of-a-tool', headers, body: { payloads: [asJson(plain)] } });
      expect(response.status).toBe(200);
      const { payloads } = (await response.json()) as { payloads: ReturnType<typeof asJson>[] };
      return payloads;
    };
    const [named, unnamed] = [await encode({ 'x-workflow-id': 'claim-d' }), await encode({})];
    expect(JSON.stringify([named, unnamed])).not.toContain(base64(plain.data));
    const read = await ask({ body: { payloads: [...named, ...unnamed] } });
    expect(await read.json()).toEqual({ payloads: [asJson(plain), asJson(plain)] });
    expect(entries.at(-1)).toMatchObject({ opened: 2, cases: 'claim-d namespace' });
  });

  it.each([
    ['nobody', null, 401],
    ['a token that nobody has', 'guessed', 401],
    ['a handler, who reads cases through the doors', 'of-a-handler', 403],
    ['one who is not on the staff list any more', 'of-one-who-left', 403],
    ['a tool that may only encode', 'of-a-tool', 403],
  ])('decodes nothing for %s, and logs the refusal', async (_who, token, status) => {
    const response = await ask({ token, body: { payloads: [await inHistory('claim-e')] } });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { code: 'codec.refused' } });
    expect(entries).toMatchObject([{ verb: 'decode', refused: 'codec.refused' }]);
  });

  it('decodes for a service account that may', async () => {
    const response = await ask({ token: 'of-an-auditor', body: { payloads: [await inHistory('claim-f')] } });
    expect(await response.json()).toEqual({ payloads: [asJson(plain)] });
    expect(entries).toMatchObject([{ caller: 'system:audit', opened: 1 }]);
  });

  it('is of one namespace', async () => {
    const response = await ask({ headers: { 'x-namespace': 'other' }, body: { payloads: [await inHistory('claim-g')] } });
    expect(response.status).toBe(403);
  });

  it('says of a payload that cannot be read that it cannot, and shows the others', async () => {
    const [destroyed, changed, good] = [await inHistory('claim-h'), await inHistory('claim-i'), await inHistory('claim-j')];
    await record().pool.query(
      "update data_key set wrapped = null, retired_at = now(), destroyed_at = now(), destroyed_by = 'an-ran', ground = 'erasure-request' where case_id = 'claim-h'",
    );
    const bytes = Buffer.from(changed.data, 'base64');
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    const body = { payloads: [destroyed, { ...changed, data: bytes.toString('base64') }, good] };
    const { payloads } = (await (await ask({ body }, await served())).json()) as { payloads: ReturnType<typeof asJson>[] };
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
    expect((await fetch(`${url}/decode`)).status).toBe(405);
  });
});

describe('a page in a browser', () => {
  const preflight = (origin: string) =>
    fetch(`${url}/decode`, {
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
    const body = { payloads: [await inHistory('claim-k')] };
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
    const response = await ask({ headers: { origin: 'https://evil.example' }, body: { payloads: [await inHistory('claim-l')] } });
    expect(response.status).toBe(403);
    expect(entries).toEqual([]);
  });
});

describe('a token in the address', () => {
  it('lets the UI of a development stack ask, which can send none', async () => {
    const at = await served({ uiToken: 'in-the-address' });
    const body = { payloads: [await inHistory('claim-m')] };
    const response = await ask({ path: '/ui/in-the-address/decode?preserveStorageRefs=true', token: null, body }, at);
    expect(await response.json()).toEqual({ payloads: [asJson(plain)] });
    expect(entries).toMatchObject([{ caller: 'system:ui', cases: 'claim-m' }]);
    expect((await ask({ path: '/ui/guessed/decode', token: null, body }, at)).status).toBe(401);
  });

  it('is nothing where none was given out', async () => {
    expect((await ask({ path: '/ui/undefined/decode', token: null, body: { payloads: [] } })).status).toBe(401);
  });

  it('is refused where others could reach the server', async () => {
    await expect(served({ uiToken: 'in-the-address', host: '0.0.0.0' })).rejects.toMatchObject({ code: 'config.invalid' });
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
