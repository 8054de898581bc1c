import { decide, decisionView, type StaffFacts } from '../../domain/case/decide';
import { claimContract } from '../../domain/processes/claim/contract';
import { type ClaimDriver, given, person } from './driver';

const needOf = (claim: ClaimDriver, exposure = 'e1') => claim.state.expectations[`determine@${exposure}`]?.from;

async function recommended(kind: 'granted' | 'partial' | 'denied', amountFen: number): Promise<ClaimDriver> {
  const claim = await given();
  const reasons = kind === 'granted' ? {} : { reasons: [{ code: 'exclusion', amountFen: 900 - amountFen }] };
  await claim.does('recommend', 'u1', { exposure: 'e1', kind, claimedFen: 900, amountFen, ...reasons });
  return claim;
}

describe('authority', () => {
  it('to pay is that of the amount', async () => {
    expect(needOf(await recommended('granted', 900))).toEqual({
      kind: 'authority',
      need: { kind: 'payment', line: 'health', amountFen: 900 },
    });
  });

  it.each([
    ['denied', 0],
    ['partial', 100],
  ] as const)('of a result that is %s is that of paying what is claimed', async (kind, amountFen) => {
    expect(needOf(await recommended(kind, amountFen))).toEqual({
      kind: 'authority',
      need: { kind: 'denial', line: 'health', amountFen: 900 },
    });
  });

  it('counts the claim as a whole, so that splitting it lowers nothing', async () => {
    const exposures = ['e1', 'e2'].map((id) => ({ id, cover: 'medical', claimant: 'claimant' }));
    const claim = await given({ content: { exposures } });
    await claim.determined('granted', 700, 700, { exposure: 'e1' });
    await claim.does('recommend', 'u1', { exposure: 'e2', kind: 'granted', claimedFen: 300, amountFen: 300 });
    expect(needOf(claim, 'e2')).toMatchObject({ need: { kind: 'payment', amountFen: 1000 } });
  });

  it('too small for the amount is refused by the second gate', async () => {
    const claim = await recommended('denied', 0);
    const request = { act: 'determine', request: 'x', actor: 'u2', payload: { exposure: 'e1', kind: 'denied', amountFen: 0 } };
    const approver = {
      staff: 'u2',
      person: 'p2',
      roles: ['approver'],
      team: null,
      branch: null,
      active: true,
      units: ['company'],
    } as const;
    const facts = (authorityFen: number): StaffFacts => ({
      actor: approver,
      principal: null,
      delegated: false,
      inactive: [],
      standsFor: {},
      assignees: [],
      persons: { u1: 'p1', u2: 'p2' },
      authorityFen,
      pastDaysAllowed: 3,
    });
    const view = decisionView(claim.state, request, claimContract.acts);
    expect(decide(request, view, claim.now, facts(899))).toMatchObject({ code: 'actor.authority' });
    expect(decide(request, view, claim.now, facts(900))).toBeNull();
  });
});

describe('four eyes', () => {
  const confirmed = { exposure: 'e1', kind: 'granted', amountFen: 900 };

  it('whoever recommended does not determine, in person or through a substitute, in either direction', async () => {
    const claim = await recommended('granted', 900);
    await expect(claim.tries('determine', 'u1', confirmed)).resolves.toMatchObject({ act: 'actor.four-eyes' });
    await expect(claim.tries('determine', 'u7', confirmed, { onBehalfOf: 'u1' })).resolves.toMatchObject({ act: 'actor.four-eyes' });
  });

  it('a substitute who recommended bars the principal too', async () => {
    const claim = await given();
    await claim.does('recommend', 'u7', { exposure: 'e1', kind: 'granted', claimedFen: 900, amountFen: 900 }, { onBehalfOf: 'u2' });
    await expect(claim.tries('determine', 'u2', confirmed)).resolves.toMatchObject({ act: 'actor.four-eyes' });
    await expect(claim.tries('determine', 'u7', confirmed)).resolves.toMatchObject({ act: 'actor.four-eyes' });
    await expect(claim.tries('determine', 'u3', confirmed)).resolves.toBe('written');
  });

  it('holds when the case goes to another handler between the two acts, and across a returned recommendation', async () => {
    const claim = await recommended('granted', 900);
    await claim.does('assign', 'lead1', { to: 'u5' });
    await claim.does('determine', 'u2', { exposure: 'e1', kind: 'returned', amountFen: 0 });
    await claim.does('recommend', 'u5', { exposure: 'e1', kind: 'granted', claimedFen: 900, amountFen: 900 });
    await expect(claim.tries('determine', 'u1', confirmed)).resolves.toMatchObject({ act: 'actor.four-eyes' });
    await expect(claim.tries('determine', 'u5', confirmed)).resolves.toMatchObject({ act: 'actor.four-eyes' });
    await claim.does('determine', 'u2', confirmed);
    expect(claim.state.notes['e1.kind']).toBe('granted');
  });

  it('an advance is approved by another person than the one who asked', async () => {
    const claim = await given();
    await claim.does('askAdvance', 'u1', { exposure: 'e1', payee: 'claimant', amountFen: 300 });
    await expect(claim.tries('payAdvance', 'u1', { exposure: 'e1', amountFen: 300 })).resolves.toMatchObject({ act: 'actor.four-eyes' });
    const task = Object.values(claim.state.expectations).find((e) => e.act === 'payAdvance');
    expect(task?.from).toEqual({ kind: 'authority', need: { kind: 'advance', line: 'health', amountFen: 300 } });
  });
});

describe('a determination', () => {
  it('confirms what was recommended or returns it, and decides nothing else', async () => {
    const claim = await recommended('granted', 900);
    await expect(claim.tries('determine', 'u2', { exposure: 'e1', kind: 'denied', amountFen: 0 })).resolves.toMatchObject({
      act: 'act.refused',
    });
    await expect(claim.tries('determine', 'u2', { exposure: 'e1', kind: 'granted', amountFen: 901 })).resolves.toMatchObject({
      act: 'act.refused',
    });
    await claim.does('determine', 'u2', { exposure: 'e1', kind: 'returned', amountFen: 0 });
    expect(claim.tasks).toContain('recommend');
    expect(claim.state.notes.determinedAt).toBeUndefined();
  });
});

describe('a recommendation has to add up', () => {
  const reason = (amountFen: number) => [{ code: 'above-tariff', amountFen }];
  const limited = {
    exposures: [{ id: 'e1', cover: 'medical', claimant: 'claimant', limitFen: 1000 }],
    parties: [person('claimant', 'insured')],
  };

  it.each([
    ['grants less than is owed', { kind: 'granted', claimedFen: 900, amountFen: 899 }, /whole of 900/],
    ['grants with reasons to refuse', { kind: 'granted', claimedFen: 900, amountFen: 900, reasons: reason(0) }, /no reasons/],
    ['pays more than the loss', { kind: 'partial', claimedFen: 900, amountFen: 901, reasons: reason(1) }, /At most 900/],
    ['pays above the limit', { kind: 'partial', claimedFen: 2000, amountFen: 1001, reasons: reason(1) }, /At most 1000/],
    ['ignores the deductible', { kind: 'granted', claimedFen: 900, deductibleFen: 100, amountFen: 900 }, /At most 800/],
    ['denies without reasons', { kind: 'denied', claimedFen: 900, amountFen: 0 }, /art. 24/],
    ['refuses fen without a reason', { kind: 'partial', claimedFen: 900, amountFen: 500, reasons: reason(399) }, /400 fen refused/],
    ['pays on a denial', { kind: 'denied', claimedFen: 900, amountFen: 1, reasons: reason(899) }, /pays nothing/],
    ['calls nothing a partial result', { kind: 'partial', claimedFen: 900, amountFen: 0, reasons: reason(900) }, /pays nothing/],
  ])('refused when it %s', async (_what, wrong, why) => {
    const claim = await given({ content: limited });
    await expect(claim.tries('recommend', 'u1', { exposure: 'e1', ...wrong })).resolves.toMatchObject({
      act: 'act.refused',
      detail: expect.stringMatching(why),
    });
  });

  it.each([
    { kind: 'granted', claimedFen: 900, deductibleFen: 100, amountFen: 800 },
    { kind: 'granted', claimedFen: 2000, amountFen: 1000 },
    { kind: 'partial', claimedFen: 900, amountFen: 500, reasons: reason(400) },
    { kind: 'denied', claimedFen: 900, amountFen: 0, reasons: reason(900) },
  ])('accepted: %j', async (right) => {
    const claim = await given({ content: limited });
    await expect(claim.tries('recommend', 'u1', { exposure: 'e1', ...right })).resolves.toBe('written');
  });
});
