import { plainColumns } from '../../db/keys/columns';
import { readLog } from '../../db/queries/log';
import type { Flaw } from '../../db/queries/verify';
import { verifyAll, verifyCase } from '../../db/queries/verify';
import { chainOf } from '../../db/record/chain';
import { writeDailyRoot } from '../support/daily-root';
import { opened, type RecordedCase, recommended, records, rowsOf, submitted, tamper } from './support';

const record = records();

const flawOf = async (c: RecordedCase): Promise<Flaw | null> => (await verifyCase(record().db, c.id, plainColumns)).flaw;
const change = (...statements: string[]) => tamper(record().url, ...statements);
const of = (c: RecordedCase) => `where case_id = '${c.id}'`;

describe('a record that nobody touched', () => {
  it('is found good, whatever happened to the case', async () => {
    const c = await recommended(record().db);
    await c.act('determine', 'wu-dan', { kind: 'granted', amountFen: 10_000_00 }, { ground: 'clear' });
    await c.act('promise', 'chen-xi', { topic: 'visit', to: 'claimant', dueAt: c.now + 3_600_000 });
    await c.act('addParty', 'chen-xi', {
      party: { id: 'witness', role: 'witness', locale: 'en', channels: ['email'], name: '李四', email: 'x@y.example' },
    });
    await c.act('hold', 'zhou-wei', { until: c.now + 86_400_000 }, { ground: 'court' });
    await c.act('resume', 'zhou-wei', {});
    await c.act('addTask', 'chen-xi', { title: 'look again', role: 'compliance' });
    await c.act('agree', 'party:claimant', { by: 'claimant' });
    await c.act('paymentReported', 'system:bank', { key: `${c.id}-p1`, status: 'confirmed', at: c.now });
    await c.transition({ kind: 'reopen', reopen: { request: 'again', actor: 'zhou-wei', stage: 'decide', ground: 'new-facts' } });
    expect(await verifyCase(record().db, c.id, plainColumns)).toEqual({ case: c.id, events: c.state.head.seq, flaw: null });
  });

  it('is found good after personal values were erased', async () => {
    const c = await opened(record().db);
    await record().pool.query('update personal_value set value = null, salt = null where case_id = $1', [c.id]);
    expect(await flawOf(c)).toBeNull();
  });
});

describe('verify names', () => {
  it.each([
    ['fact', `fact = jsonb_set(fact, '{request}', '"other"')`],
    ['actor', "actor = 'somebody-else'"],
    ['instant', "at = at + interval '1 millisecond'"],
    ['legal instant', 'occurred_at = at'],
    ['hash', "hash = repeat('0', 64)"],
  ])('the first row of which the %s was edited', async (_what, set) => {
    const c = await recommended(record().db);
    await change(`update case_event set ${set} ${of(c)} and kind = 'acted' and fact ->> 'act' = 'submit'`);
    const [row] = await rowsOf(record().pool, "select min(seq) as seq from case_event where case_id = $1 and kind = 'acted'", [c.id]);
    expect(await flawOf(c)).toMatchObject({ kind: 'edited', where: c.id, seq: row?.seq });
  });

  it('the row after one that was edited together with its own hash, by somebody who knows how the chain is made', async () => {
    const c = await recommended(record().db);
    const [before, event] = await readLog(record().db, c.id, { after: 2, limit: 2 });
    const hash = event === undefined ? '' : chainOf(c.id)(before?.hash ?? '', { ...event, actor: 'somebody-else' });
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    await change(
      `update case_event set actor = 'somebody-else', hash = '${hash}' ${of(c)} and seq = 4`,
      `update case_event set prev_hash = '${hash}' ${of(c)} and seq = 5`,
    );
    expect(await flawOf(c)).toMatchObject({ kind: 'edited', seq: 5 });
  });

  it('a row in the middle that was deleted', async () => {
    const c = await recommended(record().db);
    await change(`delete from case_event ${of(c)} and seq = 5`);
    expect(await flawOf(c)).toMatchObject({ kind: 'missing-row', seq: 5 });
  });

  it('a last row that was deleted', async () => {
    const c = await recommended(record().db);
    const last = c.state.head.seq;
    await change(`delete from case_event ${of(c)} and seq = ${last}`);
    expect(await flawOf(c)).toMatchObject({ kind: 'missing-tail', seq: last });
  });

  it('a last row that was deleted with the head put back, by the daily root', async () => {
    const c = await submitted(record().db);
    await c.act('comment', 'chen-xi', { text: 'x' });
    const last = c.state.head.seq;
    await writeDailyRoot(record().db, '2030-01-01');
    await change(
      `delete from personal_value ${of(c)} and seq = ${last}`,
      `delete from case_event ${of(c)} and seq = ${last}`,
      `delete from case_cause ${of(c)} and first_seq = ${last}`,
      `update case_file set head_seq = ${last - 1}, head_hash = (select hash from case_event ${of(c)} and seq = ${last - 1}) where id = '${c.id}'`,
    );
    expect(await flawOf(c)).toMatchObject({ kind: 'missing-tail', seq: last });
  });

  it('the rows of two cases that were swapped, in both', async () => {
    const a = await submitted(record().db);
    const b = await submitted(record().db);
    const swap = (seq: number) => [
      `update case_event set case_id = 'aside' ${of(a)} and seq = ${seq}`,
      `update case_event set case_id = '${a.id}' ${of(b)} and seq = ${seq}`,
      `update case_event set case_id = '${b.id}' where case_id = 'aside'`,
    ];
    await change(...swap(3));
    expect([await flawOf(a), await flawOf(b)]).toMatchObject([
      { kind: 'edited', where: a.id, seq: 3 },
      { kind: 'edited', where: b.id, seq: 3 },
    ]);
    await change(...swap(3), ...swap(1));
    expect([await flawOf(a), await flawOf(b)]).toMatchObject([{ seq: 1 }, { seq: 1 }]);
  });

  it('a log that was rewritten from a row on, by the daily root', async () => {
    const c = await opened(record().db);
    await writeDailyRoot(record().db, '2030-01-02');
    await change(`update daily_head set hash = repeat('1', 64) ${of(c)}`);
    expect(await flawOf(c)).toMatchObject({ kind: 'edited', seq: c.state.head.seq });
  });

  it.each([
    ['stage of the case', (id: string) => `update case_file set stage = 'gather' where id = '${id}'`, 'stage'],
    ['flags of the case', (id: string) => `update case_file set flags = '{x}' where id = '${id}'`, 'flags'],
    ['due date', (id: string) => `update case_file set legal_due_at = legal_due_at + interval '1 day' where id = '${id}'`, 'legalDueAt'],
    ['owner of a task', (id: string) => `update task set owner = 'staff:x' where case_id = '${id}' and state = 'open'`, 'owner'],
    ['open task, gone', (id: string) => `delete from task where case_id = '${id}' and state = 'open'`, 'missing'],
    ['due date of a clock', (id: string) => `update clock set due_at = now() where case_id = '${id}' and state = 'running'`, 'dueAt'],
    ['clock, gone', (id: string) => `delete from clock where case_id = '${id}'`, 'missing'],
  ])('what stands beside the log and differs from it: %s', async (_what, statement, detail) => {
    const c = await recommended(record().db);
    await change(statement(c.id));
    expect(await flawOf(c)).toMatchObject({ kind: 'projection', where: c.id, detail: expect.stringContaining(detail) });
  });

  it('a personal value or a cause that was changed', async () => {
    const c = await opened(record().db);
    await change(`update personal_value set value = '王五' ${of(c)} and path = '/parties/0/name'`);
    expect(await flawOf(c)).toMatchObject({ kind: 'personal', seq: 1 });
    const d = await submitted(record().db);
    await change(`update case_cause set cause = 'act:other' ${of(d)} and act = 'submit'`);
    expect(await flawOf(d)).toMatchObject({ kind: 'cause' });
  });
});

describe('verify of everything', () => {
  const clean = async () => {
    await change(
      ...[
        'notice',
        'personal_value',
        'clock_segment',
        'clock',
        'task',
        'party',
        'exposure',
        'payment',
        'promise',
        'reserve',
        'document',
        'case_message',
        'watch_date',
        'case_event',
        'case_cause',
        'case_file',
        'daily_head',
        'daily_root',
      ].map((name) => `delete from ${name}`),
    );
  };

  it('counts what it found good, and finds a case of which nothing is left', async () => {
    await clean();
    const a = await opened(record().db);
    const b = await opened(record().db);
    await writeDailyRoot(record().db, '2030-02-01');
    const events = a.state.head.seq + b.state.head.seq;
    expect(await verifyAll(record().db, plainColumns)).toEqual({ cases: 2, events, flaws: [] });
    await change(
      ...['notice', 'personal_value', 'clock_segment', 'clock', 'task', 'party', 'exposure', 'case_event', 'case_cause'].map(
        (name) => `delete from ${name} ${of(a)}`,
      ),
    );
    await change(`delete from case_file where id = '${a.id}'`);
    expect((await verifyAll(record().db, plainColumns)).flaws).toMatchObject([{ kind: 'missing-case', where: a.id }]);
  });

  it('finds a daily root or head that was changed, and one day at a time', async () => {
    await clean();
    const a = await opened(record().db);
    const first = await writeDailyRoot(record().db, '2030-03-01');
    expect(await writeDailyRoot(record().db, '2030-03-01')).toEqual(first);
    await a.act('submit', 'party:claimant', { items: ['x'] });
    await opened(record().db);
    expect(await writeDailyRoot(record().db, '2030-03-02')).toMatchObject({ cases: 2, previous: first?.root });
    expect((await verifyAll(record().db, plainColumns)).flaws).toEqual([]);
    await change(`delete from daily_head ${of(a)} and day = '2030-03-02'`);
    expect((await verifyAll(record().db, plainColumns)).flaws).toMatchObject([{ kind: 'root', where: '2030-03-02' }]);
    await change("delete from daily_head where day = '2030-03-01'", "delete from daily_root where day = '2030-03-01'");
    expect((await verifyAll(record().db, plainColumns)).flaws).toMatchObject([{ kind: 'root', where: '2030-03-02' }]);
  });
});
