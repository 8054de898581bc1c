import { describeLimits, type LimitRow } from '../support/describe-limits';
import { type ComplaintDriver, cst, dayMs, type Given, given, hourMs, start, transferOf, unwired } from './driver';
import { paper } from './played';

type Row = LimitRow<ComplaintDriver>;
type Do = (played: ComplaintDriver) => Promise<void>;

const reach =
  (first: Do, request: Given = {}): Row['reach'] =>
  async () => {
    const played = await given(request);
    await first(played);
    return played;
  };

const nothing: Do = async () => undefined;
const classified: Do = (played) => played.classified();
const answered: Do = (played) => played.decisionTold();
const told: Do = async (played) => {
  await played.decisionTold();
  await played.delivers('complaint-transfer-result');
};
const settled =
  (performBy?: number): Do =>
  async (played) => {
    await played.classified();
    await played.mediating();
    await played.mediated(performBy === undefined ? {} : { performBy });
  };

const life = { dispute: { insurance: 'life', facts: '退保金额有误' } };
const task = ['role:handler', 'role:team-lead'];
const climbing = [...task, 'role:branch-manager'];

/** On the clock of the decision, which keeps its name under whatever rule it runs. */
const resolve = (row: Pick<Row, 'rule' | 'when' | 'reach' | 'due'>): Row => ({
  ...row,
  clock: 'complaint-resolve-simple',
  late: answered,
  told: climbing,
});

const law: readonly Row[] = [
  // 15 days from Tuesday 7 July: the last is the 22nd.
  resolve({ rule: 'complaint-resolve-simple', when: 'as it came', reach: reach(nothing), due: '2026-07-23' }),
  // Received on Friday 3 July, registered on the 7th: 15 days from the 3rd, the last is Saturday the 18th; it does not wait for Monday.
  resolve({
    rule: 'complaint-resolve-simple',
    when: 'registered late',
    reach: () => given({ at: cst('2026-07-03T16:00') }, start),
    due: '2026-07-19',
  }),
  // New facts on 10 July: 15 days from then, the last is the 25th.
  resolve({
    rule: 'complaint-resolve-simple',
    when: 'new facts',
    reach: reach(async (played) => {
      await played.classified();
      await played.until(start + 3 * dayMs);
      await played.newFacts();
    }),
    due: '2026-07-26',
  }),
  // An appraisal from 9 to 19 July excludes ten days: 1 August is the last.
  resolve({
    rule: 'complaint-resolve-simple',
    when: 'appraised',
    reach: reach(async (played) => {
      await played.classified();
      await played.until(start + 2 * dayMs);
      await played.appraising();
      await played.until(start + 12 * dayMs);
      await played.does('appraisalReturned', 'system:appraiser', {});
    }),
    due: '2026-08-02',
  }),
  // A mediation from 9 to 14 July in vain excludes five days: the 27th is the last.
  resolve({
    rule: 'complaint-resolve-simple',
    when: 'mediated in vain',
    reach: reach(async (played) => {
      await played.classified();
      await played.until(start + 2 * dayMs);
      await played.mediating();
      await played.until(start + 7 * dayMs);
      await played.does('mediationEnded', 'system:mediation', { result: 'failed' });
    }),
    due: '2026-07-28',
  }),
  // Agreed on 20 days: the last is 27 July.
  resolve({
    rule: 'complaint-resolve-simple',
    when: 'agreed',
    reach: reach(async (played) => {
      await played.classified();
      await played.does('agreeTerms', 'u1', { limit: { unit: 'calendarDays', count: 20 }, agreement: paper('agreement') });
    }),
    due: '2026-07-28',
  }),
  // 30 days in all: the last is 6 August.
  resolve({
    rule: 'complaint-resolve-complex',
    reach: reach(async (played) => {
      await played.classified();
      await played.does('extendComplex', 'u1', {}, { ground: 'several-units' });
    }),
    due: '2026-08-07',
  }),
  // 60 days in all: 24 in July, 31 in August, 5 in September.
  resolve({
    rule: 'complaint-resolve-exceptional',
    reach: reach(async (played) => {
      await played.classified();
      await played.grantedExceptional();
      await played.delivers('complaint-extended-exceptionally');
    }),
    due: '2026-09-06',
  }),
  // 30 days from the application on 7 July: the last is 6 August.
  {
    rule: 'complaint-recheck-decide',
    reach: reach(async (played) => {
      await played.decisionTold();
      await played.applied();
    }),
    due: '2026-08-07',
    late: async (played) => {
      await played.rechecked();
      await played.delivers('complaint-recheck-result');
    },
    told: climbing,
  },
  // The company's number for 'promptly', 2 working days: 8, 9 July.
  {
    rule: 'complaint-pause-appraisal',
    reach: reach(async (played) => {
      await played.classified();
      await played.appraising();
    }),
    due: '2026-07-10',
    late: (played) => played.delivers('complaint-appraisal'),
    told: climbing,
  },
];

const company: readonly Row[] = [
  // 1 working day: 8 July.
  { rule: 'complaint-intake', reach: reach(nothing), due: '2026-07-09', late: classified, told: task },
  // 2 working days: 8, 9 July.
  {
    rule: 'complaint-handover',
    reach: reach(nothing, { content: { kind: 'petition' } }),
    due: '2026-07-10',
    late: async (played) => {
      await played.classified({ kind: 'petition' });
      await played.does('handOver', 'u1', { receiver: 'petition-office' });
      await played.delivers('complaint-handed-over');
    },
    told: task,
  },
  // 10 working days from the acceptance on 7 July: 8 to 10, 13 to 17, 20, 21 July.
  { rule: 'complaint-reply-target', reach: reach(classified, { content: life }), due: '2026-07-22', late: answered, told: climbing },
  // Ordered to be answered by the end of 19 July, whatever day of the week that is.
  {
    rule: 'complaint-transfer-order',
    when: 'ordered',
    reach: reach(classified, { content: transferOf(cst('2026-07-20')) }),
    due: '2026-07-20',
    late: told,
    told: climbing,
  },
  // Ordered without a date: 10 working days, as above.
  {
    rule: 'complaint-transfer-order',
    when: 'no date',
    reach: reach(classified, { content: transferOf() }),
    due: '2026-07-22',
    late: told,
    told: climbing,
  },
  // 10 working days from the agreement on 7 July, as above.
  {
    rule: 'complaint-mediation-perform',
    when: 'no date',
    reach: reach(settled()),
    due: '2026-07-22',
    late: (played) => played.performed(),
    told: climbing,
  },
  // The agreement's own date.
  {
    rule: 'complaint-mediation-perform',
    when: 'agreed date',
    reach: reach(settled(cst('2026-07-18'))),
    due: '2026-07-18',
    late: (played) => played.performed(),
    told: climbing,
  },
  // 5 working days from the telling on 7 July: 8, 9, 10, 13, 14 July.
  { rule: 'complaint-cause-coded', reach: reach(answered), due: '2026-07-15', late: (played) => played.coded(), told: task },
];

describeLimits([...law, ...company]);

describe('the time to apply for a recheck (complaint-recheck-apply)', () => {
  // 30 days from the receipt of the decision on 7 July: the last is 6 August.
  const end = cst('2026-08-07');
  const applies = (played: ComplaintDriver) =>
    played.tries('applyRecheck', 'party:complainant', { reason: '不同意', application: paper('recheck-application') });

  const toldOn = async (day: number, request: Given = {}): Promise<ComplaintDriver> => {
    const played = await given(request);
    await played.until(start + day * dayMs);
    await played.decisionTold();
    await played.coded();
    return played;
  };

  it('is open at its last instant, and closed at the next: the right lapses, the case ends, and nobody is blamed', async () => {
    const inTime = await toldOn(0);
    expect(inTime.clock('complaint-recheck-apply')?.dueAt).toBe(end);
    await inTime.until(end - 1);
    await expect(applies(inTime)).resolves.toBe('written');
    expect(inTime.state.stage).toBe('recheck');
    const late = await toldOn(0);
    await late.until(end);
    expect(late.state).toMatchObject({ status: 'closed', outcome: 'justified' });
    expect(late.told.filter((t) => t.template === 'clock-breach').map((t) => t.to)).toEqual([['role:handler']]);
  });

  it('has ended also where the case is still open for another reason: too late is too late', async () => {
    const played = await given();
    await played.decisionTold();
    await played.until(end);
    expect(played.state.stage).toBe('close');
    await expect(applies(played)).resolves.toMatchObject({ act: 'act.refused', detail: expect.stringMatching(/lapsed \(art\. 20\)/) });
  });

  it('is kept by an application that was received in time and is entered later', async () => {
    const played = await given();
    await played.decisionTold();
    await played.until(end + dayMs);
    await played.applied({ occurredAt: end - hourMs, evidence: 'dms:postal-receipt' });
    expect(played.state.stage).toBe('recheck');
    // 30 days from 6 August: the last is 5 September.
    expect(played.clock('complaint-recheck-decide')?.dueAt).toBe(cst('2026-09-06'));
  });

  it('runs from the receipt, where that is known to be later than the sending', async () => {
    const played = await toldOn(0);
    await played.until(start + 4 * dayMs);
    await played.does('confirmReceipt', 'party:complainant', { proof: paper('signature') }, { occurredAt: start + 3 * dayMs });
    // Received on 10 July: the last is 9 August.
    expect(played.clock('complaint-recheck-apply')?.dueAt).toBe(cst('2026-08-10'));
  });

  it('that seemed to have ended is open again when the decision is proved to have been received later', async () => {
    const played = await given({ content: unwired });
    await played.decided();
    await played.delivered();
    await played.until(end);
    expect(played.state.stage).toBe('close');
    await played.does('confirmReceipt', 'u1', { proof: paper('signature') }, { occurredAt: start + 9 * dayMs });
    // Received on 16 July: the last is 15 August.
    expect(played.state.stage).toBe('window');
    expect(played.clock('complaint-recheck-apply')).toMatchObject({ state: 'running', dueAt: cst('2026-08-16') });
    await played.until(cst('2026-08-16') - 1);
    await expect(applies(played)).resolves.toBe('written');
  });
});

describe('the end on the day of the withdrawal (complaint-withdrawn)', () => {
  const inTimeOf = (played: ComplaintDriver) =>
    played.record.events.flatMap(({ fact }) =>
      fact.kind === 'clock-met' && fact.clock === 'complaint-withdrawn' ? [[fact.metAt, fact.inTime]] : [],
    );

  it('is kept at the last instant of the day on which it was received', async () => {
    const played = await given();
    await played.until(cst('2026-07-08') - 1);
    await played.does('withdraw', 'party:complainant', {}, { occurredAt: start });
    expect(inTimeOf(played)).toEqual([[cst('2026-07-08') - 1, true]]);
  });

  it('is late on the next day, and says so', async () => {
    const played = await given();
    await played.until(cst('2026-07-08'));
    await played.does('withdraw', 'party:complainant', {}, { occurredAt: start });
    expect(inTimeOf(played)).toEqual([[cst('2026-07-08'), false]]);
    expect(played.state.outcome).toBe('withdrawn');
  });
});

describe('whose number a limit is', () => {
  it('the days to decide and to recheck are law; intake, hand-over, reply and cause are the company’s own', async () => {
    const played = await given({ content: { ...transferOf(), ...life } });
    await played.decisionTold();
    await played.applied();
    const bases = Object.values(played.state.clocks).map(({ rule, basis }) => [rule, basis]);
    expect(bases).toEqual([
      ['complaint-intake', 'policy'],
      ['complaint-resolve-simple', 'law'],
      ['complaint-transfer-order', 'policy'],
      ['complaint-reply-target', 'policy'],
      ['complaint-cause-coded', 'policy'],
      ['complaint-recheck-apply', 'law'],
      ['complaint-recheck-decide', 'law'],
    ]);
  });

  it.each([
    ['life', undefined, true],
    ['health', undefined, true],
    ['accident', undefined, true],
    ['life', true, false],
    ['property', undefined, false],
    ['motor', undefined, false],
  ])('the ten working days of order 2010 no. 4: %s, group %s: %s', async (insurance, group, runs) => {
    const played = await given({ content: { dispute: { insurance, facts: '保费有误', ...(group === undefined ? {} : { group }) } } });
    expect(played.clock('complaint-reply-target')).toBeUndefined();
    await played.until(start + dayMs);
    await played.classified();
    // From the acceptance on Wednesday 8 July: 9, 10, 13 to 17, 20 to 22.
    expect(played.clock('complaint-reply-target')?.dueAt).toBe(runs ? cst('2026-07-23') : undefined);
  });
});
