import { type ClaimDriver, cst, dayMs, given, hourMs, papers, start } from './driver';

const emergency = 'system:case.emergency-1';
const join = (claim: ClaimDriver, event = 'TY2609') => claim.does('joinEvent', emergency, { event });
const leave = (claim: ClaimDriver, event = 'TY2609') => claim.does('leaveEvent', emergency, { event });
const lane = (claim: ClaimDriver) => Object.values(claim.state.clocks).filter((clock) => clock.rule.startsWith('claim-catastrophe'));
const property = { line: 'property' };

/** A property claim that is two days old when the typhoon is declared. */
async function twoDaysOld(content = {}): Promise<ClaimDriver> {
  const claim = await given({ ...property, content });
  await claim.until(start + 2 * dayMs);
  return claim;
}

describe('a claim opened for a disaster', () => {
  it('belongs to its event, is flagged, and owes every duty under its target beside the ordinary limit', async () => {
    const claim = await given({ ...property, content: { catastrophe: 'TY2609' } });
    expect(claim.state).toMatchObject({ event: 'TY2609', flags: ['catastrophe'] });
    expect(lane(claim).map((clock) => clock.rule)).toEqual([
      'claim-catastrophe-first-contact',
      'claim-catastrophe-survey',
      'claim-catastrophe-determine',
      'claim-catastrophe-advance',
    ]);
    for (const rule of ['claim-first-contact', 'claim-survey', 'claim-determine-complex', 'claim-advance-payment'])
      expect(claim.clock(rule)?.state).toBe('running');
  });

  it('is not in the fast lane where it names none', async () => {
    const claim = await given(property);
    expect(claim.state).toMatchObject({ event: null, flags: [] });
    expect(lane(claim)).toEqual([]);
  });
});

describe('a claim joined later', () => {
  it('owes under the targets from the joining on: none is missed in the moment it begins', async () => {
    const claim = await twoDaysOld();
    await join(claim);
    // One hour and 24 hours from Thursday 9 July 10:00; three working days: Friday, Monday, Tuesday; two: Friday, Monday.
    expect(lane(claim).map(({ rule, startsAt, dueAt }) => [rule, startsAt, dueAt])).toEqual([
      ['claim-catastrophe-first-contact', start + 2 * dayMs, cst('2026-07-09T11:00')],
      ['claim-catastrophe-survey', start + 2 * dayMs, cst('2026-07-10T10:00')],
      ['claim-catastrophe-determine', start + 2 * dayMs, cst('2026-07-15')],
      ['claim-catastrophe-advance', start + 2 * dayMs, cst('2026-07-14')],
    ]);
    await claim.until(start + 2 * dayMs + 1);
    expect(lane(claim).filter((clock) => clock.breachedAt !== undefined)).toEqual([]);
    expect(claim.state.flags).toContain('catastrophe');
  });

  it('misses a target that is not kept from then on', async () => {
    const claim = await twoDaysOld();
    await join(claim);
    await claim.until(cst('2026-07-09T11:00'));
    expect(claim.clock('claim-catastrophe-first-contact')?.breachedAt).toBe(cst('2026-07-09T11:00'));
  });

  it('owes nothing anew that was done before', async () => {
    const claim = await given(property);
    await claim.does('contact', 'u1', { by: 'phone' });
    await claim.surveyed();
    await claim.until(start + 2 * dayMs);
    await join(claim);
    expect(lane(claim).map((clock) => clock.rule)).toEqual(['claim-catastrophe-determine', 'claim-catastrophe-advance']);
  });

  it('after the agreement owes the payment in three days from the joining, not from the agreement', async () => {
    const claim = await given(property);
    await claim.surveyed();
    await claim.agreed(500);
    await claim.until(start + 2 * dayMs);
    await join(claim);
    expect(claim.clock('claim-catastrophe-pay')).toMatchObject({ startsAt: start + 2 * dayMs, dueAt: cst('2026-07-13') });
    expect(claim.clock('claim-pay')?.startsAt).toBe(start);
    await claim.bank();
    expect(claim.state.outcome).toBe('paid');
  });

  it('agreed after the joining owes the payment from the agreement', async () => {
    const claim = await given(property);
    await join(claim);
    await claim.surveyed();
    claim.now = start + dayMs;
    await claim.agreed(500);
    expect(claim.clock('claim-catastrophe-pay')).toMatchObject({ startsAt: start + dayMs, dueAt: cst('2026-07-12') });
  });

  it('does not wait any more for documents that people lose in a disaster', async () => {
    const claim = await given({ ...property, content: { documents: papers('claim-form') } });
    await claim.delivers('documents-missing', 'arrived');
    expect(claim.state.stage).toBe('documents');
    await claim.until(start + dayMs);
    await join(claim);
    expect(claim.state.stage).toBe('survey');
    expect(claim.tasks).not.toContain('submitDocuments');
    expect(claim.clock('claim-determine-complex')?.pauses).toMatchObject([{ to: start + dayMs }]);
  });

  it('still waits for what the relaxed list asks for, and its target stands still meanwhile', async () => {
    const claim = await given({ ...property, content: { documents: papers('loss-list') } });
    await claim.delivers('documents-missing', 'arrived');
    await join(claim);
    expect(claim.state.stage).toBe('documents');
    expect(claim.clock('claim-catastrophe-determine')?.state).toBe('paused');
    await claim.does('submitDocuments', 'party:claimant', { documents: papers('claim-form') });
    expect(claim.state.stage).toBe('survey');
    expect(claim.clock('claim-catastrophe-determine')?.state).toBe('running');
  });

  it('that is on hold gets its targets on hold', async () => {
    const claim = await twoDaysOld();
    await claim.does('hold', 'lead1', { until: start + 10 * dayMs }, { ground: 'police' });
    await join(claim);
    expect(lane(claim).map((clock) => clock.state)).toEqual(['paused', 'paused', 'paused', 'paused']);
    await claim.does('resume', 'lead1');
    expect(lane(claim).map((clock) => clock.state)).toEqual(['running', 'running', 'running', 'running']);
  });

  it('belongs to one event only, and leaves no other than its own', async () => {
    const claim = await twoDaysOld();
    await join(claim);
    await expect(claim.tries('joinEvent', emergency, { event: 'FLOOD-8' })).resolves.toMatchObject({
      act: 'act.refused',
      detail: expect.stringContaining('TY2609'),
    });
    await expect(claim.tries('leaveEvent', emergency, { event: 'FLOOD-8' })).resolves.toMatchObject({ act: 'act.refused' });
  });
});

describe('a claim taken out of its disaster', () => {
  it('has its targets stopped with the reason and its flag down; ordinary limits never stopped', async () => {
    const claim = await twoDaysOld();
    const before = claim.clock('claim-determine-complex')?.dueAt;
    await join(claim);
    await claim.until(start + 2 * dayMs + hourMs / 2);
    await leave(claim);
    expect(lane(claim).every((clock) => clock.state === 'stopped')).toBe(true);
    expect(claim.record.events.flatMap(({ fact }) => (fact.kind === 'clock-stopped' ? [fact.why] : []))).toEqual(
      Array.from({ length: 4 }, () => 'left-event:TY2609'),
    );
    expect(claim.state).toMatchObject({ event: null, flags: [] });
    for (const rule of ['claim-first-contact', 'claim-survey', 'claim-determine-complex', 'claim-advance-payment'])
      expect(claim.clock(rule)).toMatchObject({ state: 'running', pauses: [] });
    expect(claim.clock('claim-determine-complex')?.dueAt).toBe(before);
  });

  it('keeps what was sent and paid, and names it', async () => {
    const claim = await twoDaysOld();
    await join(claim);
    await claim.does('tellProgress', 'u1');
    await claim.does('askAdvance', 'u1', { exposure: 'e1', payee: 'claimant', amountFen: 20_000 });
    await claim.does('payAdvance', 'u2', { exposure: 'e1', amountFen: 20_000 });
    await claim.bank();
    const [key] = Object.keys(claim.state.payments);
    await leave(claim);
    expect(claim.state.notes['left:TY2609']).toEqual({ at: claim.now, notices: ['claim-progress'], advances: [key], advancedFen: 20_000 });
    expect(claim.state.payments[key ?? '']?.status).toBe('confirmed');
    expect(Object.values(claim.state.expectations).map((task) => task.title)).toContain('advance-stands:TY2609');
  });

  it('that was joined without effect names nothing and asks nobody', async () => {
    const claim = await twoDaysOld();
    await join(claim);
    await leave(claim);
    expect(claim.state.notes['left:TY2609']).toMatchObject({ notices: [], advances: [], advancedFen: 0 });
    expect(claim.tasks).not.toContain('completeTask');
  });

  it('asks once and in full for the documents that it had been spared', async () => {
    const claim = await given({ ...property, content: { catastrophe: 'TY2609', documents: papers('claim-form') } });
    expect(claim.saidOf('documents-missing')).toBeUndefined();
    await leave(claim);
    expect(claim.saidOf('documents-missing')?.documents).toEqual(['loss-list', 'damage-photos', 'ownership-proof']);
  });

  it('is not asked anew where it was asked for the relaxed list, nor after a determination', async () => {
    const asked = await given({ ...property, content: { catastrophe: 'TY2609', documents: [] } });
    await leave(asked);
    await asked.does('submitDocuments', 'party:claimant', { documents: papers('claim-form') });
    expect(asked.state.stage).toBe('survey');
    const determined = await given({ ...property, content: { catastrophe: 'TY2609', documents: papers('claim-form') } });
    await determined.surveyed();
    await determined.determined('granted', 500, 500);
    await determined.delivers('result-granted');
    await leave(determined);
    expect(determined.state.stage).toBe('agree');
    expect(determined.saidOf('documents-missing')).toBeUndefined();
  });

  it('can be joined to another event, whose targets run in full', async () => {
    const claim = await twoDaysOld();
    await join(claim);
    await leave(claim);
    claim.now = start + 3 * dayMs;
    await join(claim, 'FLOOD-8');
    expect(claim.clock('claim-catastrophe-first-contact')).toMatchObject({ state: 'running', startsAt: start + 3 * dayMs });
    expect(claim.state.event).toBe('FLOOD-8');
  });

  it('does not come back to the event that its opening named', async () => {
    const claim = await given({ ...property, content: { catastrophe: 'TY2609' } });
    await leave(claim);
    await claim.does('contact', 'u1', { by: 'phone' });
    expect(claim.state).toMatchObject({ event: null, flags: [] });
  });
});
