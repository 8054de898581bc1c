import { getBulk, itemsOf, previewJoining } from '../../db/queries/bulk';
import { advanceBulk, claimBulks, countsOf } from '../../db/queries/outbox-bulks';
import type { JsonObject } from '../../domain/case/fact';
import type { OpenRequest } from '../../domain/case/opening';
import { startBulks } from '../../worker/bulks';
import { jsonLog } from '../../worker/log';
import { startMessages } from '../../worker/messages';
import type { Running } from '../../worker/relay';
import { start } from '../kernel/sample/open';
import { comes, quickPace } from '../notices/office';
import { RecordedPort } from './recorded-port';
import { opened, type RecordedCase, records, rowsOf, sampleDeps } from './support';

const record = records();
const hourMs = 3_600_000;
const lead = 'zhou-wei';
let port = new RecordedPort(record);
const running: Running[] = [];

beforeEach(() => {
  port = new RecordedPort(record);
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((courier) => courier.stop()));
});

const log = jsonLog(() => undefined);
const couriers = (page?: number): void => {
  const options = { db: record().db, cases: port, pace: quickPace, log };
  running.push(startBulks({ ...options, ...(page === undefined ? {} : { page }) }), startMessages(options));
};

type Marks = Partial<Pick<OpenRequest, 'drill' | 'compressed'>>;

async function a(process: string, content: JsonObject, marks: Marks = {}): Promise<RecordedCase> {
  const made = await opened(record().db, sampleDeps, { process, content, ...marks });
  port.add(made);
  return made;
}

const happened = (place: string, more: JsonObject = {}): JsonObject => ({ place, happenedAt: start, ...more });
const loss = (place: string, more: JsonObject = {}, marks: Marks = {}): Promise<RecordedCase> => a('loss', happened(place, more), marks);

let events = 0;

/** A disaster that has declared an event of the hour around `start`; its code. */
async function declared(places: readonly string[], marks: Marks = {}): Promise<{ of: RecordedCase; event: string }> {
  const of = await a('disaster', {}, marks);
  const event = `TY${++events}`;
  await does(of, 'declare', { event, places: [...places], from: start - hourMs, to: start + hourMs, processes: ['loss'] });
  return { of, event };
}

async function does(one: RecordedCase, act: string, payload: JsonObject): Promise<void> {
  expect(await one.act(act, lead, payload)).toMatchObject({ kind: 'written' });
}

const ended = (of: RecordedCase, bulk: string) => comes(`end of ${bulk}`, () => of.state.bulks[bulk]?.ended !== undefined);
const eventsOf = (cases: readonly RecordedCase[]) => cases.map((one) => one.state.event);
const joins = (one: RecordedCase) => port.heard.filter((line) => line.startsWith(`${one.id} joinEvent done`)).length;

describe('joining to an event in bulk', () => {
  it('reaches the open cases of its places and time, once each, and no others', async () => {
    const inside = [await loss('440100'), await loss('440106'), await loss('440199'), await loss('4402')];
    const outside = [
      await loss('440300'),
      await loss('44'),
      await loss('4'.concat('5')),
      await loss('440100', { happenedAt: start - hourMs - 1 }),
      await loss('440100', { happenedAt: start + hourMs }),
      await a('loss', { happenedAt: start }),
    ];
    const edge = await loss('440100', { happenedAt: start - hourMs });
    const closed = await loss('440100');
    await does(closed, 'finish', {});
    const elsewhere = await loss('440100', { event: 'FLOOD-1' });
    const { of, event } = await declared(['4401', '4402', '440106']);
    couriers(2);
    couriers(2);
    await does(of, 'tag', { bulk: 'first', event });
    await ended(of, 'first');
    expect(eventsOf([...inside, edge])).toEqual(Array.from({ length: 5 }, () => event));
    expect([...inside, edge].map(joins)).toEqual([1, 1, 1, 1, 1]);
    expect(eventsOf(outside)).toEqual(outside.map(() => null));
    expect(closed.state.event).toBeNull();
    expect(elsewhere.state.event).toBe('FLOOD-1');
    expect(of.state.bulks.first?.ended).toMatchObject({ done: 5, refused: 0 });
  });

  it('of an exercise reaches exercises only, and compressed time the same compression', async () => {
    const places = ['51'];
    const marks: readonly Marks[] = [
      {},
      { drill: true },
      { compressed: '1d=20s' },
      { drill: true, compressed: '1d=20s' },
      { compressed: '1d=1h' },
    ];
    const losses = await Promise.all(marks.map((mark) => loss('510100', {}, mark)));
    couriers();
    for (const [index, mark] of marks.slice(0, 4).entries()) {
      const { of, event } = await declared(places, mark);
      await does(of, 'tag', { bulk: 'all', event });
      await ended(of, 'all');
      expect(of.state.bulks.all?.ended?.done).toBe(1);
      expect(losses[index]?.state.event).toBe(event);
    }
    expect(losses[4]?.state.event).toBeNull();
  });

  it('of an exercise cannot reach real cases by the code of a real event', async () => {
    const real = await loss('520100');
    const { event } = await declared(['52']);
    const drill = await a('disaster', {}, { drill: true });
    couriers();
    await does(drill, 'tag', { bulk: 'all', event });
    await ended(drill, 'all');
    expect(drill.state.bulks.all?.ended).toMatchObject({ done: 0, refused: 0 });
    expect(real.state.event).toBeNull();
  });

  it('says of every case whether it was reached, or why not', async () => {
    const [taken, late, shut] = [await loss('530100'), await loss('530200'), await loss('530300')];
    const { of, event } = await declared(['53']);
    await does(of, 'tag', { bulk: 'b', event });
    expect(await advanceBulk(record().db, { caseId: of.id, bulk: 'b' }, 100)).toBe('waiting');
    await does(late, 'joinEvent', { event: 'FLOOD-2' });
    await does(shut, 'finish', {});
    couriers();
    await ended(of, 'b');
    const items = await itemsOf(record().db, await getBulk(record().db, of.id, 'b'));
    expect(items.map(({ case: id, result, why }) => [id, result, why])).toEqual([
      [taken.id, 'delivered', null],
      [late.id, 'refused', expect.stringMatching(/^act\.refused: .*FLOOD-2/)],
      [shut.id, 'refused', 'case: closed'],
    ]);
    expect(of.state.bulks.b?.ended).toMatchObject({ done: 1, refused: 2 });
    await expect(getBulk(record().db, of.id, 'none')).rejects.toMatchObject({ code: 'bulk.not-found' });
  });

  it('reaches cases that were opened without the event while it ran', async () => {
    const early = await loss('540100');
    const { of, event } = await declared(['54']);
    await does(of, 'tag', { bulk: 'b', event });
    const key = { caseId: of.id, bulk: 'b' };
    expect(await advanceBulk(record().db, key, 100)).toBe('waiting');
    const meanwhile = await loss('540200');
    couriers();
    await ended(of, 'b');
    expect(eventsOf([early, meanwhile])).toEqual([event, event]);
    expect(of.state.bulks.b?.ended?.done).toBe(2);
  });

  it('waits for a case that is out of reach, and ends when it is back', async () => {
    const [near, far] = [await loss('550100'), await loss('550200')];
    port.absent.add(far.id);
    const { of, event } = await declared(['55']);
    await does(of, 'tag', { bulk: 'b', event });
    couriers();
    await comes('the one in reach', () => near.state.event === event);
    expect(of.state.bulks.b?.ended).toBeUndefined();
    port.absent.delete(far.id);
    await ended(of, 'b');
    expect(of.state.bulks.b?.ended).toMatchObject({ done: 2, refused: 0 });
  });

  it('that finds nothing ends at once, and one whose case has closed ends without it', async () => {
    const { of, event } = await declared(['56']);
    await does(of, 'tag', { bulk: 'b', event });
    await does(of, 'end', {});
    couriers();
    const state = async () => (await rowsOf(record().pool, 'select state from bulk_run where case_id = $1', [of.id]))[0]?.state;
    await comes('ended', async () => (await state()) === 'ended');
    expect(of.state.bulks.b?.ended).toBeUndefined();
  });
});

describe('undoing a bulk act', () => {
  it('takes out those that it reached and nobody else', async () => {
    const [one, two] = [await loss('610100'), await loss('610200')];
    const { of, event } = await declared(['61']);
    const own = await loss('610300', { event });
    couriers();
    await does(of, 'tag', { bulk: 'b', event });
    await ended(of, 'b');
    await does(two, 'finish', {});
    await does(of, 'untag', { bulk: 'undo', of: 'b', event });
    await ended(of, 'undo');
    expect(eventsOf([one, two, own])).toEqual([null, event, event]);
    expect(of.state.bulks.undo?.ended).toMatchObject({ done: 1, refused: 1 });
  });

  it('while it still runs leaves no case tagged: what comes late is taken out after it', async () => {
    const [near, far] = [await loss('620100'), await loss('620200')];
    port.absent.add(far.id);
    const { of, event } = await declared(['62']);
    couriers();
    await does(of, 'tag', { bulk: 'b', event });
    await comes('the one in reach', () => near.state.event === event);
    await does(of, 'untag', { bulk: 'undo', of: 'b', event });
    await comes('the one in reach is out', () => near.state.event === null);
    expect(of.state.bulks.undo?.ended).toBeUndefined();
    port.absent.delete(far.id);
    await ended(of, 'undo');
    expect(eventsOf([near, far])).toEqual([null, null]);
    expect(port.heard.filter((line) => line.startsWith(far.id))).toEqual([`${far.id} joinEvent done`, `${far.id} leaveEvent done`]);
  });
});

describe('a courier that dies', () => {
  it('between any two pages loses and doubles nothing', async () => {
    const losses = await Promise.all(Array.from({ length: 5 }, (_, i) => loss(`7101${i}0`.slice(0, 6))));
    const { of, event } = await declared(['71']);
    await does(of, 'tag', { bulk: 'b', event });
    const key = { caseId: of.id, bulk: 'b' };
    // Each call is a process of its own that dies after its transaction; two at once fight for the lock.
    const steps = await Promise.all([advanceBulk(record().db, key, 2), advanceBulk(record().db, key, 2), advanceBulk(record().db, key, 2)]);
    expect(steps.filter((step) => step === 'more')).toHaveLength(2);
    const [row] = await rowsOf(
      record().pool,
      'select count(*)::int as n, count(distinct to_case)::int as cases from case_message where case_id = $1',
      [of.id],
    );
    expect(row).toEqual({ n: 5, cases: 5 });
    couriers();
    await ended(of, 'b');
    expect(losses.map(joins)).toEqual([1, 1, 1, 1, 1]);
  });

  it('before or after its report has told the case once, with the counts that stand', async () => {
    await loss('720100');
    const { of, event } = await declared(['72']);
    await does(of, 'tag', { bulk: 'b', event });
    let crashes = 0;
    port.onAct = (caseId, act) => {
      if (act !== 'bulkReported' || caseId !== of.id) return undefined;
      crashes++;
      if (crashes === 1) throw new Error('dies before');
      return () => {
        if (crashes === 2) throw new Error('dies after');
      };
    };
    const options = { db: record().db, cases: port, pace: { ...quickPace, leaseMs: 60 }, log };
    running.push(startBulks(options), startMessages({ ...options, pace: quickPace }));
    const late = loss('720200');
    await comes(
      'ended',
      async () => (await rowsOf(record().pool, 'select state from bulk_run where case_id = $1', [of.id]))[0]?.state === 'ended',
    );
    await late;
    expect(crashes).toBeGreaterThanOrEqual(3);
    const [row] = await rowsOf(record().pool, 'select done, refused from bulk_run where case_id = $1', [of.id]);
    expect(of.state.bulks.b?.ended).toMatchObject(row ?? {});
    const told = await rowsOf(record().pool, `select 1 from case_event where case_id = $1 and fact ->> 'kind' = 'bulk-ended'`, [of.id]);
    expect(told).toHaveLength(1);
  });

  it('holds its bulk act no longer than its lease, and no two hold one', async () => {
    const { of, event } = await declared(['73']);
    await does(of, 'tag', { bulk: 'b', event });
    const mine = async (leaseMs: number) => (await claimBulks(record().db, { count: 50, leaseMs })).filter((key) => key.caseId === of.id);
    const taken = await Promise.all([mine(600_000), mine(600_000), mine(600_000)]);
    expect(taken.flat()).toEqual([{ caseId: of.id, bulk: 'b' }]);
    await rowsOf(record().pool, 'update bulk_run set next_attempt_at = now() where case_id = $1', [of.id]);
    expect(await mine(0)).toHaveLength(1);
  });

  it('that comes late adds nothing to counts that stand', async () => {
    const { of, event } = await declared(['74']);
    await does(of, 'tag', { bulk: 'b', event });
    const key = { caseId: of.id, bulk: 'b' };
    expect(await advanceBulk(record().db, key, 10)).toBe('counted');
    await loss('740100');
    expect(await advanceBulk(record().db, key, 10)).toBe('counted');
    expect(await countsOf(record().db, key)).toMatchObject({ done: 0, refused: 0 });
    expect(await rowsOf(record().pool, 'select 1 from case_message where case_id = $1', [of.id])).toEqual([]);
  });
});

describe('the preview of a joining', () => {
  it('names each case with what was sent and paid, and changes nothing', async () => {
    const [first, second] = [await loss('810100'), await loss('810200')];
    await loss('820100');
    const { of, event } = await declared(['81']);
    const notice = `insert into notice (id, case_id, seq, recipient, template, template_version, locale, channel, data, status, handed_at, next_attempt_at)
      values ($1, $2, 1, $3, 't', 1, 'zh-CN', 'sms', '{}', $4, $5, now())`;
    await rowsOf(record().pool, notice, [`${first.id}:1:a`, first.id, 'a', 'arrived', '2026-07-01T00:00:00Z']);
    await rowsOf(record().pool, notice, [`${first.id}:1:b`, first.id, 'b', 'queued', null]);
    const pay = `insert into payment (key, case_id, seq, exposure, payee, amount_fen, purpose, status, status_at, reported) values ($1, $2, 1, 'e1', 'p', $3, $4, $5, now(), 'requested')`;
    await rowsOf(record().pool, `insert into exposure (case_id, id, cover, claimant, reserve_fen) values ($1, 'e1', 'c', 'p', 0)`, [
      second.id,
    ]);
    await rowsOf(record().pool, pay, [`${second.id}-p1`, second.id, 20_000, 'advance', 'confirmed']);
    await rowsOf(record().pool, pay, [`${second.id}-p2`, second.id, 500, 'advance', 'rejected']);
    await rowsOf(record().pool, pay, [`${second.id}-p3`, second.id, 900, 'indemnity', 'confirmed']);
    const before = await rowsOf(record().pool, 'select count(*)::int as n from case_message');
    expect(await previewJoining(record().db, of.id, event)).toEqual([
      { case: first.id, number: expect.any(Number), process: 'loss', stage: 'wait', status: 'open', noticesSent: 1, advancedFen: 0 },
      { case: second.id, number: expect.any(Number), process: 'loss', stage: 'wait', status: 'open', noticesSent: 0, advancedFen: 20_000 },
    ]);
    expect(await rowsOf(record().pool, 'select count(*)::int as n from case_message')).toEqual(before);
    await expect(previewJoining(record().db, of.id, 'TY-NONE')).rejects.toMatchObject({ code: 'event.not-found' });
  });
});
