import { defaultPayloadConverter, METADATA_ENCODING_KEY, type Payload } from '@temporalio/common';
import { payloadCodec } from '../../codec/payload-codec';
import { connect } from '../../db/connect';
import { keyBytes } from '../../db/keys/cipher';
import { Keyring } from '../../db/keys/keyring';
import { localMaster } from '../../db/keys/master';
import { type Keys, openKeys } from '../../db/keys/source';
import { createCommit } from '../../db/queries/commit';
import { claimNotices } from '../../db/queries/outbox-notices';
import { verifyCase } from '../../db/queries/verify';
import type { Bank } from '../../worker/bank';
import { jsonLog } from '../../worker/log';
import { startPayments } from '../../worker/payments';
import { TcpProxy } from '../chaos/world/proxy';
import { FakeCases } from '../notices/fake-cases';
import { comes, quickPace } from '../notices/office';
import { opened, RecordedCase, recommended, records, rowsOf, sampleDeps, tamper } from './support';

const record = records();
const master = localMaster([Buffer.alloc(keyBytes, 1)]);

/** The keys of another process each time: nothing is held from before. */
const keys = (of = master): Keys => openKeys({ kind: 'master', master: of, acceptPlain: false }, record().db);
const codecOf = ({ keyring }: Keys, acceptPlain = false) => {
  if (keyring === null) throw new Error('these keys encrypt nothing');
  return payloadCodec(keyring, { trustMs: 1_000, acceptPlain });
};
const sealedCase = () => opened(record().db, { ...sampleDeps, columns: keys().columns });

const payload: Payload = defaultPayloadConverter.toPayload({ name: '张三' });
const of = (workflowId: string) => ({ type: 'workflow', namespace: 'test', workflowId }) as const;
const inAll = (payloads: readonly Payload[]): string => payloads.map(({ data }) => Buffer.from(data ?? []).toString('latin1')).join();

describe('personal columns', () => {
  it('hold no name and no number, neither beside the log nor of the party, and no salt', async () => {
    const c = await sealedCase();
    const [party] = await rowsOf(record().pool, 'select * from party where case_id = $1', [c.id]);
    const values = await rowsOf(record().pool, 'select value, salt from personal_value where case_id = $1', [c.id]);
    expect(values).toHaveLength(2);
    expect(values.every(({ salt, value }) => salt === null && /^enc\./.test(String(value)))).toBe(true);
    expect(JSON.stringify([party, values])).not.toMatch(/张三|13800000000/);
  });

  it('are verified against the digests by whoever has the keys', async () => {
    const c = await sealedCase();
    expect(await verifyCase(record().db, c.id, keys().columns)).toMatchObject({ flaw: null });
  });

  it('are a flaw where two values of one case were swapped', async () => {
    const c = await sealedCase();
    await record().pool.query(
      `update personal_value v set value = o.value from personal_value o
       where v.case_id = $1 and o.case_id = $1 and v.path <> o.path`,
      [c.id],
    );
    expect((await verifyCase(record().db, c.id, keys().columns)).flaw).not.toBeNull();
  });
});

/** A case with a payment requested, its personal values under keys. */
async function owing() {
  const c = await recommended(record().db, 'chen-xi', 10_000_00, { ...sampleDeps, columns: keys().columns });
  await c.act('determine', 'wu-dan', { kind: 'granted', amountFen: 10_000_00 }, { ground: 'clear' });
  expect(await c.act('agree', 'party:claimant', { by: 'claimant' })).toMatchObject({ kind: 'written' });
  return c;
}

const plainAccount = (caseId: string, field = 'account') =>
  tamper(record().url, `update party set ${field} = '6222 7777' where case_id = '${caseId}' and id = 'claimant'`);

/** Everything that goes out of the record, on keys; what the bank and the gateway were asked for. */
async function courier(work: (asked: readonly string[], lines: readonly string[]) => Promise<void>): Promise<void> {
  const asked: string[] = [];
  const lines: string[] = [];
  const bank: Bank = {
    pay: async ({ key, payee }) => {
      asked.push(`${key} ${payee}`);
      return { state: 'accepted', at: 1, paymentId: 'b1', why: null };
    },
    find: async () => null,
  };
  const log = jsonLog((line) => lines.push(line));
  const payments = startPayments({ db: record().db, columns: keys().columns, bank, cases: new FakeCases(), pace: quickPace, log });
  try {
    await work(asked, lines);
  } finally {
    await payments.stop();
  }
}

describe('plain text in a column where values are encrypted', () => {
  it.each(['account', 'name', 'phone'])('is a flaw that names table, row and column: %s', async (field) => {
    const c = await sealedCase();
    await plainAccount(c.id, field);
    const { flaw } = await verifyCase(record().db, c.id, keys().columns);
    expect(flaw).toMatchObject({ kind: 'plain', where: c.id, detail: expect.stringContaining(`party ${c.id} claimant: ${field}`) });
    expect(JSON.stringify(flaw)).not.toContain('6222 7777');
  });

  it('is a flaw in a personal value too, with a digest that fits', async () => {
    const c = await sealedCase();
    await tamper(
      record().url,
      `update personal_value set value = '张三', salt = 'x' where case_id = '${c.id}' and path = '/parties/0/name'`,
    );
    expect(await verifyCase(record().db, c.id, keys().columns)).toMatchObject({ flaw: { kind: 'plain' } });
  });

  it('is never paid to: the payment waits, the log says why, and once the row was put right it is paid', async () => {
    const c = await owing();
    const [row] = await rowsOf(record().pool, "select account from party where case_id = $1 and id = 'claimant'", [c.id]);
    await plainAccount(c.id);
    await courier(async (asked, lines) => {
      await comes('the payment is stopped', () => lines.some((line) => line.includes('payment stopped')));
      expect(asked).toEqual([]);
      expect(lines.join()).toContain(`party ${c.id} claimant: account stands in plain text`);
      expect(lines.join()).not.toContain('6222 7777');
      await record().pool.query("update party set account = $2 where case_id = $1 and id = 'claimant'", [c.id, row?.account ?? null]);
      await record().pool.query('update payment set next_attempt_at = now() where case_id = $1', [c.id]);
      await comes('the payment goes out', () => asked.length === 1);
    });
  });

  it('is never written to: nobody ends a notice by it', async () => {
    const c = await owing();
    await plainAccount(c.id, 'phone');
    const due = await claimNotices(record().db, 'sms', { count: 100, leaseMs: 60_000 }, keys().columns);
    const [mine] = due.filter(({ caseId }) => caseId === c.id);
    expect(mine?.fault).toMatchObject({ code: 'record.tampered', message: expect.stringContaining(`party ${c.id} claimant: phone`) });
  });

  it('is not written by whoever has no master key, of a case that has keys', async () => {
    const c = await sealedCase();
    const plain = createCommit(record().db, sampleDeps);
    const twin = new RecordedCase(plain, c.name, c.open);
    await twin.transition({ kind: 'sync' });
    const party = { id: 'witness', role: 'witness', locale: 'en', channels: ['email'], name: '李四' };
    // The case parks itself, where it says why.
    expect(await twin.act('addParty', 'zhou-wei', { party })).toMatchObject({
      kind: 'behind',
      detail: expect.stringContaining('plain text'),
    });
    expect(await rowsOf(record().pool, 'select id from party where case_id = $1', [c.id])).toHaveLength(1);
  });
});

/** A codec whose records went away an hour ago: it had used the namespace's key and that of `case-g` before. */
async function bereft(use: (codec: ReturnType<typeof codecOf>) => Promise<void>): Promise<void> {
  const url = new URL(record().url);
  const proxy = await TcpProxy.to(Number(url.port));
  url.port = String(proxy.port);
  const { db, close } = connect(url.href, { max: 1 });
  let now = Date.now();
  try {
    const keyring = new Keyring({ db, master, now: () => now, maxAgeMs: 1_000 });
    await keyring.current('', 0);
    await keyring.current('case-g', 0);
    await proxy.close();
    now += 3_600_000;
    await use(payloadCodec(keyring, { trustMs: 1_000, acceptPlain: false }));
  } finally {
    await close();
  }
}

describe('the key of what belongs to no workflow', () => {
  it('is there while the records are away, however long ago it was used: a worker says under it why a task failed', () =>
    bereft(async (codec) => {
      const [encoded] = await codec.encode([payload]);
      expect(encoded?.metadata?.['encryption-key-id']).toBeDefined();
      await expect(codec.encode([payload], of('case-g'))).rejects.toMatchObject({ code: 'records.unavailable' });
    }));

  const reason = defaultPayloadConverter.toPayload({ message: 'PostgreSQL does not answer', stack_trace: '' });
  const activity = { type: 'activity', namespace: 'test', workflowId: 'case-g', activityId: '1', isLocal: true } as const;

  it('takes the place of a case’s own where an activity has to say why it failed: the SDK ends a worker that cannot', () =>
    bereft(async (codec) => {
      const [encoded] = await codec.encode([reason], activity);
      const stored = encoded === undefined ? [] : [encoded];
      expect(inAll(stored)).not.toContain('does not answer');
      expect(await codecOf(keys()).decode(stored, of('case-g'))).toMatchObject([{ data: reason.data }]);
    }));

  it('never takes the place of a case’s own for what an activity answers', () =>
    bereft(async (codec) => {
      await expect(codec.encode([payload], activity)).rejects.toMatchObject({ code: 'records.unavailable' });
      await expect(codec.encode([reason], of('case-g'))).rejects.toMatchObject({ code: 'records.unavailable' });
    }));
});

describe('the digest of an opening', () => {
  it('is one under the keys of every process of one record, and not the digest itself', async () => {
    const [one, again, other] = await Promise.all([keys().columns.keyed('a1'), keys().columns.keyed('a1'), keys().columns.keyed('a2')]);
    expect(one).toMatch(/^keyed\.[\w-]{43}$/);
    expect(again).toBe(one);
    expect(other).not.toBe(one);
  });
});

describe('payloads', () => {
  it('are unreadable in history and read again by another process', async () => {
    const [encoded] = await codecOf(keys()).encode([payload], of('case-a'));
    expect(encoded).toBeDefined();
    const stored = encoded === undefined ? [] : [encoded];
    expect(inAll(stored)).not.toContain(Buffer.from('张三').toString('latin1'));
    const [decoded] = await codecOf(keys()).decode(stored, of('case-a'));
    expect(decoded === undefined ? null : defaultPayloadConverter.fromPayload(decoded)).toEqual({ name: '张三' });
  });

  it('are refused in the history of another case', async () => {
    const stored = await codecOf(keys()).encode([payload], of('case-b'));
    for (const acceptPlain of [false, true])
      expect(inAll(await codecOf(keys(), acceptPlain).decode(stored, of('case-c')))).toBe('{"plain":"refused"}');
  });

  it('that name no case are refused in the history of one, but for why something failed', async () => {
    const stored = await codecOf(keys()).encode([payload]);
    expect(inAll(await codecOf(keys()).decode(stored, of('case-b')))).toBe('{"plain":"refused"}');
    expect(await codecOf(keys()).decode(stored)).toMatchObject([{ data: payload.data }]);
    const failure = defaultPayloadConverter.toPayload({ message: 'PostgreSQL does not answer', stack_trace: '' });
    const why = await codecOf(keys()).encode([failure]);
    expect(await codecOf(keys()).decode(why, of('case-b'))).toMatchObject([{ data: failure.data }]);
  });

  it('are refused once one byte was changed', async () => {
    const [encoded] = await codecOf(keys()).encode([payload], of('case-d'));
    const changed = Buffer.from(encoded?.data ?? []);
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
    const stored = [{ ...encoded, data: changed }];
    await expect(codecOf(keys()).decode(stored, of('case-d'))).rejects.toMatchObject({ code: 'keys.unavailable' });
  });

  it('stay shut under another master key', async () => {
    const stored = await codecOf(keys()).encode([payload], of('case-e'));
    const stranger = keys(localMaster([Buffer.alloc(keyBytes, 2)]));
    await expect(codecOf(stranger).decode(stored, of('case-e'))).rejects.toMatchObject({ code: 'keys.unavailable' });
  });

  it('stay readable once a new master key stands before the old one', async () => {
    const stored = await codecOf(keys()).encode([payload], of('case-f'));
    const both = keys(localMaster([Buffer.alloc(keyBytes, 2), Buffer.alloc(keyBytes, 1)]));
    expect(await codecOf(both).decode(stored, of('case-f'))).toMatchObject([{ data: payload.data }]);
  });

  it('that came in plain reach the case as what it refuses, unless development accepts them', async () => {
    const [refused] = await codecOf(keys()).decode([payload], of('case-g'));
    expect(Buffer.from(refused?.metadata?.[METADATA_ENCODING_KEY] ?? []).toString()).toBe('json/plain');
    expect(inAll(refused === undefined ? [] : [refused])).toBe('{"plain":"refused"}');
    expect(await codecOf(keys(), true).decode([payload], of('case-g'))).toEqual([payload]);
  });
});
