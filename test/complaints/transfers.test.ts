import { type ComplaintDriver, cst, dayMs, given, start, transferOf } from './driver';

/** What the body that transferred it was told, in order. */
const bodyTold = (played: ComplaintDriver) =>
  played.told.filter((t) => t.template === 'complaint-transfer-result').map((t) => [t.to, t.data.number, t.data.outcome]);

describe('a transferred complaint', () => {
  it('keeps the number of the transfer, and its ordered date is a clock of its own beside the days of the law', async () => {
    const played = await given({ content: transferOf(cst('2026-07-20')) });
    expect(played.state.opening.transfer).toMatchObject({ number: 'ZB-2026-118', body: 'nfra-shanghai' });
    expect(played.state.flags).toContain('transferred');
    expect(played.clock('complaint-transfer-order')).toMatchObject({ startsAt: start, dueAt: cst('2026-07-20') });
    expect(played.clock('complaint-resolve-simple')?.dueAt).toBe(cst('2026-07-23'));
  });

  it('is told to the complainant and to the body that transferred it; the ordered date is kept by the latter only', async () => {
    const played = await given({ content: transferOf(cst('2026-07-20')) });
    await played.decisionTold('partly-justified');
    expect(played.clock('complaint-transfer-order')?.state).toBe('running');
    expect(bodyTold(played)).toEqual([[['regulator:nfra-shanghai'], 'ZB-2026-118', 'partly-justified']]);
    await played.delivers('complaint-transfer-result');
    expect(played.clock('complaint-transfer-order')?.state).toBe('met');
  });

  it('does not end while the body has not been told', async () => {
    const played = await given({ content: transferOf() });
    await played.decisionTold();
    await played.coded();
    await played.until(start + 40 * dayMs);
    expect(played.state).toMatchObject({ status: 'open', stage: 'close' });
    await played.delivers('complaint-transfer-result');
    expect(played.state.status).toBe('closed');
  });

  it.each([
    ['withdrawn', (p: ComplaintDriver) => p.does('withdraw', 'party:complainant')],
    ['merged', (p: ComplaintDriver) => p.classified({ repetition: 'open', of: 'complaint-99' })],
  ])('that is %s is reported to the body as it ends', async (outcome, ends) => {
    const played = await given({ content: transferOf() });
    await ends(played);
    expect(bodyTold(played)).toEqual([[['regulator:nfra-shanghai'], 'ZB-2026-118', outcome]]);
    expect(played.state).toMatchObject({ status: 'closed', outcome });
  });

  it.each([
    ['declined', 'complaint-declined', { standing: 'none' }],
    ['answered', 'complaint-answered', { repetition: 'decided', of: 'complaint-99' }],
  ])('that is %s does not end before the body knows', async (outcome, template, classification) => {
    const played = await given({ content: transferOf() });
    await played.classified(classification);
    await played.delivers(template);
    expect(played.state.status).toBe('open');
    await played.delivers('complaint-transfer-result');
    expect(bodyTold(played)).toEqual([[['regulator:nfra-shanghai'], 'ZB-2026-118', outcome]]);
    expect(played.state).toMatchObject({ status: 'closed', outcome });
  });

  it('whose result a recheck changes is reported again, with what stands now', async () => {
    const played = await given({ content: transferOf() });
    await played.decisionTold('unjustified');
    await played.delivers('complaint-transfer-result');
    await played.applied();
    await played.rechecked('changed', { findings: { process: 'proper', time: 'in-time', result: 'wrong' }, changedTo: 'justified' });
    await played.delivers('complaint-recheck-result');
    await played.coded();
    expect(played.state).toMatchObject({ status: 'open', stage: 'close' });
    await played.delivers('complaint-transfer-result');
    expect(bodyTold(played).map(([, , outcome]) => outcome)).toEqual(['unjustified', 'justified']);
    expect(played.state).toMatchObject({ status: 'closed', outcome: 'justified' });
  });

  it.each([
    ['goes on while the company holds the complaint', cst('2026-07-20'), 'running'],
    ['does not, where it is the company’s own', undefined, 'paused'],
  ])('has an ordered date that %s', async (_what, ordered, state) => {
    const played = await given({ content: transferOf(ordered) });
    const before = played.clock('complaint-transfer-order')?.dueAt;
    await played.does('hold', 'lead1', { until: start + 9 * dayMs }, { ground: 'customer-request' });
    expect(played.clock('complaint-transfer-order')).toMatchObject({ state, dueAt: ordered === undefined ? null : before });
    await played.does('resume', 'lead1');
    expect(played.clock('complaint-transfer-order')?.dueAt).toBe(before);
  });

  it('that nobody transferred is told to nobody else', async () => {
    const played = await given();
    await played.decisionTold();
    expect(bodyTold(played)).toEqual([]);
    expect(played.clock('complaint-transfer-order')).toBeUndefined();
  });
});
