import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { comes, office, queueNotice, quickPace, seedCase } from './office';

const open = office();

const phoneOf = (caseId: string): string => `+86-${caseId}`;
const mailOf = (caseId: string): string => `${caseId}@example.com`;

describe('a notice in the outbox', () => {
  it('reaches the recipient once, in their language, and is handed over; the case hears of it where it asked', async () => {
    const o = open();
    const id = await seedCase(o, { channel: 'email' });
    const notice = await queueNotice(o, { case: id, seq: 1, channel: 'email', wants: 'handed', locale: 'en' });
    o.relay();
    await comes('report', () => o.cases.of(id).length > 0);
    const [mail, ...more] = o.sinks.messages.list('mail', mailOf(id));
    expect(more).toEqual([]);
    expect(mail?.subject).toContain('Case escalated');
    expect(await o.noticeStatus(notice)).toBe('handed');
    expect(o.cases.of(id)).toMatchObject([
      { act: 'noticeReported', request: 'notice:1:party:claimant:handed', payload: { notice: 1, status: 'handed' } },
    ]);
  });

  it('is not reported to a case that did not ask', async () => {
    const o = open();
    const id = await seedCase(o);
    o.sinks.reports.set({ target: phoneOf(id), kind: 'none' });
    const notice = await queueNotice(o, { case: id, seq: 1 });
    const other = await queueNotice(o, { case: await seedCase(o), seq: 1, wants: 'handed' });
    o.relay();
    await comes('both handed over', async () => (await o.noticeStatus(notice)) === 'handed' && (await o.noticeStatus(other)) !== 'queued');
    await comes('the other reported', () => o.cases.heard.some((h) => other.startsWith(h.case)));
    expect(o.cases.of(id)).toEqual([]);
  });

  it('arrives only by a delivery report: acceptance by a mail server is not arrival', async () => {
    const o = open();
    const id = await seedCase(o);
    const sms = await queueNotice(o, { case: id, seq: 1, wants: 'arrived' });
    const mail = await queueNotice(o, { case: id, seq: 2, channel: 'email', wants: 'arrived', recipient: 'party:claimant' });
    o.relay();
    await comes('arrival', () => o.cases.of(id).length > 0);
    await comes('mail handed over', async () => (await o.noticeStatus(mail)) === 'handed');
    expect(await o.noticeStatus(sms)).toBe('arrived');
    expect(o.cases.of(id)).toMatchObject([
      { request: 'notice:1:party:claimant:arrived', payload: { evidence: expect.stringContaining('report-') } },
    ]);
  });

  it('is taken once by the gateway although the relay is killed between sending and marking', async () => {
    const o = open();
    const id = await seedCase(o);
    const notice = await queueNotice(o, { case: id, seq: 1 });
    const args = [
      '--import',
      'tsx',
      require.resolve('./dying-relay'),
      o.records.pool.options.connectionString ?? '',
      o.sinks.smsUrl,
      '300',
    ];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await o.noticeStatus(notice)).toBe('queued');
    o.relay();
    await comes('handed over', async () => (await o.noticeStatus(notice)) !== 'queued');
    const taken = o.sinks.messages.list('sms', phoneOf(id));
    expect(taken.map((m) => m.idempotencyKey)).toEqual([notice]);
    const [row] = await o.query<{ attempts: number }>('select attempts from notice where id = $1', [notice]);
    expect(row?.attempts).toBe(2);
  });

  it('keeps its message id in mail that is sent again', async () => {
    const o = open();
    const id = await seedCase(o);
    const notice = await queueNotice(o, { case: id, seq: 1, channel: 'email' });
    const first = o.relay();
    await comes('first', async () => (await o.noticeStatus(notice)) === 'handed');
    await first.stop();
    await o.query(`update notice set status = 'queued', handed_at = null, next_attempt_at = now() where id = $1`, [notice]);
    o.relay();
    await comes('second', () => o.sinks.messages.list('mail', mailOf(id)).length === 2);
    expect(new Set(o.sinks.messages.list('mail', mailOf(id)).map((m) => m.messageId)).size).toBe(1);
  });

  it('is tried again after a temporary failure', async () => {
    const o = open();
    const id = await seedCase(o);
    o.sinks.faults.set({ target: mailOf(id), kind: 'temporary', times: 2 });
    const notice = await queueNotice(o, { case: id, seq: 1, channel: 'email' });
    o.relay();
    await comes('handed over', async () => (await o.noticeStatus(notice)) === 'handed');
    const [row] = await o.query<{ attempts: number }>('select attempts from notice where id = $1', [notice]);
    expect(row?.attempts).toBe(3);
    expect(o.sinks.messages.list('mail', mailOf(id))).toHaveLength(1);
  });

  it.each([
    ['email', 'permanent'],
    ['email', 'refuse'],
    ['sms', 'permanent'],
  ] as const)('is undeliverable at once after a permanent refusal by %s (%s), and the case is told unasked', async (channel, kind) => {
    const o = open();
    const id = await seedCase(o);
    o.sinks.faults.set({ target: channel === 'email' ? mailOf(id) : phoneOf(id), kind });
    const notice = await queueNotice(o, { case: id, seq: 1, channel });
    o.relay();
    await comes('report', () => o.cases.of(id).length > 0);
    const [row] = await o.query<{ status: string; attempts: number; last_error: string }>('select * from notice where id = $1', [notice]);
    expect(row).toMatchObject({ status: 'undeliverable', attempts: 1 });
    expect(row?.last_error).not.toContain(id);
    expect(o.cases.of(id)).toMatchObject([{ request: 'notice:1:party:claimant:undeliverable', payload: { status: 'undeliverable' } }]);
  });

  it('is undeliverable when the attempts are used up', async () => {
    const o = open();
    const id = await seedCase(o);
    o.sinks.faults.set({ target: phoneOf(id), kind: 'temporary' });
    const notice = await queueNotice(o, { case: id, seq: 1 });
    o.relay();
    await comes('given up', async () => (await o.noticeStatus(notice)) === 'undeliverable');
    const [row] = await o.query<{ attempts: number }>('select attempts from notice where id = $1', [notice]);
    expect(row?.attempts).toBe(quickPace.maxAttempts);
  });

  it('is undeliverable when the gateway reports so after it was handed over', async () => {
    const o = open();
    const id = await seedCase(o);
    o.sinks.reports.set({ target: phoneOf(id), kind: 'undeliverable' });
    const notice = await queueNotice(o, { case: id, seq: 1 });
    o.relay();
    await comes('report', () => o.cases.of(id).length > 0);
    expect(await o.noticeStatus(notice)).toBe('undeliverable');
  });

  it('without a channel, an address or a template is undeliverable, not forgotten', async () => {
    const o = open();
    const nowhere = await seedCase(o);
    await queueNotice(o, { case: nowhere, seq: 1, channel: null });
    const stranger = await seedCase(o);
    await queueNotice(o, { case: stranger, seq: 1, recipient: 'party:nobody' });
    const wordless = await seedCase(o);
    await queueNotice(o, { case: wordless, seq: 1, template: 'no-such-template' });
    const poor = await seedCase(o);
    await queueNotice(o, { case: poor, seq: 1, data: {} });
    o.relay();
    for (const id of [nowhere, stranger, wordless, poor]) await comes(`report of ${id}`, () => o.cases.of(id).length > 0);
    expect([nowhere, stranger, wordless, poor].map((id) => o.cases.of(id)[0]?.payload.status)).toEqual(Array(4).fill('undeliverable'));
  });

  it('of a drill says so wherever it is read', async () => {
    const o = open();
    const id = await seedCase(o);
    await queueNotice(o, { case: id, seq: 1, channel: 'email', compressed: '1d=20s' });
    await queueNotice(o, { case: id, seq: 2, compressed: '1d=20s' });
    o.relay();
    await comes('sms', () => o.sinks.messages.list('sms', phoneOf(id)).length === 1);
    const [mail] = o.sinks.messages.list('mail', mailOf(id));
    const [sms] = o.sinks.messages.list('sms', phoneOf(id));
    for (const text of [mail?.subject, mail?.body, sms?.body]) expect(text).toContain('【演练/DRILL 时间压缩 1d=20s】');
  });

  it('of an exercise reaches the mailbox of exercises alone, marked and with the name of its place', async () => {
    const o = open();
    const id = await seedCase(o, { channel: 'sms' });
    await queueNotice(o, { case: id, seq: 1, channel: 'drill', wants: 'handed' });
    await queueNotice(o, { case: id, seq: 2, channel: 'drill', recipient: 'regulator:nfra' });
    o.relay();
    const received = () => o.sinks.messages.list('mail', 'drill@insurer.example').filter((m) => m.body.includes(id));
    await comes('both', () => received().length === 2);
    for (const [mail, recipient] of [
      [received()[0], 'party:claimant'],
      [received()[1], 'regulator:nfra'],
    ] as const) {
      expect(mail?.subject).toContain(`[${recipient}] 【演练/DRILL】`);
      expect(mail?.body).toContain('【演练/DRILL】');
    }
    expect(o.sinks.messages.list('sms', phoneOf(id))).toEqual([]);
    expect(o.sinks.messages.list('mail', mailOf(id))).toEqual([]);
    await comes('report', () => o.cases.of(id).length === 1);
  });
});

describe('several notices', () => {
  it('to one recipient of a case leave in their order, also when the first fails for a while', async () => {
    const o = open();
    const id = await seedCase(o);
    o.sinks.faults.set({ target: phoneOf(id), kind: 'temporary', times: 2 });
    const ids = [];
    for (const seq of [1, 2, 3, 4]) ids.push(await queueNotice(o, { case: id, seq }));
    o.relay();
    o.relay();
    await comes('all', () => o.sinks.messages.list('sms', phoneOf(id)).length === 4);
    expect(o.sinks.messages.list('sms', phoneOf(id)).map((m) => m.idempotencyKey)).toEqual(ids);
  });

  it('of other cases do not wait for one whose receiver hangs', async () => {
    const o = open();
    const stuck = await seedCase(o);
    o.sinks.faults.set({ target: phoneOf(stuck), kind: 'hang' });
    await queueNotice(o, { case: stuck, seq: 1 });
    o.relay({ leaseMs: 60_000 }, 3_000);
    await comes(
      'the first hangs',
      async () => (await o.query('select 1 from notice where case_id = $1 and attempts = 1', [stuck])).length === 1,
    );
    const others = await Promise.all([seedCase(o), seedCase(o)]);
    for (const id of others) await queueNotice(o, { case: id, seq: 1 });
    await comes('the others', () => others.every((id) => o.sinks.messages.list('sms', phoneOf(id)).length === 1));
    const [row] = await o.query<{ status: string; last_error: string | null }>('select * from notice where case_id = $1', [stuck]);
    expect(row).toMatchObject({ status: 'queued', last_error: null });
  });

  it('are sent once each by two relays that run at once', async () => {
    const o = open();
    const ids = await Promise.all(Array.from({ length: 20 }, () => seedCase(o)));
    for (const id of ids) await queueNotice(o, { case: id, seq: 1, channel: 'email' });
    o.relay();
    o.relay();
    await comes(
      'all',
      async () => (await o.query(`select 1 from notice where status = 'queued' and case_id = any($1)`, [ids])).length === 0,
    );
    expect(ids.map((id) => o.sinks.messages.list('mail', mailOf(id)).length)).toEqual(ids.map(() => 1));
  });

  it('leave no name, phone or mail address in log and record', async () => {
    const o = open();
    const id = await seedCase(o);
    o.sinks.faults.set({ target: mailOf(id), kind: 'refuse' });
    await queueNotice(o, { case: id, seq: 1, channel: 'email' });
    await queueNotice(o, { case: id, seq: 2 });
    o.relay();
    await comes('both', async () => (await o.query(`select 1 from notice where status = 'queued' and case_id = $1`, [id])).length === 0);
    const rows = await o.query('select * from notice where case_id = $1', [id]);
    const written = `${o.lines.join('')}${JSON.stringify(rows)}`;
    expect(written).toContain(id);
    for (const personal of ['王小明', phoneOf(id), mailOf(id)]) expect(written).not.toContain(personal);
  });
});

describe('a webhook', () => {
  it('carries a signature that its receiver finds valid, and the key of the notice', async () => {
    const o = open();
    const id = await seedCase(o);
    const notice = await queueNotice(o, { case: id, seq: 1, channel: 'webhook' });
    o.relay();
    await comes('webhook', () => o.sinks.messages.list('webhook', 'claimant').some((m) => m.messageId === notice));
    const [message] = o.sinks.messages.list('webhook', 'claimant').filter((m) => m.messageId === notice);
    expect(message?.signature).toBe('valid');
    expect(message?.headers['idempotency-key']).toBe(notice);
  });
});

describe('a report to the case', () => {
  it('is kept and repeated while the case does not answer', async () => {
    const o = open();
    const id = await seedCase(o);
    o.cases.beAbsent(3);
    await queueNotice(o, { case: id, seq: 1, wants: 'handed' });
    o.relay();
    await comes('report', () => o.cases.of(id).length === 1);
    expect(o.cases.of(id)).toMatchObject([{ payload: { status: 'handed' } }]);
  });

  it('to a closed case is no error and not repeated', async () => {
    const o = open();
    const id = await seedCase(o);
    o.cases.close(id);
    const notice = await queueNotice(o, { case: id, seq: 1, wants: 'handed' });
    o.relay();
    const reported = () => o.query<{ reported: string | null }>('select reported from notice where id = $1', [notice]);
    await comes('taken as told', async () => (await reported())[0]?.reported === 'handed');
    expect(o.lines.filter((line) => line.includes(id) && line.includes('"error"'))).toEqual([]);
  });

  it('that the case refuses is kept, shown in the log and repeated later', async () => {
    const o = open();
    const id = await seedCase(o);
    o.cases.refuse(id);
    await queueNotice(o, { case: id, seq: 1, wants: 'handed' });
    o.relay({ refusedMs: 50 });
    await comes('shown', () => o.lines.some((line) => line.includes('report refused by the case') && line.includes(id)));
    o.cases.clear();
    await comes('taken in the end', () => o.cases.of(id).length === 1);
    expect(o.cases.of(id)).toHaveLength(1);
  });
});
