import { type ClaimDriver, complete, cst, dayMs, given, papers, person, start } from './driver';

const reopen = async (claim: ClaimDriver, stage: string, ground = 'objection', actor = 'lead1'): Promise<void> => {
  await claim.forget();
  await claim.transition({ kind: 'reopen', reopen: { request: `${stage}-${claim.now}`, actor, stage, ground } });
};

const letters = (claim: ClaimDriver, template: string) => claim.told.filter((t) => t.template === template);

/** Denied and told on 7 July 2026, and closed. */
async function denied(): Promise<ClaimDriver> {
  const claim = await given();
  await claim.determined('denied', 900, 0);
  await claim.delivers('result-denied');
  expect(claim.state).toMatchObject({ status: 'closed', outcome: 'denied' });
  return claim;
}

/** Agreed and paid on 7 July 2026, and closed. */
async function paid(): Promise<ClaimDriver> {
  const claim = await given();
  await claim.agreed(900);
  await claim.bank();
  expect(claim.state).toMatchObject({ status: 'closed', outcome: 'paid' });
  return claim;
}

describe('a denied claim that is entered again', () => {
  it.each(['documents', 'assess', 'agree'])('at %s leads to an assessment, and not to a second closing letter', async (stage) => {
    const claim = await denied();
    claim.now = start + 30 * dayMs;
    await reopen(claim, stage);
    expect(claim.state).toMatchObject({ status: 'open', stage: 'assess' });
    expect(claim.tasks).toContain('recommend');
    expect(letters(claim, 'closing-letter')).toHaveLength(1);
  });

  it('takes the objection and further papers, and pays what the next result grants', async () => {
    const claim = await denied();
    await reopen(claim, 'assess');
    await claim.does('object', 'party:claimant', { exposure: 'e1', reason: '不同意拒赔' });
    expect(claim.state.flags).toContain('disputed');
    await claim.does('submitDocuments', 'party:claimant', { documents: papers('medical-record') });
    await claim.agreed(700);
    await claim.bank();
    expect(claim.state).toMatchObject({ status: 'closed', outcome: 'paid' });
    expect(letters(claim, 'closing-letter')).toHaveLength(2);
  });

  it('is possible until its limitation, which runs anew when it has ended again', async () => {
    const claim = await denied();
    claim.now = cst('2028-07-08') - 1;
    await reopen(claim, 'assess');
    expect(claim.state.status).toBe('open');
    await claim.determined('denied', 900, 0);
    await claim.delivers('result-denied');
    // Ended on 7 July 2028.
    expect(claim.state.watches.limitation?.date).toBe(cst('2030-07-08'));
  });

  it('is closed to people from the first instant after it', async () => {
    const claim = await denied();
    claim.now = cst('2028-07-08');
    await reopen(claim, 'assess');
    expect(claim.state.status).toBe('closed');
  });
});

describe('a party', () => {
  it.each([
    ['assess', 'object', 'open'],
    ['documents', 'submitDocuments', 'open'],
    ['documents', 'object', 'closed'],
    ['assess', 'agree', 'closed'],
    ['pay', 'object', 'closed'],
  ])('enters a closed claim at %s for %s: it is %s', async (stage, ground, status) => {
    const claim = await denied();
    await reopen(claim, stage, ground, 'party:claimant');
    expect(claim.state.status).toBe(status);
  });
});

describe('a paid claim to which more bills come', () => {
  it('is assessed again, never below what was agreed, and pays the difference', async () => {
    const claim = await paid();
    claim.now = start + 30 * dayMs;
    await reopen(claim, 'documents', 'later-bills');
    expect(claim.tasks).toContain('recommend');
    const less = { exposure: 'e1', kind: 'partial', claimedFen: 1500, amountFen: 899, reasons: [{ code: 'exclusion', amountFen: 601 }] };
    await expect(claim.tries('recommend', 'u1', less)).resolves.toMatchObject({
      act: 'act.refused',
      detail: expect.stringMatching(/900 fen.*bind/),
    });
    await claim.agreed(1500);
    expect(Object.values(claim.state.payments).map((p) => [p.amountFen, p.purpose])).toEqual([
      [900, 'indemnity'],
      [600, 'difference'],
    ]);
    await claim.bank();
    expect(claim.state).toMatchObject({ status: 'closed', outcome: 'paid' });
  });

  it('that change nothing needs no second agreement', async () => {
    const claim = await paid();
    await reopen(claim, 'assess', 'later-bills');
    await claim.determined('partial', 1500, 900);
    await claim.delivers('result-partial');
    expect(claim.state).toMatchObject({ status: 'closed', outcome: 'partly-paid' });
  });

  it('on one of several exposures waits until the handler says on which, or that there is nothing to assess', async () => {
    const settled = async () => {
      const exposures = ['e1', 'e2'].map((id) => ({ id, cover: 'medical', claimant: 'claimant' }));
      const claim = await given({ content: { exposures } });
      for (const id of ['e1', 'e2']) await claim.determined('granted', 500, 500, { exposure: id });
      await claim.delivers('result-granted');
      for (const id of ['e1', 'e2']) await claim.does('agree', 'party:claimant', { exposure: id });
      await claim.bank();
      await reopen(claim, 'assess', 'later-bills');
      expect(claim.state).toMatchObject({ status: 'open', stage: 'assess' });
      return claim;
    };
    const more = await settled();
    await more.does('reassess', 'u1', { exposure: 'e2' }, { ground: 'later-bills' });
    expect(more.tasks).toContain('recommend');
    await more.determined('granted', 800, 800, { exposure: 'e2' });
    await more.delivers('result-granted');
    await more.does('agree', 'party:claimant', { exposure: 'e2' });
    await more.bank();
    expect(more.state).toMatchObject({ status: 'closed', outcome: 'paid' });
    const nothing = await settled();
    const task = Object.values(nothing.state.expectations).find((e) => e.title === 'look-through')?.name ?? '';
    await nothing.does('completeTask', 'u1', {}, { task });
    expect(nothing.state.status).toBe('closed');
  });
});

describe('a second determination', () => {
  it('that refuses something is told within three days again: nothing before, a breach at the instant (art. 24)', async () => {
    const claim = await given();
    await claim.determined('partial', 900, 400);
    await claim.delivers('result-partial');
    claim.now = cst('2026-07-20T10:00');
    await claim.does('object', 'party:claimant', { exposure: 'e1', reason: '金额太低' });
    await claim.does('reassess', 'u1', { exposure: 'e1' }, { ground: 'objection-upheld' });
    await claim.determined('partial', 900, 500);
    // Determined on 20 July: the third day ends with 23 July.
    expect(claim.clock('claim-denial-notice')).toMatchObject({ state: 'running', dueAt: cst('2026-07-24') });
    await claim.until(cst('2026-07-24') - 1);
    expect(claim.clock('claim-denial-notice')?.breachedAt).toBeUndefined();
    await claim.until(cst('2026-07-24'));
    expect(claim.clock('claim-denial-notice')?.breachedAt).toBe(cst('2026-07-24'));
  });

  it('has limits to determine and to advance of its own, from when it was begun; a promise is given once', async () => {
    const claim = await denied();
    claim.now = cst('2026-08-03T10:00');
    await reopen(claim, 'assess');
    // Monday 3 August: five working days end with 10 August, thirty days with 2 September, sixty with 2 October.
    expect(claim.clock('claim-determine-life')).toMatchObject({ state: 'running', dueAt: cst('2026-08-11') });
    expect(claim.clock('claim-determine-complex')).toMatchObject({ state: 'running', dueAt: cst('2026-09-03') });
    expect(claim.clock('claim-advance-payment')).toMatchObject({ state: 'running', dueAt: cst('2026-10-03') });
    expect(claim.clock('promise-claim-determined')?.state).toBe('met');
  });

  it('is not advanced by the advance of the first', async () => {
    const claim = await given();
    await claim.does('askAdvance', 'u1', { exposure: 'e1', payee: 'claimant', amountFen: 5 });
    await claim.does('payAdvance', 'u2', { exposure: 'e1', amountFen: 5 });
    await claim.bank();
    await claim.determined('partial', 900, 400);
    await claim.delivers('result-partial');
    claim.now = start + dayMs;
    await claim.does('reassess', 'u1', { exposure: 'e1' }, { ground: 'new-facts' });
    expect(claim.clock('claim-advance-payment')?.state).toBe('running');
  });

  it('leads to a limit to pay of its own, ten days from the new agreement', async () => {
    const claim = await paid();
    claim.now = cst('2026-08-03T10:00');
    await reopen(claim, 'assess', 'later-bills');
    await claim.agreed(1500);
    // 3 August: the tenth day is 13 August.
    expect(claim.clock('claim-pay')).toMatchObject({ state: 'running', dueAt: cst('2026-08-14') });
  });
});

describe('a loss that was exaggerated (art. 27(3))', () => {
  const suspected = async (): Promise<ClaimDriver> => {
    const claim = await given();
    await claim.does('referFraud', 'u1', {}, { ground: 'forged-document' });
    return claim;
  };
  const reasons = (amountFen: number) => [{ code: 'exaggerated', amountFen }];

  it('falls in the part that was made up; the true part is determined, agreed and paid', async () => {
    const claim = await suspected();
    await claim.does('clearFraud', 'f1', { finding: 'exaggerated', exposure: 'e1', falseFen: 300 });
    expect(claim.state.flags).not.toContain('fraud');
    const more = { exposure: 'e1', kind: 'partial', claimedFen: 900, amountFen: 599, reasons: reasons(301) };
    await expect(claim.tries('recommend', 'u1', more)).resolves.toMatchObject({
      act: 'act.refused',
      detail: expect.stringMatching(/300 fen/),
    });
    await claim.determined('partial', 900, 600, { reasons: reasons(300) });
    await claim.delivers('result-partial');
    claim.now = cst('2026-07-20T10:00');
    await claim.does('agree', 'party:claimant', { exposure: 'e1' });
    expect(Object.values(claim.state.payments)).toMatchObject([{ amountFen: 600, status: 'requested' }]);
    // Ten days from the agreement on 20 July.
    expect(claim.clock('claim-pay')?.dueAt).toBe(cst('2026-07-31'));
  });

  it('found after the agreement takes the result up anew, and what was agreed does not bind', async () => {
    const claim = await given();
    await claim.does('referFraud', 'u1', {}, { ground: 'forged-document' });
    await claim.agreed(900);
    expect(claim.state.payments).toEqual({});
    await claim.does('clearFraud', 'f1', { finding: 'exaggerated', exposure: 'e1', falseFen: 300 });
    expect(claim.state.payments).toEqual({});
    expect(claim.tasks).toContain('recommend');
    await claim.determined('partial', 900, 600, { reasons: reasons(300) });
    await claim.delivers('result-partial');
    await claim.does('agree', 'party:claimant', { exposure: 'e1' });
    expect(Object.values(claim.state.payments)).toMatchObject([{ amountFen: 600 }]);
  });

  it('is no reason without a finding, and a finding names exposure and part', async () => {
    const claim = await suspected();
    const denial = { exposure: 'e1', kind: 'denied', claimedFen: 900, amountFen: 0 };
    for (const code of ['exaggerated', 'fraud'])
      await expect(claim.tries('recommend', 'u1', { ...denial, reasons: [{ code, amountFen: 900 }] })).resolves.toMatchObject({
        act: 'act.refused',
      });
    await expect(claim.tries('clearFraud', 'f1', { finding: 'exaggerated' })).resolves.toMatchObject({ act: 'act.refused' });
  });
});

describe('a need of an appraisal', () => {
  it('has its own reminder each time: the second is due by itself', async () => {
    const claim = await given({ line: 'accident' });
    const need = (appraisal: string) => claim.does('needAppraisal', 'u1', { exposure: 'e1', appraisal });
    await need('disability');
    await claim.delivers('appraisal-reminder');
    expect(claim.clock('claim-appraisal-reminder', 'e1.disability')?.state).toBe('met');
    claim.now = cst('2026-07-20T10:00');
    await need('cause');
    // Monday 20 July: three working days end with 23 July.
    expect(claim.clock('claim-appraisal-reminder', 'e1.cause')).toMatchObject({ state: 'running', dueAt: cst('2026-07-24') });
    await claim.until(cst('2026-07-24') - 1);
    expect(claim.clock('claim-appraisal-reminder', 'e1.cause')?.breachedAt).toBeUndefined();
    await claim.until(cst('2026-07-24'));
    expect(claim.clock('claim-appraisal-reminder', 'e1.cause')?.breachedAt).toBe(cst('2026-07-24'));
    await need('disability');
    expect(claim.clock('claim-appraisal-reminder', 'e1.disability')?.state).toBe('running');
  });
});

describe('motor covers', () => {
  const loss = {
    small: true,
    parties: [person('claimant', 'insured'), person('third-1', 'third-party')],
    exposures: [
      { id: 'ctpl', cover: 'ctpl', claimant: 'claimant', limitFen: 2000 },
      { id: 'own', cover: 'own-damage', claimant: 'claimant' },
      { id: 'ctpl-1', cover: 'ctpl', claimant: 'third-1', limitFen: 2000 },
      { id: 'over-1', cover: 'third-party', claimant: 'third-1' },
    ],
  };

  it('of own damage are not reduced by compulsory cover and do not wait for it; those of a third party are and do', async () => {
    const claim = await given({ line: 'motor', content: loss });
    expect(claim.state.expectations['recommend@own']).toBeDefined();
    expect(claim.state.expectations['recommend@over-1']).toBeUndefined();
    await claim.determined('granted', 2000, 2000, { exposure: 'ctpl' });
    await claim.determined('granted', 5000, 5000, { exposure: 'own' });
    await claim.determined('granted', 2000, 2000, { exposure: 'ctpl-1' });
    await claim.determined('granted', 5000, 3000, { exposure: 'over-1' });
    expect([claim.state.notes['own.amountFen'], claim.state.notes['over-1.amountFen']]).toEqual([5000, 3000]);
  });
});

describe('a notice of many exposures', () => {
  it('holds two hundred, and one more is refused with the number', async () => {
    const exposures = Array.from({ length: 200 }, (_, i) => ({ id: `e${i + 1}`, cover: 'medical', claimant: 'claimant' }));
    const claim = await given({ line: 'health', content: { exposures, documents: papers(...(complete.health ?? [])) } });
    expect(Object.keys(claim.state.exposures)).toHaveLength(200);
    const another = { id: 'e201', cover: 'medical', claimant: 'claimant' };
    await expect(claim.tries('openExposure', 'u1', another)).resolves.toMatchObject({
      act: 'act.refused',
      detail: expect.stringContaining('200'),
    });
  });
});
