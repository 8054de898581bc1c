import type { BankFault } from '../../dev/bank';
import { comes, office, requestPayment, seedCase } from './office';

const open = office();

const told = (caseId: string): readonly unknown[] =>
  open()
    .cases.of(caseId)
    .map(({ payload }) => payload.status);

/** A payment of a fresh case, with the bank told to misbehave on it. */
async function payment(fault?: BankFault, times?: number): Promise<{ readonly id: string; readonly key: string }> {
  const o = open();
  const id = await seedCase(o);
  const key = `${id}-p1`;
  if (fault !== undefined) o.bank.faults.set({ target: key, kind: fault, ...(times === undefined ? {} : { times }) });
  await requestPayment(o, id);
  return { id, key };
}

const inLedger = (key: string) =>
  open()
    .bank.ledger.list()
    .filter((p) => p.key === key);

/** What the bank was asked about a payment, in order. */
const callsOf = (key: string): readonly string[] => open().bankCalls.filter((call) => call.endsWith(key));

describe('a payment', () => {
  it('is paid once, to the account of the payee, and the case is told when the bank has confirmed it', async () => {
    const o = open();
    const { id, key } = await payment();
    o.payments();
    await comes('confirmed', () => told(id).length > 0);
    expect(inLedger(key)).toMatchObject([{ amountFen: 123_400, payee: `6222-${id}`, state: 'confirmed', reference: `${id} indemnity` }]);
    expect(o.cases.of(id)).toMatchObject([{ act: 'paymentReported', actor: 'system:bank', payload: { key, status: 'confirmed' } }]);
    expect(o.cases.of(id)[0]?.request).toMatch(`payment:${key}:confirmed:`);
    const [row] = await o.query<{ next_attempt_at: Date | null }>('select next_attempt_at from payment where key = $1', [key]);
    expect(row?.next_attempt_at).toBeNull();
  });

  it('whose confirmation the bank sends twice is reported once', async () => {
    const o = open();
    const { id, key } = await payment('answer-twice');
    o.payments();
    await comes('confirmed', () => told(id).length > 0);
    await o.payments().stop();
    expect(told(id)).toEqual(['confirmed']);
    expect(inLedger(key)).toHaveLength(1);
  });

  it.each(['fail-after', 'hang-after'] as const)(
    'that the bank did without answering (%s) is unknown, asked by its key and not sent again',
    async (fault) => {
      const o = open();
      const id = await seedCase(o);
      const key = `${id}-p1`;
      o.bank.faults.set({ target: key, kind: 'hold' });
      o.bank.faults.set({ target: key, kind: fault, times: 1 });
      await requestPayment(o, id);
      o.payments({}, 700);
      await comes('unknown', () => told(id).includes('unknown'));
      await comes('found at the bank', () => told(id).includes('sent'));
      o.bank.confirm(key);
      await comes('confirmed', () => told(id).includes('confirmed'));
      expect(callsOf(key).slice(0, 2)).toEqual([`pay ${key}`, `find ${key}`]);
      expect(callsOf(key).filter((call) => call.startsWith('pay'))).toHaveLength(1);
      expect(told(id)).toEqual(['unknown', 'sent', 'confirmed']);
      expect(inLedger(key)).toHaveLength(1);
    },
  );

  it.each(['fail-before', 'hang'] as const)('that the bank never got (%s) is sent again with the same key', async (fault) => {
    const o = open();
    const { id, key } = await payment(fault, 1);
    o.payments({}, 700);
    await comes('confirmed', () => told(id).includes('confirmed'));
    expect(told(id)).toEqual(['unknown', 'confirmed']);
    expect(inLedger(key)).toHaveLength(1);
  });

  it('waits while the bank is down for long, is asked for before it is sent again, and is paid once', async () => {
    const o = open();
    o.bank.faults.set({ target: '*', kind: 'down' });
    const { id, key } = await payment();
    o.payments();
    await comes('unknown', () => told(id).includes('unknown'));
    const attempts = async () =>
      (await o.query<{ attempts: number }>('select attempts from payment where key = $1', [key]))[0]?.attempts ?? 0;
    await comes('asked again and again', async () => (await attempts()) >= 4);
    expect(told(id)).toEqual(['unknown']);
    expect(inLedger(key)).toEqual([]);
    o.bank.faults.clear();
    await comes('confirmed', () => told(id).includes('confirmed'));
    expect(inLedger(key)).toHaveLength(1);
  });

  it('that the bank rejects is rejected for good, with the reason', async () => {
    const o = open();
    const { id, key } = await payment('reject');
    o.payments();
    await comes('rejected', () => told(id).includes('rejected'));
    expect(o.cases.of(id)).toMatchObject([{ payload: { key, status: 'rejected', why: 'account-closed' } }]);
    expect(inLedger(key)).toEqual([]);
  });

  it('is sent by one of two relays', async () => {
    const o = open();
    const all = await Promise.all(Array.from({ length: 10 }, () => payment()));
    o.payments();
    o.payments();
    await comes('all confirmed', () => all.every(({ id }) => told(id).includes('confirmed')));
    expect(all.map(({ key }) => inLedger(key).length)).toEqual(all.map(() => 1));
    expect(all.map(({ id }) => told(id))).toEqual(all.map(() => ['confirmed']));
  });

  it('whose relay died after marking it sent is asked for by its key before it is sent', async () => {
    const o = open();
    const { id, key } = await payment();
    await o.query(`update payment set status = 'sent', attempts = 1 where key = $1`, [key]);
    o.payments();
    await comes('confirmed', () => told(id).includes('confirmed'));
    expect(callsOf(key)).toEqual([`find ${key}`, `pay ${key}`]);
    expect(inLedger(key)).toHaveLength(1);
  });

  it('whose confirmation never came by callback is asked for', async () => {
    const o = open();
    const { id, key } = await payment('hold');
    o.payments({ askMs: 100 });
    await comes('taken by the bank', () => inLedger(key).length === 1);
    o.bank.ledger.confirm(key);
    await comes('confirmed', () => told(id).includes('confirmed'));
    expect(inLedger(key)).toHaveLength(1);
  });

  it('is reported when the case answers again', async () => {
    const o = open();
    o.cases.beAbsent(3);
    const { id } = await payment();
    o.payments();
    await comes('confirmed', () => told(id).length > 0);
    expect(told(id)).toEqual(['confirmed']);
  });
});

describe('money that comes back later', () => {
  it('is reported to the open case', async () => {
    const o = open();
    const { id, key } = await payment();
    o.payments();
    await comes('confirmed', () => told(id).includes('confirmed'));
    o.bank.giveBack(key, 'account closed');
    await comes('returned', () => told(id).includes('returned'));
    expect(o.cases.of(id)[1]).toMatchObject({ payload: { key, status: 'returned', why: 'account closed' } });
    expect(o.cases.reopened.filter((r) => r.case === id)).toEqual([]);
  });

  it('opens a closed case again where payments are made, and then is reported', async () => {
    const o = open();
    const { id, key } = await payment();
    o.payments();
    await comes('confirmed', () => told(id).includes('confirmed'));
    o.cases.close(id);
    o.bank.giveBack(key, 'account closed');
    await comes('returned', () => told(id).includes('returned'));
    expect(o.cases.reopened.filter((r) => r.case === id)).toMatchObject([{ stage: 'pay', ground: 'payment-returned', as: 'system:bank' }]);
  });

  it('is not taken for confirmed by a confirmation that comes after it', async () => {
    const o = open();
    const { id, key } = await payment('hold');
    o.payments();
    await comes('taken by the bank', () => inLedger(key).length === 1);
    o.bank.giveBack(key, 'account closed');
    await comes('returned', () => told(id).includes('returned'));
    const late = { eventId: 'late', key, state: 'confirmed', at: new Date().toISOString() };
    const answer = await fetch(`${o.callbackUrl}/bank?token=secret-of-the-callbacks`, { method: 'POST', body: JSON.stringify(late) });
    expect(await answer.json()).toEqual({ taken: false });
    expect(await o.paymentStatus(key)).toBe('returned');
  });
});
