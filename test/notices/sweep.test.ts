import { loadOrg } from '../../db/queries/org';
import { readOrganisation } from '../../db/queries/organisation';
import { dealWithWatch, openWatchesOf } from '../../db/queries/watch';
import { chinaCalendar } from '../../domain/calendar/china';
import type { WatchGround } from '../../domain/case/watching';
import { standardPolicy, standardRulebook } from '../../domain/rulebook/policy.schema';
import { ruleTitleOf } from '../../worker/letters/watches';
import { writeDigests } from '../../worker/letters/write';
import { startSweep, sweepDay } from '../../worker/sweep';
import { company } from '../db/support';
import { comes, office, seedCase } from './office';

const open = office();
const titleOf = ruleTitleOf(standardRulebook());
const people = async () => (await readOrganisation(open().records.db)).organisation;

/** The sweep of one worker. */
const sweep = async (now: number, page?: number) => {
  const { records, log } = open();
  return sweepDay({ db: records.db, log, titleOf, ...(page === undefined ? {} : { page }) }, await people(), now);
};

// 2026-09-02, twenty minutes past midnight in Beijing; still 1 September in UTC.
const afterMidnight = Date.parse('2026-09-02T00:20:00+08:00');
const nextDay = afterMidnight + 86_400_000;
const come = '2026-09-01T00:00:00+08:00';

/** A watch date of a closed case of the team of zhou-wei. */
async function watched(date: string, place: { readonly team?: string; readonly branch?: string; readonly drill?: boolean } = {}) {
  const o = open();
  const id = await seedCase(o);
  const { team = 'motor-north', branch = 'north', drill = false } = place;
  await o.query(`update case_file set team = $2, branch = $3, drill = $4 where id = $1`, [id, team, branch, drill]);
  await o.query(
    `insert into watch_date (case_id, watch, rule, starts_at, date) values ($1, 'limitation', 'claim-limitation-other', now(), $2)`,
    [id, date],
  );
  return id;
}

const letters = () =>
  open().query<{ id: string; staff: string; body: string }>(`select id, staff, body from letter where id like 'watch:%' order by id`);
const numbersIn = (bodies: readonly { body: string }[]) =>
  bodies.flatMap(({ body }) => [...body.matchAll(/^ {2}(\d+) /gm)].map((m) => Number(m[1])));
const north = { branch: 'north', team: null };
const waiting = (now: number) => openWatchesOf(open().records.db, north, now, 1_000);

const deals = async (caseId: string, staff: string, ground: WatchGround = 'done', now = nextDay) =>
  dealWithWatch(open().records.db, await people(), { caseId, watch: 'limitation', staff, ground, now });

beforeAll(() => loadOrg(open().records.db, company, 'test'));
beforeEach(() => open().query('delete from letter; delete from watch_date'));

describe('the sweep of a day', () => {
  it('is done by a running worker without being asked, once', async () => {
    const o = open();
    await watched(come);
    const running = startSweep({ db: o.records.db, log: o.log, titleOf, everyMs: 20 });
    await comes('a letter', async () => (await letters()).length > 0);
    await running.stop();
    expect(await letters()).toHaveLength(1);
  });
});

describe('a watch date that has come', () => {
  it('is told to whoever leads the team, one that is ahead and one of an exercise to nobody', async () => {
    const due = await watched(come);
    await watched('2026-09-03T00:00:00+08:00');
    await watched(come, { drill: true });
    await sweep(afterMidnight);
    const [letter, ...others] = await letters();
    expect(others).toEqual([]);
    expect(letter).toMatchObject({ staff: 'zhou-wei', body: expect.stringContaining('2026-09-01 00:00') });
    const [row] = await open().query<{ number: string }>('select number from case_file where id = $1', [due]);
    expect(numbersIn(letter === undefined ? [] : [letter])).toEqual([Number(row?.number)]);
  });

  it('is told at its instant, and not a millisecond before', async () => {
    await watched(come);
    await sweep(Date.parse(come) - 1);
    expect(await letters()).toEqual([]);
    await sweep(Date.parse(come));
    expect(await letters()).toHaveLength(1);
  });

  it('is told once, not each day nor by each worker', async () => {
    await watched(come);
    await sweep(afterMidnight);
    await sweep(afterMidnight);
    await sweep(nextDay);
    expect(await letters()).toHaveLength(1);
  });

  it('goes to the branch where the team has no lead, and to the head office where nobody manages the branch', async () => {
    await watched(come, { team: 'nobody-leads' });
    await watched(come, { team: 'nobody-leads', branch: 'far' });
    await sweep(afterMidnight);
    const told = (await letters()).map(({ staff }) => staff);
    expect(new Set(told)).toEqual(new Set(['ma-north', 'qin-ruo']));
    expect(told).toHaveLength(2);
  });

  it('is one of 501: each is told, the newest too, in pages, by two workers at once and once', async () => {
    for (let n = 0; n < 501; n++) await watched(n === 500 ? '2026-09-01T12:00:00+08:00' : come);
    await Promise.all([sweep(afterMidnight, 50), sweep(afterMidnight, 50)]);
    const first = numbersIn(await letters());
    expect(first).toHaveLength(501);
    expect(new Set(first).size).toBe(501);
    // On the second day nothing is told again, and all still wait.
    await Promise.all([sweep(nextDay, 50), sweep(nextDay, 50)]);
    expect(numbersIn(await letters())).toHaveLength(501);
    expect((await waiting(nextDay)).count).toBe(501);
  }, 120_000);

  it('is told again where it was moved and has come a second time', async () => {
    const id = await watched(come);
    await sweep(afterMidnight);
    await open().query(`update watch_date set date = '2026-09-02T12:00:00+08:00', swept_at = null where case_id = $1`, [id]);
    await sweep(nextDay);
    expect(await letters()).toHaveLength(2);
  });

  it('of which nobody can be told does not hide the others, and is told when somebody is there', async () => {
    const lost = await watched(come, { team: 'nobody-leads', branch: 'far' });
    await watched('2026-09-01T12:00:00+08:00');
    await open().query(`update staff set active = false where id = 'qin-ruo'; update organisation_version set version = version + 1`);
    await sweep(afterMidnight, 1);
    expect((await letters()).map(({ staff }) => staff)).toEqual(['zhou-wei']);
    await open().query(`update staff set active = true where id = 'qin-ruo'; update organisation_version set version = version + 1`);
    await sweep(nextDay, 1);
    expect((await letters()).some(({ id, staff }) => id.includes(lost) && staff === 'qin-ruo')).toBe(true);
  });
});

describe('a watch date waits until somebody has dealt with it', () => {
  const digestOf = async (day: string) => {
    await writeDigests(
      open().records.db,
      await people(),
      chinaCalendar(standardPolicy().calendar),
      Date.parse(`${day}T09:30:00+08:00`),
      titleOf,
    );
    const [row] = await open().query<{ body: string }>('select body from letter where id = $1', [`digest:${day}:zhou-wei`]);
    return row?.body ?? '';
  };

  it('and stands in the digest of every working day until then', async () => {
    const id = await watched(come);
    await sweep(afterMidnight);
    expect(await digestOf('2026-09-02')).toContain('已到、尚未处理的关注日期 1 项');
    expect(await digestOf('2026-09-03')).toContain('已到、尚未处理的关注日期 1 项');
    await deals(id, 'zhou-wei');
    expect(await digestOf('2026-09-04')).not.toContain('关注日期');
  });

  it('with who did and on what ground in the record, the same twice being one', async () => {
    const id = await watched(come);
    const first = await deals(id, 'zhou-wei', 'right-ended');
    expect(await deals(id, 'zhou-wei', 'right-ended', nextDay + 1)).toEqual(first);
    const rows = await open().query(`select case_id, watch, actor, ground from watch_dealt where case_id = $1`, [id]);
    expect(rows).toEqual([{ case_id: id, watch: 'limitation', actor: 'zhou-wei', ground: 'right-ended' }]);
    expect((await waiting(nextDay)).count).toBe(0);
    await expect(deals(id, 'ma-north', 'done')).rejects.toMatchObject({ code: 'act.not-now' });
  });

  it('which is nobody of another team, no surveyor, nobody unknown, and not before it has come', async () => {
    const id = await watched(come);
    await expect(deals(id, 'tang-yu')).rejects.toMatchObject({ code: 'access.denied' });
    await expect(deals(id, 'nobody')).rejects.toMatchObject({ code: 'actor.unknown' });
    await expect(deals(id, 'zhou-wei', 'done', Date.parse(come) - 1)).rejects.toMatchObject({ code: 'act.not-now' });
    const organisation = await people();
    const outsider = organisation.staff.find((s) => organisation.rolesByStaff.get(s.id)?.every(({ role }) => role === 'surveyor') === true);
    await expect(deals(id, outsider?.id ?? '')).rejects.toMatchObject({ code: 'actor.role' });
    await expect(
      dealWithWatch(open().records.db, organisation, { caseId: id, watch: 'recovery', staff: 'zhou-wei', ground: 'done', now: nextDay }),
    ).rejects.toMatchObject({ code: 'watch.not-found' });
    expect((await waiting(nextDay)).count).toBe(1);
  });

  it('by several at once: one is in the record, and the other hears of it', async () => {
    const id = await watched(come);
    const both = await Promise.allSettled([deals(id, 'zhou-wei', 'done'), deals(id, 'ma-north', 'not-pursued')]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await open().query('select actor from watch_dealt where case_id = $1', [id])).toHaveLength(1);
    await expect(open().query('update watch_dealt set ground = $1', ['done'])).rejects.toThrow('append-only');
  });
});
