import { createHmac } from 'node:crypto';
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { type Sinks, startSinks } from '../../dev/sinks';
import { until } from '../../dev/waiting';
import { temporaryFolder } from '../support/folder';
import { Receiver } from '../support/receiver';

const dir = temporaryFolder();
const secret = 'a shared secret';
let sinks: Sinks;
let receiver: Receiver;

const start = () => startSinks({ dir, webhookSecret: secret, mailPort: 0, httpPort: 0 });

beforeAll(async () => {
  [sinks, receiver] = await Promise.all([start(), Receiver.start()]);
});

afterAll(() => Promise.all([sinks.stop(), receiver.stop()]));

const mail = (to: string, text = '请在10日内补充材料。', socketTimeout = 10_000) =>
  createTransport({ ...sinks.mail, ignoreTLS: true, socketTimeout }).sendMail({
    from: 'luyue@example.cn',
    to,
    subject: '理赔材料补充通知',
    text,
  });

const sms = (body: object, key?: string, signal?: AbortSignal) => {
  const headers = { 'content-type': 'application/json', ...(key ? { 'idempotency-key': key } : {}) };
  return fetch(sinks.smsUrl, { method: 'POST', headers, body: JSON.stringify(body), ...(signal ? { signal } : {}) });
};

const sign = (body: string, at: number, key = secret): string =>
  `t=${at},v1=${createHmac('sha256', key).update(`${at}.${body}`).digest('hex')}`;

const webhook = (name: string, body: string, signature?: string) =>
  fetch(`${sinks.webhookUrl}/${name}`, { method: 'POST', body, headers: signature ? { 'x-luyue-signature': signature } : {} });

describe('the mail sink', () => {
  it('writes down what was sent, decoded, once per recipient', async () => {
    const { messageId } = await mail('zhang@example.cn, li@example.cn');
    const [written] = sinks.messages.list('mail', 'zhang@example.cn');
    expect(written).toMatchObject({ channel: 'mail', subject: '理赔材料补充通知', body: '请在10日内补充材料。', messageId });
    expect(written?.headers.from).toBe('luyue@example.cn');
    expect(sinks.messages.list('mail', 'li@example.cn')).toHaveLength(1);
    expect(readFileSync(join(dir, 'mail.ndjson'), 'utf8').trim().split('\n')).toHaveLength(2);
  });

  it.each([
    ['temporary', 451],
    ['permanent', 554],
    ['refuse', 550],
  ] as const)('answers %s with SMTP %i, writes nothing, and takes the next one', async (kind, responseCode) => {
    const to = `${kind}@example.cn`;
    sinks.faults.set({ target: to, kind, times: 1 });
    await expect(mail(to)).rejects.toMatchObject({ responseCode });
    expect(sinks.messages.list('mail', to)).toHaveLength(0);
    await mail(to);
    expect(sinks.messages.list('mail', to)).toHaveLength(1);
  });

  it('hangs without an answer when told to', async () => {
    sinks.faults.set({ target: 'slow@example.cn', kind: 'hang', times: 1 });
    await expect(mail('slow@example.cn', 'text', 200)).rejects.toMatchObject({ code: 'ETIMEDOUT' });
    expect(sinks.messages.list('mail', 'slow@example.cn')).toHaveLength(0);
  });
});

describe('the SMS sink', () => {
  it('takes the same idempotency key once, also after a restart', async () => {
    const first = await sms({ to: '13800000001', text: '您的赔款已支付' }, 'notice-1');
    expect(first.status).toBe(202);
    const { messageId } = JSON.parse(await first.text());
    await sinks.stop();
    sinks = await start();
    const again = await sms({ to: '13800000001', text: '您的赔款已支付' }, 'notice-1');
    expect(JSON.parse(await again.text())).toEqual({ messageId, repeated: true });
    expect(sinks.messages.list('sms', '13800000001')).toHaveLength(1);
  });

  it('reports delivery to the address given in the request, again when the address does not answer well', async () => {
    receiver.failNext(1);
    await sms({ to: '13800000002', text: 'text', reportTo: receiver.url });
    const reports = await receiver.waitFor(1);
    expect(reports).toEqual([{ reportId: expect.any(String), messageId: expect.any(String), status: 'delivered', at: expect.any(String) }]);
  });

  it('reports twice under one report id, or undeliverable, or not at all, when told to', async () => {
    const earlier = receiver.received.length;
    sinks.reports.set({ target: '13800000003', kind: 'twice' });
    sinks.reports.set({ target: '13800000004', kind: 'undeliverable' });
    sinks.reports.set({ target: '13800000005', kind: 'none' });
    for (const to of ['13800000005', '13800000003']) await sms({ to, text: 'text', reportTo: receiver.url });
    const [first, second] = (await receiver.waitFor(earlier + 2)).slice(earlier);
    expect(second).toEqual(first);
    await sms({ to: '13800000004', text: 'text', reportTo: receiver.url });
    expect((await receiver.waitFor(earlier + 3)).slice(earlier + 2)).toEqual([expect.objectContaining({ status: 'undeliverable' })]);
  });

  it('fails a named recipient as told over HTTP, and only this one', async () => {
    const control = `${sinks.http.url}/faults`;
    const set = (kind: string) => fetch(control, { method: 'PUT', body: JSON.stringify({ target: '13900000000', kind, times: 1 }) });
    await set('temporary');
    expect((await sms({ to: '13900000001', text: 'text' })).status).toBe(202);
    expect((await sms({ to: '13900000000', text: 'text' })).status).toBe(503);
    await set('permanent');
    expect((await sms({ to: '13900000000', text: 'text' })).status).toBe(422);
    await set('refuse');
    await expect(sms({ to: '13900000000', text: 'text' })).rejects.toThrow('fetch failed');
    await set('hang');
    await expect(sms({ to: '13900000000', text: 'text' }, undefined, AbortSignal.timeout(200))).rejects.toMatchObject({
      name: 'TimeoutError',
    });
    expect(sinks.messages.list('sms', '13900000000')).toHaveLength(0);
    expect((await set('sometimes')).status).toBe(400);
  });

  it('refuses what is no message, naming the field', async () => {
    const answer = await sms({ to: '13900000000' });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('text');
  });
});

describe('the webhook sink', () => {
  const body = JSON.stringify({ event: 'determined' });
  const now = (): number => Math.floor(Date.now() / 1000);

  it.each([
    ['valid', 202, (): string => sign(body, now())],
    ['wrong', 401, (): string => sign(body, now(), 'another secret')],
    ['wrong', 401, (): string => sign(`${body} `, now())],
    ['stale', 401, (): string => sign(body, now() - 3600)],
    ['missing', 401, (): undefined => undefined],
  ] as const)('finds the signature %s, answers %i and records it', async (signature, status, make) => {
    const name = `regulator-${Math.random()}`;
    expect((await webhook(name, body, make())).status).toBe(status);
    expect(sinks.messages.list('webhook', name)).toEqual([expect.objectContaining({ body, signature })]);
  });
});

describe('the message files', () => {
  it('lose a line that a killed writer did not finish, and no other', async () => {
    const before = sinks.messages.list('sms').length;
    await sinks.stop();
    appendFileSync(join(dir, 'sms.ndjson'), '{"channel":"sms","to":"138');
    sinks = await start();
    await sms({ to: '13800000009', text: 'text' });
    expect(await until(() => sinks.messages.list('sms').length === before + 1, 1_000)).toBe(true);
  });
});
