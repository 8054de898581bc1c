import { paidFen } from '../../domain/case/money';
import { claimContract } from '../../domain/processes/claim/contract';
import { dayMs, given, papers, person, start } from './driver';

describe('a claim from the notice to the payment', () => {
  it('with a complete file goes to assessment at once, with the tasks of its people open', async () => {
    const claim = await given();
    expect(claim.state).toMatchObject({ stage: 'assess', status: 'open' });
    expect(claim.tasks).toEqual(['contact', 'recommend']);
  });

  it('keeps personal data out of every fact', async () => {
    const claim = await given({ content: { description: '张三在家摔伤' } });
    expect(JSON.stringify(claim.record.events)).not.toMatch(/张三|13800000000/);
  });

  it('is paid when agreed and ends as paid when the bank has confirmed', async () => {
    const claim = await given();
    await claim.agreed(120_000);
    expect(Object.values(claim.state.payments)).toMatchObject([
      { payee: 'claimant', amountFen: 120_000, purpose: 'indemnity', status: 'requested' },
    ]);
    await claim.bank();
    expect(claim.state).toMatchObject({ status: 'closed', outcome: 'paid' });
    expect(claim.saidOf('closing-letter')).toMatchObject({ outcome: 'paid', paidFen: 120_000 });
  });

  it('keeps five instants apart', async () => {
    const claim = await given({ content: { request: false, documents: [] } });
    claim.now = start + dayMs;
    await claim.does('requestPayment', 'party:claimant');
    claim.now = start + 2 * dayMs;
    await claim.does('submitDocuments', 'party:claimant', {
      documents: papers('claim-form', 'id-card', 'medical-record', 'medical-invoice'),
    });
    claim.now = start + 3 * dayMs;
    await claim.determined('granted', 500, 500);
    await claim.delivers('result-granted');
    claim.now = start + 4 * dayMs;
    await claim.does('agree', 'party:claimant', { exposure: 'e1' });
    expect(claim.state.notes).toMatchObject({
      reportedAt: start,
      requestedAt: start + dayMs,
      documentsAt: start + 2 * dayMs,
      determinedAt: start + 3 * dayMs,
      agreedAt: start + 4 * dayMs,
    });
  });

  it('waits for the request for payment where the notice did not hold it', async () => {
    const claim = await given({ content: { request: false } });
    expect(claim.state.stage).toBe('report');
    expect(claim.clock('claim-determine-life')).toBeUndefined();
    await claim.does('requestPayment', 'party:claimant');
    expect(claim.state.stage).toBe('assess');
  });

  it('waits for the survey where the line needs one, and takes it at any earlier stage', async () => {
    const late = await given({ line: 'property' });
    expect(late.state.stage).toBe('survey');
    await late.surveyed();
    expect(late.state.stage).toBe('assess');
    const early = await given({ line: 'property', content: { documents: [] } });
    await early.surveyed();
    await early.does('submitDocuments', 'party:claimant', {
      documents: papers('claim-form', 'loss-list', 'damage-photos', 'ownership-proof'),
    });
    expect(early.state.stage).toBe('assess');
  });

  it('publishes the survey where the insurance is organised through a village', async () => {
    const claim = await given({ line: 'agricultural', content: { village: true } });
    await claim.surveyed();
    expect(claim.saidOf('survey-published')).toEqual({ finding: 'confirmed' });
  });

  it('ends as denied, with reasons and remedies in the letter', async () => {
    const claim = await given();
    await claim.determined('denied', 900, 0);
    await claim.delivers('result-denied');
    expect(claim.state).toMatchObject({ status: 'closed', outcome: 'denied' });
    expect(claim.saidOf('result-denied')).toMatchObject({
      reasons: ['exclusion'],
      refusedFen: 900,
      remedies: ['recheck', 'complaint', 'mediation', 'arbitration', 'suit'],
    });
  });

  it('ends as partly paid where a part was refused', async () => {
    const claim = await given();
    await claim.determined('partial', 900, 400);
    await claim.delivers('result-partial');
    await claim.does('agree', 'party:claimant', { exposure: 'e1' });
    await claim.bank();
    expect(claim.state).toMatchObject({ outcome: 'partly-paid' });
    expect(paidFen(claim.state)).toBe(400);
  });

  it('withdrawn by the claimant ends at once, with the closing letter', async () => {
    const claim = await given({ content: { documents: [] } });
    await claim.does('withdraw', 'party:claimant');
    expect(claim.state).toMatchObject({ status: 'closed', outcome: 'withdrawn' });
    expect(claim.saidOf('closing-letter')).toMatchObject({ outcome: 'withdrawn' });
  });

  it('is not withdrawn or merged while a payment is on its way', async () => {
    const claim = await given();
    await claim.agreed(500);
    await expect(claim.tries('withdraw', 'party:claimant')).resolves.toMatchObject({ act: 'act.refused' });
    await expect(claim.tries('merge', 'lead1', { into: 'claim-2' })).resolves.toMatchObject({ act: 'act.refused' });
    await claim.bank('unknown');
    await expect(claim.tries('merge', 'lead1', { into: 'claim-2' })).resolves.toMatchObject({ act: 'act.refused' });
  });

  it('merged into another claim stops its clocks', async () => {
    const claim = await given({ content: { duplicateOf: 'claim-7', documents: [] } });
    expect(claim.state.flags).toContain('duplicate-suspected');
    await claim.does('merge', 'lead1', { into: 'claim-7' });
    expect(claim.state).toMatchObject({ outcome: 'merged' });
    expect(Object.values(claim.state.clocks).filter((c) => c.state === 'running')).toEqual([]);
  });

  it('below the deductible of the policy is cancelled without payment, and nothing above it is', async () => {
    const claim = await given({ content: { documents: [] }, policy: { deductibleFen: 50_000 } });
    await expect(claim.tries('cancelBelowDeductible', 'u1', { claimedFen: 50_001 })).resolves.toMatchObject({ act: 'act.refused' });
    await claim.does('cancelBelowDeductible', 'u1', { claimedFen: 50_000 });
    expect(claim.state).toMatchObject({ outcome: 'without-payment' });
    expect(claim.saidOf('closed-below-deductible')).toMatchObject({ deductibleFen: 50_000, claimedFen: 50_000 });
  });
});

describe('a claim that is not pursued', () => {
  it('ends without payment, its limitation date stays, and it can be reopened', async () => {
    const claim = await given({ content: { documents: [] } });
    await claim.does('notPursued', 'party:claimant', {}, { ground: 'claimant-says-so' });
    expect(claim.state).toMatchObject({ outcome: 'without-payment' });
    const { date } = claim.state.watches.limitation ?? { date: null };
    expect(claim.saidOf('closed-not-pursued')).toEqual({ limitationAt: date });
    await claim.forget();
    await claim.transition({ kind: 'reopen', reopen: { request: 'o1', actor: 'lead1', stage: 'documents', ground: 'claimant-returned' } });
    expect(claim.state).toMatchObject({ status: 'open', stage: 'documents' });
  });

  it.each([
    [-1, 'lead1', 'open'],
    [0, 'lead1', 'closed'],
    [0, 'system:bank', 'open'],
  ])('%d ms after the end of the limitation a reopening by %s leaves it %s', async (after, actor, status) => {
    const claim = await given({ content: { documents: [] } });
    await claim.does('notPursued', 'party:claimant', {}, { ground: 'claimant-says-so' });
    const date = claim.state.watches.limitation?.date ?? 0;
    claim.now = date + after;
    const answer = await claim.transition({ kind: 'reopen', reopen: { request: 'o1', actor, stage: 'pay', ground: 'payment-returned' } });
    expect(claim.state.status).toBe(status);
    if (status === 'closed')
      expect(answer).toMatchObject({ objection: { code: 'act.refused', detail: expect.stringContaining(new Date(date).toISOString()) } });
  });

  it('is limited by a date that it watches from its opening', async () => {
    const claim = await given();
    expect(Object.keys(claim.state.watches)).toContain(claimContract.reopenUntil);
  });

  it.each([
    ['life', '2031-07-07T00:00:00+08:00'],
    ['health', '2028-07-07T00:00:00+08:00'],
    ['property', '2028-07-07T00:00:00+08:00'],
  ])('%s: the right lasts until %s', async (line, until) => {
    const claim = await given({ line, content: { request: false } });
    // The event was on 6 July 2026: five years for life, two for all others; the last day ends at 24:00.
    expect(claim.state.watches.limitation?.date).toBe(Date.parse(until));
  });
});

describe('intake', () => {
  it('a policy not in force at the loss is a doubt with a task, and not the end', async () => {
    const claim = await given({ policy: { to: start - 2 * dayMs } });
    expect(claim.state.flags).toContain('policy-doubtful');
    expect(claim.tasks).toContain('completeTask');
    expect(claim.state.stage).toBe('assess');
  });

  it('a policy in force from the very instant of the loss is no doubt', async () => {
    const claim = await given({ policy: { from: start - dayMs } });
    expect(claim.state.flags).not.toContain('policy-doubtful');
  });

  it('late notice refuses only where it was late and the insurer did not know (art. 21)', async () => {
    const reasons = [{ code: 'late-notice', amountFen: 400 }];
    const asked = { exposure: 'e1', kind: 'partial', claimedFen: 900, amountFen: 500, reasons };
    const inTime = await given();
    await expect(inTime.tries('recommend', 'u1', asked)).resolves.toMatchObject({
      act: 'act.refused',
      detail: expect.stringMatching(/not late/),
    });
    const known = await given({ content: { lateNotice: true, insurerKnew: true } });
    await expect(known.tries('recommend', 'u1', asked)).resolves.toMatchObject({
      act: 'act.refused',
      detail: expect.stringMatching(/knew/),
    });
    const late = await given({ content: { lateNotice: true } });
    await expect(late.tries('recommend', 'u1', asked)).resolves.toBe('written');
  });

  it('a new exposure has to have its own id and a party as claimant', async () => {
    const claim = await given({ line: 'motor', content: { parties: [person('claimant', 'insured'), person('third-1', 'third-party')] } });
    await expect(claim.tries('openExposure', 'u1', { id: 'e1', cover: 'ctpl', claimant: 'third-1' })).resolves.toMatchObject({
      act: 'act.refused',
    });
    await expect(claim.tries('openExposure', 'u1', { id: 'e2', cover: 'ctpl', claimant: 'third-9' })).resolves.toMatchObject({
      act: 'act.refused',
    });
    await claim.does('openExposure', 'u1', { id: 'e2', cover: 'ctpl', claimant: 'third-1', reserveFen: 900 });
    await claim.does('setReserve', 'u1', { exposure: 'e2', amountFen: 1200, why: 'survey' });
    const reserves = claim.record.events.flatMap(({ fact }) =>
      fact.kind === 'reserve' ? [[fact.exposure, fact.amountFen, fact.why]] : [],
    );
    expect(reserves).toEqual([
      ['e2', 900, 'estimate'],
      ['e2', 1200, 'survey'],
    ]);
  });
});
