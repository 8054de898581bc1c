import { type ClaimDriver, cst, dayMs, given, hourMs, papers, person, start } from './driver';

const family = { parties: [person('claimant', 'insured'), person('wife', 'beneficiary'), person('agent', 'agent')] };
const paymentsOf = (claim: ClaimDriver) => Object.values(claim.state.payments).map((p) => [p.payee, p.amountFen]);
const all = (payee: string) => [{ payee, shareBp: 10_000 }];
const toldOf = (claim: ClaimDriver) => claim.told.filter((t) => t.template === 'payees-changed').map((t) => t.to);
const decides = (claim: ClaimDriver, by: string, kind: string) => claim.tries('approvePayees', by, { exposure: 'e1', kind });

/** Determined by the second person and told; the claimant has not agreed yet. */
async function decided(): Promise<ClaimDriver> {
  const claim = await given({ content: family });
  await claim.determined('granted', 900, 900);
  await claim.delivers('result-granted');
  return claim;
}

const account = (id: string) => ({ id, role: 'payee', account: '6222021234567890' });

/** What one person alone does after the decision, so that the money goes elsewhere. */
const attacks: readonly (readonly [string, (claim: ClaimDriver) => Promise<unknown>])[] = [
  [
    'puts another account under the name of the payee',
    (claim) => claim.tries('addParty', 'u1', { party: { ...person('claimant', 'insured'), account: '6222' } }),
  ],
  [
    'adds a beneficiary and names them',
    async (claim) => {
      await claim.does('addParty', 'u1', { party: person('friend', 'beneficiary') });
      await claim.does('setPayees', 'u1', { exposure: 'e1', payees: all('friend') });
    },
  ],
  [
    'adds an account of the payee and names it',
    async (claim) => {
      await claim.does('addAccount', 'u1', { of: 'claimant', party: account('claimant-2') });
      await claim.does('setPayees', 'u1', { exposure: 'e1', payees: all('claimant-2') });
    },
  ],
  [
    'names an authorisation that nobody has sent',
    (claim) => claim.tries('authorisePayee', 'u1', { exposure: 'e1', payee: 'agent', document: 'dms:none' }),
  ],
  [
    'puts an authorisation on file and names it',
    async (claim) => {
      await claim.does('submitDocuments', 'u1', { documents: papers('payee-authorisation') });
      await claim.does('authorisePayee', 'u1', { exposure: 'e1', payee: 'agent', document: 'dms:payee-authorisation' });
    },
  ],
];

describe('after the second person has decided, one person alone', () => {
  it.each(attacks)('who %s moves no money elsewhere', async (_what, attack) => {
    const claim = await decided();
    await attack(claim);
    await claim.does('agree', 'u1', { exposure: 'e1' });
    expect(paymentsOf(claim).filter(([payee]) => payee !== 'claimant')).toEqual([]);
  });

  it('cannot approve the change that they asked for', async () => {
    const claim = await decided();
    await claim.does('setPayees', 'u1', { exposure: 'e1', payees: all('wife') });
    await expect(decides(claim, 'u1', 'approved')).resolves.toMatchObject({ act: 'actor.four-eyes' });
  });
});

describe('a change of payees', () => {
  it('before anything is decided stands at once, and whoever was payee is told', async () => {
    const claim = await given({ content: family });
    await claim.does('setPayees', 'u1', { exposure: 'e1', payees: all('wife') });
    expect(toldOf(claim)).toEqual([['party:claimant']]);
    await claim.agreed(900);
    expect(paymentsOf(claim)).toEqual([['wife', 900]]);
  });

  it('while the result is with the second person waits for a decision of its own', async () => {
    const claim = await given({ content: family });
    await claim.does('recommend', 'u1', { exposure: 'e1', kind: 'granted', claimedFen: 900, amountFen: 900 });
    await claim.does('setPayees', 'u1', { exposure: 'e1', payees: all('wife') });
    await claim.does('determine', 'u2', { exposure: 'e1', kind: 'granted', amountFen: 900 });
    await claim.delivers('result-granted');
    await claim.does('agree', 'party:claimant', { exposure: 'e1' });
    expect(paymentsOf(claim)).toEqual([]);
    await expect(decides(claim, 'u2', 'approved')).resolves.toBe('written');
    expect(paymentsOf(claim)).toEqual([['wife', 900]]);
  });

  it('refused leaves the payees as they were decided', async () => {
    const claim = await decided();
    await claim.does('setPayees', 'u1', { exposure: 'e1', payees: all('wife') });
    await expect(claim.tries('setPayees', 'u1', { exposure: 'e1', payees: all('agent') })).resolves.toMatchObject({ act: 'act.refused' });
    await decides(claim, 'u2', 'refused');
    await claim.does('agree', 'party:claimant', { exposure: 'e1' });
    expect(paymentsOf(claim)).toEqual([['claimant', 900]]);
    expect(toldOf(claim)).toEqual([]);
  });

  it('approved is told to whoever would have been paid and to whose money it is, at the address of before', async () => {
    const claim = await decided();
    await claim.does('addAccount', 'party:claimant', { of: 'claimant', party: account('claimant-2') });
    await claim.does('setPayees', 'u1', { exposure: 'e1', payees: all('claimant-2') });
    await decides(claim, 'u2', 'approved');
    expect(toldOf(claim)).toEqual([['party:claimant']]);
    await claim.does('agree', 'party:claimant', { exposure: 'e1' });
    expect(paymentsOf(claim)).toEqual([['claimant-2', 900]]);
    await claim.bank();
    expect(claim.told.find((t) => t.template === 'payment-advice')).toMatchObject({ to: ['party:claimant'], data: { payee: 'claimant' } });
  });

  it('of money that came back: to the same account at once, to another after a second person', async () => {
    const claim = await decided();
    await claim.does('agree', 'party:claimant', { exposure: 'e1' });
    const first = Object.keys(claim.state.payments)[0] ?? '';
    await claim.bank('returned');
    await claim.does('correctPayee', 'u1', { exposure: 'e1', payment: first, payee: 'wife' });
    expect(paymentsOf(claim)).toEqual([['claimant', 900]]);
    await decides(claim, 'u2', 'refused');
    expect(claim.tasks).toContain('correctPayee');
    await claim.does('correctPayee', 'u1', { exposure: 'e1', payment: first, payee: 'claimant' });
    expect(paymentsOf(claim)).toEqual([
      ['claimant', 900],
      ['claimant', 900],
    ]);
  });

  it('of an account names a party and an id that is free', async () => {
    const claim = await given({ content: family });
    const adds = (of: string, id: string) => claim.tries('addAccount', 'u1', { of, party: account(id) });
    await expect(adds('nobody', 'claimant-2')).resolves.toMatchObject({ act: 'act.refused' });
    await expect(adds('claimant', 'wife')).resolves.toMatchObject({ act: 'act.refused' });
    await expect(adds('claimant', 'claimant-2')).resolves.toBe('written');
    await expect(adds('claimant-2', 'claimant-3')).resolves.toMatchObject({ act: 'act.refused' });
    expect(JSON.stringify(claim.record.events)).not.toContain('6222021234567890');
  });
});

describe('an agreement', () => {
  it('is not dated before the result was told', async () => {
    const claim = await given();
    await claim.determined('granted', 900, 900);
    claim.now = start + dayMs;
    await claim.delivers('result-granted');
    const agrees = (occurredAt: number) => claim.tries('agree', 'u1', { exposure: 'e1' }, { occurredAt });
    await expect(agrees(start + dayMs - 1)).resolves.toMatchObject({ act: 'act.refused' });
    await expect(agrees(start + dayMs)).resolves.toBe('written');
  });
});

describe('a task about money', () => {
  // From Tuesday 7 July 2026, 10:00; one working day ends with 8 July, three with 10 July.
  it.each([
    [
      'an approval of payees',
      'task-approve-payment',
      '2026-07-09',
      async (claim: ClaimDriver) => claim.does('setPayees', 'u1', { exposure: 'e1', payees: all('wife') }),
      async (claim: ClaimDriver) => claim.does('approvePayees', 'u2', { exposure: 'e1', kind: 'refused' }),
    ],
    [
      'an approval of an advance',
      'task-approve-payment',
      '2026-07-09',
      async (claim: ClaimDriver) => claim.does('askAdvance', 'u1', { exposure: 'e1', payee: 'claimant', amountFen: 5 }),
      async (claim: ClaimDriver) => claim.does('payAdvance', 'u2', { exposure: 'e1', amountFen: 5 }),
    ],
    [
      'a payment that came back',
      'task-payment-returned',
      '2026-07-09',
      async (claim: ClaimDriver) => {
        await claim.does('agree', 'party:claimant', { exposure: 'e1' });
        await claim.bank('returned');
      },
      async (claim: ClaimDriver) => {
        const [payment = ''] = Object.keys(claim.state.payments);
        await claim.does('correctPayee', 'u1', { exposure: 'e1', payment, payee: 'claimant' });
      },
    ],
    [
      'an authorisation that is missing',
      'task-payee-authorisation',
      '2026-07-11',
      async (claim: ClaimDriver) => {
        await claim.does('setPayees', 'u1', { exposure: 'e1', payees: all('agent') });
        await claim.does('approvePayees', 'u2', { exposure: 'e1', kind: 'approved' });
        await claim.does('agree', 'party:claimant', { exposure: 'e1' });
      },
      async (claim: ClaimDriver) => {
        await claim.does('submitDocuments', 'party:claimant', { documents: papers('payee-authorisation') });
        await claim.does('authorisePayee', 'party:claimant', { exposure: 'e1', payee: 'agent', document: 'dms:payee-authorisation' });
      },
    ],
    [
      // Four hours of business from 10:00, with the pause of noon.
      'a payment of which the bank does not know',
      'task-payment-unknown',
      'in four business hours',
      async (claim: ClaimDriver) => {
        await claim.does('agree', 'party:claimant', { exposure: 'e1' });
        await claim.bank('unknown');
      },
      async (claim: ClaimDriver) => claim.bank('confirmed'),
    ],
  ] as const)(
    '%s has a limit: nothing the instant before, a breach at it, and it is met by the deed',
    async (_what, rule, due, reach, deed) => {
      const claim = await decided();
      await reach(claim);
      const dueAt = claim.clock(rule)?.dueAt ?? 0;
      if (due.startsWith('2026')) expect(dueAt).toBe(cst(due));
      else expect(dueAt - start).toBeGreaterThanOrEqual(4 * hourMs);
      await claim.until(dueAt - 1);
      expect(claim.clock(rule)?.breachedAt).toBeUndefined();
      await claim.until(dueAt);
      expect(claim.clock(rule)?.breachedAt).toBe(dueAt);
      await deed(claim);
      expect(claim.clock(rule)?.state).not.toBe('running');
    },
  );

  it('of a closed claim to which money came back has a limit too', async () => {
    const claim = await decided();
    await claim.does('agree', 'party:claimant', { exposure: 'e1' });
    await claim.bank();
    expect(claim.state.status).toBe('closed');
    claim.now = start + 30 * dayMs;
    await claim.forget();
    await claim.transition({ kind: 'reopen', reopen: { request: 'o1', actor: 'system:bank', stage: 'pay', ground: 'payment-returned' } });
    // Thursday 6 August, 10:00: one working day ends with 7 August.
    expect(claim.state.clocks['task-payment-returned']).toMatchObject({ state: 'running', dueAt: cst('2026-08-08') });
    const [payment = ''] = Object.keys(claim.state.payments);
    await claim.does('paymentReported', 'system:bank', { key: payment, status: 'returned', at: claim.now });
    expect(claim.state.clocks['task-payment-returned@e1']).toMatchObject({ state: 'running', dueAt: cst('2026-08-08') });
    await claim.until(cst('2026-08-08'));
    expect(claim.state.clocks['task-payment-returned']?.breachedAt).toBe(cst('2026-08-08'));
  });
});
