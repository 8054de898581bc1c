import { z } from 'zod';
import { comes } from '../../support/worker-process';
import { house, opening } from './support';

const h = house();

beforeAll(() => h.start(), 120_000);

jest.setTimeout(60_000);

const eventShape = z.looseObject({ no: z.int(), case: z.string(), seq: z.int(), kind: z.string() });
const pageShape = z.object({ events: z.array(eventShape), next: z.int() });
type Event = z.infer<typeof eventShape>;

const service = { as: 'system:core', scopes: ['luyue.events', 'luyue.open', 'luyue.act'] };

const page = async (query: string, call: Parameters<typeof h.get>[1] = service) =>
  pageShape.parse((await h.get(`/v1/events?${query}`, call)).json);

const open = async (content = {}): Promise<string> => {
  const { json } = await h.post('/v1/processes/sample/cases', { ...service, body: { ...opening(content), source: 'core' } });
  return String(json.case);
};

/** Everything there is, when what is written is settled. */
async function all(query: string, call: Parameters<typeof h.get>[1] = service): Promise<readonly Event[]> {
  const found: Event[] = [];
  for (let after = 0; ; ) {
    const { events, next } = await page(`${query}&after=${after}&limit=7`, call);
    found.push(...events);
    if (next === after) return found;
    after = next;
  }
}

const settled = (id: string) => comes(`events of ${id}`, async () => (await page(`case=${id}&after=0`)).events.length > 0);

/** The frames of a stream until there are enough of them. */
async function frames(after: number, enough: (text: string) => boolean, headers = {}): Promise<string> {
  const stopping = new AbortController();
  const token = await h.token({ subject: service.as, scopes: service.scopes });
  const response = await fetch(`${h.url()}/v1/events?after=${after}`, {
    headers: { authorization: `Bearer ${token}`, accept: 'text/event-stream', ...headers },
    signal: stopping.signal,
  });
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  let text = '';
  for await (const bytes of response.body ?? []) {
    text += Buffer.from(bytes).toString('utf8');
    if (enough(text)) break;
  }
  stopping.abort();
  return text;
}

describe('events', () => {
  it('come page by page in one order over all cases, each once, in the order of each log', async () => {
    const ids = await Promise.all([open(), open(), open()]);
    for (const id of ids) await settled(id);
    const events = await all('process=sample');
    const numbers = events.map(({ no }) => no);
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
    for (const id of ids) {
      const seqs = events.filter((e) => e.case === id).map(({ seq }) => seq);
      expect(seqs).toEqual(seqs.map((_seq, i) => i + 1));
    }
    expect((await all(`case=${ids[0]}`)).every((e) => e.case === ids[0])).toBe(true);
    expect(JSON.stringify(events)).not.toContain('张三');
  });

  it('are waited for by a long poll, which ends empty when nothing comes', async () => {
    const first = await open();
    await settled(first);
    const { next } = await page('after=0&limit=500');
    const waiting = page(`after=${next}&wait=20`);
    const id = await open();
    expect(await waiting).toMatchObject({ events: expect.arrayContaining([expect.objectContaining({ case: id, kind: 'opened' })]) });
    const { next: end } = await page(`after=${next}&limit=500`);
    expect(await page(`after=${end}&wait=1&case=${first}`)).toMatchObject({ events: [] });
  });

  it('are streamed, and a client that comes back goes on after the last one it saw', async () => {
    await settled(await open());
    const { next } = await page('after=0&limit=500');
    const id = await open();
    const text = await frames(next, (t) => t.includes(id));
    const [, no = ''] = /^id: (\d+)$/m.exec(text) ?? [];
    expect(text).toMatch(/^event: opened$/m);
    const rest = await frames(0, (t) => (t.match(/^id: /gm) ?? []).length > 1, { 'last-event-id': no });
    const numbers = [...rest.matchAll(/^id: (\d+)$/gm)].map(([, n]) => Number(n));
    expect(Math.min(...numbers)).toBeGreaterThan(Number(no));
  });

  it('are those of cases that the caller may know of; a page with sensitive ones is registered', async () => {
    const [health, motor] = [await open({ line: 'health' }), await open()];
    await settled(motor);
    const cases = new Set((await all('process=sample')).map((e) => e.case));
    expect([cases.has(health), cases.has(motor)]).toEqual([false, true]);
    const trusted = { ...service, scopes: ['luyue.events', 'luyue.sensitive'] };
    expect((await all(`case=${health}`, trusted)).length).toBeGreaterThan(0);
    const { rows } = await h.record().pool.query('select distinct reader, part from case_read where case_id = $1', [health]);
    expect(rows).toEqual([{ reader: 'system:core', part: 'events' }]);
    expect(await h.get('/v1/events', { as: 'system:core', scopes: ['luyue.read'] })).toMatchObject({ status: 403 });
    expect((await all('process=sample', { as: 'liang-yue' })).length).toBe(0);
  });

  /** An open stream, and all that it has said. */
  async function followed(call: { readonly as: string; readonly scopes?: readonly string[]; readonly seconds?: number }, base = h.url()) {
    const { as: subject, ...wish } = call;
    const token = await h.token({ ...wish, subject });
    const stopping = new AbortController();
    const headers = { authorization: `Bearer ${token}`, accept: 'text/event-stream' };
    const response = await fetch(`${base}/v1/events?after=0`, { headers, signal: stopping.signal });
    const heard = { text: '', over: false };
    const read = async (): Promise<void> => {
      for await (const bytes of response.body ?? []) heard.text += Buffer.from(bytes).toString('utf8');
    };
    const done = read()
      .catch(() => undefined)
      .then(() => {
        heard.over = true;
      });
    return { status: response.status, heard, leave: () => stopping.abort(), done };
  }

  it('are told to nobody who has left since: the stream ends', async () => {
    await settled(await open());
    const { heard } = await followed({ as: 'zhou-wei' });
    await comes('the first events', async () => heard.text.includes('event: opened'));
    await h.record().pool.query(`update staff set active = false where id = 'zhou-wei'`);
    const later = await open();
    await settled(later);
    await comes('the end of the stream', async () => heard.over);
    await h.record().pool.query(`update staff set active = true where id = 'zhou-wei'`);
    expect(heard.text).not.toContain(later);
    expect(h.lines.join('')).toMatch(/"stream broken".*"actor":"zhou-wei","code":"actor.unknown"/);
  });

  it('are told no longer than the token lasts, also to whoever does not read', async () => {
    // Expired, and within the skew for some seconds.
    const { status, done, heard } = await followed({ ...service, seconds: -27 });
    expect(status).toBe(200);
    await done;
    expect(heard.over).toBe(true);
    expect((await followed({ ...service, seconds: -31 })).status).toBe(401);
  });

  it('are followed so many times at once by one caller, whatever their tokens; who leaves makes room, others are not held up', async () => {
    const { url } = await h.serve('none', { LUYUE_HTTP_FOLLOWERS: '2' });
    const mine = [await followed(service, url), await followed(service, url)];
    expect(mine.map(({ status }) => status)).toEqual([200, 200]);
    const third = await h.send(url, 'GET', '/v1/events?after=0&wait=1', service);
    expect(third).toMatchObject({ status: 429, json: { code: 'request.too-many' } });
    expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await h.send(url, 'GET', '/v1/events?after=0', service)).status).toBe(200);
    const other = await followed({ ...service, as: 'system:other' }, url);
    expect(other.status).toBe(200);
    for (const { leave } of [...mine, other]) leave();
    await comes('room', async () => (await h.send(url, 'GET', '/v1/events?after=0&wait=1', service)).status === 200);
  });
});
