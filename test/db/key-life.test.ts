import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { payloadCodec } from '../../codec/payload-codec';
import { keyBytes } from '../../db/keys/cipher';
import { destroyKeys } from '../../db/keys/destroy';
import { localMaster, type MasterKey } from '../../db/keys/master';
import { retireKeys, rewrapAll } from '../../db/keys/rotate';
import { type Keys, openKeys } from '../../db/keys/source';
import { countKeys, keysOfCase } from '../../db/queries/keys';
import { readLog } from '../../db/queries/log';
import { verifyCase } from '../../db/queries/verify';
import { granted, opened, type RecordedCase, records, rowsOf, sampleDeps } from './support';

const record = records();
const first = Buffer.alloc(keyBytes, 1);
const second = Buffer.alloc(keyBytes, 2);
const master = localMaster([first]);

/** The keys of another process each time: nothing is held from before. */
const keys = (of: MasterKey = master): Keys => openKeys({ kind: 'master', master: of, acceptPlain: false }, record().db);
const codecOf = ({ keyring }: Keys) => {
  if (keyring === null) throw new Error('these keys encrypt nothing');
  return payloadCodec(keyring, { trustMs: 0, acceptPlain: false });
};
const payload: Payload = defaultPayloadConverter.toPayload({ name: '张三' });
const of = (workflowId: string) => ({ type: 'workflow', namespace: 'test', workflowId }) as const;
const flawOf = async (id: string, by = keys()) => (await verifyCase(record().db, id, by.columns)).flaw;

/** A case with encrypted values and a payload of its history. */
async function sealedCase(): Promise<{ readonly c: RecordedCase; readonly history: Payload[] }> {
  const c = await opened(record().db, { ...sampleDeps, columns: keys().columns });
  return { c, history: await codecOf(keys()).encode([payload], of(c.id)) };
}

/** To its end, all its notices sent. */
async function close(c: RecordedCase): Promise<void> {
  await c.act('submit', 'party:claimant', { items: ['id-card'] });
  await c.act('assign', 'zhou-wei', { to: 'chen-xi' });
  await c.act('recommend', 'chen-xi', { amountFen: 10_000_00 });
  await c.act('determine', 'wu-dan', granted(), { ground: 'clear' });
  await c.act('agree', 'party:claimant', { by: 'claimant' });
  await c.act('paymentReported', 'system:bank', { key: `${c.id}-p1`, status: 'confirmed', at: c.now });
  expect(c.state.status).toBe('closed');
  await send(c);
}

const send = ({ id }: RecordedCase) =>
  record().pool.query("update notice set status = 'handed', handed_at = now() where case_id = $1 and status = 'queued'", [id]);

const enterAgain = (c: RecordedCase) =>
  c.transition({ kind: 'reopen', reopen: { request: 'again', actor: 'zhou-wei', stage: 'decide', ground: 'new-facts' } });

const destroy = (caseId: string, party: string | null = null) =>
  destroyKeys(record().db, { caseId, party, by: 'an-ran', ground: 'erasure-request', settleMs: 0 });

const personalOf = async (id: string): Promise<readonly string[]> => {
  const rows = await rowsOf(
    record().pool,
    'select case_id, seq, path, value from personal_value where case_id = $1 and value is not null',
    [id],
  );
  const values = rows.map(({ seq, path, value }) => ({
    text: String(value),
    place: ['personal_value', id, Number(seq), String(path)] as const,
  }));
  return (await keys().columns.open(values)).map((reading) => reading.kind);
};

describe('a rotation of the master key', () => {
  it('wraps every key anew: the old master key is needed no more, and nothing of the data has changed', async () => {
    const { c, history } = await sealedCase();
    const columns = 'select value from personal_value where case_id = $1 order by path';
    const before = await rowsOf(record().pool, columns, [c.id]);
    const { keys: rewrapped } = await rewrapAll(record().db, localMaster([second, first]), 'zhou-wei');
    expect(rewrapped).toBeGreaterThanOrEqual(3);
    const onlyNew = keys(localMaster([second]));
    expect(await codecOf(onlyNew).decode(history, of(c.id))).toMatchObject([{ data: payload.data }]);
    expect(await flawOf(c.id, onlyNew)).toBeNull();
    await expect(codecOf(keys()).decode(history, of(c.id))).rejects.toMatchObject({ code: 'keys.unavailable' });
    expect(await rowsOf(record().pool, columns, [c.id])).toEqual(before);
    expect(new Set((await countKeys(record().db)).map(({ master: under }) => under))).toEqual(new Set([localMaster([second]).id]));
    await rewrapAll(record().db, localMaster([first, second]), 'zhou-wei');
  });

  it('changes nothing where the old master key is not at hand', async () => {
    const { c, history } = await sealedCase();
    await expect(rewrapAll(record().db, localMaster([second]), 'zhou-wei')).rejects.toMatchObject({ code: 'keys.unavailable' });
    expect(await codecOf(keys()).decode(history, of(c.id))).toMatchObject([{ data: payload.data }]);
  });

  it('writes nothing that the new master key could not unwrap again', async () => {
    const { c, history } = await sealedCase();
    const forgetful: MasterKey = {
      ...master,
      wrap: (bare) => master.wrap(bare.map(({ id }) => ({ id, bytes: Buffer.alloc(keyBytes, 9) }))),
    };
    await expect(rewrapAll(record().db, forgetful, 'zhou-wei')).rejects.toMatchObject({ code: 'keys.unavailable' });
    expect(await codecOf(keys()).decode(history, of(c.id))).toMatchObject([{ data: payload.data }]);
  });

  it('of one case gives new keys to what is new; what there is stays readable', async () => {
    const { c, history } = await sealedCase();
    expect(await retireKeys(record().db, c.id, 'zhou-wei')).toBeGreaterThanOrEqual(2);
    const [later] = await codecOf(keys()).encode([payload], of(c.id));
    expect(later?.metadata?.['encryption-key-id']).not.toEqual(history[0]?.metadata?.['encryption-key-id']);
    expect(await codecOf(keys()).decode(history, of(c.id))).toMatchObject([{ data: payload.data }]);
    const states = (await keysOfCase(record().db, c.id)).filter(({ kind }) => kind === 'payload').map(({ state }) => state);
    expect(states).toEqual(['retired', 'current']);
  });
});

describe('the destruction of the keys of a case', () => {
  it('makes payloads and columns unreadable for ever, while log, hashes and counts stay valid', async () => {
    const { c, history } = await sealedCase();
    await close(c);
    const log = await readLog(record().db, c.id, { after: -1, limit: 100 });
    const { keys: destroyed, values } = await destroy(c.id);
    expect(values).toBeGreaterThanOrEqual(2);
    await expect(codecOf(keys()).decode(history, of(c.id))).rejects.toMatchObject({ code: 'keys.unavailable' });
    const left = await rowsOf(record().pool, 'select * from data_key where case_id = $1', [c.id]);
    expect(left).toHaveLength(destroyed);
    for (const row of left) expect(row).toMatchObject({ wrapped: null, destroyed_by: 'an-ran', ground: 'erasure-request' });
    expect(
      await rowsOf(record().pool, 'select 1 from personal_value where case_id = $1 and coalesce(value, salt, blind) is not null', [c.id]),
    ).toEqual([]);
    expect(
      await rowsOf(
        record().pool,
        'select 1 from party where case_id = $1 and coalesce(name, phone, email, id_number, account, address) is not null',
        [c.id],
      ),
    ).toEqual([]);
    expect(await readLog(record().db, c.id, { after: -1, limit: 100 })).toEqual(log);
    expect(await verifyCase(record().db, c.id, keys().columns)).toEqual({ case: c.id, events: log.length, flaw: null });
  });

  it('touches no other case', async () => {
    const [{ c }, other] = [await sealedCase(), await sealedCase()];
    await close(c);
    await destroy(c.id);
    expect(await codecOf(keys()).decode(other.history, of(other.c.id))).toMatchObject([{ data: payload.data }]);
    expect(await personalOf(other.c.id)).toEqual(['value', 'value']);
    expect(await flawOf(other.c.id)).toBeNull();
  });

  it('is refused while the case is open, and then nothing was destroyed and nothing retired', async () => {
    const { c, history } = await sealedCase();
    await expect(destroy(c.id)).rejects.toMatchObject({ code: 'keys.in-use' });
    expect(await codecOf(keys()).decode(history, of(c.id))).toMatchObject([{ data: payload.data }]);
    expect((await keysOfCase(record().db, c.id)).map(({ state }) => state)).toEqual(['current', 'current']);
  });

  it('is refused while a notice of the case is queued', async () => {
    const { c } = await sealedCase();
    await close(c);
    await record().pool.query("update notice set status = 'queued' where case_id = $1", [c.id]);
    await expect(destroy(c.id)).rejects.toMatchObject({ code: 'keys.in-use', data: { reasons: ['a notice of it is queued'] } });
  });

  it('is refused while an open case came out of it', async () => {
    const [{ c }, child] = [await sealedCase(), await sealedCase()];
    await close(c);
    await record().pool.query('update case_file set parent = $1 where id = $2', [c.id, child.c.id]);
    await expect(destroy(c.id)).rejects.toMatchObject({ code: 'keys.in-use', message: expect.stringContaining(child.c.id) });
    await close(child.c);
    await expect(destroy(c.id)).resolves.toMatchObject({ values: 2 });
  });

  it('is given up where the case is entered again before it is done; the keys are retired and still read', async () => {
    const { c, history } = await sealedCase();
    await close(c);
    const destroying = destroyKeys(record().db, { caseId: c.id, party: null, by: 'an-ran', ground: 'retention-ended', settleMs: 800 });
    const refused = expect(destroying).rejects.toMatchObject({ code: 'keys.in-use' });
    await new Promise((resolve) => setTimeout(resolve, 300));
    await enterAgain(c);
    await refused;
    expect(await codecOf(keys()).decode(history, of(c.id))).toMatchObject([{ data: payload.data }]);
    expect((await keysOfCase(record().db, c.id)).every(({ state }) => state === 'retired')).toBe(true);
  });

  it('gives a case that is entered again new keys; the old payloads stay unreadable', async () => {
    const { c, history } = await sealedCase();
    await close(c);
    await destroy(c.id);
    await enterAgain(c);
    const fresh = await codecOf(keys()).encode([payload], of(c.id));
    expect(await codecOf(keys()).decode(fresh, of(c.id))).toMatchObject([{ data: payload.data }]);
    await expect(codecOf(keys()).decode(history, of(c.id))).rejects.toMatchObject({ code: 'keys.unavailable' });
  });

  it('done twice destroys nothing more', async () => {
    const { c } = await sealedCase();
    await close(c);
    await destroy(c.id);
    expect(await destroy(c.id)).toEqual({ keys: 0, values: 0 });
  });

  it('names a case or a party that is not there', async () => {
    const { c } = await sealedCase();
    await close(c);
    await expect(destroy('claim-nothing')).rejects.toMatchObject({ code: 'case.not-found' });
    await expect(destroy(c.id, 'nobody')).rejects.toMatchObject({ code: 'input.invalid' });
  });

  it('of one party leaves the personal values of the others readable', async () => {
    const { c } = await sealedCase();
    await c.act('addParty', 'chen-xi', {
      party: { id: 'witness', role: 'witness', locale: 'en', channels: ['email'], name: '李四', email: 'x@y.example' },
    });
    await close(c);
    await destroy(c.id, 'witness');
    expect(await rowsOf(record().pool, 'select id from party where case_id = $1 and name is not null', [c.id])).toEqual([
      { id: 'claimant' },
    ]);
    expect(await personalOf(c.id)).toEqual(['value', 'value']);
    const states = (await keysOfCase(record().db, c.id)).map(({ kind, subject, state }) => `${kind} ${subject} ${state}`);
    expect(states).toContain('personal witness destroyed');
    expect(states).toContain('personal claimant current');
    expect(await flawOf(c.id)).toBeNull();
  });
});
