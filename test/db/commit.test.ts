import { createCommit } from '../../db/queries/commit';
import { fold, foldAll } from '../../domain/case/fold';
import { emptyCase } from '../../domain/case/state';
import { sampleContract } from '../kernel/sample/contract';
import {
  codeOf,
  granted,
  noted,
  opened,
  RecordedCase,
  recommended,
  records,
  requestOf,
  rowsOf,
  sampleDeps,
  submitted,
  writeFacts,
} from './support';

const record = records();
const commitOf = () => createCommit(record().db, sampleDeps);

describe('a transition that the record accepts', () => {
  it('writes the opening with its team and the handler who has the fewest cases', async () => {
    const c = await opened(record().db);
    const [row] = await rowsOf(record().pool, 'select * from case_file where id = $1', [c.id]);
    expect(row).toMatchObject({
      team: 'motor-north',
      status: 'open',
      stage: 'gather',
      head_seq: c.state.head.seq,
      head_hash: c.state.head.hash,
    });
    expect(['chen-xi', 'li-ming']).toContain(row?.handler);
    const second = await opened(record().db);
    expect(second.state.handler).not.toBe(c.state.handler);
  });

  it('gives back exactly the events that it stored', async () => {
    const c = await submitted(record().db);
    const answer = await c.act('recommend', 'chen-xi', { amountFen: 5 });
    const stored = await commitOf()(requestOf(c, { kind: 'sync' }, emptyCase(c.id).head));
    expect(answer.kind).toBe('written');
    expect(stored.kind).toBe('tail');
    const written = answer.kind === 'written' ? answer.events : [];
    expect(stored.kind === 'tail' ? stored.events.slice(-written.length) : []).toEqual(JSON.parse(JSON.stringify(written)));
  });

  it('keeps personal values in columns of their own and their digests in the log', async () => {
    const c = await opened(record().db);
    const [party] = await rowsOf(record().pool, 'select * from party where case_id = $1', [c.id]);
    expect(party).toMatchObject({ id: 'claimant', name: '张三', phone: '13800000000' });
    const log = await rowsOf(record().pool, 'select fact from case_event where case_id = $1', [c.id]);
    expect(JSON.stringify(log)).not.toContain('张三');
    const values = await rowsOf(record().pool, 'select * from personal_value where case_id = $1 order by path', [c.id]);
    expect(values.map((v) => v.path)).toEqual(['/parties/0/name', '/parties/0/phone']);
    expect(log[0]?.fact).toMatchObject({ digests: { '/parties/0/name': values[0]?.digest } });
  });

  it('puts one notice per recipient into the outbox', async () => {
    const c = await opened(record().db);
    const rows = await rowsOf(
      record().pool,
      'select recipient, channel, template, template_version, status, wants from notice where case_id = $1',
      [c.id],
    );
    expect(rows).toEqual([
      {
        recipient: 'party:claimant',
        channel: 'sms',
        template: 'documents-missing',
        template_version: 1,
        status: 'queued',
        wants: 'arrived',
      },
    ]);
  });

  it('opens and closes the rows of its tasks', async () => {
    const c = await recommended(record().db);
    const rows = await rowsOf(record().pool, 'select act, state, owner, closed_by from task where case_id = $1 order by seq', [c.id]);
    expect(rows).toEqual([
      { act: 'submit', state: 'done', owner: 'party:claimant', closed_by: 'party:claimant' },
      { act: 'recommend', state: 'done', owner: 'staff:chen-xi', closed_by: 'chen-xi' },
      { act: 'determine', state: 'open', owner: 'approver@motor-north', closed_by: null },
    ]);
  });

  it('takes a payment through the outbox to the end of the case', async () => {
    const c = await recommended(record().db);
    await c.act('determine', 'wu-dan', granted(), { ground: 'clear' });
    await c.act('agree', 'party:claimant', { by: 'claimant' });
    const [queued] = await rowsOf(
      record().pool,
      'select key, amount_fen::int, status, reported, next_attempt_at is not null as due from payment where case_id = $1',
      [c.id],
    );
    expect(queued).toMatchObject({ amount_fen: 10_000_00, status: 'requested', reported: 'requested', due: true });
    await c.act('paymentReported', 'system:bank', { key: queued?.key, status: 'confirmed', at: c.now });
    const [paid] = await rowsOf(record().pool, 'select status, reported, next_attempt_at from payment where case_id = $1', [c.id]);
    expect(paid).toEqual({ status: 'confirmed', reported: 'confirmed', next_attempt_at: null });
    const [row] = await rowsOf(
      record().pool,
      'select status, outcome, waiting_on, closed_at is not null as ended from case_file where id = $1',
      [c.id],
    );
    expect(row).toEqual({ status: 'closed', outcome: 'done', waiting_on: 'none', ended: true });
  });

  it('does not take back what the bank has said later', async () => {
    const c = await recommended(record().db);
    await c.act('determine', 'wu-dan', granted(), { ground: 'clear' });
    await c.act('agree', 'party:claimant', { by: 'claimant' });
    const key = `${c.id}-p1`;
    await record().pool.query("update payment set status = 'confirmed' where key = $1", [key]);
    await c.act('paymentReported', 'system:bank', { key, status: 'sent', at: c.now });
    const [row] = await rowsOf(record().pool, 'select status, reported, next_attempt_at is not null as due from payment where key = $1', [
      key,
    ]);
    expect(row).toEqual({ status: 'confirmed', reported: 'sent', due: true });
  });
});

describe('a transition that the record has seen before', () => {
  it('answers the same act twice with the same stored events, and writes once', async () => {
    const c = await submitted(record().db);
    const first = await c.act('recommend', 'chen-xi', { amountFen: 5 }, { request: 'once' });
    const again = await c.act('recommend', 'chen-xi', { amountFen: 5 }, { request: 'once' });
    expect(again.kind).toBe('same');
    expect(again.kind === 'same' ? again.events : []).toEqual(JSON.parse(JSON.stringify(first.kind === 'written' ? first.events : null)));
    const rows = await rowsOf(record().pool, "select 1 from case_event where case_id = $1 and cause = 'act:once' and kind = 'acted'", [
      c.id,
    ]);
    expect(rows).toHaveLength(1);
  });

  it('refuses a request id that was used for another act', async () => {
    const c = await submitted(record().db);
    await c.act('comment', 'chen-xi', { text: 'x' }, { request: 'once' });
    expect(codeOf(await c.act('setReserve', 'chen-xi', { amountFen: 5 }, { request: 'once' }))).toBe('request.reused');
  });

  it('answers an opening sent twice with the stored opening', async () => {
    const c = await opened(record().db);
    const twin = c.twin();
    const answer = await twin.transition({ kind: 'open', open: c.open });
    expect(answer.kind).toBe('same');
    expect(twin.state).toEqual(c.state);
  });
});

describe('a case whose knowledge differs from the record', () => {
  it('is given the tail, decides again on it, and ends at the same state', async () => {
    const c = await submitted(record().db);
    const stale = c.twin();
    await stale.act('comment', 'chen-xi', { text: 'late' }, { request: 'late' });
    await c.transition({ kind: 'sync' });
    expect(stale.state).toEqual(c.state);
    expect(stale.state.head.seq).toBeGreaterThan(10);
  });

  it('is given at most a page of the tail, and told that there is more', async () => {
    const c = await opened(record().db);
    const facts = Array.from({ length: 300 }, (_, i) => ({ kind: 'noted' as const, key: `k${i}`, value: i }));
    const answer = await writeFacts(record().db, c, 'many', facts);
    expect(answer.kind).toBe('written');
    const tail = await commitOf()(requestOf(c, { kind: 'sync' }, emptyCase(c.id).head));
    expect(tail).toMatchObject({ kind: 'tail', more: true });
    expect(tail.kind === 'tail' ? tail.events.length : 0).toBe(200);
    await c.forget();
    expect(c.state.notes.k299).toBe(299);
    expect(c.trouble).toBeNull();
  });

  it('is told that the record is behind it, or holds another event', async () => {
    const c = await submitted(record().db);
    const { head } = c.state;
    const ahead = await commitOf()(requestOf(c, noted('x'), { ...head, seq: head.seq + 3 }));
    const other = await commitOf()(requestOf(c, noted('x'), { ...head, hash: 'f'.repeat(64) }));
    const unknown = await commitOf()({ ...requestOf(c, noted('x')), case: 'sample-unknown', workflowId: 'sample-unknown' });
    expect([ahead.kind, other.kind, unknown.kind]).toEqual(['behind', 'behind', 'behind']);
  });

  it('is told at a sync that it is current', async () => {
    const c = await submitted(record().db);
    expect((await c.transition({ kind: 'sync' })).kind).toBe('current');
  });

  it('folds the log to the state that the worker had', async () => {
    const c = await recommended(record().db);
    const { state } = c;
    await c.forget();
    expect(c.state).toEqual(JSON.parse(JSON.stringify(state)));
  });
});

describe('an opening', () => {
  it('is a conflict where the same reference was opened with other content', async () => {
    const c = await opened(record().db);
    const answer = await c.twin().transition({ kind: 'open', open: { ...c.open, digest: 'other' } });
    expect(codeOf(answer)).toBe('open.conflict');
    const elsewhere = new RecordedCase(commitOf(), `${c.name}-b`, { reference: c.name });
    expect(codeOf(await elsewhere.transition({ kind: 'open', open: elsewhere.open }))).toBe('open.conflict');
  });

  it('is written once when two workers open the case at the same moment', async () => {
    const a = new RecordedCase(commitOf(), 'both');
    const b = new RecordedCase(commitOf(), 'both');
    const answers = await Promise.all([a.transition({ kind: 'open', open: a.open }), b.transition({ kind: 'open', open: b.open })]);
    expect(answers.map(({ kind }) => kind).sort()).toEqual(['same', 'written']);
    expect(a.state).toEqual(b.state);
  });

  it('is needed before anything else can be recorded', async () => {
    const c = new RecordedCase(commitOf(), 'never-opened');
    expect(codeOf(await commitOf()(requestOf(c, noted('x'))))).toBe('case.not-found');
  });
});

describe('two commits of one case at the same moment', () => {
  it('are written one after the other, and the second catches up first', async () => {
    const c = await submitted(record().db);
    const twin = c.twin();
    await twin.transition({ kind: 'sync' });
    const answers = await Promise.all([
      c.act('comment', 'chen-xi', { text: 'a' }, { request: 'a' }),
      twin.act('comment', 'chen-xi', { text: 'b' }, { request: 'b' }),
    ]);
    expect(answers.map(({ kind }) => kind)).toEqual(['written', 'written']);
    await Promise.all([c.transition({ kind: 'sync' }), twin.transition({ kind: 'sync' })]);
    expect(c.state).toEqual(twin.state);
  });

  it('let one of two determinations through; the other finds the case moved', async () => {
    const c = await recommended(record().db);
    const twin = c.twin();
    await twin.transition({ kind: 'sync' });
    const answers = await Promise.all([
      c.act('determine', 'wu-dan', granted(), { ground: 'clear', request: 'd1' }),
      twin.act('determine', 'zhou-wei', granted(), { ground: 'clear', request: 'd2' }),
    ]);
    expect(answers.map(({ kind }) => kind).sort()).toEqual(['refused', 'written']);
    expect(answers.map(codeOf)).toContain('act.not-now');
  });
});

describe('a message that cannot be stored', () => {
  it('is refused and harms nothing', async () => {
    const c = await submitted(record().db);
    const head = c.state.head;
    const answer = await writeFacts(record().db, c, 'bad', [{ kind: 'noted', key: 'n', value: 'a\u0000b' }]);
    expect(codeOf(answer)).toBe('input.invalid');
    const negative = await writeFacts(record().db, c, 'bad', [{ kind: 'reserve', exposure: 'e1', amountFen: -1, why: 'x' }]);
    expect(codeOf(negative)).toBe('act.refused');
    expect((await c.transition({ kind: 'sync' })).kind).toBe('current');
    expect(c.state.head).toEqual(head);
  });
});

describe('the log', () => {
  it('can be folded step by step to the same state', async () => {
    const c = await recommended(record().db);
    const tail = await commitOf()(requestOf(c, { kind: 'sync' }, emptyCase(c.id).head));
    const events = tail.kind === 'tail' ? tail.events : [];
    expect(foldAll(emptyCase(c.id), events)).toEqual(events.reduce(fold, emptyCase(c.id)));
    expect(events.map((e) => e.seq)).toEqual(events.map((_, i) => i + 1));
  });

  it.each([
    'update case_event set actor = actor',
    'delete from case_event',
    'truncate case_event cascade',
    'delete from case_cause',
    'update rule_version set version = version',
  ])('refuses: %s', async (statement) => {
    await opened(record().db);
    await record().pool.query("insert into rule_version values ('r', '1', '{}', now()) on conflict do nothing");
    await expect(record().pool.query(statement)).rejects.toThrow(/append-only/);
  });
});

describe('a reopening', () => {
  const limited = { ...sampleDeps, contractOf: () => ({ ...sampleContract, reopenUntil: 'limitation' }) };
  const reopen = { request: 'again', actor: 'zhou-wei', stage: 'decide', ground: 'new-facts' };

  it('is refused by commit from the date that the contract names, whatever the case thought, and accepted before', async () => {
    const c = await opened(record().db, limited);
    const watched = { kind: 'watched', watch: 'limitation', rule: 'claim-limitation', startsAt: c.now } as const;
    await writeFacts(record().db, c, 'watch', [watched]);
    await c.transition({ kind: 'sync' });
    await c.act('withdraw', 'party:claimant');
    c.now = c.state.watches.limitation?.date ?? 0;
    const answer = await c.transition({ kind: 'reopen', reopen });
    expect(answer).toMatchObject({ objection: { code: 'act.refused', detail: expect.stringContaining(new Date(c.now).toISOString()) } });
    c.now--;
    await expect(c.transition({ kind: 'reopen', reopen })).resolves.toMatchObject({ kind: 'written' });
  });
});
