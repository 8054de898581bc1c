import fc from 'fast-check';
import { paidFen } from '../../domain/case/money';
import { agentNoticeAboveFen } from '../../domain/processes/claim/payments';
import { replacePayee, shareOut, wholeBp, wrongShares } from '../../domain/processes/claim/shares';
import { standardRulebook } from '../../domain/rulebook/policy.schema';
import { type ClaimDriver, complete, cst, dayMs, given, hourMs, papers, person, start } from './driver';

const family = {
  parties: [person('claimant', 'insured'), person('wife', 'beneficiary'), person('son', 'beneficiary'), person('agent', 'agent')],
};

const paymentsOf = (claim: ClaimDriver) => Object.values(claim.state.payments).map((p) => [p.payee, p.amountFen, p.purpose, p.status]);

/** The claimant sends the authorisation of the agent, and names it. */
async function authorised(claim: ClaimDriver): Promise<void> {
  await claim.does('submitDocuments', 'party:claimant', { documents: papers('payee-authorisation') });
  await claim.does('authorisePayee', 'party:claimant', { exposure: 'e1', payee: 'agent', document: 'dms:payee-authorisation' });
}

describe('shares', () => {
  it('are rounded down to the fen, and the fen left over go in order to the payees whose share was cut', () => {
    const thirds = [
      { payee: 'a', shareBp: 3333 },
      { payee: 'b', shareBp: 3333 },
      { payee: 'c', shareBp: 3334 },
    ];
    expect(shareOut(100, thirds).map((p) => p.amountFen)).toEqual([34, 33, 33]);
    expect(shareOut(2, thirds).map((p) => p.amountFen)).toEqual([1, 1, 0]);
    const exactFirst = [
      { payee: 'a', shareBp: 5000 },
      { payee: 'b', shareBp: 2500 },
      { payee: 'c', shareBp: 2500 },
    ];
    expect(shareOut(2, exactFirst).map((p) => p.amountFen)).toEqual([1, 1, 0]);
  });

  const shares = fc
    .array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 9 })
    .map((parts) => [...parts, wholeBp - parts.reduce((sum, p) => sum + p, 0)].map((shareBp, i) => ({ payee: `p${i}`, shareBp })));

  it('add up to the amount, and none is off its exact share by a fen or more', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), shares, (amountFen, payees) => {
        const portions = shareOut(amountFen, payees);
        expect(portions.reduce((sum, p) => sum + BigInt(p.amountFen), 0n)).toBe(BigInt(amountFen));
        portions.forEach((p, i) => {
          const exact = BigInt(amountFen) * BigInt(payees[i]?.shareBp ?? 0);
          const off = BigInt(p.amountFen) * BigInt(wholeBp) - exact;
          expect(off > -BigInt(wholeBp) && off < BigInt(wholeBp)).toBe(true);
        });
      }),
      { numRuns: 1000 },
    );
  });

  it('stay whole when a payee takes the place of another', () => {
    fc.assert(
      fc.property(shares, fc.nat(12), fc.nat(12), (payees, from, to) => {
        const changed = replacePayee(payees, `p${from}`, `p${to}`);
        expect(wrongShares(changed, () => true)).toBeNull();
      }),
    );
  });

  it('that do not add up, name a stranger or one payee twice are refused', async () => {
    const claim = await given({ line: 'life', content: family });
    const set = (payees: { payee: string; shareBp: number }[]) => claim.tries('setPayees', 'u1', { exposure: 'e1', payees });
    await expect(set([{ payee: 'wife', shareBp: 9999 }])).resolves.toMatchObject({ act: 'act.refused' });
    await expect(set([{ payee: 'nobody', shareBp: 10_000 }])).resolves.toMatchObject({ act: 'act.refused' });
    const twice = { payee: 'wife', shareBp: 5000 };
    await expect(set([twice, twice])).resolves.toMatchObject({ act: 'act.refused' });
  });
});

describe('payees', () => {
  it('are paid their shares, each by a payment of its own', async () => {
    const claim = await given({ line: 'life', content: family });
    const payees = ['wife', 'son'].map((payee) => ({ payee, shareBp: 5000 }));
    await claim.does('setPayees', 'u1', { exposure: 'e1', payees });
    await claim.agreed(100_001);
    expect(paymentsOf(claim)).toEqual([
      ['wife', 50_001, 'indemnity', 'requested'],
      ['son', 50_000, 'indemnity', 'requested'],
    ]);
    await claim.bank();
    expect(claim.state.outcome).toBe('paid');
    expect(claim.told.filter((t) => t.template === 'payment-advice').map((t) => t.to)).toEqual([['party:wife'], ['party:son']]);
  });

  it('other than insured or beneficiary are paid only on an authorisation document, and the principal is told', async () => {
    const claim = await given({ content: family });
    await claim.does('setPayees', 'u1', { exposure: 'e1', payees: [{ payee: 'agent', shareBp: 10_000 }] });
    await claim.agreed(agentNoticeAboveFen + 1);
    expect(paymentsOf(claim)).toEqual([]);
    expect(claim.tasks).toContain('authorisePayee');
    await authorised(claim);
    expect(paymentsOf(claim)).toEqual([]);
    await claim.does('approvePayees', 'u2', { exposure: 'e1', kind: 'approved' });
    expect(paymentsOf(claim)).toEqual([['agent', agentNoticeAboveFen + 1, 'indemnity', 'requested']]);
    expect(claim.told.find((t) => t.template === 'payout-to-agent')).toMatchObject({ to: ['party:claimant'], data: { payee: 'agent' } });
  });

  it('the principal is not told of an amount that is not above the threshold of the rulebook', async () => {
    const amount = standardRulebook()
      .getRule('payout-to-agent-notice')
      .values.find((v) => v.name === 'amount');
    expect(amount).toMatchObject({ bound: 'above', quantity: { unit: 'fen', count: agentNoticeAboveFen } });
    const claim = await given({ content: family });
    await claim.does('setPayees', 'u1', { exposure: 'e1', payees: [{ payee: 'agent', shareBp: 10_000 }] });
    await authorised(claim);
    await claim.agreed(agentNoticeAboveFen);
    expect(claim.told.map((t) => t.template)).not.toContain('payout-to-agent');
  });
});

describe('a payment that comes back', () => {
  it.each(['returned', 'rejected'] as const)('%s is a task, then a new payment with a new key', async (status) => {
    const claim = await given({ content: family });
    await claim.agreed(800);
    const first = Object.keys(claim.state.payments)[0] ?? '';
    await claim.bank(status);
    expect(claim.state).toMatchObject({ status: 'open', stage: 'pay' });
    expect(claim.tasks).toContain('correctPayee');
    expect(Object.keys(claim.state.payments)).toEqual([first]);
    await expect(claim.tries('correctPayee', 'u1', { exposure: 'e1', payment: first, payee: 'agent' })).resolves.toMatchObject({
      act: 'act.refused',
    });
    await claim.does('correctPayee', 'u1', { exposure: 'e1', payment: first, payee: 'wife' });
    expect(Object.keys(claim.state.payments)).toEqual([first]);
    await claim.does('approvePayees', 'u2', { exposure: 'e1', kind: 'approved' });
    expect(paymentsOf(claim)).toEqual([
      ['claimant', 800, 'indemnity', status],
      ['wife', 800, 'indemnity', 'requested'],
    ]);
    await claim.bank();
    expect(claim.state.outcome).toBe('paid');
    expect(paidFen(claim.state)).toBe(800);
  });

  it('of unknown outcome is never sent again before the bank has answered', async () => {
    const claim = await given();
    await claim.agreed(800);
    await claim.bank('unknown');
    expect(paymentsOf(claim)).toHaveLength(1);
    expect(claim.state.status).toBe('open');
    await claim.bank('confirmed');
    expect(claim.state.outcome).toBe('paid');
  });

  it('days after the claim was closed, it is paid again in the reopened claim and closed anew', async () => {
    const claim = await given({ content: family });
    await claim.agreed(800);
    const first = Object.keys(claim.state.payments)[0] ?? '';
    await claim.bank();
    claim.now = start + 4 * dayMs;
    await claim.forget();
    await claim.transition({ kind: 'reopen', reopen: { request: 'o1', actor: 'system:bank', stage: 'pay', ground: 'payment-returned' } });
    expect(claim.state.status).toBe('open');
    await claim.does('paymentReported', 'system:bank', { key: first, status: 'returned', at: claim.now });
    await claim.does('correctPayee', 'u1', { exposure: 'e1', payment: first, payee: 'claimant' });
    claim.now += hourMs;
    await claim.bank();
    expect(claim.state).toMatchObject({ status: 'closed', outcome: 'paid' });
    expect(paidFen(claim.state)).toBe(800);
  });

  it('a claim reopened for a payment that did not come back closes when the handler says so', async () => {
    const claim = await given();
    await claim.agreed(800);
    await claim.bank();
    await claim.forget();
    await claim.transition({ kind: 'reopen', reopen: { request: 'o1', actor: 'system:bank', stage: 'pay', ground: 'payment-returned' } });
    const task = Object.values(claim.state.expectations).find((e) => e.title === 'payment-returned')?.name ?? '';
    await claim.does('completeTask', 'u1', {}, { task });
    expect(claim.state).toMatchObject({ status: 'closed', outcome: 'paid' });
  });
});

describe('advance payment (art. 25)', () => {
  const advance = async (claim: ClaimDriver, amountFen: number) => {
    await claim.does('askAdvance', 'u1', { exposure: 'e1', payee: 'claimant', amountFen });
    await claim.does('payAdvance', 'u2', { exposure: 'e1', amountFen });
  };

  it('is met when the bank has confirmed it, and the difference is paid later', async () => {
    const claim = await given();
    await advance(claim, 300);
    expect(claim.clock('claim-advance-payment')?.state).toBe('running');
    claim.now = cst('2026-09-05');
    await claim.bank();
    expect(claim.clock('claim-advance-payment')).toMatchObject({ state: 'met', metAt: cst('2026-09-05') });
    await claim.agreed(1000);
    expect(paymentsOf(claim)).toEqual([
      ['claimant', 300, 'advance', 'confirmed'],
      ['claimant', 700, 'difference', 'requested'],
    ]);
  });

  it('is not more than was asked for and approved, nor than the limit of the cover', async () => {
    const claim = await given({ content: { exposures: [{ id: 'e1', cover: 'medical', claimant: 'claimant', limitFen: 500 }] } });
    await expect(claim.tries('askAdvance', 'u1', { exposure: 'e1', payee: 'claimant', amountFen: 501 })).resolves.toMatchObject({
      act: 'act.refused',
    });
    await claim.does('askAdvance', 'u1', { exposure: 'e1', payee: 'claimant', amountFen: 300 });
    await expect(claim.tries('askAdvance', 'u1', { exposure: 'e1', payee: 'claimant', amountFen: 100 })).resolves.toMatchObject({
      act: 'act.refused',
    });
    await expect(claim.tries('payAdvance', 'u2', { exposure: 'e1', amountFen: 301 })).resolves.toMatchObject({ act: 'act.refused' });
    await claim.does('payAdvance', 'u2', { exposure: 'e1', amountFen: 200 });
    await expect(claim.tries('askAdvance', 'u1', { exposure: 'e1', payee: 'claimant', amountFen: 301 })).resolves.toMatchObject({
      act: 'act.refused',
    });
  });

  it('above the result that follows is flagged and watched for recovery, and nothing more is paid', async () => {
    const claim = await given();
    await advance(claim, 600);
    await claim.bank();
    await claim.determined('partial', 900, 400);
    await claim.delivers('result-partial');
    await claim.does('agree', 'party:claimant', { exposure: 'e1' });
    expect(claim.state).toMatchObject({ status: 'closed', outcome: 'partly-paid' });
    expect(claim.state.flags).toContain('overpaid.e1');
    expect(claim.state.watches['recovery.e1']).toMatchObject({ rule: 'task-recovery' });
    expect(paidFen(claim.state)).toBe(600);
  });

  it('on its way keeps a denied claim open until the bank has answered', async () => {
    const claim = await given();
    await advance(claim, 600);
    await claim.determined('denied', 900, 0);
    await claim.delivers('result-denied');
    expect(claim.state.status).toBe('open');
    await claim.bank('rejected');
    expect(claim.state).toMatchObject({ status: 'closed', outcome: 'denied' });
  });
});

describe('rescue costs (compulsory motor regulation art. 31)', () => {
  const content = {
    parties: [person('claimant', 'insured'), person('third-1', 'third-party'), person('hospital', 'hospital')],
    exposures: [
      { id: 'e1', cover: 'ctpl', claimant: 'third-1', limitFen: 2000 },
      { id: 'e2', cover: 'own-damage', claimant: 'claimant' },
    ],
  };

  it('are paid to the hospital from the compulsory cover only, and count against what it owes', async () => {
    const claim = await given({ line: 'motor', content: { ...content, small: true } });
    await expect(claim.tries('askRescue', 'u1', { exposure: 'e2', payee: 'hospital', amountFen: 500 })).resolves.toMatchObject({
      act: 'act.refused',
    });
    await claim.does('askRescue', 'u1', { exposure: 'e1', payee: 'hospital', amountFen: 500 });
    await claim.does('payRescue', 'u2', { exposure: 'e1', amountFen: 500 });
    await claim.bank();
    await claim.determined('granted', 1500, 1500, { exposure: 'e1' });
    await claim.delivers('result-granted');
    await claim.does('agree', 'party:third-1', { exposure: 'e1' });
    expect(paymentsOf(claim)).toEqual([
      ['hospital', 500, 'rescue', 'confirmed'],
      ['third-1', 1000, 'difference', 'requested'],
    ]);
  });
});

describe('recoveries', () => {
  it('are recorded, and followed up on a watch date of their own', async () => {
    const claim = await given({ line: 'motor' });
    await claim.does('recordRecovery', 'u1', { exposure: 'e1', from: 'salvage', amountFen: 100 });
    await claim.does('recordRecovery', 'u1', { exposure: 'e1', from: 'third-party', amountFen: 250 });
    await claim.does('followUp', 'u1', { exposure: 'e1', topic: 'salvage', watchAt: start + 90 * dayMs });
    expect(claim.state.notes['e1.recoveredFen']).toBe(350);
    expect(claim.state.watches['salvage.e1']).toMatchObject({ date: start + 90 * dayMs });
  });

  it('from the third party are watched after a subrogation claim was paid', async () => {
    const claim = await given({
      line: 'motor',
      content: { small: true, documents: papers(...(complete.motor ?? []), 'transfer-of-rights'), route: 'subrogation' },
    });
    await claim.agreed(900);
    await claim.bank();
    expect(claim.state.outcome).toBe('paid');
    expect(claim.state.watches.recovery).toMatchObject({ rule: 'task-recovery' });
  });
});
