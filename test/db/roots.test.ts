import { sql } from 'drizzle-orm';
import { keyBytes } from '../../db/keys/cipher';
import { localMaster } from '../../db/keys/master';
import { openKeys } from '../../db/keys/source';
import { recordReads } from '../../db/queries/case-read';
import { rootsAfter, writeRoots } from '../../db/queries/record-root';
import { recordRefusal } from '../../db/queries/refusal';
import { verifyAll, verifyCase } from '../../db/queries/verify';
import type { Trust } from '../../db/queries/verify-roots';
import { chainOf } from '../../db/record/chain';
import type { Flaw } from '../../db/record/flaw';
import { lineOfRoot, OutsideRoots } from '../../db/record/outside-roots';
import { hashOfRoot } from '../../db/record/root';
import { rootSigner, sealedBy } from '../../db/record/root-seal';
import { eventOf } from '../../db/record/stored';
import { caseEvent } from '../../db/schema';
import { opened, type RecordedCase, recommended, records, rowsOf, sampleDeps, submitted, tamper } from './support';

const record = records();
const keys = () => openKeys({ kind: 'master', master: localMaster([Buffer.alloc(keyBytes, 1)]), acceptPlain: false }, record().db);
const deps = () => ({ ...sampleDeps, columns: keys().columns });
const change = (...statements: string[]) => tamper(record().url, ...statements);
const of = (c: RecordedCase) => `where case_id = '${c.id}'`;

let at = Date.UTC(2030, 0, 1);

/** A root of now, signed, whatever time has passed. */
async function root(events?: number): Promise<void> {
  at += 3_600_000;
  const signer = await rootSigner(keys().keyring);
  await writeRoots(record().db, at, { signer, everyMs: 3_600_000, settleMs: 0, ...(events === undefined ? {} : { events }) });
}

/** What a place outside has kept by now. */
async function kept(): Promise<OutsideRoots> {
  const outside = new OutsideRoots();
  for (const one of await rootsAfter(record().db, 0, 10_000)) outside.add(lineOfRoot(one));
  return outside;
}

const trust = async (outside?: OutsideRoots): Promise<Trust> => ({
  publicKey: (await rootSigner(keys().keyring))?.publicKey ?? null,
  ...(outside === undefined ? {} : { outside }),
});

const flawsOf = async (outside?: OutsideRoots): Promise<readonly Flaw[]> =>
  (await verifyAll(record().db, keys().columns, await trust(outside))).flaws;
const flawOf = async (c: RecordedCase, outside?: OutsideRoots) =>
  (await verifyCase(record().db, c.id, keys().columns, await trust(outside))).flaw;

const everyTable = [
  ...['notice', 'personal_value', 'clock_segment', 'clock', 'task', 'party', 'exposure', 'payment', 'promise', 'reserve'],
  ...['document', 'case_message', 'watch_date', 'case_event', 'case_cause'],
];

/** A case as if it had never been. */
const erase = (c: RecordedCase) =>
  change(...everyTable.map((table) => `delete from ${table} ${of(c)}`), `delete from case_file where id = '${c.id}'`);

/** The log of a case with another actor from a row on, hashed again to its end, its head with it: by somebody who knows how it is done. */
async function rehash(c: RecordedCase, from: number): Promise<void> {
  const rows = await record().db.select().from(caseEvent).where(sql`case_id = ${c.id}`).orderBy(caseEvent.seq);
  let previous = '';
  const statements: string[] = [];
  for (const row of rows) {
    const event = { ...eventOf(row), ...(row.seq >= from && row.kind === 'expected' ? { actor: 'somebody-else' } : {}) };
    const hash = chainOf(c.id)(previous, event);
    statements.push(
      `update case_event set actor = '${event.actor}', hash = '${hash}', prev_hash = '${previous}' ${of(c)} and seq = ${row.seq}`,
    );
    previous = hash;
  }
  await change(...statements, `update case_file set head_hash = '${previous}' where id = '${c.id}'`);
}

/** Takes the last transition of a case back, with its cause and all that it wrote, and the head with it. */
async function cut(c: RecordedCase): Promise<void> {
  const [last] = await rowsOf(record().pool, `select first_seq as seq from case_cause ${of(c)} order by first_seq desc limit 1`);
  const seq = Number(last?.seq);
  await change(
    ...['personal_value', 'task', 'notice'].map((table) => `delete from ${table} ${of(c)} and seq >= ${seq}`),
    `delete from case_event ${of(c)} and seq >= ${seq}`,
    `delete from case_cause ${of(c)} and first_seq >= ${seq}`,
    `update case_file set head_seq = ${seq - 1}, head_hash = (select hash from case_event ${of(c)} and seq = ${seq - 1}) where id = '${c.id}'`,
  );
}

/** The roots of the record made again from what is left, as whoever owns the database could: all but the signature. */
async function rootsAgain(gone: RecordedCase): Promise<void> {
  await change(`delete from record_head ${of(gone)}`);
  let previous = '';
  for (const { root: _root, ...whole } of await rootsAfter(record().db, 0, 10_000)) {
    const hash = hashOfRoot({ ...whole, previous });
    await change(`update record_root set root = '${hash}', previous = '${previous}' where no = ${whole.no}`);
    previous = hash;
  }
}

beforeEach(async () => {
  await change(
    ...everyTable.map((table) => `delete from ${table}`),
    'delete from case_file',
    'delete from record_head',
    'delete from record_root',
  );
});

describe('a root', () => {
  it('covers where every case stands, is signed with a key that the database does not have, and follows the one before', async () => {
    const a = await opened(record().db, deps());
    const b = await opened(record().db, deps());
    await root();
    await a.act('submit', 'party:claimant', { items: ['x'] });
    await root();
    const [first, second] = await rootsAfter(record().db, 0, 10);
    expect(first).toMatchObject({ no: 1, cases: 2, previous: '' });
    expect(first?.heads.map(({ caseId }) => caseId).sort((x, y) => (x < y ? -1 : 1))).toEqual(
      [a.id, b.id].sort((x, y) => (x < y ? -1 : 1)),
    );
    expect(second).toMatchObject({
      no: 2,
      cases: 2,
      previous: first?.root,
      heads: [{ caseId: a.id, seq: a.state.head.seq, hash: a.state.head.hash }],
    });
    expect(second === undefined ? null : sealedBy(second)).toBe((await trust()).publicKey);
    expect(await flawsOf(await kept())).toEqual([]);
  });

  it('is written once an hour, whoever else is about to', async () => {
    await opened(record().db, deps());
    at += 3_600_000;
    const options = { signer: null, everyMs: 3_600_000, settleMs: 0 };
    const written = await Promise.all([1, 2, 3].map(() => writeRoots(record().db, at, options)));
    expect(written.flat()).toHaveLength(1);
    expect(await writeRoots(record().db, at + 3_599_999, options)).toEqual([]);
    expect(await writeRoots(record().db, at + 3_600_000, options)).toHaveLength(1);
    at += 3_600_000;
  });

  it('covers a record that is older than roots in several steps', async () => {
    for (let i = 0; i < 3; i++) await submitted(record().db, 'chen-xi', deps());
    await root(5);
    const roots = await rootsAfter(record().db, 0, 100);
    expect(roots.length).toBeGreaterThan(3);
    expect(roots.at(-1)?.cases).toBe(3);
    expect(await flawsOf(await kept())).toEqual([]);
  });

  it('waits for whoever is still writing: nothing comes under it afterwards', async () => {
    const client = await record().pool.connect();
    await client.query('begin');
    await client.query("insert into case_read (case_id, reader, part, request, at) values ('c', 'r', 'p', 'q', now())");
    at += 3_600_000;
    const options = { signer: null, everyMs: 3_600_000, settleMs: 0, patienceMs: 300 };
    await expect(writeRoots(record().db, at, options)).rejects.toMatchObject({ code: 'records.unavailable' });
    await client.query('commit');
    client.release();
    expect(await writeRoots(record().db, at, options)).toHaveLength(1);
    expect((await verifyAll(record().db, keys().columns)).flaws).toEqual([]);
  });
});

describe('by the roots verify names', () => {
  it('a case that was hashed again from a row on, its head with it', async () => {
    const c = await recommended(record().db, 'chen-xi', 1, deps());
    await rehash(c, 4);
    // Nothing but the digests of a root tells: the chain itself is whole.
    expect(await flawOf(c)).toBeNull();
    const d = await recommended(record().db, 'chen-xi', 1, deps());
    await root();
    const outside = await kept();
    await rehash(d, 4);
    expect(await flawOf(d)).toMatchObject({ kind: 'edited', where: d.id });
    await rootsAgain(d);
    expect(await flawOf(d)).toMatchObject({ kind: 'edited', detail: expect.stringContaining('put in afterwards') });
    expect(await flawOf(d, outside)).toMatchObject({ kind: 'edited', where: d.id, seq: d.state.head.seq });
  });

  it('a tail that was cut with its cause, and a case that was rolled back', async () => {
    const c = await submitted(record().db, 'chen-xi', deps());
    await c.act('comment', 'chen-xi', { text: 'x' });
    await root();
    const outside = await kept();
    await cut(c);
    expect(await flawOf(c)).toMatchObject({ kind: 'missing-tail', where: c.id });
    await rootsAgain(c);
    expect(await flawOf(c, outside)).toMatchObject({ kind: 'missing-tail', where: c.id, seq: c.state.head.seq });
  });

  it('a case of this hour of which nothing is left, also where the roots were made again without it', async () => {
    const gone = await opened(record().db, deps());
    await opened(record().db, deps());
    await root();
    const outside = await kept();
    await erase(gone);
    expect(await flawsOf()).toMatchObject([{ kind: 'missing-case', where: gone.id }]);
    await rootsAgain(gone);
    expect(await flawsOf()).toMatchObject([{ kind: 'root', detail: expect.stringContaining('seal') }]);
    const flaws = await flawsOf(outside);
    expect(flaws).toContainEqual(expect.objectContaining({ kind: 'missing-case', where: gone.id }));
    expect(flaws).toContainEqual(expect.objectContaining({ kind: 'root', detail: expect.stringContaining('another root') }));
  });

  it('a record that was brought back as a whole, by what is kept outside', async () => {
    await opened(record().db, deps());
    await root();
    const later = await opened(record().db, deps());
    await root();
    const outside = await kept();
    await erase(later);
    await change('delete from record_head where no = 2', 'delete from record_root where no = 2');
    expect(await flawsOf()).toEqual([]);
    const flaws = await flawsOf(outside);
    expect(flaws).toContainEqual(expect.objectContaining({ kind: 'missing-case', where: later.id }));
    expect(flaws).toContainEqual(
      expect.objectContaining({ kind: 'root', where: 'root 2', detail: expect.stringContaining('no longer has it') }),
    );
  });

  it('a row that was put in where a root says that there was nothing', async () => {
    const c = await submitted(record().db, 'chen-xi', deps());
    await root();
    await c.act('comment', 'chen-xi', { text: 'x' });
    await change(`update case_event set feed_no = -seq ${of(c)} and seq = ${c.state.head.seq}`);
    expect(await flawOf(c)).toMatchObject({ kind: 'edited', seq: c.state.head.seq });
  });

  it('a root that somebody else has signed', async () => {
    await opened(record().db, deps());
    const other = openKeys({ kind: 'master', master: localMaster([Buffer.alloc(keyBytes, 2)]), acceptPlain: false }, record().db);
    await expect(rootSigner(other.keyring)).rejects.toMatchObject({ code: 'keys.unavailable' });
    await root();
    const forged = { publicKey: 'A'.repeat(43) };
    expect((await verifyAll(record().db, keys().columns, forged)).flaws).toMatchObject([
      { kind: 'root', detail: expect.stringContaining('another key') },
    ]);
    await change('update record_root set seal = null');
    expect(await flawsOf()).toMatchObject([{ kind: 'root', detail: expect.stringContaining('no seal') }]);
  });
});

describe('what happens beside the cases is covered by the roots', () => {
  const refuse = () =>
    recordRefusal(
      record().db,
      'c',
      { act: 'determine', request: 'r', actor: 'chen-xi', payload: {} },
      { code: 'actor.role', detail: 'd' },
      5,
    );
  const read = () => recordReads(record().db, ['c', 'd'], { reader: 'xu-yi', tool: null, part: 'case', request: 'q' });
  const deal = async () => {
    const { id } = await submitted(record().db, 'chen-xi', deps());
    await record().db.execute(sql`insert into watch_dealt (case_id, watch, date, dealt_at, actor, ground)
      values (${id}, 'limitation', now(), now(), 'chen-xi', 'done')`);
  };

  it.each([
    ['a refusal that was changed', 'refusal', "update refusal set actor = 'other' where id = (select max(id) from refusal)"],
    ['a refusal that was taken away', 'refusal', 'delete from refusal where id = (select max(id) from refusal)'],
    ['a read that was taken away', 'case_read', 'delete from case_read where id = (select max(id) from case_read)'],
    ['a read by somebody else', 'case_read', "update case_read set reader = 'other' where id = (select max(id) from case_read)"],
    ['who changed something', 'record_change', "update record_change set by = 'other' where id = (select max(id) from record_change)"],
    ['a watch date that was dealt with on another ground', 'watch_dealt', "update watch_dealt set ground = 'not-pursued'"],
    ['a watch date as if nobody had dealt with it', 'watch_dealt', 'delete from watch_dealt'],
  ])('%s is named with its table', async (_what, table, statement) => {
    await refuse();
    await read();
    await deal();
    await root();
    expect(await flawsOf()).toEqual([]);
    await change(statement);
    expect((await flawsOf()).filter(({ kind }) => kind === 'ledger')).toMatchObject([{ kind: 'ledger', where: table }]);
    await change(`delete from ${table === 'record_change' ? 'webhook_cursor' : table}`);
    if (table === 'record_change') await change("update record_change set by = 'system:test' where by = 'other'");
  });
});

describe('who changed the company', () => {
  const last = async () =>
    (await rowsOf(record().pool, 'select subject, before, after, by from record_change order by id desc limit 1'))[0];

  it('is recorded whoever does it and by whatever tool, with before and after', async () => {
    const [limit] = await rowsOf(record().pool, 'select id, amount_fen from authority_limit order by id limit 1');
    await record().pool.query('update authority_limit set amount_fen = amount_fen + 1 where id = $1', [limit?.id]);
    expect(await last()).toMatchObject({
      subject: 'authority_limit',
      before: { amount_fen: Number(limit?.amount_fen) },
      after: { amount_fen: Number(limit?.amount_fen) + 1 },
      by: expect.stringMatching(/^role:/),
    });
    expect((await flawsOf()).filter(({ kind }) => kind === 'company')).toEqual([]);
    await record().pool.query('update authority_limit set amount_fen = $2 where id = $1', [limit?.id, limit?.amount_fen]);
  });

  it.each([
    [
      'an authority limit',
      'authority_limit',
      'update authority_limit set amount_fen = 99999999900 where id = (select min(id) from authority_limit)',
      "update authority_limit set amount_fen = (select (after ->> 'amount_fen')::bigint from record_change where subject = 'authority_limit' and (after ->> 'id')::bigint = authority_limit.id order by record_change.id desc limit 1)",
    ],
    [
      'the address of somebody',
      'staff',
      "update staff set email = 'x@y.example' where id = 'chen-xi'",
      "update staff set email = (select after ->> 'email' from record_change where subject = 'staff' and after ->> 'id' = 'chen-xi' order by id desc limit 1) where id = 'chen-xi'",
    ],
    [
      'a role that nobody gave',
      'role_assignment',
      "insert into role_assignment (staff, role, from_at) values ('chen-xi', 'head-office', now())",
      "delete from role_assignment where staff = 'chen-xi' and role = 'head-office'",
    ],
  ])('%s that was changed past the record of changes is a flaw', async (_what, table, statement, undo) => {
    await change(statement);
    expect((await flawsOf()).filter(({ kind }) => kind === 'company')).toMatchObject([{ kind: 'company', where: table }]);
    await change(undo);
    expect((await flawsOf()).filter(({ kind }) => kind === 'company')).toEqual([]);
  });
});
