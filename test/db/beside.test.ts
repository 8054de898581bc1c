import { asc, eq, getTableColumns } from 'drizzle-orm';
import { plainColumns } from '../../db/keys/columns';
import { verifyAll, verifyCase } from '../../db/queries/verify';
import { LogCheck } from '../../db/record/check-log';
import { besideTheLog } from '../../db/record/check-rows';
import { type RebuiltTable, rebuiltTables } from '../../db/record/rebuilt';
import * as schema from '../../db/schema';
import { start } from '../kernel/sample/open';
import { opened, type RecordedCase, recommended, records, rowsOf, sampleDeps, tamper } from './support';

const record = records();
const hourMs = 3_600_000;

const written = async (one: RecordedCase, act: string, actor: string, payload = {}, options = {}): Promise<void> => {
  expect(await one.act(act, actor, payload, options)).toMatchObject({ kind: 'written' });
};

/** A case with a row of every kind that a claim leaves. */
async function worked(): Promise<RecordedCase> {
  const c = await recommended(record().db);
  await written(c, 'attach', 'chen-xi', { type: 'id-card', reference: 'dms:1', sha256: 'a'.repeat(64) });
  await written(c, 'setReserve', 'chen-xi', { amountFen: 5_000_00 });
  await written(c, 'promise', 'chen-xi', { topic: 'visit', to: 'claimant', dueAt: c.now + 9 * hourMs });
  await written(c, 'determine', 'wu-dan', { kind: 'granted', amountFen: 10_000_00 }, { ground: 'clear' });
  await written(c, 'agree', 'party:claimant', { by: 'claimant' });
  return c;
}

/** A disaster that has declared an event, asked for a case of its own and begun a bulk act. */
async function declaring(): Promise<RecordedCase> {
  const c = await opened(record().db, sampleDeps, { process: 'disaster', content: {} });
  await written(c, 'declare', 'zhou-wei', { event: c.id, places: ['44'], from: start - hourMs, to: start + hourMs, processes: ['loss'] });
  await written(c, 'ask', 'zhou-wei', { name: 'review', subject: 's' });
  await written(c, 'tag', 'zhou-wei', { bulk: 'first', event: c.id });
  return c;
}

const make = { worked, declaring } as const;
const change = (...statements: string[]) => tamper(record().url, ...statements);
const verdict = (c: RecordedCase) => verifyCase(record().db, c.id, plainColumns);

interface Change {
  readonly of: keyof typeof make;
  readonly what: string;
  readonly table: string;
  readonly set: string;
  readonly where?: string;
  readonly says: string;
}

const changes: readonly Change[] = [
  {
    of: 'worked',
    what: 'the owner of a task that was done',
    table: 'task',
    set: "closed_by = 'nobody'",
    where: "state = 'done'",
    says: 'closedBy',
  },
  {
    of: 'worked',
    what: 'the end of a clock that was met',
    table: 'clock',
    set: "met_at = met_at - interval '1 day'",
    where: "state = 'met'",
    says: 'metAt',
  },
  {
    of: 'worked',
    what: 'the beginning of a stretch of a clock',
    table: 'clock_segment',
    set: "from_at = from_at - interval '1 hour'",
    where: "state = 'running'",
    says: 'from',
  },
  {
    of: 'worked',
    what: 'why a clock ran',
    table: 'clock_segment',
    set: "reason = 'other'",
    where: "state = 'running'",
    says: 'reason',
  },
  { of: 'worked', what: 'when a promise is due', table: 'promise', set: "due_at = due_at + interval '1 day'", says: 'dueAt' },
  { of: 'worked', what: 'the part a party plays', table: 'party', set: "role = 'witness'", where: "id = 'claimant'", says: 'role' },
  { of: 'worked', what: 'the channels of a party', table: 'party', set: "channels = '{log}'", where: "id = 'claimant'", says: 'channels' },
  { of: 'worked', what: 'the hash of a document', table: 'document', set: "sha256 = repeat('b', 64)", says: 'sha256' },
  { of: 'worked', what: 'the reference of a document', table: 'document', set: "reference = 'dms:2'", says: 'reference' },
  { of: 'worked', what: 'the reserve of an exposure', table: 'exposure', set: 'reserve_fen = 1', says: 'reserveFen' },
  { of: 'worked', what: 'the claimant of an exposure', table: 'exposure', set: "claimant = 'other'", says: 'claimant' },
  { of: 'worked', what: 'an amount in the history of reserves', table: 'reserve', set: 'amount_fen = 1', says: 'amountFen' },
  {
    of: 'worked',
    what: 'what a notice says',
    table: 'notice',
    set: `data = '{"kind":"denied"}'`,
    where: "template = 'result'",
    says: 'data',
  },
  {
    of: 'worked',
    what: 'whom a notice goes to',
    table: 'notice',
    set: "recipient = 'party:other'",
    where: "template = 'result'",
    says: 'recipient',
  },
  { of: 'worked', what: 'the channel of a notice', table: 'notice', set: "channel = 'log'", where: "template = 'result'", says: 'channel' },
  {
    of: 'worked',
    what: 'a notice that the log has not taken back',
    table: 'notice',
    set: "status = 'recalled'",
    where: "template = 'result'",
    says: 'status',
  },
  { of: 'worked', what: 'the amount of a payment', table: 'payment', set: 'amount_fen = 77777700', says: 'amountFen' },
  { of: 'worked', what: 'the payee of a payment', table: 'payment', set: "payee = 'other'", says: 'payee' },
  {
    of: 'worked',
    what: 'a payment that the log has not heard confirmed',
    table: 'payment',
    set: "status = 'confirmed', reported = 'confirmed'",
    says: 'reported',
  },
  {
    of: 'declaring',
    what: 'what another case is told',
    table: 'case_message',
    set: `payload = '{}'`,
    where: "act = 'open'",
    says: 'payload',
  },
  { of: 'declaring', what: 'the places of a declared event', table: 'declared_event', set: "places = '{11}'", says: 'places' },
  { of: 'declaring', what: 'the act that a bulk does', table: 'bulk_run', set: "act = 'cancel'", says: 'act' },
  {
    of: 'declaring',
    what: 'a bulk act that the log has not heard ended',
    table: 'bulk_run',
    set: "state = 'ended', done = 3, refused = 0",
    says: 'counts',
  },
  {
    of: 'worked',
    what: 'when a transition was recorded',
    table: 'case_cause',
    set: "recorded_at = recorded_at - interval '1 day'",
    where: "act = 'agree'",
    says: 'cause',
  },
  { of: 'worked', what: 'the request of an act', table: 'case_cause', set: "request = 'other'", where: "act = 'agree'", says: 'cause' },
  { of: 'worked', what: 'the run that wrote last', table: 'case_file', set: "run_id = 'other'", where: 'true', says: 'runId' },
  { of: 'worked', what: 'the digest of the opening', table: 'case_file', set: "digest = 'other'", where: 'true', says: 'digest' },
  {
    of: 'worked',
    what: 'whom a personal value is about',
    table: 'personal_value',
    set: "subject = 'other'",
    where: "path = '/parties/0/name'",
    says: 'somebody else',
  },
  { of: 'worked', what: 'the name in the row of a party', table: 'party', set: "name = '王五'", where: "id = 'claimant'", says: 'name' },
  {
    of: 'worked',
    what: 'the account in the row of a party',
    table: 'party',
    set: "account = '6222 0000'",
    where: "id = 'claimant'",
    says: 'account',
  },
];

describe('verify names what stands beside the log and was changed there by whoever owns the database', () => {
  it.each(changes)('$what', async ({ of, table, set, where = 'true', says }) => {
    const c = await make[of]();
    expect(await verdict(c)).toMatchObject({ flaw: null });
    const id = table === 'case_file' ? 'id' : 'case_id';
    const [count] = await rowsOf(record().pool, `select count(*)::int as n from ${table} where ${id} = $1 and ${where}`, [c.id]);
    expect(count?.n).toBeGreaterThan(0);
    await change(`update ${table} set ${set} where ${id} = '${c.id}' and ${where}`);
    expect(await verdict(c)).toMatchObject({ flaw: { where: c.id, detail: expect.stringContaining(says) } });
  });

  it.each(['task', 'clock_segment', 'promise', 'party', 'document', 'exposure', 'reserve', 'notice', 'payment', 'case_cause'])(
    'a row of %s that is gone',
    async (table) => {
      const c = await worked();
      await change(`delete from ${table} where case_id = '${c.id}'`);
      expect(await verdict(c)).toMatchObject({ flaw: { where: c.id } });
    },
  );

  it.each([
    ['payment', "key || 'x'", 'key'],
    ['notice', "id || 'x', recipient || 'x'", 'id, recipient'],
    ['document', "id || 'x'", 'id'],
    ['party', "id || 'x'", 'id'],
  ])('a row of %s that no transition has written', async (table, values, names) => {
    const c = await worked();
    const rest = (await rowsOf(record().pool, 'select column_name as n from information_schema.columns where table_name = $1', [table]))
      .map(({ n }) => String(n))
      .filter((name) => !names.split(', ').includes(name));
    await change(`insert into ${table} (${names}, ${rest.map((n) => `"${n}"`).join(', ')})
      select ${values}, ${rest.map((n) => `"${n}"`).join(', ')} from ${table} where case_id = '${c.id}' limit 1`);
    expect(await verdict(c)).toMatchObject({ flaw: { kind: 'projection', detail: expect.stringContaining('is not in the log') } });
  });

  it('a payment that was put back to where the bank would be sent it again', async () => {
    const c = await worked();
    await written(c, 'paymentReported', 'system:bank', { key: `${c.id}-p1`, status: 'confirmed', at: c.now });
    expect(await verdict(c)).toMatchObject({ flaw: null });
    await change(`update payment set status = 'requested', reported = 'requested' where case_id = '${c.id}'`);
    expect(await verdict(c)).toMatchObject({ flaw: { detail: expect.stringContaining('confirmed') } });
  });
});

describe('what verify makes again', () => {
  const schemaOf: Readonly<Record<RebuiltTable, Parameters<typeof getTableColumns>[0]>> = {
    task: schema.task,
    clock: schema.clock,
    segment: schema.clockSegment,
    promise: schema.promise,
    watch: schema.watchDate,
    exposure: schema.exposure,
    party: schema.party,
    document: schema.document,
    reserve: schema.reserve,
    notice: schema.notice,
    payment: schema.payment,
    message: schema.caseMessage,
    declaredEvent: schema.declaredEvent,
    bulkRun: schema.bulkRun,
  };

  /** Names of the columns that the projection writes, by table. */
  async function columnsMade(...cases: readonly RecordedCase[]): Promise<ReadonlyMap<RebuiltTable, ReadonlySet<string>>> {
    const found = new Map<RebuiltTable, Set<string>>();
    for (const c of cases) {
      const check = new LogCheck(c.id, { heads: new Map(), rootedUpTo: 0, sealed: new Map() });
      for (const row of await record()
        .db.select()
        .from(schema.caseEvent)
        .where(eq(schema.caseEvent.caseId, c.id))
        .orderBy(asc(schema.caseEvent.seq)))
        expect(check.next(row)).toBeNull();
      expect(check.end(c.state.head.seq)).toBeNull();
      for (const table of rebuiltTables)
        for (const row of check.rebuilt.of(table).values()) found.set(table, new Set([...(found.get(table) ?? []), ...Object.keys(row)]));
    }
    return found;
  }

  it('is every column of every table of a case, or the column is named with who decides it instead', async () => {
    const made = await columnsMade(await worked(), await declaring());
    for (const table of rebuiltTables.filter((name) => name !== 'watch')) {
      const all = new Set(Object.keys(getTableColumns(schemaOf[table])));
      expect([table, new Set([...(made.get(table) ?? []), ...Object.keys(besideTheLog[table])])]).toEqual([table, all]);
    }
  });

  it('is found good for all that these tests have written and nobody has touched', async () => {
    const cases = [await worked(), await declaring()];
    const touched = new Set(cases.map(({ id }) => id));
    const { flaws } = await verifyAll(record().db, plainColumns);
    expect(flaws.filter(({ where }) => touched.has(where))).toEqual([]);
    expect(flaws.length).toBeGreaterThan(changes.length);
  });
});
