import { describeLimits, type LimitRow } from '../support/describe-limits';
import { cst, type Given, given, type ImprovementDriver, orderOf, start } from './driver';
import { evidence } from './played';

type Row = LimitRow<ImprovementDriver>;
type Do = (played: ImprovementDriver) => Promise<void>;

const reach =
  (first: Do, request: Given = {}): Row['reach'] =>
  async () => {
    const played = await given(request);
    await first(played);
    return played;
  };

const planned: Do = (played) => played.planned();
const worked: Do = async (played) => {
  await played.planned();
  await played.worked();
};
const verified: Do = async (played) => {
  await worked(played);
  await played.verified();
};
const measured =
  (value: number): Do =>
  async (played) => {
    await verified(played);
    await played.measured(value);
  };
const asked: Do = async (played) => {
  await planned(played);
  await played.does('askExtension', 'o1', { measure: 'm1', dueAt: cst('2026-08-20') }, { ground: 'scope-grown' });
};
const ordered: Do = async (played) => {
  await played.planned({}, 'compliance1');
  await played.worked();
};

const chain = ['role:handler', 'role:team-lead'];
const authorities = ['role:handler', 'role:team-lead', 'role:branch-manager', 'role:compliance', 'role:head-office'];

const rows: readonly Row[] = [
  // 5 working days from Tuesday 7 July: 8, 9, 10, 13, 14.
  { rule: 'improve-root-cause', reach: reach(async () => undefined), due: '2026-07-15', late: (p) => p.caused(), told: chain },
  // 5 working days from the cause: 8, 9, 10, 13, 14 July.
  {
    rule: 'improve-plan',
    reach: reach((p) => p.caused()),
    due: '2026-07-15',
    late: (p) => p.does('proposePlan', 'u1', p.plan()),
    told: chain,
  },
  // 3 working days: 8, 9, 10 July.
  {
    rule: 'improve-plan-approval',
    reach: reach(async (p) => {
      await p.caused();
      await p.does('proposePlan', 'u1', p.plan());
    }),
    due: '2026-07-11',
    late: (p) => p.does('approvePlan', 'lead1', { decision: 'approved' }),
    told: chain,
  },
  // The plan's day is 27 July, kept until its end.
  {
    rule: 'improve-measure',
    on: 'm1',
    reach: reach(planned),
    due: '2026-07-28',
    late: (p) => p.does('reportDone', 'o1', { measure: 'm1', evidence }),
    told: ['staff:o1', ...chain],
  },
  // Moved to 20 August by an extension.
  {
    rule: 'improve-measure',
    when: 'extended',
    on: 'm1',
    reach: reach(async (p) => {
      await asked(p);
      await p.does('decideExtension', 'lead1', { measure: 'm1', decision: 'approved' });
    }),
    due: '2026-08-21',
    late: (p) => p.does('reportDone', 'o1', { measure: 'm1', evidence }),
    told: ['staff:o1', ...chain],
  },
  // 2 working days: 8, 9 July.
  {
    rule: 'improve-decision',
    when: 'extension',
    on: 'm1',
    reach: reach(asked),
    due: '2026-07-10',
    late: (p) => p.does('decideExtension', 'lead1', { measure: 'm1', decision: 'refused' }),
    told: ['staff:o1', ...chain],
  },
  {
    rule: 'improve-decision',
    when: 'early end',
    reach: reach((p) => p.does('withdraw', 'u1', {}, { ground: 'opened-in-error' })),
    due: '2026-07-10',
    late: (p) => p.does('decideEnd', 'lead1', { decision: 'refused' }),
    told: chain,
  },
  // 10 working days: 8 to 10, 13 to 17, 20, 21 July.
  { rule: 'improve-verify', reach: reach(worked), due: '2026-07-22', late: (p) => p.verified(), told: chain },
  // The plan's day is 5 October.
  { rule: 'improve-effect', reach: reach(verified), due: '2026-10-06', late: (p) => p.measured(1), told: chain },
  // 10 working days, as above.
  {
    rule: 'improve-act',
    when: 'effective',
    reach: reach(measured(1)),
    due: '2026-07-22',
    late: (p) => p.does('standardise', 'u1', { into: 'checklist' }),
    told: chain,
  },
  {
    rule: 'improve-act',
    when: 'not effective',
    reach: reach(measured(3)),
    due: '2026-07-22',
    late: (p) => p.does('planAgain', 'u1', {}, { ground: 'wrong-cause' }),
    told: chain,
  },
  // The order's own day is 31 August.
  {
    rule: 'rectification-deadline',
    on: 'order-1',
    reach: reach(ordered, { content: orderOf(cst('2026-08-31T12:00')) }),
    due: '2026-09-01',
    late: (p) => p.verified(),
    told: authorities,
  },
  // A new order's own day is 15 September.
  {
    rule: 'rectification-deadline',
    when: 'new order',
    on: 'order-2',
    reach: reach(
      async (p) => {
        await ordered(p);
        await p.does('newOrder', 'compliance1', { number: 'NFRA-2', orderedDate: cst('2026-09-15') }, { ground: 'date-moved' });
      },
      { content: orderOf(cst('2026-08-31')) },
    ),
    due: '2026-09-16',
    late: (p) => p.verified(),
    told: authorities,
  },
];

describeLimits(rows);

describe('the last moment to ask for an extension (improve-extension-window)', () => {
  // Three working days before Monday 27 July: 24, 23, 22 July; asked by the end of the 22nd.
  const last = cst('2026-07-23');
  const asks = (played: ImprovementDriver) =>
    played.tries('askExtension', 'o1', { measure: 'm1', dueAt: cst('2026-08-20') }, { ground: 'scope-grown' });

  it('ends three working days before the day of the measure, in silence', async () => {
    const played = await given();
    await played.planned();
    expect(played.clock('improve-extension-window', 'm1')?.dueAt).toBe(last);
    await played.until(last);
    expect(played.clock('improve-extension-window', 'm1')?.state).toBe('stopped');
    expect(played.told.filter((t) => t.template === 'clock-breach')).toEqual([]);
  });

  it('still takes a request at its last instant, and none after it', async () => {
    const inTime = await given();
    await inTime.planned();
    await inTime.until(last - 1);
    await expect(asks(inTime)).resolves.toBe('written');
    const late = await given();
    await late.planned();
    await late.until(last);
    await expect(asks(late)).resolves.toMatchObject({ act: 'act.refused', detail: expect.stringMatching(/too late/) });
  });

  it('moves with the day of the measure', async () => {
    const played = await given();
    await played.planned();
    await played.does('askExtension', 'o1', { measure: 'm1', dueAt: cst('2026-08-20') }, { ground: 'scope-grown' });
    await played.does('decideExtension', 'lead1', { measure: 'm1', decision: 'approved' });
    // Three working days before Thursday 20 August: 19, 18, 17.
    expect(played.clock('improve-extension-window', 'm1')).toMatchObject({ state: 'running', dueAt: cst('2026-08-18') });
  });
});

describe('whose number a limit is', () => {
  it('an ordered date is law, because the order sets it; the day of a measure is the company’s own', async () => {
    const played = await given({ content: orderOf(cst('2026-08-31')) });
    await played.planned({}, 'compliance1');
    expect(played.clock('rectification-deadline', 'order-1')).toMatchObject({ basis: 'law', startsAt: start });
    expect(played.clock('improve-measure', 'm1')?.basis).toBe('policy');
  });

  it('without an order there is no statutory date', async () => {
    const played = await given();
    expect(Object.values(played.state.clocks).filter((clock) => clock.basis === 'law')).toEqual([]);
  });

  it('an order that comes to us after its date is missed from the beginning', async () => {
    const played = await given({ content: orderOf(cst('2026-07-01')) });
    await played.until(start + 1);
    expect(played.clock('rectification-deadline', 'order-1')).toMatchObject({ dueAt: cst('2026-07-02'), breachedAt: cst('2026-07-02') });
  });
});
