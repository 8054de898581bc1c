import { cst, dayMs, given, jointOf, person, refusedFor, start } from './driver';
import { paper } from './played';

describe('a withdrawal', () => {
  it('ends it on the same day, with a word to the complainant; a decision that has not left is taken back', async () => {
    const played = await given();
    await played.decided();
    await played.does('withdraw', 'party:complainant');
    expect(played.state).toMatchObject({ status: 'closed', outcome: 'withdrawn' });
    expect(played.clock('complaint-withdrawn')?.state).toBe('met');
    expect(played.told.at(-1)).toMatchObject({ template: 'complaint-withdrawal', to: ['party:complainant'] });
    expect(Object.values(played.state.notices).find((n) => n.template === 'complaint-decision')?.status).toBe('recalled');
  });

  it('comes also while the case is on hold', async () => {
    const played = await given();
    await played.classified();
    await played.does('hold', 'lead1', { until: start + 9 * dayMs }, { ground: 'court' });
    await played.does('withdraw', 'party:complainant');
    expect(played.state.outcome).toBe('withdrawn');
  });

  it('after the decision is told comes too late: there is nothing left to end', async () => {
    const played = await given();
    await played.decisionTold();
    await expect(played.tries('withdraw', 'party:complainant')).resolves.toMatchObject(refusedFor(/art\. 15/));
  });

  it('of the application for a recheck leaves the decision as it is', async () => {
    const played = await given();
    await played.decisionTold();
    await played.applied();
    await played.does('withdraw', 'party:complainant');
    expect(played.state.stage).toBe('close');
    expect(played.clock('complaint-recheck-decide')?.state).toBe('stopped');
    await played.coded();
    expect(played.state.outcome).toBe('justified');
  });
});

describe('documents', () => {
  it('that came with the complaint or later are not asked for again', async () => {
    const played = await given({ content: { documents: [paper('policy')] } });
    await played.classified();
    const asks = (...documents: string[]) => played.tries('requestDocuments', 'u1', { documents });
    await expect(asks('sales-record', 'policy')).resolves.toMatchObject(refusedFor(/'policy' is held already .*art\. 13/));
    await expect(asks('sales-record')).resolves.toBe('written');
    expect(played.saidOf('complaint-documents')).toEqual({ documents: ['sales-record'] });
    await played.does('submitDocuments', 'party:complainant', { documents: [paper('sales-record')] });
    await expect(asks('sales-record')).resolves.toMatchObject(refusedFor(/'sales-record' is held already/));
  });

  it('that are waited for stop no limit', async () => {
    const played = await given();
    await played.classified();
    await played.does('requestDocuments', 'u1', { documents: ['policy'] });
    expect(played.tasks).toEqual(['investigate', 'submitDocuments']);
    expect(played.clock('complaint-resolve-simple')).toMatchObject({ state: 'running', dueAt: cst('2026-07-23') });
  });
});

describe('a joint complaint', () => {
  const joined = (representatives: readonly string[], faceToFace = true) => ({ complainants: 12, faceToFace, representatives });

  it('is spoken for by five at most when they come face to face', async () => {
    const played = await given({ content: jointOf(12, 1) });
    await played.classified();
    for (const id of ['r2', 'r3', 'r4', 'r5', 'r6']) await played.does('addParty', 'intake1', { party: person(id, 'representative') });
    const five = ['rep-1', 'r2', 'r3', 'r4', 'r5'];
    await expect(played.tries('recordJoint', 'u1', joined([...five, 'r6']))).resolves.toMatchObject(refusedFor(/At most 5 .*art\. 12/));
    await expect(played.tries('recordJoint', 'u1', joined([...five, 'r6'], false))).resolves.toBe('written');
    await expect(played.tries('recordJoint', 'u1', joined(five))).resolves.toBe('written');
  });

  it('is spoken for by people that the case knows', async () => {
    const played = await given({ content: jointOf(12, 1) });
    await expect(played.tries('recordJoint', 'u1', joined(['stranger']))).resolves.toMatchObject(refusedFor(/'stranger' is not a party/));
  });

  it('without representatives has to name them', async () => {
    const played = await given({ content: jointOf(12, 0) });
    expect(played.tasks).toEqual(['recordJoint', 'classify']);
    await expect(played.tries('recordJoint', 'u1', joined([]))).resolves.toMatchObject(refusedFor(/names who speaks for it/));
  });

  it('is told to every representative', async () => {
    const played = await given({ content: jointOf(12, 2) });
    await played.decisionTold();
    expect(played.told.filter((t) => t.template === 'complaint-decision').map((t) => t.to)).toEqual([
      ['party:complainant', 'party:rep-1', 'party:rep-2'],
    ]);
  });
});
