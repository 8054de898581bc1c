import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { until } from '../../../dev/waiting';
import { house } from './support';

const h = house(randomBytes(32).toString('base64'));
const { luyue, program, doors, start, record } = h;

jest.setTimeout(120_000);

beforeAll(() => start(), 120_000);

async function opened(reference: string): Promise<string> {
  const parties = [{ id: 'claimant', role: 'claimant', name: '王小明', phone: '13800000000' }];
  const { case: id } = await doors().open('sample', { source: 'keys', reference, line: 'motor', branch: 'north', parties, subject: 's' });
  return id;
}

/** To its end, with nothing left to send. */
async function close(id: string): Promise<void> {
  await doors().act(id, { act: 'withdraw', as: 'xu-yi', for: 'party:claimant', payload: {} });
  await record().pool.query("update notice set status = 'handed', handed_at = now() where case_id = $1 and status = 'queued'", [id]);
}

const destroy = (id: string, ...more: string[]) => luyue(['keys', 'destroy', id, ...more]);
const erasure = ['--as', 'yan-shu', '--ground', 'erasure-request'];

describe('luyue keys destroy', () => {
  it('destroys the keys of a closed case for ever: who, when and why stands in the list, and the log stays valid', async () => {
    const id = await opened('K-1');
    await close(id);
    const done = await program(['keys', 'destroy', id, ...erasure, '--json']);
    expect([done.code, done.json()]).toMatchObject([0, { case: id, party: null, values: 2 }]);
    const keys = z.object({
      keys: z.array(z.looseObject({ state: z.string(), destroyedBy: z.string().nullable(), ground: z.string().nullable() })),
    });
    const listed = keys.parse((await luyue(['keys', 'list', id, '--json'])).json()).keys;
    expect(listed.length).toBeGreaterThan(1);
    expect(done.json()).toMatchObject({ keys: listed.length });
    for (const key of listed) expect(key).toMatchObject({ state: 'destroyed', destroyedBy: 'yan-shu', ground: 'erasure-request' });
    expect((await luyue(['verify', id])).code).toBe(0);
    expect((await luyue(['case', id])).code).toBe(0);
  });

  it('is refused while the case is open, to whoever may not, and without a ground; then every key is as it was', async () => {
    const id = await opened('K-2');
    expect(await destroy(id, ...erasure)).toMatchObject({ code: 3, err: expect.stringContaining('keys.in-use') });
    await close(id);
    expect(await destroy(id, '--as', 'zhou-wei', '--ground', 'erasure-request')).toMatchObject({
      code: 3,
      err: expect.stringContaining('actor.role'),
    });
    expect((await destroy(id, '--as', 'yan-shu')).code).toBe(2);
    expect((await destroy(id, '--as', 'yan-shu', '--ground', 'because')).code).toBe(2);
    expect((await destroy('sample-none', ...erasure)).code).toBe(4);
    const states = z.object({ keys: z.array(z.looseObject({ state: z.string() })).min(1) });
    const { keys } = states.parse((await luyue(['keys', 'list', id, '--json'])).json());
    expect(keys.map(({ state }) => state)).not.toContain('destroyed');
  });
});

describe('luyue codec', () => {
  const token = 'of-an-auditor';
  const servers: ChildProcess[] = [];
  afterAll(() => {
    for (const server of servers) server.kill('SIGKILL');
  });

  interface Served {
    readonly url: string;
    readonly child: ChildProcess;
    readonly log: () => string;
  }

  async function served(): Promise<Served> {
    const file = join(h.folder, 'callers');
    writeFileSync(file, `${createHash('sha256').update(token).digest('hex')} system:audit decode\n`);
    const entry = ['--import', 'tsx', 'test/cli/flows/sample-luyue.ts', 'codec', '--json'];
    const env = { ...process.env, ...h.env(), LUYUE_CODEC_TOKENS: file, LUYUE_CODEC_PORT: '0' };
    const child = spawn(process.execPath, entry, { cwd: join(__dirname, '../../..'), env, stdio: ['ignore', 'pipe', 'pipe'] });
    servers.push(child);
    const text = { out: '', err: '' };
    child.stdout.on('data', (chunk) => {
      text.out += String(chunk);
    });
    child.stderr.on('data', (chunk) => {
      text.err += String(chunk);
    });
    await until(() => text.out.includes('}') || child.exitCode !== null, 60_000);
    return { url: z.object({ codec: z.url() }).parse(JSON.parse(text.out)).codec, child, log: () => text.err };
  }

  const base64 = (bytes: Uint8Array | null | undefined): string => Buffer.from(bytes ?? []).toString('base64');

  /** The first payload of the history of a case, as the UI sends it. */
  async function firstPayload(id: string): Promise<object> {
    const { events } = await h.engine().client.workflow.getHandle(id).fetchHistory();
    const [payload] = events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads ?? [];
    const metadata = Object.fromEntries(Object.entries(payload?.metadata ?? {}).map(([name, value]) => [name, base64(value)]));
    return { metadata, data: base64(payload?.data) };
  }

  it('decodes for whoever its file names, logs who asked for which case, and ends with Ctrl-C', async () => {
    const id = await opened('C-1');
    const { url, child, log } = await served();
    const ask = (headers: Record<string, string>, body: object) =>
      fetch(`${url}/decode`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });
    const body = { payloads: [await firstPayload(id)] };
    expect((await ask({}, body)).status).toBe(401);
    const answer = z
      .object({ payloads: z.array(z.object({ data: z.string() })) })
      .parse(await (await ask({ authorization: `Bearer ${token}` }, body)).json());
    expect(Buffer.from(answer.payloads[0]?.data ?? '', 'base64').toString()).toContain('13800000000');
    expect(log()).toContain(id);
    expect(log()).not.toContain('13800000000');
    child.kill('SIGINT');
    const [code] = child.exitCode === null ? await once(child, 'exit') : [child.exitCode];
    expect(code).toBe(0);
  });

  it('does not start without callers, or where nothing is encrypted', async () => {
    expect(await program(['codec'])).toMatchObject({ code: 2, err: expect.stringContaining('LUYUE_CODEC_TOKENS') });
    const file = join(h.folder, 'none');
    writeFileSync(file, `${'0'.repeat(64)} system:audit decode\n`);
    const plain = { LUYUE_MASTER_KEY: '', LUYUE_PLAIN: '1', LUYUE_CODEC_TOKENS: file, LUYUE_CODEC_PORT: '0' };
    expect(await luyue(['codec'], plain)).toMatchObject({ code: 2, err: expect.stringContaining('LUYUE_PLAIN') });
  });
});
