import { type ClaimDriver, cst, dayMs, given, person, start } from './driver';

const loss = {
  small: true,
  parties: [person('claimant', 'insured'), person('third-1', 'third-party'), person('third-2', 'third-party')],
  exposures: [
    { id: 'ctpl-1', cover: 'ctpl', claimant: 'third-1', limitFen: 200_000 },
    { id: 'ctpl-2', cover: 'ctpl', claimant: 'third-2', limitFen: 200_000 },
    { id: 'own', cover: 'own-damage', claimant: 'claimant', reserveFen: 800_000 },
    { id: 'over-1', cover: 'third-party', claimant: 'third-1' },
  ],
};

const twoThirds = (): Promise<ClaimDriver> => given({ line: 'motor', content: loss });
const expected = (claim: ClaimDriver) => Object.keys(claim.state.expectations).filter((name) => !name.startsWith('ad-hoc:'));
const granted = (claim: ClaimDriver, exposure: string, claimedFen: number, amountFen = claimedFen) =>
  claim.determined('granted', claimedFen, amountFen, { exposure });

describe('one loss with compulsory and commercial cover and two third parties', () => {
  it('settles the compulsory cover of a third party before the commercial one, and waits for no other', async () => {
    const claim = await twoThirds();
    expect(expected(claim)).toEqual(['recommend@ctpl-1', 'recommend@ctpl-2', 'recommend@own']);
    await granted(claim, 'ctpl-1', 200_000);
    expect(expected(claim)).toContain('recommend@over-1');
  });

  it('takes what the compulsory cover bears off the commercial one', async () => {
    const claim = await twoThirds();
    await granted(claim, 'ctpl-1', 200_000);
    const whole = { exposure: 'over-1', kind: 'granted', claimedFen: 350_000, amountFen: 350_000 };
    await expect(claim.tries('recommend', 'u1', whole)).resolves.toMatchObject({
      act: 'act.refused',
      detail: expect.stringMatching(/At most 150000/),
    });
    await granted(claim, 'over-1', 350_000, 150_000);
    expect(claim.state.notes['over-1.amountFen']).toBe(150_000);
  });

  it('runs the clocks of each exposure by its own cover', async () => {
    const claim = await twoThirds();
    expect(claim.clock('claim-ctpl-determine', 'ctpl-1')).toMatchObject({ on: 'ctpl-1', dueAt: cst('2026-07-13') });
    expect(claim.state.clocks['claim-ctpl-determine@own']).toBeUndefined();
    expect(claim.clock('claim-determine-general', 'own')).toMatchObject({ on: 'own' });
    await granted(claim, 'ctpl-1', 100);
    await claim.delivers('result-granted');
    expect(claim.clock('claim-ctpl-determine', 'ctpl-1')?.state).toBe('met');
    expect(claim.clock('claim-ctpl-determine', 'ctpl-2')?.state).toBe('running');
  });

  it('pays one third party as soon as it agrees, while the others are still assessed', async () => {
    const claim = await twoThirds();
    await granted(claim, 'ctpl-1', 100);
    await claim.delivers('result-granted');
    expect(claim.state.stage).toBe('assess');
    expect(expected(claim)).toContain('agree@ctpl-1');
    await claim.does('agree', 'party:third-1', { exposure: 'ctpl-1' });
    expect(Object.values(claim.state.payments)).toMatchObject([{ exposure: 'ctpl-1', payee: 'third-1', amountFen: 100 }]);
    expect(claim.clock('claim-ctpl-pay', 'ctpl-1')).toMatchObject({ startsAt: start, state: 'running' });
    await claim.bank();
    expect(claim.clock('claim-ctpl-pay', 'ctpl-1')?.state).toBe('met');
  });

  it('is paid when the last of them is, each with its own result, agreement and payment', async () => {
    const claim = await twoThirds();
    for (const id of ['ctpl-1', 'ctpl-2', 'own']) await granted(claim, id, 1000);
    await granted(claim, 'over-1', 1001, 1);
    await claim.delivers('result-granted');
    expect(claim.state.stage).toBe('agree');
    for (const { id, claimant } of loss.exposures) await claim.does('agree', `party:${claimant}`, { exposure: id });
    await claim.bank();
    expect(claim.state).toMatchObject({ status: 'closed', outcome: 'paid' });
    expect(Object.values(claim.state.payments).map((p) => [p.exposure, p.payee, p.amountFen])).toEqual([
      ['ctpl-1', 'third-1', 1000],
      ['ctpl-2', 'third-2', 1000],
      ['own', 'claimant', 1000],
      ['over-1', 'third-1', 1],
    ]);
  });

  it('is partly paid when one of them is denied, and the letters name whose result it is', async () => {
    const claim = await given({ line: 'motor', content: { ...loss, exposures: loss.exposures.slice(0, 2) } });
    await granted(claim, 'ctpl-1', 700);
    await claim.determined('denied', 500, 0, { exposure: 'ctpl-2' });
    await claim.delivers('result-granted');
    await claim.delivers('result-denied');
    await claim.does('agree', 'party:third-1', { exposure: 'ctpl-1' });
    await claim.bank();
    expect(claim.state.outcome).toBe('partly-paid');
    expect(claim.told.find((t) => t.template === 'result-denied')).toMatchObject({ to: ['party:third-2'], data: { exposure: 'ctpl-2' } });
  });

  it('an exposure opened during the agreement brings the claim back to assessment, and keeps what is settled', async () => {
    const claim = await given({ line: 'motor', content: { ...loss, exposures: loss.exposures.slice(0, 1) } });
    await granted(claim, 'ctpl-1', 700);
    await claim.delivers('result-granted');
    await claim.does('openExposure', 'u1', { id: 'late', cover: 'ctpl', claimant: 'third-2' });
    expect(claim.state.stage).toBe('assess');
    expect(expected(claim)).toEqual(['agree@ctpl-1', 'recommend@late']);
    expect(claim.clock('claim-ctpl-determine', 'late')).toMatchObject({ startsAt: start });
  });
});

describe('agreement', () => {
  const offered = async () => {
    const claim = await given();
    await claim.determined('granted', 900, 900);
    await claim.delivers('result-granted');
    return claim;
  };

  it('to nothing, or twice, is refused', async () => {
    const early = await given();
    await expect(early.tries('agree', 'party:claimant', { exposure: 'e1' })).resolves.toMatchObject({ act: 'act.refused' });
    const claim = await offered();
    await claim.does('agree', 'party:claimant', { exposure: 'e1' });
    await expect(claim.tries('agree', 'party:claimant', { exposure: 'e1' })).resolves.toMatchObject({ act: 'act.refused' });
  });

  it('that does not come within the company wait ends the claim without payment, and the right goes on', async () => {
    const claim = await offered();
    await claim.until(cst('2026-07-23') - 1);
    expect(claim.state.stage).toBe('agree');
    await claim.until(cst('2026-07-23'));
    expect(claim.state).toMatchObject({ status: 'closed', outcome: 'without-payment' });
    expect(claim.saidOf('agreement-lapsed')).toMatchObject({
      exposure: 'e1',
      amountFen: 900,
      limitationAt: claim.state.watches.limitation?.date,
    });
    await claim.forget();
    await claim.transition({ kind: 'reopen', reopen: { request: 'o1', actor: 'lead1', stage: 'agree', ground: 'claimant-returned' } });
    await claim.does('agree', 'party:claimant', { exposure: 'e1' });
    await claim.bank();
    expect(claim.state.outcome).toBe('paid');
  });

  it('refused by an objection is recorded, offered as a dispute and ends the wait, not the claim', async () => {
    const claim = await offered();
    await claim.does('object', 'party:claimant', { exposure: 'e1', reason: '金额太低' });
    expect(claim.state.flags).toContain('disputed');
    expect(claim.saidOf('dispute-offered')).toMatchObject({ exposure: 'e1', remedies: expect.arrayContaining(['mediation', 'suit']) });
    await claim.until(start + 60 * dayMs);
    expect(claim.state).toMatchObject({ status: 'open', stage: 'agree' });
    await claim.does('agree', 'party:claimant', { exposure: 'e1' });
    expect(claim.state.stage).toBe('pay');
  });

  it('after an upheld objection is about a new result of two people', async () => {
    const claim = await offered();
    await claim.does('object', 'party:claimant', { exposure: 'e1', reason: '金额太低' });
    await claim.does('reassess', 'u1', { exposure: 'e1' }, { ground: 'objection-upheld' });
    expect(claim.state.stage).toBe('assess');
    await claim.agreed(1200);
    expect(Object.values(claim.state.payments)).toMatchObject([{ amountFen: 1200 }]);
  });

  it('binds the insurer: it is not assessed again, but for confirmed fraud', async () => {
    const claim = await offered();
    await claim.does('referFraud', 'u1', {}, { ground: 'tip-off' });
    await claim.does('agree', 'party:claimant', { exposure: 'e1' });
    await expect(claim.tries('reassess', 'u1', { exposure: 'e1' }, { ground: 'error' })).resolves.toMatchObject({ act: 'act.refused' });
    await claim.does('reassess', 'u1', { exposure: 'e1' }, { ground: 'fraud-confirmed' });
    expect(claim.clock('claim-pay')?.state).toBe('stopped');
    expect(claim.state.stage).toBe('assess');
  });

  it('one exposure assessed again keeps the others where they are', async () => {
    const exposures = ['e1', 'e2'].map((id) => ({ id, cover: 'medical', claimant: 'claimant' }));
    const claim = await given({ content: { exposures } });
    await granted(claim, 'e1', 500);
    await claim.delivers('result-granted');
    await claim.does('reassess', 'u1', { exposure: 'e1' }, { ground: 'new-facts' });
    expect(expected(claim)).toEqual(['recommend@e1', 'recommend@e2']);
    await granted(claim, 'e1', 600);
    expect(claim.state.notes['e1.amountFen']).toBe(600);
  });
});

describe('the fraud investigation', () => {
  it('makes every payment impossible until it has cleared the claim', async () => {
    const claim = await given();
    await claim.does('askAdvance', 'u1', { exposure: 'e1', payee: 'claimant', amountFen: 100 });
    await claim.does('referFraud', 'surveyor1', { score: 87 }, { ground: 'doubtful-cause' });
    expect(claim.tasks).toContain('clearFraud');
    await expect(claim.tries('payAdvance', 'u2', { exposure: 'e1', amountFen: 100 })).resolves.toMatchObject({ act: 'act.refused' });
    await claim.agreed(900);
    expect(claim.state.payments).toEqual({});
    expect(claim.clock('claim-pay')?.state).toBe('running');
    await claim.does('clearFraud', 'f1', { finding: 'cleared' });
    expect(Object.values(claim.state.payments)).toMatchObject([{ amountFen: 900 }]);
    expect(claim.clock('task-fraud-review')?.state).toBe('met');
  });

  it('that confirms the suspicion leaves payment impossible, and the claim can be denied for it', async () => {
    const claim = await given();
    await claim.does('referFraud', 'u1', {}, { ground: 'forged-document' });
    await claim.does('clearFraud', 'f1', { finding: 'confirmed' });
    expect(claim.state.flags).toContain('fraud');
    await claim.determined('denied', 900, 0, { reasons: [{ code: 'fraud', amountFen: 900 }] });
    await claim.delivers('result-denied');
    expect(claim.state.outcome).toBe('denied');
    expect(claim.saidOf('result-denied')).toMatchObject({ reasons: ['fraud'] });
  });

  it('is not cleared where nothing was referred', async () => {
    const claim = await given();
    await expect(claim.tries('clearFraud', 'f1', { finding: 'cleared' })).resolves.toMatchObject({ act: 'act.refused' });
  });

  it('holds back also the payment that came back', async () => {
    const claim = await given();
    await claim.agreed(900);
    const key = Object.keys(claim.state.payments)[0] ?? '';
    await claim.does('referFraud', 'u1', {}, { ground: 'score' });
    await claim.bank('returned');
    await expect(claim.tries('correctPayee', 'u1', { exposure: 'e1', payment: key, payee: 'claimant' })).resolves.toMatchObject({
      act: 'act.refused',
    });
  });
});

describe('a hold', () => {
  it('keeps money back, and lets it go when it is resumed', async () => {
    const claim = await given();
    await claim.determined('granted', 900, 900);
    await claim.delivers('result-granted');
    await claim.does('hold', 'lead1', { until: start + 5 * dayMs }, { ground: 'court' });
    await claim.does('agree', 'party:claimant', { exposure: 'e1' });
    expect(claim.state.payments).toEqual({});
    expect(claim.clock('claim-pay')?.state).toBe('running');
    await claim.does('resume', 'lead1');
    expect(Object.values(claim.state.payments)).toMatchObject([{ amountFen: 900 }]);
  });
});

describe('service promises (4.2)', () => {
  it('kept are told to the customer once', async () => {
    const claim = await given();
    await claim.does('contact', 'u1', { by: 'phone' });
    const kept = claim.told.filter((t) => t.template === 'promise-kept');
    expect(kept).toMatchObject([{ to: ['party:claimant'], data: { milestone: 'promise-claim-first-contact' } }]);
    await claim.does('tellProgress', 'u1');
    expect(claim.told.filter((t) => t.template === 'promise-kept')).toHaveLength(1);
  });

  it('broken are told when they break, not when they are done at last', async () => {
    const claim = await given();
    await claim.until(start + 3 * 3_600_000);
    expect(claim.told.filter((t) => t.template === 'promise-broken')).toMatchObject([
      { data: { milestone: 'promise-claim-first-contact' } },
    ]);
    await claim.does('contact', 'u1', { by: 'phone' });
    expect(claim.told.filter((t) => t.template.startsWith('promise-'))).toHaveLength(1);
  });

  it('are counted in the closing letter', async () => {
    const claim = await given();
    await claim.until(start + 3 * 3_600_000);
    await claim.delivers('claim-registered');
    await claim.agreed(900);
    await claim.bank();
    expect(claim.saidOf('closing-letter')).toMatchObject({ outcome: 'paid', kept: 4, broken: 1 });
  });
});
