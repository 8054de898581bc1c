import { describeLimits } from '../support/describe-limits';
import { type ClaimDriver, complete, cst, dayMs, type Given, given, noticeOf, papers, person, start } from './driver';

type Do = (claim: ClaimDriver) => Promise<void>;

interface Row {
  readonly rule: string;
  /** Part of the claim that it runs on, where that is not the exposure. */
  readonly on?: string;
  readonly given: Given;
  /** What happens on the first day, until the limit runs. */
  readonly first?: Do;
  /** First instant after the limit, worked out by hand from Tuesday 7 July 2026, 10:00. */
  readonly due: string;
  /** What fulfils the duty, also when it is late. */
  readonly late: Do;
}

const noPapers = { documents: [] };
const ctpl = { exposures: [{ id: 'e1', cover: 'ctpl', claimant: 'claimant' }] };
const disaster = { catastrophe: 'TYPHOON-2609' };

const grant: Do = async (claim) => {
  await claim.determined('granted', 5000, 5000);
  await claim.delivers('result-granted');
};
const agree: Do = async (claim) => {
  if (claim.state.stage === 'survey') await claim.surveyed();
  await claim.agreed(5000);
};
const pay: Do = (claim) => claim.bank();
const survey: Do = (claim) => claim.surveyed();
const contact: Do = (claim) => claim.does('contact', 'u1', { by: 'phone' });
const hand =
  (template: string): Do =>
  (claim) =>
    claim.delivers(template);

const law: readonly Row[] = [
  // 5 working days: 8, 9, 10, 13, 14 July.
  { rule: 'claim-determine-life', given: {}, due: '2026-07-15', late: grant },
  // The company's number for 'promptly', 10 working days: 8-10, 13-17, 20, 21 July.
  { rule: 'claim-determine-general', given: { policy: { group: true } }, due: '2026-07-22', late: grant },
  // 30 days: the last is 6 August.
  { rule: 'claim-determine-complex', given: { line: 'accident' }, due: '2026-08-07', late: grant },
  { rule: 'claim-determine-complex', given: { policy: { group: true } }, due: '2026-08-07', late: grant },
  // 60 days: the last is 5 September.
  { rule: 'claim-advance-payment', given: {}, due: '2026-09-06', late: grant },
  // Company's number for 'promptly', 1 working day: 8 July.
  { rule: 'claim-guidance', given: {}, due: '2026-07-09', late: hand('claim-guidance') },
  // 1 day: 8 July.
  { rule: 'claim-ctpl-docs', given: { line: 'motor', content: { ...ctpl, ...noPapers } }, due: '2026-07-09', late: hand('document-list') },
  // 5 days: the last is Sunday 12 July; escalation does not wait for Monday.
  { rule: 'claim-ctpl-determine', given: { line: 'motor', content: { ...ctpl, small: true } }, due: '2026-07-13', late: grant },
  // 10 days from the agreement on 7 July.
  { rule: 'claim-pay', given: {}, first: agree, due: '2026-07-18', late: pay },
  { rule: 'claim-ctpl-pay', given: { line: 'motor', content: { ...ctpl, small: true } }, first: agree, due: '2026-07-18', late: pay },
  { rule: 'claim-agri-pay', given: { line: 'agricultural' }, first: agree, due: '2026-07-18', late: pay },
  // 3 days from the determination on 7 July.
  {
    rule: 'claim-denial-notice',
    given: {},
    first: (claim) => claim.determined('denied', 900, 0),
    due: '2026-07-11',
    late: hand('result-denied'),
  },
  // Company's number for 'promptly', 24 hours.
  { rule: 'claim-agri-survey', given: { line: 'agricultural' }, due: '2026-07-08T10:00', late: survey },
  // Company's number for 'promptly', 2 working days: 8, 9 July.
  { rule: 'claim-missing-docs-once', given: { content: noPapers }, due: '2026-07-10', late: hand('documents-missing') },
  // Company's number for 'promptly', 3 working days: 8, 9, 10 July.
  {
    rule: 'claim-appraisal-reminder',
    on: 'e1.disability',
    given: { line: 'accident' },
    first: (claim) => claim.does('needAppraisal', 'u1', { exposure: 'e1', appraisal: 'disability' }),
    due: '2026-07-11',
    late: hand('appraisal-reminder'),
  },
  // Company's number for 'promptly', 1 working day: 8 July.
  {
    rule: 'claim-ctpl-rescue',
    given: { line: 'motor', content: { ...ctpl, parties: [person('claimant', 'insured'), person('hospital', 'hospital')] } },
    first: (claim) => claim.does('askRescue', 'u1', { exposure: 'e1', payee: 'hospital', amountFen: 900 }),
    due: '2026-07-09',
    late: async (claim) => {
      await claim.does('payRescue', 'u2', { exposure: 'e1', amountFen: 900 });
      await claim.bank();
    },
  },
];

const company: readonly Row[] = [
  { rule: 'claim-first-contact', given: {}, due: '2026-07-07T12:00', late: contact },
  { rule: 'claim-survey', given: { line: 'property' }, due: '2026-07-10', late: survey },
  { rule: 'claim-small-fast-track', given: { content: { small: true } }, due: '2026-07-08T10:00', late: grant },
  { rule: 'claim-catastrophe-first-contact', given: { line: 'property', content: disaster }, due: '2026-07-07T11:00', late: contact },
  { rule: 'claim-catastrophe-survey', given: { line: 'property', content: disaster }, due: '2026-07-08T10:00', late: survey },
  { rule: 'claim-catastrophe-determine', given: { content: disaster }, due: '2026-07-11', late: grant },
  { rule: 'claim-catastrophe-advance', given: { content: disaster }, due: '2026-07-10', late: grant },
  { rule: 'claim-catastrophe-pay', given: { content: disaster }, first: agree, due: '2026-07-11', late: pay },
  { rule: 'promise-claim-registered', given: {}, due: '2026-07-07T14:00', late: hand('claim-registered') },
  { rule: 'promise-claim-first-contact', given: {}, due: '2026-07-07T12:00', late: contact },
  { rule: 'promise-claim-survey', given: { line: 'property' }, due: '2026-07-10', late: survey },
  {
    rule: 'promise-claim-progress',
    given: {},
    due: '2026-07-15',
    late: async (claim) => {
      await claim.does('tellProgress', 'u1');
      await claim.delivers('claim-progress');
    },
  },
  { rule: 'promise-claim-determined', given: {}, due: '2026-07-15', late: grant },
  { rule: 'promise-claim-paid', given: {}, first: agree, due: '2026-07-11', late: pay },
];

/** A limit climbs to the branch manager; a promise to those who can still keep it. */
const toldOf = (rule: string): readonly string[] =>
  rule.startsWith('promise-') ? ['role:handler', 'role:team-lead'] : ['role:handler', 'role:team-lead', 'role:branch-manager'];

describeLimits(
  [...law, ...company].map(({ rule, on, given: request, first, due, late }) => ({
    rule,
    ...(on === undefined ? {} : { on }),
    when: request.line ?? 'health',
    reach: async () => {
      const claim = await given(request);
      await first?.(claim);
      return claim;
    },
    due,
    late,
    told: toldOf(rule),
  })),
);

const running = (claim: ClaimDriver, on = 'e1'): readonly string[] =>
  Object.values(claim.state.clocks)
    .filter((c) => c.on === on && c.basis === 'law' && c.state === 'running')
    .map((c) => c.rule);

describe('which limits of the law run, by line', () => {
  it.each(['life', 'health', 'accident'])('individual %s: five working days, and thirty days when complex', async (line) => {
    const claim = await given({ line });
    expect(running(claim)).toEqual(['claim-determine-life', 'claim-determine-complex', 'claim-advance-payment']);
  });

  it.each(['life', 'health', 'accident'])('group %s: not the five working days, no guidance, but thirty days', async (line) => {
    const claim = await given({ line, policy: { group: true } });
    expect(running(claim)).toEqual(['claim-determine-complex', 'claim-advance-payment']);
    expect(claim.clock('claim-determine-general')).toMatchObject({ state: 'running', basis: 'policy' });
    expect(claim.clock('claim-guidance')).toBeUndefined();
  });

  it.each(['property', 'agricultural', 'motor'])('%s: the company target and thirty days', async (line) => {
    const claim = await given({ line });
    expect(running(claim)).toEqual(['claim-determine-complex', 'claim-advance-payment']);
    expect(claim.clock('claim-determine-general')?.state).toBe('running');
  });

  it('compulsory motor: five days from the documents, not from the claim', async () => {
    const claim = await given({ line: 'motor', content: { ...ctpl, documents: [] } });
    expect(claim.clock('claim-ctpl-determine')).toBeUndefined();
    claim.now = start + 2 * dayMs;
    await claim.does('submitDocuments', 'party:claimant', { documents: papers('claim-form') });
    expect(claim.clock('claim-ctpl-determine')?.startsAt).toBe(start + 2 * dayMs);
    expect(claim.clock('claim-ctpl-docs')?.startsAt).toBe(start);
  });

  it('a complex claim leaves the short limit, with its ground, and keeps the thirty days', async () => {
    const claim = await given();
    await expect(claim.tries('markComplex', 'lead1', { exposure: 'e1' })).resolves.toMatchObject({ act: 'ground.missing' });
    await claim.does('markComplex', 'lead1', { exposure: 'e1' }, { ground: 'cause-unclear' });
    expect(claim.clock('claim-determine-life')?.state).toBe('stopped');
    expect(claim.clock('claim-determine-complex')).toMatchObject({ state: 'running', dueAt: cst('2026-08-07') });
    expect(claim.saidOf('claim-complex')).toEqual({ exposure: 'e1', ground: 'cause-unclear' });
  });
});

describe('terms of the contract', () => {
  it('go before the law where the law yields: determination and payment', async () => {
    const terms = { determine: { unit: 'calendarDays', count: 12 }, pay: { unit: 'calendarDays', count: 3 } };
    const claim = await given({ policy: { terms } });
    expect(claim.clock('claim-determine-complex')?.dueAt).toBe(cst('2026-07-20'));
    expect(claim.clock('claim-determine-life')?.dueAt).toBe(cst('2026-07-20'));
    await claim.agreed(500);
    expect(claim.clock('claim-pay')?.dueAt).toBe(cst('2026-07-11'));
  });

  it('change nothing of compulsory motor limits', async () => {
    const terms = { determine: { unit: 'calendarDays', count: 90 }, pay: { unit: 'calendarDays', count: 90 } };
    const claim = await given({ line: 'motor', policy: { terms }, content: { ...ctpl, small: true } });
    expect(claim.clock('claim-ctpl-determine')?.dueAt).toBe(cst('2026-07-13'));
    await claim.agreed(500);
    expect(claim.clock('claim-ctpl-pay')?.dueAt).toBe(cst('2026-07-18'));
  });
});

describe('holidays', () => {
  it('the five working days of a notice before National Day 2026 count the make-up Saturday', async () => {
    // 30 September; off 1 to 7 October; working 8, 9, Saturday 10 (make-up), 12, 13 October.
    const claim = await given({ at: cst('2026-09-30T10:00') });
    expect(claim.clock('claim-determine-life')?.dueAt).toBe(cst('2026-10-14'));
    await claim.until(cst('2026-10-14') - 1);
    expect(claim.clock('claim-determine-life')?.breachedAt).toBeUndefined();
    await claim.until(cst('2026-10-14'));
    expect(claim.clock('claim-determine-life')?.breachedAt).toBe(cst('2026-10-14'));
  });

  it('the ten days to pay run through the holiday; rolled off it they stand beside', async () => {
    const claim = await given({ at: cst('2026-09-25T10:00') });
    await claim.agreed(500);
    // Last day Monday 5 October, a day off; rolled to Thursday 8 October.
    expect(claim.clock('claim-pay')).toMatchObject({ dueAt: cst('2026-10-06'), rolledDueAt: cst('2026-10-09') });
  });
});

describe('claims received in the past', () => {
  it.each([
    [4, []],
    [29, ['claim-determine-life', 'promise-claim-determined']],
    [31, ['claim-determine-life', 'claim-determine-complex', 'promise-claim-determined']],
    [61, ['claim-determine-life', 'claim-determine-complex', 'claim-advance-payment', 'promise-claim-determined']],
  ])('%d days ago: the breaches of its exposure are recorded at once', async (days, breached) => {
    const at = start - days * dayMs;
    const claim = await given({ at }, start);
    await claim.until(start + 1);
    const late = Object.values(claim.state.clocks).filter((c) => c.on === 'e1' && c.breachedAt !== undefined);
    expect(late.map((c) => c.rule)).toEqual(breached);
    await claim.agreed(700);
    expect(claim.clock('claim-determine-complex')?.state).toBe('met');
  });
});

describe('determination', () => {
  it('is not met by the decision alone: the result has to be with the notice channel', async () => {
    const claim = await given();
    await claim.determined('granted', 500, 500);
    expect(claim.clock('claim-determine-complex')?.state).toBe('running');
    expect(claim.state.stage).toBe('assess');
    claim.now = start + dayMs;
    await claim.delivers('result-granted');
    expect(claim.clock('claim-determine-complex')).toMatchObject({ state: 'met', metAt: start + dayMs });
    expect(claim.state.stage).toBe('agree');
  });

  it('the handler alone meets nothing by recommending', async () => {
    const claim = await given();
    await claim.does('recommend', 'u1', { exposure: 'e1', kind: 'granted', claimedFen: 500, amountFen: 500 });
    expect(claim.state.notes.determinedAt).toBeUndefined();
    expect(claim.clock('claim-determine-life')?.state).toBe('running');
  });

  it('the payment limit starts at the agreement, also when it is entered later', async () => {
    const claim = await given();
    await claim.determined('granted', 500, 500);
    await claim.delivers('result-granted');
    claim.now = start + 3 * dayMs;
    await claim.act('agree', 'party:claimant', { exposure: 'e1' }, { occurredAt: start + dayMs });
    expect(claim.clock('claim-pay')).toMatchObject({ startsAt: start + dayMs, dueAt: cst('2026-07-19') });
  });
});

describe('examples of the driver', () => {
  it('know the complete file of every line', () => {
    for (const line of Object.keys(complete)) expect(noticeOf({ line }).content.documents).toHaveLength(complete[line]?.length ?? 0);
  });
});
