import { unreachable } from '../../db/queries/contacts';
import { loadOrg, managersByStaff } from '../../db/queries/org';
import { readOrganisation } from '../../db/queries/organisation';
import { chinaCalendar } from '../../domain/calendar/china';
import { standardPolicy, standardRulebook } from '../../domain/rulebook/policy.schema';
import { createChannels } from '../../worker/channels';
import { startLetters } from '../../worker/letters/service';
import { ruleTitleOf } from '../../worker/letters/watches';
import { writeAbsences, writeDigests } from '../../worker/letters/write';
import type { Running } from '../../worker/relay';
import { company } from '../db/support';
import { comes, office, quickPace, seedCase } from './office';

const open = office();
const calendar = chinaCalendar(standardPolicy().calendar);
const at = (text: string): number => Date.parse(`${text}:00+08:00`);

/** A Wednesday; the Saturday of a long weekend; a Saturday that is worked for National Day (2026). */
const [wednesday, saturday, makeUpSaturday] = [at('2026-09-02T09:30'), at('2026-09-05T09:30'), at('2026-10-10T09:30')];

const absent = { staff: 'chen-xi', from: '2026-09-01T00:00:00+08:00', to: '2026-09-08T00:00:00+08:00' };
const alone = { staff: 'an-ning', from: '2026-09-01T00:00:00+08:00', to: '2026-09-08T00:00:00+08:00' };
const delegation = { principal: 'chen-xi', substitute: 'li-ming', from: '2026-09-01T00:00:00+08:00', to: '2026-09-08T00:00:00+08:00' };

const people = async () => (await readOrganisation(open().records.db)).organisation;
const titleOf = ruleTitleOf(standardRulebook());
const digests = async (now: number) => writeDigests(open().records.db, await people(), calendar, now, titleOf);
const bodyOf = async (id: string) => (await open().query<{ body: string }>('select body from letter where id = $1', [id]))[0]?.body ?? '';

/** An open task of a new case. */
async function seedTask(owner: string | null, team: string, due: string | null): Promise<number> {
  const o = open();
  const id = await seedCase(o);
  await o.query(
    `insert into task (case_id, seq, name, act, assignee, owner, barred, state, process, stage, line, branch, team, urgency, due_at, opened_at)
     values ($1, 1, 'recommend#1', 'recommend', '{"kind":"handler"}', $2, '{}', 'open', 'claim', 'assess', 'motor', $3, $4, 3, $5, now())`,
    [id, owner, team.split('-')[1], team, due],
  );
  const [row] = await o.query<{ number: string }>('select number from case_file where id = $1', [id]);
  return Number(row?.number);
}

beforeAll(async () => {
  const file = { ...(company as object), absences: [absent, alone], delegations: [delegation] };
  await loadOrg(open().records.db, file, 'system:test');
  await open().query(`update staff set locale = 'en' where id = 'ma-north'`);
});

beforeEach(() => open().query('delete from letter; delete from task'));

/** What one worker runs. */
function letters(now: number): Running {
  const o = open();
  const mail = { url: `smtp://127.0.0.1:${o.sinks.mail.port}`, from: 'service@insurer.example', timeoutMs: 8_000 };
  const unused = { url: o.sinks.smsUrl, timeoutMs: 8_000 };
  const sms = { ...unused, token: null, reportTo: null };
  const { email } = createChannels({ mail, drillTo: null, sms, webhook: { ...unused, secret: 'x'.repeat(16) } }, o.log);
  return startLetters({
    db: o.records.db,
    calendar,
    ruleTitleOf: titleOf,
    mail: email,
    pace: quickPace,
    log: o.log,
    everyMs: 30,
    now: () => now,
  });
}

describe('the digest of a manager', () => {
  it('counts the open tasks of the team: overdue, due today, nobody’s and in queues, first things first; others’ are not in it', async () => {
    const late = await seedTask('staff:chen-xi', 'motor-north', '2026-09-01T10:00:00+08:00');
    const today = await seedTask('approver@motor-north', 'motor-north', '2026-09-02T18:00:00+08:00');
    const orphan = await seedTask(null, 'motor-north', null);
    await seedTask('staff:chen-xi', 'motor-north', '2026-09-09T18:00:00+08:00');
    await seedTask('party:claimant', 'motor-north', '2026-09-01T18:00:00+08:00');
    const south = await seedTask('staff:tang-yu', 'motor-south', '2026-09-01T10:00:00+08:00');
    await digests(wednesday);
    const lead = await bodyOf('digest:2026-09-02:zhou-wei');
    expect(lead).toContain('未办任务 4 项：已逾期 1，今日到期 1，无人负责 1，排队待领 1。');
    const listed = lead.split('\n').flatMap((line) => /^ {2}(\d+) {2}理赔/.exec(line)?.[1] ?? []);
    expect(listed.map(Number)).toEqual([late, orphan, today]);
    const branch = await bodyOf('digest:2026-09-02:ma-north');
    expect(branch).toContain("Open tasks 4: overdue 1, due today 1, nobody's 1, waiting in queues 1.");
    const headOffice = await bodyOf('digest:2026-09-02:qin-ruo');
    expect(headOffice).toContain('未办任务 5 项：已逾期 2');
    expect(headOffice).toContain(`  ${south}  理赔`);
    expect(await bodyOf('digest:2026-09-02:jiang-tao')).toContain('未办任务 1 项：已逾期 1');
  });

  it('names the delegations in force among the manager’s staff, and holds nothing of customers', async () => {
    await seedTask('staff:chen-xi', 'motor-north', '2026-09-01T10:00:00+08:00');
    await digests(wednesday);
    const lead = await bodyOf('digest:2026-09-02:zhou-wei');
    expect(lead).toContain('chen-xi → li-ming，2026-09-01 00:00 至 2026-09-08 00:00');
    expect(await bodyOf('digest:2026-09-02:jiang-tao')).not.toContain('chen-xi');
    const all = await open().query<{ body: string }>('select body from letter');
    expect(all.length).toBeGreaterThan(10);
    for (const { body } of all) expect(body).not.toMatch(/王小明|\+86|@example/);
  });

  it('is not sent where nothing is open and everybody can be reached; that it was looked at is kept, and it stays so for the day', async () => {
    await seedTask('staff:tang-yu', 'motor-south', '2026-09-01T10:00:00+08:00');
    const sent = await digests(wednesday);
    expect(sent).toContain('digest:2026-09-02:jiang-tao');
    expect(sent).not.toContain('digest:2026-09-02:zhou-wei');
    const [kept] = await open().query<{ status: string }>(`select status from letter where id = 'digest:2026-09-02:zhou-wei'`);
    expect(kept).toEqual({ status: 'empty' });
    await seedTask('staff:chen-xi', 'motor-north', '2026-09-02T18:00:00+08:00');
    expect(await digests(at('2026-09-02T16:00'))).toEqual([]);
    expect(await digests(at('2026-09-03T09:30'))).toContain('digest:2026-09-03:zhou-wei');
  });

  it('is sent where somebody cannot be reached, though nothing is open', async () => {
    await open().query(`update staff set phone = null where id = 'cui-hao'`);
    const sent = await digests(wednesday);
    await open().query(`update staff set phone = '+86 138 0000 0001' where id = 'cui-hao'`);
    expect(sent).toContain('digest:2026-09-02:ma-north');
    expect(sent).not.toContain('digest:2026-09-02:jiang-tao');
  });

  it('is written on working days, make-up Saturdays included, from the beginning of the working hours on, once per manager and day', async () => {
    await seedTask('staff:chen-xi', 'motor-north', null);
    expect(await digests(saturday)).toEqual([]);
    expect(await digests(at('2026-09-02T07:00'))).toEqual([]);
    const first = await digests(wednesday);
    expect(first).toContain('digest:2026-09-02:zhou-wei');
    expect(await digests(at('2026-09-02T16:00'))).toEqual([]);
    expect(await digests(makeUpSaturday)).toHaveLength(first.length);
  });

  it('says that the year is missing where the calendar does not know whether the day is worked', async () => {
    await seedTask('staff:chen-xi', 'motor-north', null);
    await digests(at('2031-09-03T10:00'));
    expect(await bodyOf('digest:2031-09-03:zhou-wei')).toContain('缺少本年度节假日数据');
  });

  it('reaches each manager once by mail while two workers run and one is started again', async () => {
    await seedTask('staff:chen-xi', 'motor-north', null);
    const [one, two] = [letters(wednesday), letters(wednesday)];
    const address = 'zhou-wei@luyue.example';
    const mails = () =>
      open()
        .sinks.messages.list('mail', address)
        .filter(({ subject }) => subject.startsWith('2026-09-02'));
    await comes('the digest', () => mails().length > 0);
    await one.stop();
    const again = letters(wednesday);
    await comes('all letters', async () => (await open().query(`select 1 from letter where status = 'queued'`)).length === 0);
    await Promise.all([two.stop(), again.stop()]);
    expect(mails()).toHaveLength(1);
    expect(mails()[0]?.body).toContain('未办任务');
  });
});

describe('absences', () => {
  const written = async (like: string) =>
    (await open().query<{ staff: string }>('select staff from letter where id like $1 order by staff', [like])).map(({ staff }) => staff);
  const tell = async (now: number) => writeAbsences(open().records.db, await people(), await managersByStaff(open().records.db), now);

  it('are told to whoever stands in, to the manager where nobody does, once, and not after their end', async () => {
    await tell(wednesday);
    expect(await written('absence:chen-xi:%')).toEqual(['chen-xi', 'li-ming']);
    expect(await written('absence:an-ning:%')).toEqual(['an-ning', 'gao-shan']);
    expect(await tell(wednesday)).toEqual([]);
    await open().query('delete from letter');
    expect(await tell(at('2026-09-08T00:00'))).toEqual([]);
  });

  it('are told with who stands in, or that nobody does', async () => {
    await tell(wednesday);
    expect(
      await bodyOf((await open().query<{ id: string }>(`select id from letter where id like 'absence:chen-xi:%:li-ming'`))[0]?.id ?? ''),
    ).toContain('代理人：li-ming。');
    const [away] = await open().query<{ body: string }>(`select body from letter where id like 'absence:an-ning:%:an-ning'`);
    expect(away?.body).toContain('未指定代理人');
  });
});

describe('contacts', () => {
  const found = async () => (await unreachable(open().records.db, wednesday)).map(({ who, channel, why }) => `${who} ${channel} ${why}`);

  it('of people on duty need a phone before they are called', async () => {
    expect(await found()).not.toContain('staff:cui-hao sms no-address');
    await open().query(`update staff set phone = null where id = 'cui-hao'`);
    expect(await found()).toContain('staff:cui-hao sms no-address');
    await digests(wednesday);
    expect(await bodyOf('digest:2026-09-02:ma-north')).toContain('staff:cui-hao · sms · no address');
  });

  it('of parties of open cases need the address of their channel; closed cases are not asked', async () => {
    const id = await seedCase(open());
    await open().query(`update party set phone = null, id = 'voiceless' where case_id = $1`, [id]);
    expect(await found()).toContain('party:voiceless sms no-address');
    await open().query(`update case_file set status = 'closed', outcome = 'paid', closed_at = now() where id = $1`, [id]);
    expect(await found()).not.toContain('party:voiceless sms no-address');
  });

  it('to whom a letter did not get through are named until one does', async () => {
    const write = (id: string, status: string, daysAgo: number) =>
      open().query(
        `insert into letter (id, staff, subject, body, status, written_at, next_attempt_at, handed_at)
         values ($1, 'lu-heng', 's', 'b', $2, $3, $3, case when $2 = 'handed' then $3::timestamptz end)`,
        [id, status, new Date(wednesday - daysAgo * 86_400_000).toISOString()],
      );
    await write('l-1', 'undeliverable', 2);
    expect(await found()).toContain('staff:lu-heng email undeliverable');
    await write('l-2', 'handed', 1);
    expect(await found()).not.toContain('staff:lu-heng email undeliverable');
  });

  it('that the mail server refuses become undeliverable letters at once', async () => {
    await seedTask('staff:chen-xi', 'motor-north', null);
    const address = 'zhou-wei@luyue.example';
    open().sinks.faults.set({ target: address, kind: 'refuse' });
    const running = letters(wednesday);
    const [id] = ['digest:2026-09-02:zhou-wei'];
    await comes(
      'the refusal',
      async () => (await open().query(`select 1 from letter where id = $1 and status = 'undeliverable'`, [id])).length === 1,
    );
    await running.stop();
  });
});
