import { Pool, type PoolClient } from 'pg';
import { connect, databaseOf } from '../../db/connect';
import { createCommit } from '../../db/queries/commit';
import { RecordedCase, records, requestOf, rowsOf, sampleDeps, submitted } from './support';

const record = records();

type When = 'before' | 'after';

/** A pool whose next COMMIT loses its connection: killed at the server before it is sent, or after it was done and before its answer. */
function breaking(url: string) {
  const plan: { next: When | null; reached: number } = { next: null, reached: 0 };
  const pool = new Pool({ connectionString: url, max: 3 });
  pool.on('connect', (client: PoolClient) => {
    const send: (...args: unknown[]) => Promise<unknown> = client.query.bind(client);
    const commit = async (when: When): Promise<unknown> => {
      if (when === 'after') await send('commit');
      await kill(send);
      return send('select 1');
    };
    Reflect.set(client, 'query', (...args: unknown[]) => {
      const when = textOf(args[0]) === 'commit' ? plan.next : null;
      if (when === null) return send(...args);
      plan.next = null;
      plan.reached++;
      return commit(when);
    });
  });
  return { pool, plan, commit: createCommit(databaseOf(pool), sampleDeps) };
}

const textOf = (query: unknown): unknown => (typeof query === 'object' && query !== null ? Reflect.get(query, 'text') : query);

/** Ends the connection at the server, as its death or that of the network does. */
const kill = (send: (text: string) => Promise<unknown>): Promise<unknown> =>
  send('select pg_terminate_backend(pg_backend_pid())').catch(() => undefined);

const events = (c: RecordedCase) => rowsOf(record().pool, 'select seq from case_event where case_id = $1', [c.id]);

/** A submitted case on a breaking pool that knows all of it. */
async function onBreaking() {
  const done = await submitted(record().db);
  const broken = breaking(record().url);
  const c = new RecordedCase(broken.commit, done.name, done.open);
  await c.transition({ kind: 'sync' });
  return { c, ...broken };
}

const act = { act: 'recommend', request: 'once', actor: 'chen-xi', payload: { amountFen: 5 } };

describe('a connection that is lost', () => {
  it('before COMMIT leaves nothing written; the repeated act is written once', async () => {
    const { c, plan, pool } = await onBreaking();
    const before = await events(c);
    plan.next = 'before';
    expect(await c.transition({ kind: 'act', request: act })).toMatchObject({
      kind: 'behind',
      detail: expect.stringMatching(/PostgreSQL does not answer/),
    });
    expect(plan.reached).toBe(1);
    expect(await events(c)).toEqual(before);
    expect((await c.transition({ kind: 'act', request: act })).kind).toBe('written');
    await pool.end();
  });

  it('after COMMIT and before its answer loses and doubles nothing: the repeated act catches up and answers the stored events', async () => {
    const { c, plan, pool } = await onBreaking();
    plan.next = 'after';
    await c.transition({ kind: 'act', request: act });
    expect(plan.reached).toBe(1);
    const written = await events(c);
    expect(written.length).toBeGreaterThan(c.state.head.seq);
    expect((await c.transition({ kind: 'act', request: act })).kind).toBe('same');
    expect(await events(c)).toEqual(written);
    expect(c.state.head.seq).toBe(written.length);
    await pool.end();
  });

  it('after COMMIT lets another act that came first be decided on what was written', async () => {
    const { c, plan, pool } = await onBreaking();
    plan.next = 'after';
    await c.transition({ kind: 'act', request: act });
    expect((await c.transition({ kind: 'act', request: { ...act, request: 'other' } })).kind).toBe('refused');
    expect((await c.act('comment', 'chen-xi', { text: 'x' })).kind).toBe('written');
    await pool.end();
  });

  it('and records that take no writes are an error that can be repeated; the repeated act is written once', async () => {
    const done = await submitted(record().db);
    const standby = new Pool({ connectionString: record().url, max: 1, options: '-c default_transaction_read_only=on' });
    const c = new RecordedCase(createCommit(databaseOf(standby), sampleDeps), done.name, done.open);
    await c.transition({ kind: 'sync' });
    expect(await c.transition({ kind: 'act', request: act })).toMatchObject({
      kind: 'behind',
      detail: expect.stringMatching(/PostgreSQL does not answer \(25006\)/),
    });
    const again = new RecordedCase(createCommit(record().db, sampleDeps), done.name, done.open);
    await again.transition({ kind: 'sync' });
    expect((await again.transition({ kind: 'act', request: act })).kind).toBe('written');
    await standby.end();
  });

  it('is an error of the catalogue that can be repeated and quotes no value', async () => {
    const closed = connect('postgresql://luyue:secret@127.0.0.1:1/none');
    const c = new RecordedCase(createCommit(closed.db, sampleDeps), 'unreachable');
    const failed = createCommit(
      closed.db,
      sampleDeps,
    )({
      ...requestOf(c, { kind: 'act', request: { act: 'comment', request: 'r', actor: 'chen-xi', payload: { text: '张三' } } }),
    });
    await expect(failed).rejects.toMatchObject({ code: 'records.unavailable', message: expect.not.stringMatching(/张三|secret/) });
    await closed.close();
  });
});
