import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { type Connection, connect } from '../../db/connect';
import { grantRoles } from '../../db/grants';
import { keyBytes } from '../../db/keys/cipher';
import { destroyKeys } from '../../db/keys/destroy';
import { localMaster } from '../../db/keys/master';
import { retireKeys } from '../../db/keys/rotate';
import { openKeys } from '../../db/keys/source';
import { feedEnd } from '../../db/queries/feed';
import { readOrganisation } from '../../db/queries/organisation';
import { claimNotices } from '../../db/queries/outbox-notices';
import { claimPayments } from '../../db/queries/outbox-payments';
import { writeRoots } from '../../db/queries/record-root';
import { recordRefusal } from '../../db/queries/refusal';
import { verifyAll } from '../../db/queries/verify';
import { takeRules } from '../../db/queries/version';
import { enrolReceiver, takeTurn } from '../../db/queries/webhook';
import { fromSetup } from '../support/engine';
import { opened, recommended, records, sampleDeps } from './support';

const record = records();
const names = { application: `application_${randomUUID().slice(0, 8)}`, reader: `reader_${randomUUID().slice(0, 8)}` };
const open: Connection[] = [];

const asRole = (role: string): Connection => {
  const url = new URL(record().url);
  url.username = role;
  url.password = 'secret';
  const connection = connect(url.href);
  open.push(connection);
  return connection;
};

async function asOwner(...statements: readonly string[]): Promise<void> {
  const client = new Client({ connectionString: fromSetup('LUYUE_TEST_PG') });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

beforeAll(async () => {
  await asOwner(...Object.values(names).map((role) => `create role ${role} login password 'secret'`));
  await grantRoles(record().url, names);
  await grantRoles(record().url, names);
});

// The database, and all rights in it, is gone by now.
afterAll(async () => {
  await Promise.all(open.map((connection) => connection.close()));
  await asOwner(...Object.values(names).map((role) => `drop role ${role}`));
});

describe('the role of workers and doors', () => {
  it('does all that a case, a courier and a sweep need', async () => {
    const { db } = asRole(names.application);
    const keys = openKeys({ kind: 'master', master: localMaster([Buffer.alloc(keyBytes, 1)]), acceptPlain: false }, db);
    const deps = { ...sampleDeps, columns: keys.columns };
    const c = await recommended(db, 'chen-xi', 10_000_00, deps);
    const steps = [
      c.act('attach', 'chen-xi', { type: 'id-card', reference: 'dms:1', sha256: 'a'.repeat(64) }),
      c.act('promise', 'chen-xi', { topic: 'visit', to: 'claimant', dueAt: c.now + 9_000_000 }),
      c.act('determine', 'wu-dan', { kind: 'granted', amountFen: 10_000_00 }, { ground: 'clear' }),
      c.act('agree', 'party:claimant', { by: 'claimant' }),
      c.act('paymentReported', 'system:bank', { key: `${c.id}-p1`, status: 'confirmed', at: c.now }),
    ];
    for (const step of steps) expect(await step).toMatchObject({ kind: 'written' });
    expect((await claimPayments(db, { count: 5, leaseMs: 1_000 }, keys.columns)).length).toBeGreaterThanOrEqual(0);
    expect((await claimNotices(db, 'sms', { count: 5, leaseMs: 1_000 }, keys.columns)).every(({ fault }) => fault === null)).toBe(true);
    await recordRefusal(db, c.id, { act: 'a', request: 'r', actor: 'x', payload: {} }, { code: 'actor.role', detail: 'd' }, 1);
    await takeRules(db, [{ id: 'r', version: '1', content: {} }], 'system:worker');
    await enrolReceiver(db, 'tool', 0);
    expect(await takeTurn(db, 'tool', 1_000)).toMatchObject({ name: 'tool' });
    expect(await feedEnd(db)()).toBeGreaterThan(0);
    expect((await readOrganisation(db)).organisation.byId.size).toBeGreaterThan(10);
    expect(await writeRoots(db, Date.now(), { signer: null, everyMs: 1, settleMs: 0 })).toHaveLength(1);
    await retireKeys(db, c.id, 'zhou-wei');
    await record().pool.query("update notice set status = 'handed', handed_at = now() where case_id = $1", [c.id]);
    await expect(
      destroyKeys(db, { caseId: c.id, party: null, by: 'li-wen', ground: 'erasure-request', settleMs: 0 }),
    ).resolves.toMatchObject({});
    expect((await verifyAll(db, keys.columns)).flaws).toEqual([]);
  });

  it.each([
    ['delete an event', 'delete from case_event'],
    ['change an event', "update case_event set actor = 'x'"],
    ['empty the log', 'truncate case_event cascade'],
    ['drop the trigger that refuses it', 'drop trigger append_only on case_event'],
    ['switch the triggers off', 'alter table case_event disable trigger all'],
    ['act as a replica, for which triggers do not fire', "set session_replication_role = 'replica'"],
    ['alter a table', 'alter table case_event add column x text'],
    ['drop a table', 'drop table refusal'],
    ['make a table of its own', 'create table mine (a text)'],
    [
      'replace what refuses changes',
      "create or replace function refuse_change() returns trigger language plpgsql as 'begin return old; end'",
    ],
    ['change a root', "update record_root set root = repeat('0', 64)"],
    ['delete a refusal', 'delete from refusal'],
    ['delete a read', 'delete from case_read'],
    ['change who dealt with a watch date', "update watch_dealt set actor = 'x'"],
    ['change who changed something', "update record_change set by = 'x'"],
    ['raise an authority limit', 'update authority_limit set amount_fen = 99999999900'],
    ['give somebody a role', "insert into role_assignment (staff, role, from_at) values ('chen-xi', 'head-office', now())"],
    ['switch an account on', 'update staff set active = true'],
    [
      'lend authority',
      "insert into delegation (principal, substitute, from_at, to_at) values ('wu-dan', 'chen-xi', now(), now() + interval '1 day')",
    ],
    ['say that a personal value is about somebody else', "update personal_value set subject = 'x'"],
    ['take a payment away', 'delete from payment'],
    ['become the owner', 'set role luyue'],
  ])('cannot %s', async (_what, statement) => {
    await opened(record().db);
    const { pool } = asRole(names.application);
    await expect(pool.query(statement)).rejects.toThrow(/permission denied|must be owner|denied/);
  });
});

describe('the role of reports', () => {
  it('reads what is not personal and writes nothing', async () => {
    const { pool } = asRole(names.reader);
    expect((await pool.query('select count(*) from case_event')).rowCount).toBe(1);
    for (const table of ['party', 'personal_value', 'data_key'])
      await expect(pool.query(`select * from ${table}`)).rejects.toThrow(/permission denied/);
    await expect(pool.query("insert into webhook_cursor (name, after) values ('x', 0)")).rejects.toThrow(/permission denied/);
  });
});
