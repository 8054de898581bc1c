import { accepted, type ComplaintDriver, cst, dayMs, refusedFor, resolve, start } from './driver';
import { paper } from './played';

// 15, 30 and 60 days from Tuesday 7 July 2026: the first instants after them.
const fifteen = cst('2026-07-23');

const extend = (played: ComplaintDriver) => played.tries('extendComplex', 'u1', {}, { ground: 'facts-unclear' });

describe('new facts and reasons', () => {
  it('run the full limit anew from their receipt, told to the complainant; what was found and proposed is open again', async () => {
    const played = await accepted();
    await played.decided();
    expect(played.state.stage).toBe('tell');
    await played.until(start + 4 * dayMs);
    await played.newFacts({ occurredAt: start + 3 * dayMs });
    expect(played.state.stage).toBe('investigate');
    // 15 days from 10 July: the last is the 25th.
    expect(resolve(played)).toMatchObject({ state: 'running', startsAt: start + 3 * dayMs, dueAt: cst('2026-07-26') });
    expect(played.told.at(-1)).toMatchObject({ template: 'complaint-restarted', to: ['party:complainant'] });
    expect(Object.values(played.state.notices).find((n) => n.template === 'complaint-decision')?.status).toBe('recalled');
  });

  it('bring back the fifteen days: earlier extensions are used up, and can be given anew', async () => {
    const played = await accepted();
    await played.grantedExceptional();
    await played.until(start + 20 * dayMs);
    await played.newFacts();
    expect(resolve(played)).toMatchObject({ rule: 'complaint-resolve-simple', dueAt: cst('2026-08-12') });
    await played.delivers('complaint-extended-exceptionally');
    expect(resolve(played)?.rule).toBe('complaint-resolve-simple');
    await played.grantedExceptional();
    await played.delivers('complaint-extended-exceptionally');
    // 60 days from 27 July: the last is 25 September.
    expect(resolve(played)).toMatchObject({ rule: 'complaint-resolve-exceptional', dueAt: cst('2026-09-26') });
  });

  it('end what was asked for on the old limit, and an agreement on it', async () => {
    const played = await accepted();
    await played.askedExceptional();
    await played.newFacts();
    expect(played.tasks).toEqual(['investigate']);
    const agreed = { limit: { unit: 'calendarDays', count: 40 }, agreement: paper('agreement') };
    await played.does('agreeTerms', 'u1', agreed);
    await played.newFacts();
    await expect(extend(played)).resolves.toBe('written');
  });

  it('during an appraisal: its time stays excluded', async () => {
    const played = await accepted();
    await played.appraising();
    await played.until(start + 3 * dayMs);
    await played.newFacts();
    expect(resolve(played)).toMatchObject({ state: 'paused', startsAt: start + 3 * dayMs });
  });

  it('in the last instant of the limit begin it again, at its end not any more: art. 18(3) means facts that come within it', async () => {
    const inTime = await accepted();
    await inTime.until(fifteen - 1);
    await inTime.newFacts();
    // Received on 22 July: fifteen days end with 6 August.
    expect(resolve(inTime)).toMatchObject({ state: 'running', startsAt: fifteen - 1, dueAt: cst('2026-08-07') });
    expect(inTime.saidOf('complaint-restarted')).toEqual({});

    const late = await accepted();
    await late.until(fifteen);
    await late.newFacts();
    expect(resolve(late)).toMatchObject({ state: 'running', startsAt: start, dueAt: fifteen, breachedAt: fifteen });
    expect(late.saidOf('complaint-restarted')).toBeUndefined();
    expect(late.saidOf('complaint-progress')).toEqual({ stage: 'investigate' });
  });

  it('after a breach are looked into all the same, and the decision that follows is late', async () => {
    const played = await accepted();
    await played.decided();
    await played.until(fifteen);
    await played.newFacts();
    expect(played.state.stage).toBe('investigate');
    await played.decisionTold();
    expect(resolve(played)).toMatchObject({ state: 'met', breachedAt: fifteen });
    const met = played.record.events.flatMap(({ fact }) =>
      fact.kind === 'clock-met' && fact.clock === 'complaint-resolve-simple' ? [fact.inTime] : [],
    );
    expect(met).toEqual([false]);
  });

  it('received in time and entered after the breach begin it again: the breach is taken back, and both stand in the record', async () => {
    const played = await accepted();
    await played.does('submitDocuments', 'party:complainant', { documents: [paper('postmark')] });
    await played.until(fifteen);
    await played.newFacts({ occurredAt: fifteen - dayMs, evidence: 'dms:postmark' });
    // Received on 22 July, its first instant: fifteen days end with 6 August.
    expect(resolve(played)).toMatchObject({ state: 'running', startsAt: fifteen - dayMs, dueAt: cst('2026-08-07') });
    expect(resolve(played)?.breachedAt).toBeUndefined();
    const kinds = played.record.events.flatMap(({ fact }) => (fact.kind === 'breach-withdrawn' ? [fact.ground] : []));
    expect(kinds).toEqual(['new-facts']);
  });

  it('after a breach leave it in the record', async () => {
    const played = await accepted();
    await played.until(fifteen);
    await played.newFacts();
    const kept = played.record.events.flatMap(({ fact }) =>
      fact.kind === 'rung' && fact.rung.kind === 'breach' && fact.clock === 'complaint-resolve-simple' ? [fact.rung.at] : [],
    );
    expect(kept).toEqual([fifteen]);
    expect(played.record.events.some(({ fact }) => fact.kind === 'breach-withdrawn')).toBe(false);
  });

  it('after the decision is told are for a recheck or another complaint', async () => {
    const played = await accepted();
    await played.decisionTold();
    await expect(played.tries('addFacts', 'party:complainant', { facts: 'x' })).resolves.toMatchObject(refusedFor(/recheck \(art\. 20\)/));
  });
});
