import { join } from 'node:path';
import { type Bank, type BankFault, startBank } from '../../dev/bank';
import { until } from '../../dev/waiting';
import { temporaryFolder } from '../support/folder';
import { Receiver } from '../support/receiver';

const folder = temporaryFolder();
const dir = join(folder, 'bank');
let bank: Bank;
let receiver: Receiver;

beforeAll(async () => {
  [bank, receiver] = await Promise.all([startBank({ dir, port: 0 }), Receiver.start()]);
});

afterAll(() => Promise.all([bank.stop(), receiver.stop()]));

const order = (key: string, more: object = {}) => ({ key, amountFen: 120_000, payee: 'zhang-6222', reference: 'claim-1', ...more });

const pay = (body: object, signal?: AbortSignal) =>
  fetch(`${bank.url}/payments`, { method: 'POST', body: JSON.stringify(body), ...(signal ? { signal } : {}) });

const look = async (key: string) => {
  const answer = await fetch(`${bank.url}/payments/${key}`);
  return { status: answer.status, payment: JSON.parse(await answer.text()) };
};

const switchOn = (target: string, kind: BankFault, times = 1) => bank.faults.set({ target, kind, times });

const settled = async (key: string) => {
  await until(async () => (await look(key)).payment.state !== 'accepted', 5_000);
  return (await look(key)).payment;
};

const paidUnder = (key: string) => bank.ledger.list().filter((payment) => payment.key === key);

describe('the ledger bank', () => {
  it('accepts, confirms and tells so', async () => {
    const answer = await pay(order('k1', { callback: receiver.url }));
    expect(answer.status).toBe(201);
    expect(JSON.parse(await answer.text())).toMatchObject({ key: 'k1', amountFen: 120_000, state: 'accepted' });
    const { paymentId } = await settled('k1');
    expect(await receiver.waitFor(1)).toEqual([
      { eventId: `${paymentId}-confirmed`, key: 'k1', paymentId, state: 'confirmed', at: expect.any(String) },
    ]);
  });

  it('pays the same key once', async () => {
    const first = JSON.parse(await (await pay(order('k2'))).text());
    const again = await pay(order('k2'));
    expect(again.status).toBe(200);
    expect(JSON.parse(await again.text()).paymentId).toBe(first.paymentId);
    expect(paidUnder('k2')).toHaveLength(1);
  });

  it.each([{ amountFen: 120_001 }, { payee: 'li-6222' }, { reference: 'claim-2' }])(
    'refuses the same key with other content: %j',
    async (other) => {
      await pay(order('k3'));
      expect((await pay(order('k3', other))).status).toBe(409);
      expect(paidUnder('k3')).toEqual([expect.objectContaining(order('k3'))]);
    },
  );

  it.each([{ amountFen: 0 }, { amountFen: 1.5 }, { amountFen: '100' }, { payee: '' }])(
    'refuses an order that is none: %j',
    async (wrong) => {
      expect((await pay(order('k4', wrong))).status).toBe(400);
      expect((await look('k4')).status).toBe(404);
    },
  );

  it('has never heard of a payment that failed before it was done', async () => {
    switchOn('k5', 'fail-before');
    expect((await pay(order('k5'))).status).toBe(503);
    expect((await look('k5')).status).toBe(404);
    expect((await pay(order('k5'))).status).toBe(201);
  });

  it('has the payment in its ledger when it failed after doing it, and pays nothing more on repeat', async () => {
    switchOn('k6', 'fail-after');
    await expect(pay(order('k6'))).rejects.toThrow('fetch failed');
    expect((await look('k6')).payment).toMatchObject(order('k6'));
    expect((await pay(order('k6'))).status).toBe(200);
    expect(paidUnder('k6')).toHaveLength(1);
  });

  it.each([
    ['hang', 0],
    ['hang-after', 1],
  ] as const)('gives no answer with %s and has paid %i times', async (kind, times) => {
    switchOn(`k-${kind}`, kind);
    await expect(pay(order(`k-${kind}`), AbortSignal.timeout(200))).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(paidUnder(`k-${kind}`)).toHaveLength(times);
  });

  it('confirms a held payment when told to', async () => {
    switchOn('k7', 'hold');
    await pay(order('k7'));
    await pay(order('k8'));
    await settled('k8');
    expect((await look('k7')).payment.state).toBe('accepted');
    await fetch(`${bank.url}/control/confirm`, { method: 'POST', body: JSON.stringify({ key: 'k7' }) });
    expect((await look('k7')).payment.state).toBe('confirmed');
  });

  it('tells one event twice when told to', async () => {
    const earlier = receiver.received.length;
    switchOn('k9', 'answer-twice');
    await pay(order('k9', { callback: receiver.url }));
    const [first, second] = (await receiver.waitFor(earlier + 2)).slice(earlier);
    expect(first).toMatchObject({ key: 'k9', state: 'confirmed' });
    expect(second).toEqual(first);
  });

  it('gives money back later: by switch, and at any time by command, once', async () => {
    const earlier = receiver.received.length;
    bank.faults.set({ target: 'k10', kind: 'return', times: 1, afterMs: 20 });
    await pay(order('k10', { callback: receiver.url }));
    await receiver.waitFor(earlier + 2);
    expect((await look('k10')).payment).toMatchObject({ state: 'returned', confirmedAt: expect.any(String), reason: 'account closed' });
    expect(bank.giveBack('k1', 'name does not match')).toBe(true);
    expect(bank.giveBack('k1', 'name does not match')).toBe(false);
    expect((await look('k1')).payment).toMatchObject({ state: 'returned', reason: 'name does not match' });
  });

  it('is down when told to, for orders and questions, until told otherwise', async () => {
    const control = `${bank.url}/control/faults`;
    await fetch(control, { method: 'PUT', body: JSON.stringify({ target: '*', kind: 'down' }) });
    await expect(pay(order('k11'))).rejects.toThrow('fetch failed');
    await expect(look('k1')).rejects.toThrow('fetch failed');
    await fetch(control, { method: 'DELETE', body: '{}' });
    expect((await look('k11')).status).toBe(404);
  });

  it('knows every payment after a restart', async () => {
    await settled('k2');
    const before = bank.ledger.list();
    await bank.stop();
    bank = await startBank({ dir, port: 0 });
    const ledger = JSON.parse(await (await fetch(`${bank.url}/ledger`)).text());
    expect(ledger.map(({ key }: { key: string }) => key)).toEqual(before.map(({ key }) => key));
    expect((await look('k10')).payment.state).toBe('returned');
    expect((await pay(order('k2'))).status).toBe(200);
  });
});
