import { openTasks, waitSet } from '../../domain/case/wait-set';
import { dayMs, flatWorld } from '../support/flat-world';
import { determined, opening, openSample, start, submitted } from './sample/open';

const kinds = (events: readonly { fact: { kind: string } }[]): string[] => events.map((e) => e.fact.kind);

describe('a case that runs its course', () => {
  it('opens with its clock, asks the claimant and waits for the submission', async () => {
    const opened = await openSample();
    expect(opened.state).toMatchObject({ status: 'open', stage: 'gather' });
    expect(openTasks(opened.state).map((t) => t.name)).toEqual(['submit']);
    expect(waitSet(opened.state).on).toBe('customer');
    expect(kinds(opened.record.events)).toEqual(['opened', 'entered', 'clock-started', 'exposure', 'told', 'expected']);
  });

  it('keeps personal values out of every fact', async () => {
    const opened = await openSample();
    expect(JSON.stringify(opened.record.events)).not.toMatch(/张三|13800000000/);
  });

  it('writes each transition in one commit, whatever it records', async () => {
    const opened = await submitted();
    const before = opened.record.commits;
    await opened.act('recommend', 'u1', { amountFen: 100 });
    expect(opened.record.commits).toBe(before + 1);
  });

  it('ends as done when the bank has confirmed the payment', async () => {
    const claim = await determined();
    await claim.act('agree', 'party:claimant', { by: 'claimant' });
    const key = Object.keys(claim.state.payments)[0] ?? '';
    await claim.act('paymentReported', 'system:bank', { key, status: 'confirmed', at: claim.now });
    expect(claim.state).toMatchObject({ status: 'closed', outcome: 'done' });
    expect(openTasks(claim.state)).toEqual([]);
  });

  it('pays again under a new key when the money comes back', async () => {
    const claim = await determined();
    await claim.act('agree', 'party:claimant', { by: 'claimant' });
    await claim.act('paymentReported', 'system:bank', { key: 'sample-1-p1', status: 'returned', at: claim.now });
    expect(claim.state).toMatchObject({ status: 'open', stage: 'decide' });
    expect(openTasks(claim.state).map((t) => t.act)).toEqual(['recommend']);
  });
});

describe('time in a case', () => {
  it('records a breach and goes on waiting for the act', async () => {
    const opened = await openSample();
    await opened.until(start + 31 * dayMs);
    expect(opened.state.clocks['claim-determine-complex']).toMatchObject({ state: 'running', breachedAt: start + 30 * dayMs });
    await expect(opened.act('submit', 'party:claimant', { items: ['x'] })).resolves.toMatchObject({ kind: 'written' });
  });

  it('tells the people of each rung once, and nobody else', async () => {
    const opened = await openSample();
    await opened.until(start + 40 * dayMs);
    const told = opened.record.events.flatMap(({ fact }) =>
      fact.kind === 'told' && fact.template.startsWith('clock-') ? [[fact.template, fact.recipients]] : [],
    );
    expect(told).toEqual([
      ['clock-remind', ['role:handler']],
      ['clock-breach', ['role:handler', 'role:team-lead']],
      ['clock-repeat', ['role:branch-manager']],
      ['clock-repeat', ['role:head-office']],
    ]);
  });

  it('pauses the clock from the arrival of the notice to the receipt of the documents', async () => {
    const opened = await openSample();
    const notice = opened.record.events.find((e) => e.fact.kind === 'told')?.seq;
    opened.now = start + dayMs;
    await opened.act('noticeReported', 'system:gateway', { notice, status: 'arrived', at: start + dayMs });
    expect(opened.state.clocks['claim-determine-complex']).toMatchObject({ state: 'paused', dueAt: null });
    opened.now = start + 6 * dayMs;
    await opened.act('submit', 'party:claimant', { items: ['x'] });
    expect(opened.state.clocks['claim-determine-complex']).toMatchObject({ state: 'running', dueAt: start + 35 * dayMs });
  });

  it('does not pause without proof that the notice arrived', async () => {
    const opened = await openSample();
    opened.now = start + 6 * dayMs;
    await opened.act('submit', 'party:claimant', { items: ['x'] });
    expect(opened.state.clocks['claim-determine-complex']?.dueAt).toBe(start + 30 * dayMs);
  });

  it('acknowledging stops the repeats, and not the breach', async () => {
    const opened = await openSample();
    await opened.until(start + 29 * dayMs);
    await opened.act('acknowledge', 'u1', { clock: 'claim-determine-complex' });
    await opened.until(start + 40 * dayMs);
    expect(opened.state.clocks['claim-determine-complex']?.fired).toEqual(['remind', 'breach']);
  });

  it('closes by a company limit when nobody agrees, and drops the task', async () => {
    const claim = await determined();
    await claim.until(claim.now + 11 * dayMs);
    expect(claim.state).toMatchObject({ status: 'closed', outcome: 'lapsed' });
    expect(kinds(claim.record.events)).toContain('dropped');
  });
});

describe('people in a case', () => {
  it('refuses an act that is not expected, and says so', async () => {
    const opened = await openSample();
    await expect(opened.act('recommend', 'u1', { amountFen: 1 })).resolves.toMatchObject({
      kind: 'refused',
      objection: { code: 'act.not-now' },
    });
  });

  it('never lets one person recommend and determine', async () => {
    const opened = await submitted();
    await opened.act('recommend', 'u1', { amountFen: 1 });
    const own = await opened.act('determine', 'u1', { kind: 'granted', amountFen: 1 }, { ground: 'clear' });
    expect(own).toMatchObject({ kind: 'refused', objection: { code: 'actor.four-eyes' } });
    const substitute = await opened.act('determine', 'u7', { kind: 'granted', amountFen: 1 }, { ground: 'clear', onBehalfOf: 'u1' });
    expect(substitute).toMatchObject({ kind: 'refused', objection: { code: 'actor.four-eyes' } });
  });

  it('needs a ground where the contract lists grounds', async () => {
    const opened = await submitted();
    await opened.act('recommend', 'u1', { amountFen: 1 });
    await expect(opened.act('determine', 'u2', { kind: 'granted', amountFen: 1 })).resolves.toMatchObject({
      objection: { code: 'ground.missing' },
    });
  });

  it('names the wrong place of a payload', async () => {
    const opened = await submitted();
    const answer = await opened.act('recommend', 'u1', { amountFen: -1 });
    expect(answer).toMatchObject({ objection: { code: 'input.invalid', detail: '/amountFen: must be at least 0' } });
  });

  it('answers a repeated request with what was stored, also when the case has moved on', async () => {
    const claim = await determined();
    const stored = claim.record.events.filter((e) => e.cause === 'act:r2');
    await expect(claim.act('recommend', 'u1', { amountFen: 100_00 }, { request: 'r2' })).resolves.toEqual({ kind: 'same', events: stored });
  });

  it('keeps an early arrival until a stage expects it', async () => {
    const opened = await openSample();
    await opened.act('agree', 'party:claimant', { by: 'claimant' });
    await opened.act('submit', 'party:claimant', { items: ['x'] });
    await opened.act('recommend', 'u1', { amountFen: 5 });
    await opened.act('determine', 'u2', { kind: 'granted', amountFen: 5 }, { ground: 'clear' });
    expect(Object.values(opened.state.payments)).toMatchObject([{ amountFen: 5, status: 'requested' }]);
  });

  it('raises itself when nobody can do what it waits for', async () => {
    const opened = await submitted(flatWorld(new Set(['handler'])));
    expect(opened.state.raised).toBe('no-owner:recommend');
    expect(openTasks(opened.state).map((t) => t.name)).toContain('ad-hoc:nobody');
  });

  it('raises itself again when the lead closes that task and still nobody is there', async () => {
    const opened = await submitted(flatWorld(new Set(['handler'])));
    await opened.act('completeTask', 'lead1', {}, { task: 'ad-hoc:nobody' });
    expect(openTasks(opened.state).map((t) => t.name)).toContain('ad-hoc:nobody');
    expect(kinds(opened.record.events).filter((kind) => kind === 'raised')).toHaveLength(2);
  });

  it('refuses a date that no calendar can count from, and is not harmed', async () => {
    const opened = await openSample();
    const asked = { topic: 'visit', to: 'claimant', dueAt: Date.UTC(2500, 0) };
    await expect(opened.act('promise', 'u1', asked)).resolves.toMatchObject({ objection: { code: 'input.invalid' } });
    await expect(opened.act('promise', 'u1', { ...asked, dueAt: asked.dueAt - 1 })).resolves.toMatchObject({ kind: 'written' });
    expect(opened.trouble).toBeNull();
  });
});

describe('general acts', () => {
  it('holds decisions and company targets, never a statutory clock, an arrival or a withdrawal', async () => {
    const opened = await submitted();
    await opened.act('hold', 'u9', { until: opened.now + 3 * dayMs }, { ground: 'police' });
    expect(opened.state.clocks['claim-survey']?.state).toBe('paused');
    expect(opened.state.clocks['claim-determine-complex']?.state).toBe('running');
    await expect(opened.act('recommend', 'u1', { amountFen: 1 })).resolves.toMatchObject({ objection: { code: 'case.held' } });
    await expect(opened.act('attach', 'u1', { type: 'photo', reference: 'dms:1', sha256: 'a'.repeat(64) })).resolves.toMatchObject({
      kind: 'written',
    });
  });

  it('a hold ends by itself at its end and the company target goes on with its used time', async () => {
    const opened = await submitted();
    await opened.act('hold', 'u9', { until: opened.now + 3 * dayMs }, { ground: 'police' });
    await opened.until(start + 4 * dayMs);
    expect(opened.state.hold).toBeNull();
    expect(opened.state.clocks['claim-survey']).toMatchObject({ state: 'running', dueAt: start + 5 * dayMs });
  });

  it('refuses a hold or a promise that would end before it began', async () => {
    const opened = await openSample();
    const hold = await opened.act('hold', 'u9', { until: opened.now }, { ground: 'police' });
    const promise = await opened.act('promise', 'u1', { topic: 'visit', to: 'claimant', dueAt: opened.now - 1 });
    expect([hold, promise]).toMatchObject([{ objection: { code: 'act.refused' } }, { objection: { code: 'act.refused' } }]);
  });

  it('keeps a promise or records it as broken', async () => {
    const opened = await openSample();
    await opened.act('promise', 'u1', { topic: 'call-back', to: 'claimant', dueAt: opened.now + 2 * dayMs });
    await opened.act('promise', 'u1', { topic: 'visit', to: 'claimant', dueAt: opened.now + 2 * dayMs });
    const [first = ''] = Object.keys(opened.state.promises);
    await opened.act('keepPromise', 'u1', { promise: first });
    await opened.until(opened.now + 3 * dayMs);
    expect(Object.values(opened.state.promises).map((p) => p.state)).toEqual(['kept', 'broken']);
  });

  it('an undeliverable notice becomes a task', async () => {
    const opened = await openSample();
    await opened.act('noticeReported', 'system:gateway', { notice: 5, status: 'undeliverable', at: opened.now });
    expect(openTasks(opened.state).map((t) => t.title)).toContain('undeliverable:5');
  });

  it('withdrawal closes the case and stops its clocks', async () => {
    const opened = await openSample();
    await opened.act('withdraw', 'party:claimant', {});
    expect(opened.state).toMatchObject({ status: 'closed', outcome: 'withdrawn' });
    expect(opened.state.clocks['claim-determine-complex']?.state).toBe('stopped');
    await expect(opened.act('submit', 'party:claimant', { items: ['x'] })).resolves.toMatchObject({ objection: { code: 'case.closed' } });
  });

  it('a reopened case goes on at the named stage with everything it knew', async () => {
    const opened = await openSample();
    await opened.act('withdraw', 'party:claimant', {});
    await opened.forget();
    await opened.transition({ kind: 'reopen', reopen: { request: 'ro1', actor: 'u9', stage: 'decide', ground: 'new-facts' } });
    expect(opened.state).toMatchObject({ status: 'open', stage: 'decide', reopened: 1 });
  });
});

describe('the case and its record', () => {
  it('folds the tail when the record is ahead and then decides again', async () => {
    const claim = await determined();
    const before = claim.state;
    await claim.forget();
    expect(claim.state).toEqual(before);
  });

  it('parks itself when the record knows less than the case, and answers nothing false', async () => {
    const claim = await determined();
    claim.record.events.length = 3;
    await expect(claim.act('agree', 'party:claimant', { by: 'claimant' })).resolves.toMatchObject({ kind: 'behind' });
    expect(claim.trouble).toMatch(/record at 3/);
  });

  it('gives two acts at once to the first, and refuses the second by what it then is', async () => {
    const opened = await submitted();
    const [first, second] = await Promise.all([
      opened.act('recommend', 'u1', { amountFen: 1 }),
      opened.act('recommend', 'u1', { amountFen: 2 }),
    ]);
    expect([first.kind, second.kind]).toEqual(['written', 'refused']);
  });

  it('opening it twice writes nothing twice', async () => {
    const opened = await openSample();
    const written = opened.record.events.length;
    await opened.transition({ kind: 'open', open: opening });
    expect(opened.record.events.length).toBe(written);
  });
});
