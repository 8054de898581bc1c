import type { JsonObject } from '../../domain/case/fact';
import { type ComplaintDriver, cst, dayMs, type Given, given, hourMs, person, start, unwired } from './driver';
import { decisionOf, findings, paper } from './played';

const refusedFor = (reason: RegExp) => ({ act: 'act.refused', detail: expect.stringMatching(reason) });
const resolve = (played: ComplaintDriver) => played.clock('complaint-resolve-simple');

const investigated = async (request: Given = {}): Promise<ComplaintDriver> => {
  const played = await given(request);
  await played.investigated();
  return played;
};
const decided = async (request: Given = {}): Promise<ComplaintDriver> => {
  const played = await given(request);
  await played.decided();
  return played;
};

describe('a decision', () => {
  const lacking: readonly (readonly [string, JsonObject, RegExp])[] = [
    ['facts', { facts: [] }, /lacks facts \(art\. 19\)/],
    ['basis', { basis: [] }, /lacks basis/],
    ['reasons', { reasons: [] }, /lacks reasons/],
    ['remedies', { remedies: [] }, /lacks remedies/],
    ['facts and reasons', { facts: [], reasons: [] }, /lacks facts, reasons/],
    ['the recheck among the remedies', { remedies: ['mediation', 'arbitration', 'suit'] }, /every remedy; it lacks recheck/],
    ['the courts among the remedies', { remedies: ['recheck', 'mediation'] }, /lacks arbitration, suit/],
  ];

  it.each(lacking)('without %s is refused', async (_what, change, reason) => {
    const played = await investigated();
    await expect(played.tries('propose', 'u1', decisionOf('justified', change))).resolves.toMatchObject(refusedFor(reason));
    await expect(played.tries('propose', 'u1', decisionOf('justified'))).resolves.toBe('written');
  });

  it('waits for the investigation', async () => {
    const played = await given();
    await played.classified();
    await expect(played.tries('propose', 'u1', decisionOf('justified'))).resolves.toMatchObject({ act: 'act.not-now' });
  });

  it('returned is proposed anew, and what is approved is told: result, basis, reasons and remedies', async () => {
    const played = await investigated();
    await played.does('propose', 'u1', decisionOf('unjustified'));
    await played.does('decide', 'lead1', { result: 'returned' });
    expect(played.state.stage).toBe('decide');
    expect(played.saidOf('complaint-decision')).toBeUndefined();
    await played.decided('partly-justified');
    expect(played.saidOf('complaint-decision')).toEqual({
      result: 'partly-justified',
      basis: ['contract', 'sales-rules'],
      reasons: ['statement-misleading'],
      remedies: ['recheck', 'mediation', 'arbitration', 'suit'],
    });
  });
});

describe('the telling of a decision', () => {
  it('keeps the limit when the message is with its channel, not when it is decided', async () => {
    const played = await decided();
    expect(resolve(played)?.state).toBe('running');
    await played.until(cst('2026-07-23'));
    await played.delivers('complaint-decision');
    expect(resolve(played)).toMatchObject({ state: 'met', breachedAt: cst('2026-07-23') });
    expect(played.state.stage).toBe('window');
  });

  it('leaves by the complainant’s own channel of a permitted kind', async () => {
    const parties = [{ ...person('complainant'), channels: ['log', 'email', 'sms'] }];
    const played = await decided({ content: { parties } });
    const told = played.record.events.flatMap(({ fact }) => (fact.kind === 'told' && fact.template === 'complaint-decision' ? [fact] : []));
    expect(told.map((t) => [t.channel, t.report])).toEqual([['email', 'arrived']]);
  });

  it('is not done by a message that the channel could not deliver: the handler hands it over, with proof', async () => {
    const played = await decided();
    await played.delivers('complaint-decision', 'undeliverable');
    expect(played.state.stage).toBe('tell');
    expect(played.tasks).toEqual(['recordDelivery', 'completeTask']);
    await played.until(start + 2 * dayMs);
    await played.delivered('counter', { occurredAt: start + dayMs });
    expect(resolve(played)).toMatchObject({ state: 'met', metAt: start + dayMs });
    expect(played.state.documents.map((d) => d.type)).toContain('postal-receipt');
  });

  it('by hand needs proof and a method that art. 21 permits', async () => {
    const played = await decided({ content: unwired });
    expect(played.saidOf('complaint-decision')).toBeUndefined();
    await expect(played.tries('recordDelivery', 'u1', { method: 'post' })).resolves.toMatchObject({ act: 'input.invalid' });
    await expect(played.tries('recordDelivery', 'u1', { method: 'notice-board', proof: paper() })).resolves.toMatchObject({
      act: 'input.invalid',
    });
    await played.delivered('phone');
    expect(played.state.stage).toBe('window');
  });

  it('is not earlier than the decision', async () => {
    const played = await given({ content: unwired });
    await played.until(start + 3 * dayMs);
    await played.decided();
    await played.delivered('phone', { occurredAt: start + hourMs });
    expect(played.state.notes.toldAt).toBe(start + 3 * dayMs);
  });

  it('goes by the method that the parties agreed on, and no other', async () => {
    const played = await investigated();
    await played.does('agreeTerms', 'u1', { method: 'post', agreement: paper('agreement') });
    await played.decided();
    expect(played.saidOf('complaint-decision')).toBeUndefined();
    const byPhone = played.tries('recordDelivery', 'u1', { method: 'phone', proof: paper('recorded-call') });
    await expect(byPhone).resolves.toMatchObject(refusedFor(/agreed on telling it by 'post'/));
    await played.delivered('post');
    expect(resolve(played)?.state).toBe('met');
  });

  it('changes over when another method is agreed on while the message waits: it is taken back', async () => {
    const parties = [{ ...person('complainant'), channels: ['sms', 'email'] }];
    const played = await decided({ content: { parties } });
    await played.does('agreeTerms', 'u1', { method: 'email', agreement: paper('agreement') });
    const decisions = Object.values(played.state.notices).filter((n) => n.template === 'complaint-decision');
    expect(decisions.map((n) => n.status)).toEqual(['recalled', 'queued']);
    await played.does('agreeTerms', 'u1', { method: 'email', agreement: paper('agreement') });
    await played.delivers('complaint-decision');
    expect(played.state.stage).toBe('window');
  });
});

describe('a complainant who cannot be reached', () => {
  const tried = (played: ComplaintDriver, at: number) =>
    played.until(at).then(() => played.does('recordAttempt', 'u1', { method: 'phone', proof: paper('call-record') }));

  it('excuses from telling after three attempts on different days, all of them on record', async () => {
    const played = await decided({ content: unwired });
    await tried(played, start + dayMs);
    await tried(played, start + dayMs + hourMs);
    await tried(played, start + 2 * dayMs);
    expect(played.state.stage).toBe('tell');
    await tried(played, start + 3 * dayMs);
    expect(played.state).toMatchObject({ stage: 'close', flags: ['unreachable'] });
    expect(played.state.notes.triedOn).toEqual(['2026-07-08', '2026-07-09', '2026-07-10']);
    expect(resolve(played)?.state).toBe('stopped');
    await played.coded();
    expect(played.state.outcome).toBe('justified');
  });

  it('whose attempts began too late: the breach stays', async () => {
    const played = await decided({ content: unwired });
    for (const day of [14, 15, 16]) await tried(played, start + day * dayMs);
    expect(resolve(played)).toMatchObject({ state: 'stopped', breachedAt: cst('2026-07-23') });
  });

  it('who writes again is reachable: attempts of before count for nothing', async () => {
    const played = await decided({ content: unwired });
    await tried(played, start + dayMs);
    await tried(played, start + 2 * dayMs);
    await played.newFacts();
    await played.decided();
    await tried(played, start + 3 * dayMs);
    expect(played.state.stage).toBe('tell');
  });
});

describe('a recheck', () => {
  const applied = async (): Promise<ComplaintDriver> => {
    const played = await given();
    await played.decisionTold('unjustified');
    await played.applied();
    return played;
  };
  const tries = (played: ComplaintDriver, more: JsonObject) =>
    played.tries('recheck', 'chief1', { result: 'upheld', findings, text: '核查意见', ...more });
  const wrong = { ...findings, result: 'wrong' };

  it('is applied for once there is a decision, in writing, once', async () => {
    const played = await given();
    const applies = () => played.tries('applyRecheck', 'party:complainant', { reason: '不同意', application: paper('application') });
    await expect(applies()).resolves.toMatchObject(refusedFor(/no decision yet/));
    await played.decisionTold();
    await expect(played.tries('applyRecheck', 'party:complainant', { reason: '不同意' })).resolves.toMatchObject({ act: 'input.invalid' });
    await expect(applies()).resolves.toBe('written');
    await expect(applies()).resolves.toMatchObject(refusedFor(/applied for already/));
  });

  it('judges process, time and result, and is told; the limit is kept by the notice', async () => {
    const played = await applied();
    await expect(tries(played, { findings: { process: 'proper', result: 'right' } })).resolves.toMatchObject({ act: 'input.invalid' });
    await played.rechecked('upheld', { findings: { ...findings, time: 'late' } });
    expect(played.saidOf('complaint-recheck-result')).toEqual({
      result: 'upheld',
      findings: ['process-proper', 'time-late', 'result-right'],
    });
    expect(played.clock('complaint-recheck-decide')?.state).toBe('running');
    const [notice] = Object.values(played.state.notices).filter((n) => n.template === 'complaint-recheck-result');
    await played.until(start + 2 * dayMs);
    await played.does('noticeReported', 'system:gateway', { notice: notice?.seq ?? 0, status: 'handed', at: start + dayMs });
    expect(played.clock('complaint-recheck-decide')).toMatchObject({ state: 'met', metAt: start + dayMs });
    await played.coded();
    expect(played.state.outcome).toBe('unjustified');
  });

  it('does not uphold a result that it found wrong, and a changed result says what stands', async () => {
    const played = await applied();
    await expect(tries(played, { findings: wrong })).resolves.toMatchObject(refusedFor(/found wrong/));
    await expect(tries(played, { result: 'changed', findings: wrong })).resolves.toMatchObject(refusedFor(/\/changedTo/));
    await expect(tries(played, { changedTo: 'justified' })).resolves.toMatchObject(refusedFor(/\/changedTo/));
    await played.rechecked('changed', { findings: wrong, changedTo: 'justified' });
    await played.delivers('complaint-recheck-result');
    await played.coded();
    expect(played.state.outcome).toBe('justified');
  });

  it('that sends it back: investigated, decided and told anew under a full limit, with extensions and a recheck of its own', async () => {
    const played = await applied();
    await played.until(start + 9 * dayMs);
    await played.rechecked('sent-back', { findings: wrong });
    await played.delivers('complaint-recheck-result');
    expect(played.state.stage).toBe('investigate');
    // 15 days from 16 July: the last is the 31st.
    expect(resolve(played)).toMatchObject({ state: 'running', dueAt: cst('2026-08-01') });
    await played.grantedExceptional();
    await played.decisionTold('justified');
    await played.applied();
    await played.rechecked();
    await played.delivers('complaint-recheck-result');
    await played.coded();
    expect(played.state.outcome).toBe('justified');
  });
});

describe('an agreement by mediation', () => {
  const settled = async (first: (played: ComplaintDriver) => Promise<void>): Promise<ComplaintDriver> => {
    const played = await given();
    await first(played);
    await played.mediating();
    await played.mediated();
    return played;
  };

  it('takes the place of a decision, is performed with proof, and ends as settled', async () => {
    const played = await settled((p) => p.classified());
    expect(resolve(played)?.state).toBe('met');
    expect(played.tasks).toEqual(['codeCause', 'recordPerformance']);
    await expect(played.tries('recordPerformance', 'u1')).resolves.toMatchObject({ act: 'input.invalid' });
    await played.performed();
    await played.coded();
    expect(played.state.outcome).toBe('settled');
  });

  it('that is not performed climbs to head office, and the duty stays', async () => {
    const played = await settled((p) => p.classified());
    await played.until(cst('2026-07-22') + 4 * dayMs);
    const heard = played.told.filter((t) => /^clock-(breach|repeat)$/.test(t.template) && t.data.rule === 'complaint-mediation-perform');
    expect(heard.flatMap((t) => t.to)).toContain('role:head-office');
    expect(played.tasks).toContain('recordPerformance');
    await played.performed();
    expect(played.clock('complaint-mediation-perform')).toMatchObject({ state: 'met', breachedAt: cst('2026-07-22') });
  });

  it('needs the agreement, and happens once', async () => {
    const played = await given();
    await played.classified();
    const ends = (more: JsonObject) => played.tries('mediationEnded', 'u1', { result: 'agreed', ...more });
    await expect(ends({})).resolves.toMatchObject(refusedFor(/No mediation/));
    await played.mediating();
    await expect(ends({})).resolves.toMatchObject(refusedFor(/\/agreement is missing/));
    await expect(ends({ agreement: paper('agreement') })).resolves.toBe('written');
    const again = played.tries('startMediation', 'u1', { body: 'court', consent: paper(), application: paper() });
    await expect(again).resolves.toMatchObject({ act: 'act.not-now' });
  });

  it('while it waits for a recheck ends the recheck as well', async () => {
    const played = await settled(async (p) => {
      await p.decisionTold('unjustified');
      await p.applied();
    });
    expect(played.clock('complaint-recheck-decide')?.state).toBe('stopped');
    expect(played.state.stage).toBe('perform');
    await played.performed();
    await played.coded();
    expect(played.state).toMatchObject({ status: 'closed', outcome: 'settled' });
  });

  it('in the time to apply for a recheck ends that time', async () => {
    const played = await settled((p) => p.decisionTold('unjustified'));
    expect(played.clock('complaint-recheck-apply')?.state).toBe('stopped');
    const applies = played.tries('applyRecheck', 'party:complainant', { reason: 'x', application: paper() });
    await expect(applies).resolves.toMatchObject(refusedFor(/agreement is performed/));
  });

  it('takes back a decision that has not left', async () => {
    const played = await settled((p) => p.decided());
    expect(Object.values(played.state.notices).find((n) => n.template === 'complaint-decision')?.status).toBe('recalled');
    expect(played.state.stage).toBe('perform');
  });
});

describe('the root cause', () => {
  it('is coded before a complaint is closed, from one vocabulary', async () => {
    const played = await given();
    await played.decisionTold();
    await played.until(start + 40 * dayMs);
    expect(played.state).toMatchObject({ status: 'open', stage: 'close' });
    expect(played.tasks).toEqual(['codeCause']);
    await expect(played.tries('codeCause', 'u1', { causes: ['bad-luck'] })).resolves.toMatchObject({ act: 'input.invalid' });
    await played.coded({ causes: ['slow-service', 'staff-conduct'] });
    expect(played.state).toMatchObject({ status: 'closed', notes: { causes: ['slow-service', 'staff-conduct'] } });
  });

  it('asks for an improvement only where whoever codes it says so', async () => {
    const without = await given();
    await without.decisionTold();
    await without.coded();
    expect(without.state.children).toEqual({});
    const with_ = await given({ line: 'claims' });
    await with_.decisionTold();
    await with_.coded({ causes: ['slow-claim'], improvement: 'high' });
    expect(with_.state.children.improvement).toMatchObject({ process: 'improvement', line: 'claims', branch: 'north' });
  });
});
