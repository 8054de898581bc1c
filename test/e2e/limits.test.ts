import { mergeCalendar } from '../../domain/calendar/calendar';
import { chinaCalendar } from '../../domain/calendar/china';
import type { HolidayNotice } from '../../domain/calendar/types';
import { rulebook } from '../../domain/rulebook';
import { standardPolicy } from '../../domain/rulebook/policy.schema';
import { comes } from '../support/worker-process';
import { yearLike } from '../support/year-like';
import { claimant, papers } from './house';
import { type Told, virtualHouse } from './virtual-house';

/** Every date below is of this year. */
const year = yearLike(2031, Date.now());

/** National Day of a year that will come: off from Wednesday 1 to Tuesday 7 October, Saturday 11 is worked instead. */
const national: HolidayNotice = {
  year,
  papers: [],
  days: [
    ...[1, 2, 3, 4, 5, 6, 7].map((day) => ({ date: `${year}-10-0${day}`, name: '国庆节', isOffDay: true })),
    { date: `${year}-10-11`, name: '国庆节', isOffDay: false },
  ],
};

// Quiet hours would be waited for in real time: quiet.test.ts.
const book = rulebook({ ...standardPolicy(), quietHours: {} });
const h = virtualHouse(book, mergeCalendar(chinaCalendar(), national));

// Weeks of virtual time go by in seconds; beside other tests the server that skips them has been seen to stand still for two minutes.
jest.setTimeout(360_000);

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const phone = '+86 139 0000 4000';

/** An instant of China Standard Time: `03-04T10:00`, or the beginning of a day. */
const cst = (text: string): number => Date.parse(`${year}-${text.includes('T') ? text : `${text}T00:00`}:00+08:00`);

const complete = {
  motor: papers('claim-form', 'id-card', 'accident-certificate', 'driving-licence', 'vehicle-licence', 'repair-invoice'),
  health: papers('claim-form', 'id-card', 'medical-record', 'medical-invoice'),
  agricultural: papers('claim-form', 'loss-list', 'growing-proof'),
};

interface Given {
  readonly line: keyof typeof complete;
  readonly branch?: string;
  readonly cover: string;
  readonly at: string;
  readonly more?: object;
}

/** Lets time pass to the notice and opens its case. */
async function given({ line, branch = 'north', cover, at, more = {} }: Given): Promise<string> {
  const receivedAt = cst(at);
  await h.until(receivedAt + minuteMs);
  const notice = {
    source: 'virtual',
    reference: at,
    receivedAt,
    line,
    branch,
    parties: [{ ...claimant, phone }],
    lossAt: receivedAt - dayMs,
    request: true,
    policy: { number: 'P-1', from: receivedAt - 200 * dayMs, to: receivedAt + 100 * dayMs },
    exposures: [{ id: 'e1', cover, claimant: 'claimant' }],
    documents: complete[line],
    ...more,
  };
  return (await h.doors().open('claim', notice)).case;
}

const person = (id: string, locale: 'zh-CN' | 'en' = 'zh-CN'): Told => ({
  recipient: `staff:${id}`,
  version: 1,
  locale,
  reached: [{ to: `${id}@luyue.example`, subject: expect.stringContaining(locale === 'en' ? 'Limit missed' : '已超期') }],
});

const north = [person('an-ning'), person('gao-shan'), person('ma-north')];
const motorSouth = [person('hu-south'), person('jiang-tao'), person('liang-yue', 'en')];
const farms = [person('bai-lu'), person('gu-yu'), person('ma-north')];

/** The day before and a minute before nothing; at the instant the breach is on record, and these people are told and nobody else. */
async function breaches(id: string, rule: string, due: string, people: readonly Told[]): Promise<void> {
  for (const early of [dayMs, minuteMs]) {
    await h.until(cst(due) - early);
    expect(await h.clockOf(id, rule)).toMatchObject({ state: 'running', dueAt: cst(due) });
    expect(await h.clockOf(id, rule)).not.toHaveProperty('breachedAt');
    expect(await h.told(id, rule)).toEqual([]);
  }
  await h.until(cst(due));
  await isBreached(id, rule, due, people);
}

async function isBreached(id: string, rule: string, due: string, people: readonly Told[]): Promise<void> {
  await comes(`the breach of ${rule}`, async () => (await h.clockOf(id, rule)).breachedAt !== undefined);
  expect((await h.clockOf(id, rule)).breachedAt).toBe(cst(due));
  await comes(`word of ${rule}`, async () => (await h.told(id, rule)).every((t) => t.reached.length > 0));
  expect(await h.told(id, rule)).toEqual(people);
  expect(await h.strays()).toEqual([]);
}

/** Met, and late for ever. */
async function isMetLate(id: string, rules: readonly (readonly [rule: string, due: string])[]): Promise<void> {
  for (const [rule, due] of rules) {
    await comes(`${rule} met`, async () => (await h.clockOf(id, rule)).state === 'met');
    expect((await h.clockOf(id, rule)).breachedAt).toBe(cst(due));
  }
}

const sms = (kind: 'down' | 'up'): void => {
  if (kind === 'down') h.there().sinks.faults.set({ target: phone, kind: 'temporary' });
  else h.there().sinks.faults.clear(phone);
};

/** Recommended by one, determined by another. */
async function determined(
  id: string,
  [handler, approver]: readonly [string, string],
  kind: 'granted' | 'denied' = 'granted',
): Promise<void> {
  const amountFen = kind === 'granted' ? 90_000 : 0;
  const reasons = kind === 'granted' ? {} : { reasons: [{ code: 'exclusion', amountFen: 90_000 }] };
  await h.act(id, 'recommend', handler, { exposure: 'e1', kind, claimedFen: 90_000, amountFen, ...reasons });
  await h.act(id, 'determine', approver, { exposure: 'e1', kind, amountFen });
}

/** The money is on its way, and the bank does not confirm it. */
async function agreed(id: string): Promise<void> {
  h.there().bank.faults.set({ target: '*', kind: 'hold' });
  await h.act(id, 'agree', 'party:claimant', { exposure: 'e1' });
  await comes('the order at the bank', () =>
    h
      .there()
      .bank.ledger.list()
      .some((p) => p.key.startsWith(id)),
  );
}

/** The bank confirms late; the case closes. */
async function paid(id: string): Promise<void> {
  const [payment] = h
    .there()
    .bank.ledger.list()
    .filter((p) => p.key.startsWith(id));
  expect(h.there().bank.confirm(payment?.key ?? '')).toBe(true);
  await comes('the end of the claim', async () => (await h.state(id)).outcome === 'paid');
  h.there().bank.faults.clear();
}

describe('limits of a claim on virtual time, with real records and channels', () => {
  it('compulsory motor: 1 day for the list of documents, 5 to determine, 10 to pay', async () => {
    sms('down');
    const team = ['liang-yue', 'ding-hao'] as const;
    const id = await given({ line: 'motor', branch: 'south', cover: 'ctpl', at: '03-04T10:00', more: { small: true, documents: [] } });
    // 5 March.
    await breaches(id, 'claim-ctpl-docs', '03-06', motorSouth);
    await h.until(cst('03-06T09:00'));
    sms('up');
    await isMetLate(id, [['claim-ctpl-docs', '03-06']]);
    await h.act(id, 'submitDocuments', 'party:claimant', { documents: complete.motor });
    // 7, 8, 9, 10, 11 March.
    await breaches(id, 'claim-ctpl-determine', '03-12', motorSouth);
    await h.until(cst('03-12T09:00'));
    await determined(id, team);
    await isMetLate(id, [['claim-ctpl-determine', '03-12']]);
    await agreed(id);
    // 13 to 22 March.
    await breaches(id, 'claim-ctpl-pay', '03-23', motorSouth);
    await isBreached(id, 'claim-pay', '03-23', motorSouth);
    await h.until(cst('03-23T09:00'));
    await paid(id);
    await isMetLate(id, [
      ['claim-ctpl-pay', '03-23'],
      ['claim-pay', '03-23'],
    ]);
    expect(await h.flaw(id)).toBeNull();
  });

  it('personal lines: 5 working days and 30 days to determine, 60 days to advance, 3 days to say why it is denied', async () => {
    const id = await given({ line: 'health', cover: 'medical', at: '04-01T10:00' });
    // 2, 3, 4, 7, 8 April.
    await breaches(id, 'claim-determine-life', '04-09', north);
    // The last day is 1 May.
    await breaches(id, 'claim-determine-complex', '05-02', north);
    // The last day is 31 May.
    await breaches(id, 'claim-advance-payment', '06-01', north);
    await h.until(cst('06-01T09:00'));
    sms('down');
    await determined(id, ['an-ning', 'gao-shan'], 'denied');
    // 2, 3, 4 June.
    await breaches(id, 'claim-denial-notice', '06-05', north);
    sms('up');
    await isMetLate(id, [
      ['claim-denial-notice', '06-05'],
      ['claim-determine-life', '04-09'],
      ['claim-determine-complex', '05-02'],
      ['claim-advance-payment', '06-01'],
    ]);
    await comes('the end of the claim', async () => (await h.state(id)).outcome === 'denied');
    expect(await h.flaw(id)).toBeNull();
  });

  it('agricultural: 10 days to pay', async () => {
    const id = await given({ line: 'agricultural', cover: 'crop', at: '07-01T10:00' });
    await h.act(id, 'survey', 'gu-yu', { finding: 'confirmed', onSite: true });
    await determined(id, ['gu-yu', 'bai-lu']);
    await agreed(id);
    expect(await h.flaw(id)).toBeNull();
    // 2 to 11 July.
    await breaches(id, 'claim-agri-pay', '07-12', farms);
    await isBreached(id, 'claim-pay', '07-12', farms);
    await h.until(cst('07-12T09:00'));
    await paid(id);
    await isMetLate(id, [
      ['claim-agri-pay', '07-12'],
      ['claim-pay', '07-12'],
    ]);
  });

  describe('missing documents', () => {
    const incomplete = { documents: papers('claim-form', 'id-card', 'medical-record') };
    const invoice = { documents: papers('medical-invoice') };

    it('without proof that the claimant was told stop nothing', async () => {
      h.there().sinks.reports.set({ target: phone, kind: 'none' });
      const id = await given({ line: 'health', cover: 'medical', at: '07-15T10:00', more: incomplete });
      // 16, 17, 18, 21, 22 July.
      await breaches(id, 'claim-determine-life', '07-23', north);
      h.there().sinks.reports.clear();
      await h.drop(id);
    });

    it('suspend from the delivery report to the supplement', async () => {
      const id = await given({ line: 'health', cover: 'medical', at: '08-05T10:00', more: incomplete });
      await comes('proof of arrival', async () => (await h.clockOf(id, 'claim-determine-life')).state === 'paused');
      const [told] = await h.query("select status, evidence from notice where case_id = $1 and template = 'documents-missing'", [id]);
      expect(told).toEqual({ status: 'arrived', evidence: expect.stringMatching(/^report-sms-/) });
      await h.until(cst('08-12T09:00'));
      await h.act(id, 'submitDocuments', 'party:claimant', invoice);
      // Suspended 6, 7, 8, 11, 12 August; then 13, 14, 15, 18, 19.
      await breaches(id, 'claim-determine-life', '08-20', north);
      // 30 days end on 4 September, seven days later on the 11th.
      expect((await h.clockOf(id, 'claim-determine-complex')).dueAt).toBe(cst('09-12'));
      await determined(id, ['an-ning', 'gao-shan']);
      await isMetLate(id, [['claim-determine-life', '08-20']]);
      await h.drop(id);
    });
  });

  it('5 working days over National Day count the make-up Saturday', async () => {
    const id = await given({ line: 'health', cover: 'medical', at: '09-30T10:00' });
    // Off 1 to 7 October; 8, 9, 10, Saturday 11, 13.
    await breaches(id, 'claim-determine-life', '10-14', north);
    await determined(id, ['an-ning', 'gao-shan']);
    await isMetLate(id, [['claim-determine-life', '10-14']]);
    await h.drop(id);
  });
});
