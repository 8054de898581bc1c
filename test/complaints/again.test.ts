import { type ComplaintDriver, cst, dayMs, type Given, given, resolve, start, unwired } from './driver';

const closed = async (request: Given, ends: (played: ComplaintDriver) => Promise<void>): Promise<ComplaintDriver> => {
  const played = await given(request);
  await ends(played);
  expect(played.state.status).toBe('closed');
  await played.until(start + 50 * dayMs);
  return played;
};

const toldAndLapsed = async (played: ComplaintDriver): Promise<void> => {
  await played.decisionTold('unjustified');
  await played.coded();
  await played.until(start + 40 * dayMs);
};

describe('a complaint that is opened again', () => {
  it('at the investigation is handled anew: under a full limit, and nothing of the first decision is told again', async () => {
    const played = await closed({}, toldAndLapsed);
    await played.reopens('investigate');
    expect(played.state).toMatchObject({ status: 'open', stage: 'investigate' });
    expect(played.tasks).toEqual(['investigate']);
    // 15 days from 26 August: the last is 10 September.
    expect(resolve(played)).toMatchObject({ state: 'running', dueAt: cst('2026-09-11') });
    await played.decisionTold('justified');
    await played.until(played.now + 40 * dayMs);
    expect(played.state.outcome).toBe('justified');
  });

  it('after a withdrawal is investigated first, wherever it is entered', async () => {
    const played = await closed({}, async (p) => {
      await p.investigated();
      await p.does('withdraw', 'party:complainant');
    });
    await played.reopens('tell');
    expect(played.state.stage).toBe('investigate');
    expect(resolve(played)?.state).toBe('running');
    expect(played.saidOf('complaint-decision')).toBeUndefined();
  });

  it('does not end without a decision because it is entered at its end', async () => {
    const played = await closed({}, (p) => p.does('withdraw', 'party:complainant'));
    await played.reopens('close');
    expect(played.state.stage).toBe('intake');
    await played.classified();
    expect(played.state.stage).toBe('investigate');
    expect(resolve(played)).toMatchObject({ state: 'running', startsAt: start });
  });

  it('that was handed over or declined is classified first; its days ran from the receipt', async () => {
    const played = await closed({}, async (p) => {
      await p.classified({ standing: 'none' });
      await p.delivers('complaint-declined');
    });
    await played.reopens('investigate');
    expect(played.tasks).toEqual(['classify']);
    await played.classified();
    expect(played.state.stage).toBe('investigate');
    await played.until(played.now + 1);
    expect(resolve(played)).toMatchObject({ startsAt: start, breachedAt: cst('2026-07-23') });
  });

  it('to be told once more, where the complainant was not to be found, counts the attempts anew', async () => {
    const played = await closed({ content: unwired }, async (p) => {
      await p.decided();
      for (const day of [1, 2, 3]) {
        await p.until(start + day * dayMs);
        await p.does('recordAttempt', 'u1', { method: 'phone' });
      }
      await p.coded();
    });
    await played.reopens('tell');
    expect(played.tasks).toEqual(['recordDelivery']);
    await played.delivered('counter');
    expect(played.state.stage).toBe('window');
  });

  it('for a recheck waits for the application that came in time, and takes it', async () => {
    const played = await closed({}, toldAndLapsed);
    await played.reopens('recheck');
    expect(played.tasks).toEqual(['applyRecheck']);
    await played.applied({ occurredAt: start + 29 * dayMs, evidence: 'dms:postal-receipt' });
    await played.rechecked();
    await played.delivers('complaint-recheck-result');
    expect(played.state).toMatchObject({ status: 'closed', outcome: 'unjustified' });
  });

  it('for a recheck that nobody applied for can be left again', async () => {
    const played = await closed({}, toldAndLapsed);
    await played.reopens('recheck');
    await played.does('withdraw', 'u1');
    expect(played.state).toMatchObject({ status: 'closed', outcome: 'unjustified' });
  });

  it('to find its root cause anew asks for it', async () => {
    const played = await closed({}, toldAndLapsed);
    await played.reopens('close');
    expect(played.tasks).toEqual(['codeCause']);
    await played.coded({ causes: ['system-fault'] });
    expect(played.state).toMatchObject({ status: 'closed', notes: { causes: ['system-fault'] } });
  });

  it('to perform an agreement that was not performed after all expects it', async () => {
    const played = await closed({}, async (p) => {
      await p.classified();
      await p.mediating();
      await p.mediated();
      await p.performed();
      await p.coded();
    });
    await played.reopens('perform');
    expect(played.tasks).toEqual(['recordPerformance']);
    await played.performed();
    expect(played.state.outcome).toBe('settled');
  });
});
