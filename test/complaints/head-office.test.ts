import { dayMs, type Given, given, start } from './driver';
import { decisionOf, paper } from './played';

const withoutRecheck = ['mediation', 'arbitration', 'suit'];

const decided = async (request: Given) => {
  const played = await given(request);
  await played.investigated();
  await played.does('propose', 'u1', decisionOf('unjustified', { remedies: withoutRecheck }));
  await played.does('decide', 'lead1', { result: 'approved' });
  await played.delivers('complaint-decision');
  return played;
};

/** Order 2020 no. 3 art. 20: a recheck is applied for at the body above the branch that decided. */
describe('a complaint that the head office handles itself', () => {
  it('is not rechecked: nobody stands above it, and the application says what is open instead', async () => {
    const played = await decided({ branch: 'head-office' });
    const said = await played.tries('applyRecheck', 'party:complainant', { reason: '不服', application: paper() });
    expect(said).toEqual({
      act: 'act.refused',
      detail:
        "The head office has decided itself: only a branch's result is rechecked, by the body above it (art. 20). Open are: mediation, arbitration, suit.",
    });
  });

  it('does not wait thirty days for an application that nobody can make', async () => {
    const played = await decided({ branch: 'head-office' });
    expect(played.clock('complaint-recheck-apply')).toBeUndefined();
    expect(played.state.stage).toBe('close');
    await played.coded();
    expect(played.state.status).toBe('closed');
    await played.until(start + 20 * dayMs);
    await played.reopens('recheck');
    expect(played.tasks).not.toContain('applyRecheck');
  });

  it('does not promise a recheck in its decision, and names every other remedy', async () => {
    const played = await given({ branch: 'head-office' });
    await played.investigated();
    const propose = (remedies: readonly string[]) => played.tries('propose', 'u1', decisionOf('unjustified', { remedies: [...remedies] }));
    await expect(propose(['recheck', ...withoutRecheck])).resolves.toMatchObject({
      detail: expect.stringContaining('/remedies names a recheck'),
    });
    await expect(propose(['mediation', 'suit'])).resolves.toMatchObject({ detail: expect.stringContaining('arbitration') });
    await expect(propose(withoutRecheck)).resolves.toBe('written');
  });

  it('answers a mere repetition with the remedies that are left', async () => {
    const played = await given({ branch: 'head-office' });
    await played.classified({ repetition: 'decided', of: 'complaint-7' });
    expect(played.saidOf('complaint-answered')).toMatchObject({ remedies: withoutRecheck });
  });
});

describe('a complaint that a branch handles', () => {
  it('is rechecked, whoever signed the decision: the result is the branch’s', async () => {
    const played = await given({ branch: 'north' });
    await played.decisionTold('unjustified');
    expect(played.state.stage).toBe('window');
    await played.applied();
    expect(played.state.stage).toBe('recheck');
  });
});
