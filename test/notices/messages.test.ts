import { comes, office, seedCase } from './office';

const open = office();

async function message(to: string): Promise<string> {
  const o = open();
  const from = await seedCase(o);
  await o.query(
    `insert into case_message (case_id, seq, to_case, act, request, payload, status, next_attempt_at)
     values ($1, 1, $2, 'absorb', $3, $4, 'queued', now())`,
    [from, to, `merge:${from}:1`, JSON.stringify({ from, starts: { 'claim-pay': 1 } })],
  );
  return from;
}

const rowOf = async (to: string) => {
  const [row] = await open().query<{ status: string; attempts: number }>('select status, attempts from case_message where to_case = $1', [
    to,
  ]);
  return row;
};

const start = () => open().messages();

describe('an act of one case on another', () => {
  it('is done once, under the request id that the sender gave it', async () => {
    const o = open();
    const to = await seedCase(o);
    const from = await message(to);
    const relays = [start(), start()];
    await comes('delivered', async () => (await rowOf(to))?.status === 'delivered');
    await Promise.all(relays.map((relay) => relay.stop()));
    expect(o.cases.of(to)).toMatchObject([{ act: 'absorb', request: `merge:${from}:1`, actor: `system:case.${from}`, payload: { from } }]);
  });

  it('is repeated while the other case does not answer', async () => {
    const o = open();
    const to = await seedCase(o);
    o.cases.beAbsent(3);
    await message(to);
    const relay = start();
    await comes('delivered', async () => (await rowOf(to))?.status === 'delivered');
    await relay.stop();
    expect((await rowOf(to))?.attempts).toBe(4);
  });

  it('that the other case refuses again and again, or has ended before, is shown as refused', async () => {
    const o = open();
    const [stubborn, ended] = [await seedCase(o), await seedCase(o)];
    o.cases.refuse(stubborn);
    o.cases.close(ended);
    await message(stubborn);
    await message(ended);
    const relay = start();
    for (const to of [stubborn, ended]) await comes(`refused by ${to}`, async () => (await rowOf(to))?.status === 'refused');
    await relay.stop();
    expect([(await rowOf(stubborn))?.attempts, (await rowOf(ended))?.attempts]).toEqual([5, 1]);
    expect(o.lines.filter((line) => line.includes('message not taken'))).toHaveLength(2);
  });
});
