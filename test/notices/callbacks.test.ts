import fc from 'fast-check';
import { signatureOf } from '../../worker/signature';
import { comes, office, queueNotice, requestPayment, secret, seedCase } from './office';

const open = office();

const report = (status = 'delivered', id = 'r-1') => ({ reportId: id, messageId: 'm', status, at: '2026-09-01T08:00:00+08:00' });

function post(path: string, body: unknown, headers: Record<string, string> = { authorization: `Bearer ${secret}` }): Promise<Response> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return fetch(`${open().callbackUrl}${path}`, { method: 'POST', headers, body: text });
}

const delivery = (notice: string): string => `/delivery/${encodeURIComponent(notice)}`;

async function handedNotice(): Promise<string> {
  const o = open();
  const notice = await queueNotice(o, { case: await seedCase(o), seq: 1 });
  await o.query(`update notice set status = 'handed', handed_at = now() where id = $1`, [notice]);
  return notice;
}

describe('a callback', () => {
  it.each([
    ['no token', {}],
    ['a wrong token', { authorization: 'Bearer secret-of-the-callback' }],
    ['a wrong signature', { 'x-luyue-signature': signatureOf('{}', secret, Date.now()) }],
    ['an old signature', { 'x-luyue-signature': signatureOf(JSON.stringify(report()), secret, Date.now() - 301_000) }],
  ])('with %s is refused and changes nothing', async (_what, headers) => {
    const notice = await handedNotice();
    const answer = await post(delivery(notice), report(), headers);
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ error: { code: 'callback.refused' } });
    expect(await open().noticeStatus(notice)).toBe('handed');
  });

  it.each([
    ['a bearer token', '', { authorization: `Bearer ${secret}` }],
    ['a token in the address', `?token=${secret}`, {}],
    ['a signature', '', { 'x-luyue-signature': signatureOf(JSON.stringify(report()), secret, Date.now()) }],
  ])('with %s is taken', async (_what, query, headers) => {
    const notice = await handedNotice();
    const answer = await post(`${delivery(notice)}${query}`, report(), headers);
    expect([answer.status, await answer.json()]).toEqual([200, { taken: true }]);
    expect(await open().noticeStatus(notice)).toBe('arrived');
  });

  it('sent twice is one report', async () => {
    const notice = await handedNotice();
    await post(delivery(notice), report());
    const again = await post(delivery(notice), report('undeliverable'));
    expect(await again.json()).toEqual({ taken: false });
    expect(await open().noticeStatus(notice)).toBe('arrived');
  });

  it('that comes before the relay has marked the notice is not lost', async () => {
    const o = open();
    const notice = await queueNotice(o, { case: await seedCase(o), seq: 1, wants: 'arrived' });
    await o.query(`update notice set next_attempt_at = now() + interval '1 hour' where id = $1`, [notice]);
    expect((await post(delivery(notice), report())).status).toBe(200);
    expect(await o.noticeStatus(notice)).toBe('arrived');
    o.relay();
    await comes('arrival', () => o.cases.heard.some((h) => notice.startsWith(h.case)));
  });

  it('on a channel whose reports prove nothing leaves the notice as it is', async () => {
    const o = open();
    const notice = await queueNotice(o, { case: await seedCase(o), seq: 1, channel: 'email' });
    await o.query(`update notice set status = 'handed', handed_at = now() where id = $1`, [notice]);
    expect((await post(delivery(notice), report())).status).toBe(200);
    expect(await o.noticeStatus(notice)).toBe('handed');
  });

  it.each([
    ['not JSON', '{', 'the body is not JSON'],
    ['an unknown status', { ...report(), status: 'perhaps' }, 'status: '],
    ['an instant without offset', { ...report(), at: '2026-09-01T08:00:00' }, 'at: '],
    ['a missing id', { ...report(), reportId: undefined }, 'reportId: '],
  ])('with %s is answered 400 with what and where', async (_what, body, detail) => {
    const notice = await handedNotice();
    const answer = await post(delivery(notice), body);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: { code: 'input.invalid', detail: expect.stringContaining(detail) } });
    expect(await open().noticeStatus(notice)).toBe('handed');
  });

  it('for a payment with a wrong state is answered 400, for an unknown key 404 so that it is sent again', async () => {
    const o = open();
    const key = await requestPayment(o, await seedCase(o));
    const good = { eventId: 'e', key, state: 'confirmed', at: '2026-09-01T08:00:00Z' };
    expect((await post('/bank', { ...good, state: 'gone' })).status).toBe(400);
    expect((await post('/bank', { ...good, key: 'nobody' })).status).toBe(404);
    expect((await post(delivery('nothing'), report())).status).toBe(404);
    expect((await post('/delivery/%E0%A4%A', report())).status).toBe(400);
    expect(await o.paymentStatus(key)).toBe('requested');
    expect((await post('/bank', good, {})).status).toBe(401);
    expect((await post('/bank', good)).status).toBe(200);
    expect(await o.paymentStatus(key)).toBe('confirmed');
  });

  it('of any form is answered by a code that says whose fault it is, and changes nothing', async () => {
    const o = open();
    const [notice, key] = [await handedNotice(), await requestPayment(o, await seedCase(o))];
    const places = [
      delivery(notice),
      '/bank',
      '/delivery/%00',
      '/delivery/a%0ab',
      '/delivery/',
      '/bank/x',
      `/delivery/${'x'.repeat(5_000)}`,
    ];
    const spoilt = [
      { ...report(), reportId: 'a\u0000b' },
      { ...report(), reportId: '\ud800' },
      { eventId: 'e\u0000', key, state: 'confirmed', at: '2026-09-01T08:00:00Z' },
      { eventId: 'e', key, state: 'confirmed', at: '2026-09-01T08:00:00Z', reason: '\u0000' },
      { eventId: 'e', key, state: 'confirmed', at: '+999999-01-01T00:00:00Z' },
    ];
    const bodies = [...spoilt, ...fc.sample(fc.jsonValue(), 25), '\u0000', `${'['.repeat(20_000)}`];
    for (const [i, body] of bodies.entries()) {
      const answer = await post(places[i % places.length] ?? '', body);
      expect([400, 404]).toContain(answer.status);
      expect((await post('/bank', body, { 'x-luyue-signature': `t=1,v1=${i}` })).status).toBe(401);
    }
    for (const body of spoilt) expect((await post('reportId' in body ? delivery(notice) : '/bank', body)).status).toBe(400);
    expect([await o.noticeStatus(notice), await o.paymentStatus(key)]).toEqual(['handed', 'requested']);
  });

  it('that is too large is not read to its end', async () => {
    const answer = await post('/bank', 'x'.repeat(70_000));
    expect(answer.status).toBe(413);
  });

  it('to an address that is not there is 404, and whoever asks whether it is up needs no token', async () => {
    expect((await post('/elsewhere', {})).status).toBe(404);
    expect((await fetch(`${open().callbackUrl}/health`)).status).toBe(200);
  });
});
