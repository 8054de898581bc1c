import { plainColumns } from '../../db/keys/columns';
import { claimMessages, markMessage, retryMessage } from '../../db/queries/outbox-messages';
import { type ClaimedNotice, claimNotices, markHanded, markUndeliverable, retryNotice } from '../../db/queries/outbox-notices';
import { claimPayments, movePayment } from '../../db/queries/outbox-payments';
import { claimReports, markReported } from '../../db/queries/outbox-reports';
import type { Recipient } from '../../domain/case/fact';
import { granted, opened, type RecordedCase, recommended, records, writeFacts } from './support';

const record = records();
const long = { count: 100, leaseMs: 600_000 };
const dead = { count: 100, leaseMs: 0 };

let told = 0;

/** A further notice of a case. */
async function tell(c: RecordedCase, to: Recipient, report?: 'handed' | 'arrived'): Promise<void> {
  await c.transition({ kind: 'sync' });
  const fact = {
    kind: 'told',
    name: `t${++told}`,
    template: `t${told}`,
    to: [to],
    data: {},
    ...(report === undefined ? {} : { report }),
  } as const;
  await writeFacts(record().db, c, `tell-${told}`, [fact]);
}

const claimant: Recipient = { kind: 'party', party: 'claimant' };
const mine = (c: RecordedCase, claimed: readonly ClaimedNotice[]) => claimed.filter((n) => n.caseId === c.id);
const claim = async (c: RecordedCase, lease = long, channel: 'sms' | 'email' = 'sms') =>
  mine(c, await claimNotices(record().db, channel, lease, plainColumns));
const only = <T>(list: readonly T[]): T => {
  const [first] = list;
  if (first === undefined || list.length !== 1) throw new Error(`expected one, got ${list.length}`);
  return first;
};

describe('a notice in the outbox', () => {
  it('is held by one relay at a time, and comes back when the lease of a dead one ends', async () => {
    const c = await opened(record().db);
    const taken = await Promise.all([claim(c, dead), claim(c, dead)]);
    expect(taken.flat().length).toBeGreaterThan(0);
    const again = only(await claim(c, long));
    expect(again.attempts).toBeGreaterThan(1);
    expect(again).toMatchObject({ name: '张三', phone: '13800000000', template: 'documents-missing' });
    expect(await claim(c, long)).toEqual([]);
  });

  it('is not given to two relays that ask at the same moment', async () => {
    const cases = await Promise.all(Array.from({ length: 6 }, () => opened(record().db)));
    const relays = await Promise.all(
      Array.from({ length: 4 }, () => claimNotices(record().db, 'sms', { count: 3, leaseMs: 600_000 }, plainColumns)),
    );
    const ids = relays.flat().map((n) => n.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThanOrEqual(Math.min(cases.length, 6));
  });

  it('waits for the one before it to the same recipient, and for nobody else', async () => {
    const c = await opened(record().db);
    await tell(c, claimant);
    await tell(c, { kind: 'staff', staff: 'chen-xi' });
    const first = only(await claim(c));
    expect(first.template).toBe('documents-missing');
    expect(await claim(c, long, 'email')).toHaveLength(1);
    expect(await claim(c)).toEqual([]);
    await markHanded(record().db, first.id, { at: 1, providerId: 'p' });
    expect(only(await claim(c)).template).toBe(`t${told - 1}`);
  });

  it('lets the next one go when it is given up', async () => {
    const c = await opened(record().db);
    await tell(c, claimant);
    await markUndeliverable(record().db, only(await claim(c)), 'no such number');
    expect(only(await claim(c)).template).toBe(`t${told}`);
  });

  it('is tried again after its wait, and a relay that lost its lease changes nothing', async () => {
    const c = await opened(record().db);
    const slow = only(await claim(c, dead));
    const held = only(await claim(c, long));
    await retryNotice(record().db, slow, 0, 'late');
    expect(await claim(c)).toEqual([]);
    await retryNotice(record().db, held, 0, 'try again');
    expect(only(await claim(c)).attempts).toBe(held.attempts + 1);
  });

  it('reports to the case what the case asked for, and in any case that nobody was reached', async () => {
    const c = await opened(record().db);
    await tell(c, { kind: 'staff', staff: 'li-ming' });
    const asked = only(await claim(c));
    await markHanded(record().db, asked.id, { at: 1, providerId: 'p' });
    const reports = async () => (await claimReports(record().db, dead)).filter((r) => r.caseId === c.id);
    expect(await reports()).toEqual([]);
    const unasked = only(await claim(c, long, 'email'));
    await markUndeliverable(record().db, unasked, 'mailbox gone');
    const report = only(await reports());
    expect(report).toMatchObject({ recipient: 'staff:li-ming', status: 'undeliverable' });
    await markReported(record().db, report);
    expect(await reports()).toEqual([]);
  });
});

describe('a payment in the outbox', () => {
  it('is held by one relay, comes back when the lease ends, and never goes back from its end', async () => {
    const c = await recommended(record().db);
    await c.act('determine', 'wu-dan', granted(), { ground: 'clear' });
    await c.act('agree', 'party:claimant', { by: 'claimant' });
    const claimed = async (lease = long) => (await claimPayments(record().db, lease, plainColumns)).filter((p) => p.caseId === c.id);
    expect(only(await claimed(dead))).toMatchObject({ amountFen: 10_000_00, status: 'requested', attempts: 1 });
    const { key } = only(await claimed(long));
    expect(await claimed()).toEqual([]);
    expect(await movePayment(record().db, key, { status: 'confirmed', at: 2 })).toBe(true);
    expect(await movePayment(record().db, key, { status: 'unknown', at: 3 })).toBe(false);
  });
});

describe('a message from case to case', () => {
  it('is held by one relay, tried again, and delivered once', async () => {
    const winner = await opened(record().db);
    const loser = await opened(record().db);
    await loser.act('merge', 'zhou-wei', { into: winner.id });
    const claimed = async (lease = long) => (await claimMessages(record().db, lease)).filter((m) => m.toCase === winner.id);
    const message = only(await claimed());
    expect(message).toMatchObject({ act: 'absorb', payload: { from: loser.id } });
    expect(await claimed()).toEqual([]);
    await retryMessage(record().db, message, 0, 'busy');
    await markMessage(record().db, only(await claimed()), 'delivered', null);
    await retryMessage(record().db, message, 0, 'late');
    expect(await claimed()).toEqual([]);
  });
});
