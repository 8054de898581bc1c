import { type ClaimDriver, cst, dayMs, given, papers, start } from './driver';

/** A health claim with the form only, an arrived request for the rest, and the rest `days` later. */
async function asked(arrived = true): Promise<ClaimDriver> {
  const claim = await given({ content: { documents: papers('claim-form') } });
  claim.now = start + dayMs;
  if (arrived) await claim.delivers('documents-missing', 'arrived');
  else await claim.delivers('documents-missing', 'handed');
  return claim;
}

const rest = papers('id-card', 'medical-record', 'medical-invoice');
const supply = (claim: ClaimDriver, documents = rest) => claim.does('submitDocuments', 'party:claimant', { documents });

describe('missing documents (art. 22)', () => {
  it('are asked for once, in full, and never again what is held', async () => {
    const claim = await given({ content: { documents: papers('claim-form') } });
    expect(claim.state.stage).toBe('documents');
    expect(claim.told.filter((t) => t.template === 'documents-missing').map((t) => t.data)).toEqual([
      { documents: ['id-card', 'medical-record', 'medical-invoice'], round: 1 },
    ]);
    expect(claim.tasks).toContain('submitDocuments');
    // The channel has to prove the arrival.
    expect(Object.values(claim.state.notices).find((n) => n.template === 'documents-missing')?.wants).toBe('arrived');
  });

  it('keep the thirty and the sixty days from starting before request and first file are both in', async () => {
    const claim = await given({ content: { documents: [] } });
    expect(claim.clock('claim-advance-payment')).toBeUndefined();
    expect(claim.clock('claim-determine-complex')).toBeUndefined();
    expect(claim.clock('claim-determine-life')?.startsAt).toBe(start);
    claim.now = start + 2 * dayMs;
    await supply(claim, papers('claim-form'));
    expect(claim.clock('claim-advance-payment')?.startsAt).toBe(start + 2 * dayMs);
    expect(claim.clock('claim-determine-complex')?.startsAt).toBe(start + 2 * dayMs);
  });

  it('suspend the determination from the arrival of the request to the receipt of the supplements', async () => {
    const claim = await asked();
    expect(claim.clock('claim-determine-complex')).toMatchObject({ state: 'paused', dueAt: null });
    expect(claim.clock('claim-determine-life')).toMatchObject({ state: 'paused' });
    claim.now = start + 9 * dayMs;
    await supply(claim);
    // Arrived 8 July, received 16 July: 8 days more, 14 August is the last.
    expect(claim.clock('claim-determine-complex')).toMatchObject({ state: 'running', dueAt: cst('2026-08-15') });
    // 8 July is used by the pause; left are the working days 17, 20, 21, 22 July and the one of 16 July.
    expect(claim.clock('claim-determine-life')?.state).toBe('running');
    expect(claim.state.stage).toBe('assess');
  });

  it('suspend nothing without proof that the request arrived', async () => {
    const claim = await asked(false);
    claim.now = start + 9 * dayMs;
    await supply(claim);
    expect(claim.clock('claim-determine-complex')?.dueAt).toBe(cst('2026-08-07'));
  });

  it('suspend also where the proof of arrival comes late', async () => {
    const claim = await asked(false);
    claim.now = start + 4 * dayMs;
    const notice = Object.values(claim.state.notices).find((n) => n.template === 'documents-missing')?.seq ?? 0;
    await claim.does('noticeReported', 'system:gateway', { notice, status: 'arrived', at: start + 2 * dayMs });
    claim.now = start + 9 * dayMs;
    await supply(claim);
    expect(claim.clock('claim-determine-complex')?.dueAt).toBe(cst('2026-08-14'));
  });

  it('never stop the sixty days to the advance payment, nor the five of compulsory motor', async () => {
    const claim = await given({
      line: 'motor',
      content: { documents: papers('claim-form'), exposures: [{ id: 'e1', cover: 'ctpl', claimant: 'claimant' }] },
    });
    await claim.delivers('documents-missing', 'arrived');
    expect(claim.clock('claim-advance-payment')).toMatchObject({ state: 'running', dueAt: cst('2026-09-06') });
    expect(claim.clock('claim-ctpl-determine')?.state).toBe('running');
    expect(claim.clock('claim-determine-complex')?.state).toBe('paused');
  });

  it('that come in part leave the claimant the task for the rest, and the suspension goes on', async () => {
    const claim = await asked();
    claim.now = start + 3 * dayMs;
    await supply(claim, papers('id-card'));
    expect(claim.state.stage).toBe('documents');
    expect(claim.tasks).toContain('submitDocuments');
    expect(claim.clock('claim-determine-complex')?.state).toBe('paused');
    await supply(claim, papers('medical-record', 'medical-invoice'));
    expect(claim.state.stage).toBe('assess');
  });

  it('that start the thirty days while they are awaited suspend them from that start', async () => {
    const claim = await given({ content: { documents: [] } });
    await claim.delivers('documents-missing', 'arrived');
    expect(claim.clock('claim-determine-complex')).toBeUndefined();
    claim.now = start + 5 * dayMs;
    await supply(claim, papers('claim-form'));
    expect(claim.clock('claim-determine-complex')).toMatchObject({
      state: 'paused',
      startsAt: start + 5 * dayMs,
      pauses: [{ from: start + 5 * dayMs }],
    });
    claim.now = start + 10 * dayMs;
    await supply(claim);
    // Thirty days from 12 July and five of suspension: 16 August is the last.
    expect(claim.clock('claim-determine-complex')?.dueAt).toBe(cst('2026-08-17'));
  });

  it('are waited for as long as company policy says, with reminders, and then the file is decided as it is', async () => {
    const claim = await asked();
    await claim.until(cst('2026-08-07') - 1);
    expect(claim.told.filter((t) => t.template === 'documents-reminder').map((t) => t.to)).toEqual([
      ['party:claimant'],
      ['party:claimant'],
    ]);
    expect(claim.state.stage).toBe('documents');
    await claim.until(cst('2026-08-07'));
    expect(claim.state.stage).toBe('assess');
    expect(claim.saidOf('documents-closed')).toEqual({ documents: ['id-card', 'medical-record', 'medical-invoice'] });
    expect(claim.clock('claim-determine-complex')?.state).toBe('running');
    await expect(claim.tries('submitDocuments', 'party:claimant', { documents: rest })).resolves.toBe('written');
  });
});

describe('a second request for documents', () => {
  const more = { documents: ['appraisal-report'] };

  it('is refused unless new facts give the ground', async () => {
    const claim = await asked();
    await supply(claim);
    await expect(claim.tries('requestDocuments', 'u1', more, { ground: 'incomplete-file' })).resolves.toMatchObject({ act: 'act.refused' });
    await claim.does('requestDocuments', 'u1', more, { ground: 'new-facts' });
    expect(claim.state.stage).toBe('documents');
    expect(claim.saidOf('documents-missing')).toEqual({ documents: ['appraisal-report'], round: 2 });
  });

  it('may be the first where nothing had to be asked for', async () => {
    const claim = await given();
    await claim.does('requestDocuments', 'u1', more, { ground: 'incomplete-file' });
    expect(claim.state.stage).toBe('documents');
    await expect(claim.tries('requestDocuments', 'u1', more, { ground: 'new-facts' })).resolves.toMatchObject({ act: 'act.not-now' });
  });

  it('never asks for what is held', async () => {
    const claim = await given();
    await expect(claim.tries('requestDocuments', 'u1', { documents: ['id-card'] }, { ground: 'new-facts' })).resolves.toMatchObject({
      act: 'act.refused',
      detail: expect.stringMatching(/held/),
    });
  });

  it('on new facts goes back to the claimant from the agreement too, and comes back to it', async () => {
    const claim = await given();
    await claim.determined('granted', 500, 500);
    await claim.delivers('result-granted');
    await claim.does('requestDocuments', 'u1', more, { ground: 'new-facts' });
    await supply(claim, papers('appraisal-report'));
    expect(claim.state.stage).toBe('agree');
    expect(claim.tasks).toContain('agree');
  });
});

describe('required documents', () => {
  const missingOf = (claim: ClaimDriver) => claim.saidOf('documents-missing')?.documents;

  it('are relaxed after a disaster', async () => {
    const claim = await given({ line: 'property', content: { documents: [], catastrophe: 'FLOOD-7' } });
    expect(missingOf(claim)).toEqual(['claim-form']);
    expect(claim.clock('claim-catastrophe-survey')?.state).toBe('running');
  });

  it('of a mutual collision are the form of both drivers, without a survey', async () => {
    const claim = await given({ line: 'motor', content: { documents: [], route: 'mutual-collision' } });
    expect(missingOf(claim)).toEqual(['claim-form', 'joint-accident-form', 'driving-licence', 'vehicle-licence']);
    expect(claim.tasks).not.toContain('survey');
  });

  it('of a subrogation hold the transfer of rights, also when the route is chosen later', async () => {
    const claim = await given({ line: 'motor' });
    await claim.does('chooseRoute', 'u1', { route: 'subrogation' });
    expect(missingOf(claim)).toEqual(['transfer-of-rights']);
    await supply(claim, papers('transfer-of-rights'));
    expect(claim.state.stage).toBe('survey');
  });
});
