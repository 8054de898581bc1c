import { connect } from '../../db/connect';
import { plainColumns } from '../../db/keys/columns';
import { migrate } from '../../db/migrate';
import journal from '../../db/migrations/meta/_journal.json';
import { findAnswer } from '../../db/queries/answer';
import { findByReference, findCase, getCase, listCases } from '../../db/queries/case';
import { findAlike } from '../../db/queries/likeness';
import { readLog, stateOf } from '../../db/queries/log';
import { getStaff, listStaff } from '../../db/queries/org';
import { readOrganisation } from '../../db/queries/organisation';
import { recordRefusal, refusalsOf } from '../../db/queries/refusal';
import { takeCalendars, takeRules } from '../../db/queries/version';
import { tellWatches, type WatchCome, watchesOf } from '../../db/queries/watch';
import { answerOf } from '../../domain/case/act';
import { opened, recommended, records, rowsOf, sampleDeps, submitted, writeFacts } from './support';

const record = records();
const dayMs = 86_400_000;

describe('a case', () => {
  it('is found by id, by its short number and by source and reference', async () => {
    const c = await opened(record().db);
    const row = await getCase(record().db, c.id);
    expect(await findCase(record().db, String(row.number))).toEqual(row);
    expect(await findByReference(record().db, 'sample', 'test', c.name)).toEqual(row);
    expect(await findCase(record().db, 'sample-none')).toBeUndefined();
    await expect(getCase(record().db, 'sample-none')).rejects.toMatchObject({ code: 'case.not-found' });
  });

  it('is listed with those that are due first', async () => {
    const c = await opened(record().db, sampleDeps, { receivedAt: Date.UTC(2026, 7, 1) });
    const [first] = await listCases(record().db, { status: 'open', team: 'motor-north' });
    expect(first?.id).toBe(c.id);
    expect(await listCases(record().db, { status: 'closed', handler: 'nobody' })).toEqual([]);
    expect((await listCases(record().db, { dueBy: first?.nextDueAt ?? 0 })).map((row) => row.id)).toEqual([c.id]);
  });

  it('can be folded as it stands and as it stood at an instant', async () => {
    const c = await submitted(record().db);
    const before = c.state;
    c.now += dayMs;
    await c.act('recommend', 'chen-xi', { amountFen: 5 });
    expect(await stateOf(record().db, c.id)).toEqual(JSON.parse(JSON.stringify(c.state)));
    expect(await stateOf(record().db, c.id, c.now - 1)).toEqual(JSON.parse(JSON.stringify(before)));
    await expect(stateOf(record().db, c.id, before.openedAt - 1)).rejects.toMatchObject({ code: 'case.not-found' });
    expect((await readLog(record().db, c.id, { after: 2, limit: 3 })).map((e) => e.seq)).toEqual([3, 4, 5]);
  });
});

describe('another opening of the same event', () => {
  const lossAt = Date.UTC(2026, 7, 30);
  const parties = [{ id: 'claimant', role: 'claimant', locale: 'zh-CN', channels: ['sms'], name: '张三', phone: '13811112222' }];
  const alike = { process: 'sample', path: '/parties/0/phone', value: '13811112222' };
  const near = (at: number) => ({ near: { field: 'lossAt', at } });

  it('is found by a personal value and an instant within a day, and by nothing else', async () => {
    const first = await opened(record().db, sampleDeps, { content: { parties, subject: 's', lossAt } });
    await opened(record().db, sampleDeps, { content: { parties, subject: 's', lossAt } });
    expect(await findAlike(record().db, { ...alike, ...near(lossAt + dayMs - 1) }, plainColumns)).toBe(first.id);
    expect(await findAlike(record().db, { ...alike, ...near(lossAt + dayMs) }, plainColumns)).toBeNull();
    expect(await findAlike(record().db, { ...alike, ...near(lossAt), value: '13811112223' }, plainColumns)).toBeNull();
    expect(await findAlike(record().db, { ...alike, ...near(lossAt), process: 'claim' }, plainColumns)).toBeNull();
    expect(await findAlike(record().db, alike, plainColumns)).toBe(first.id);
    expect(await findAlike(record().db, { ...alike, process: 'claim' }, plainColumns)).toBeNull();
  });
});

describe('the answer to an act', () => {
  it('is stored: the same that the case gave', async () => {
    const c = await recommended(record().db);
    const answer = await c.act('determine', 'wu-dan', { kind: 'granted', amountFen: 10_000_00 }, { ground: 'clear', request: 'the-one' });
    const given = answer.kind === 'written' ? answerOf(c.id, 'determine', 'the-one', answer.events) : null;
    expect(await findAnswer(record().db, c.id, 'the-one')).toEqual(given);
    expect(given).toMatchObject({ act: 'determine' });
    expect(await findAnswer(record().db, c.id, 'never-sent')).toBeUndefined();
  });
});

describe('a watch date', () => {
  it('is swept once, and again when it moves', async () => {
    const c = await opened(record().db);
    const watch = (startsAt: number) =>
      writeFacts(record().db, c, `watch-${startsAt}`, [{ kind: 'watched', watch: 'limitation', rule: 'claim-limitation', startsAt }]);
    await watch(c.now);
    const date = c.now + 730 * dayMs;
    const tell = (dates: readonly WatchCome[]) => ({ letters: [], told: dates });
    const due = (until: number) => tellWatches(record().db, { until, limit: 10, tell });
    expect(await due(date - 1)).toEqual([]);
    expect(await due(date)).toMatchObject([{ caseId: c.id, watch: 'limitation', date }]);
    expect(await due(date)).toEqual([]);
    await c.transition({ kind: 'sync' });
    await watch(c.now + dayMs);
    expect(await due(date + dayMs)).toHaveLength(1);
    expect(await watchesOf(record().db, [c.id])).toHaveLength(1);
  });
});

describe('what a door records', () => {
  it('keeps who tried what, for whom, and why it was refused', async () => {
    const request = { act: 'determine', request: 'r', actor: 'chen-xi', onBehalfOf: 'wu-dan', payload: {} };
    await recordRefusal(record().db, 'sample-x', request, { code: 'actor.four-eyes', detail: 'd' }, 5);
    expect(await refusalsOf(record().db, 'sample-x')).toMatchObject([
      { act: 'determine', actor: 'chen-xi', onBehalfOf: 'wu-dan', code: 'actor.four-eyes', at: 5 },
    ]);
  });
});

describe('versions of rules and calendars', () => {
  it('are kept as they ran, with who brought them, when, and what was before', async () => {
    const one = { id: 'claim-pay', version: '1', content: { count: 10 } };
    expect(await takeRules(record().db, [one], 'zhou-wei')).toEqual({ changed: ['claim-pay'], unversioned: [] });
    expect(await takeRules(record().db, [one], 'system:worker')).toEqual({ changed: [], unversioned: [] });
    const two = { ...one, version: '2', content: { count: 11 } };
    await takeRules(record().db, [two], 'wu-dan');
    await takeCalendars(record().db, [{ id: 'china', version: 'a', content: {} }], 'zhou-wei');
    expect(await rowsOf(record().pool, "select version from rule_version where id = 'claim-pay' order by version")).toEqual([
      { version: '1' },
      { version: '2' },
    ]);
    expect(await rowsOf(record().pool, "select before, after, by from record_change where subject = 'rule' order by id")).toEqual([
      { before: null, after: one, by: 'zhou-wei' },
      { before: one, after: two, by: 'wu-dan' },
    ]);
  });

  it('that change without a new number are recorded with their content, and named', async () => {
    const one = { id: 'claim-agree', version: '1', content: { count: 10 } };
    await takeRules(record().db, [one], 'zhou-wei');
    const other = { ...one, content: { count: 12 } };
    expect(await takeRules(record().db, [other], 'system:worker')).toEqual({ changed: ['claim-agree'], unversioned: ['claim-agree'] });
    const last =
      "select before, after from record_change where subject = 'rule' and after ->> 'id' = 'claim-agree' order by id desc limit 1";
    expect(await rowsOf(record().pool, last)).toEqual([{ before: one, after: other }]);
  });
});

describe('the staff list', () => {
  it('says who is who and which roles they have at an instant', async () => {
    const { organisation } = await readOrganisation(record().db);
    expect(await getStaff(record().db, organisation, 'zhou-wei-approver', Date.now())).toMatchObject({
      person: 'zhou-wei',
      roles: ['approver'],
    });
    expect((await listStaff(record().db, organisation, Date.now())).length).toBeGreaterThan(24);
    await expect(getStaff(record().db, organisation, 'nobody', 0)).rejects.toMatchObject({ code: 'staff.not-found' });
  });
});

describe('the schema', () => {
  it('is brought up by two processes at once, once', async () => {
    await Promise.all([migrate(record().url), migrate(record().url)]);
    expect(await rowsOf(record().pool, 'select count(*)::int as n from drizzle.__drizzle_migrations')).toEqual([
      { n: journal.entries.length },
    ]);
  });

  it('is not reached where PostgreSQL is down, and says so', async () => {
    await expect(migrate('postgresql://x@127.0.0.1:1/none')).rejects.toMatchObject({ code: 'records.unavailable' });
    const { db, close } = connect('postgresql://x@127.0.0.1:1/none');
    await expect(getCase(db, 'sample-1')).rejects.toMatchObject({ code: 'records.unavailable' });
    await close();
  });

  it('keeps a second case off the same reference, whatever the code does', async () => {
    const c = await opened(record().db);
    const copy = 'insert into case_file select (json_populate_record(c, \'{"id":"sample-copy"}\')).* from case_file c where id = $1';
    await expect(
      record().pool.query(copy.replace('insert into case_file', 'insert into case_file overriding user value'), [c.id]),
    ).rejects.toThrow(/case_file_reference/);
  });
});
