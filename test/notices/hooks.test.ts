import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { receivers, replayReceiver } from '../../db/queries/webhook';
import { type JsonServer, type Request, serveJson } from '../../dev/json-server';
import { until } from '../../dev/waiting';
import { type Receiver, startHooks } from '../../worker/hooks';
import { jsonLog } from '../../worker/log';
import type { Running } from '../../worker/relay';
import { isSigned } from '../../worker/signature';
import { opened, records, rowsOf } from '../db/support';

const record = records();
const secret = 's'.repeat(32);
const pace = { leaseMs: 5_000, idleMs: 20, backoff: { firstMs: 20, capMs: 50 } };

const bodyShape = z.object({
  receiver: z.string(),
  after: z.int(),
  next: z.int(),
  events: z.array(z.looseObject({ no: z.int(), case: z.string(), seq: z.int(), kind: z.string() })),
});
type Body = z.infer<typeof bodyShape>;

/** A receiver as a company would write one: it keeps what it confirms, and can be told to fail. */
class Told {
  readonly taken: Body[] = [];
  readonly refused: Body[] = [];
  readonly signatures: boolean[] = [];
  failing = 0;
  server: JsonServer | undefined;

  async start(): Promise<this> {
    this.server = await serveJson(0, (request) => this.take(request));
    return this;
  }

  get events() {
    return this.taken.flatMap(({ events }) => events);
  }

  private take({ text, headers }: Request) {
    const body = bodyShape.parse(JSON.parse(text));
    this.signatures.push(isSigned(headers['x-luyue-signature'] ?? '', text, secret, Date.now()));
    if (this.failing > 0) {
      this.failing--;
      this.refused.push(body);
      return { status: 500 };
    }
    this.taken.push(body);
    return { status: 200 };
  }
}

const running: Running[] = [];
const servers: JsonServer[] = [];

afterEach(async () => {
  for (const part of running.splice(0)) await part.stop();
  for (const server of servers.splice(0)) await server.close();
});

async function told(name: string, more: Partial<Receiver> = {}): Promise<Told> {
  const one = await new Told().start();
  if (one.server !== undefined) servers.push(one.server);
  const receiver = { name, url: one.server?.url ?? '', secret, sensitive: false, ...more };
  running.push(await startHooks({ db: record().db, receivers: [receiver], pace, timeoutMs: 2_000, log: jsonLog(() => undefined) }));
  return one;
}

const logOf = (id: string) => rowsOf(record().pool, 'select seq from case_event where case_id = $1 order by seq', [id]);

describe('a receiver of webhooks', () => {
  it('is told every event of every case once it happens, signed, in the order of each case', async () => {
    const one = await told('core');
    const cases = [await opened(record().db), await opened(record().db)];
    for (const c of cases) await c.act('comment', 'xu-yi', { text: 'x' });
    for (const c of cases) {
      const log = (await logOf(c.id)).map(({ seq }) => seq);
      await until(() => one.events.filter((e) => e.case === c.id).length >= log.length, 10_000);
      expect(one.events.filter((e) => e.case === c.id).map(({ seq }) => seq)).toEqual(log);
    }
    expect(one.signatures.every((good) => good)).toBe(true);
    const numbers = one.events.map(({ no }) => no);
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
  });

  it('that fails is told the same again until it confirms, and nothing that follows before that', async () => {
    const one = await told('failing');
    one.failing = 3;
    const c = await opened(record().db);
    await until(() => one.events.some((e) => e.case === c.id), 10_000);
    expect(one.refused).toHaveLength(3);
    expect(new Set(one.refused.map(({ after }) => after)).size).toBe(1);
    expect(one.taken[0]?.after).toBe(one.refused[0]?.after);
    const [cursor] = (await receivers(record().db)).filter(({ name }) => name === 'failing');
    expect(cursor).toMatchObject({ attempts: 0, failure: null });
  });

  it('that was away is told what it has missed, also by another relay', async () => {
    await (await told('away')).server?.close();
    const c = await opened(record().db);
    await until(async () => (await receivers(record().db)).some(({ name, attempts }) => name === 'away' && attempts > 0), 10_000);
    const [cursor] = (await receivers(record().db)).filter(({ name }) => name === 'away');
    expect(cursor?.failure).toContain('channel.unavailable');
    await running.splice(0)[0]?.stop();
    const back = await told('away');
    await until(() => back.events.some((e) => e.case === c.id), 10_000);
  });

  it('is told everything after a number again when that is asked for', async () => {
    const one = await told('again');
    const c = await opened(record().db);
    const count = (await logOf(c.id)).length;
    await until(() => one.events.filter((e) => e.case === c.id).length === count, 10_000);
    const [first] = one.events.filter((e) => e.case === c.id);
    await replayReceiver(record().db, 'again', (first?.no ?? 1) - 1);
    await until(() => one.events.filter((e) => e.case === c.id).length === 2 * count, 10_000);
    await expect(replayReceiver(record().db, 'nobody', 0)).rejects.toMatchObject({ code: 'receiver.not-found' });
  });

  it('is told nothing twice by two relays', async () => {
    const one = await told('two');
    const second = { name: 'two', url: one.server?.url ?? '', secret, sensitive: false };
    running.push(await startHooks({ db: record().db, receivers: [second], pace, timeoutMs: 2_000, log: jsonLog(() => undefined) }));
    const c = await opened(record().db);
    for (let n = 0; n < 5; n++) await c.act('comment', 'xu-yi', { text: 'x' });
    const count = (await logOf(c.id)).length;
    await until(() => one.events.filter((e) => e.case === c.id).length >= count, 10_000);
    await sleep(200);
    expect(one.events.filter((e) => e.case === c.id)).toHaveLength(count);
  });

  it('hears of lines that tell of somebody’s health only where it may, and then each read is kept', async () => {
    const [plain, trusted] = [await told('plain'), await told('trusted', { sensitive: true })];
    const health = await opened(record().db, undefined, { line: 'health' });
    const motor = await opened(record().db);
    await until(() => trusted.events.some((e) => e.case === health.id) && plain.events.some((e) => e.case === motor.id), 10_000);
    expect(plain.events.filter((e) => e.case === health.id)).toEqual([]);
    const kept = await rowsOf(record().pool, 'select distinct reader, part from case_read where case_id = $1', [health.id]);
    expect(kept).toEqual([{ reader: 'system:trusted', part: 'events' }]);
  });

  it('that is new hears what happens from now on, also where something else is being written just then', async () => {
    const before = await opened(record().db);
    const client = await record().pool.connect();
    await client.query('begin; select pg_current_xact_id()');
    const ended = sleep(300).then(() => client.query('commit'));
    const one = await told('new');
    await ended;
    client.release();
    const after = await opened(record().db);
    await until(() => one.events.some((e) => e.case === after.id), 10_000);
    expect(one.events.filter((e) => e.case === before.id)).toEqual([]);
  });
});
