import { type ClaimDriver, cst, dayMs, given, person, start } from './driver';

const receipt = { type: 'delivery-receipt', reference: 'post:EX-1', sha256: 'b'.repeat(64) };
const noticeOf = (claim: ClaimDriver, template: string): number =>
  Object.values(claim.state.notices).find((n) => n.template === template)?.seq ?? 0;

/** Denied on 7 July 2026 at 10:00; the letter is with no channel yet, so that four limits run on. */
async function denied(): Promise<ClaimDriver> {
  const claim = await given();
  await claim.determined('denied', 900, 0);
  return claim;
}

const reports = (claim: ClaimDriver, by: string, at: number, more = {}, options = {}) =>
  claim.tries('noticeReported', by, { notice: noticeOf(claim, 'result-denied'), status: 'handed', at, ...more }, options);

describe('a delivery that a person of the insurer reports', () => {
  it('closes nothing without a receipt that the case has received', async () => {
    const claim = await denied();
    claim.now = start + dayMs;
    await expect(reports(claim, 'post1', start)).resolves.toMatchObject({ act: 'occurred.evidence' });
    await expect(reports(claim, 'post1', start, { evidence: 'post:EX-1' })).resolves.toMatchObject({ act: 'occurred.evidence' });
    await claim.does('attach', 'post1', { ...receipt, type: 'claim-form' });
    await expect(reports(claim, 'post1', start, { evidence: 'post:EX-1' })).resolves.toMatchObject({ act: 'occurred.evidence' });
    expect(claim.state.status).toBe('open');
    await claim.does('attach', 'post1', { ...receipt, reference: 'post:EX-2' });
    await expect(reports(claim, 'post1', claim.now, { evidence: 'post:EX-2' })).resolves.toBe('written');
    expect(claim.state).toMatchObject({ status: 'closed', outcome: 'denied' });
  });

  it('is not dated before the notice was told, nor after now', async () => {
    const claim = await denied();
    await claim.does('attach', 'post1', receipt);
    const evidence = { evidence: receipt.reference };
    await expect(reports(claim, 'post1', cst('2023-01-01'), evidence)).resolves.toMatchObject({
      act: 'act.refused',
      detail: expect.stringContaining('was told at'),
    });
    await expect(reports(claim, 'post1', start - 1, evidence)).resolves.toMatchObject({ act: 'act.refused' });
    await expect(reports(claim, 'post1', claim.now + 1, evidence)).resolves.toMatchObject({ act: 'input.invalid' });
    expect(claim.clock('claim-determine-complex')?.state).toBe('running');
    await expect(reports(claim, 'post1', start, evidence)).resolves.toBe('written');
    expect(claim.clock('claim-determine-complex')?.metAt).toBe(start);
  });

  it('by somebody with a part in the case needs a second person', async () => {
    const claim = await denied();
    await claim.does('attach', 'u1', receipt);
    const evidence = { evidence: receipt.reference };
    for (const who of ['u1', 'u2'])
      await expect(reports(claim, who, start, evidence)).resolves.toMatchObject({
        act: 'occurred.evidence',
        detail: expect.stringContaining(`${who} has a part in the case`),
      });
    const vouch = (by: string) => claim.act('vouch', by, { act: 'noticeReported', request: 'entry-1', occurredAt: start }, {});
    const again = () =>
      claim.vehicle.transition({
        kind: 'act',
        request: {
          act: 'noticeReported',
          request: 'entry-1',
          actor: 'u1',
          payload: { notice: noticeOf(claim, 'result-denied'), status: 'handed', at: start, ...evidence },
        },
      });
    await vouch('u1');
    await expect(again()).resolves.toMatchObject({ kind: 'refused', objection: { code: 'occurred.evidence' } });
    await vouch('lead1');
    await expect(again()).resolves.toMatchObject({ kind: 'written' });
    expect(claim.state.status).toBe('closed');
  });

  it('of the delivery channel is its own evidence', async () => {
    const claim = await denied();
    await claim.delivers('result-denied');
    expect(claim.state).toMatchObject({ status: 'closed', outcome: 'denied' });
  });
});

describe('a payment that a person of the insurer reports', () => {
  it('needs the statement of the bank, and is not dated before the payment was ordered', async () => {
    const claim = await given();
    await claim.agreed(900);
    const key = Object.keys(claim.state.payments)[0] ?? '';
    claim.now = start + dayMs;
    const confirmed = (at: number, evidence?: string) =>
      claim.tries('paymentReported', 'finance1', { key, status: 'confirmed', at }, evidence === undefined ? {} : { evidence });
    await expect(confirmed(claim.now)).resolves.toMatchObject({ act: 'occurred.evidence' });
    await claim.does('attach', 'finance1', { ...receipt, type: 'bank-statement', reference: 'bank:7' });
    await expect(confirmed(start - 1, 'bank:7')).resolves.toMatchObject({ act: 'act.refused' });
    await expect(confirmed(claim.now, 'bank:7')).resolves.toBe('written');
  });
});

describe('an instant that helps the insurer', () => {
  it('needs a document of the case also where only a target of the company is met by it', async () => {
    const claim = await given();
    // The first contact was due at 12:00.
    await claim.until(cst('2026-07-07T12:00'));
    const contacted = (evidence?: string) =>
      claim.tries('contact', 'u1', { by: 'phone' }, { occurredAt: start, ...(evidence === undefined ? {} : { evidence }) });
    await expect(contacted()).resolves.toMatchObject({ act: 'occurred.evidence' });
    await expect(contacted('call-1')).resolves.toMatchObject({ act: 'occurred.evidence' });
    await claim.does('attach', 'u1', { type: 'call-record', reference: 'call-1', sha256: 'c'.repeat(64) });
    await expect(contacted('call-1')).resolves.toBe('written');
    expect(claim.clock('claim-first-contact')).toMatchObject({ state: 'met', metAt: start });
  });

  it('before the due date, while it has not passed, needs none', async () => {
    const claim = await given();
    await claim.until(cst('2026-07-07T12:00') - 1);
    await expect(claim.tries('contact', 'u1', { by: 'phone' }, { occurredAt: start })).resolves.toBe('written');
  });
});

describe('parties', () => {
  it('are added and never changed under an id that is known: neither account nor part', async () => {
    const claim = await given({ content: { parties: [person('claimant', 'insured')] } });
    const party = { ...person('claimant', 'beneficiary'), account: '6222000000000000' };
    await expect(claim.tries('addParty', 'u1', { party })).resolves.toMatchObject({
      act: 'act.refused',
      detail: expect.stringContaining("'claimant' already"),
    });
    expect(claim.state.parties.claimant?.role).toBe('insured');
    await expect(claim.tries('addParty', 'u1', { party: person('wife', 'beneficiary') })).resolves.toBe('written');
  });
});
