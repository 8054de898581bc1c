import type { JsonObject } from '../../domain/case/fact';
import { cst, given, type ImprovementDriver, orderOf } from './driver';
import { evidence } from './played';

const refusedFor = (reason: RegExp) => ({ act: 'act.refused', detail: expect.stringMatching(reason) });

const asks = (played: ImprovementDriver, dueAt: number, measure = 'm1') =>
  played.tries('askExtension', 'o1', { measure, dueAt }, { ground: 'supplier-late' });
const decides = (played: ImprovementDriver, decision = 'approved', measure = 'm1') =>
  played.tries('decideExtension', 'lead1', { measure, decision });

describe('an extension', () => {
  it('needs a reason', async () => {
    const played = await given();
    await played.planned();
    await expect(played.tries('askExtension', 'o1', { measure: 'm1', dueAt: cst('2026-08-20') })).resolves.toMatchObject({
      act: 'ground.missing',
    });
  });

  it('moves nothing until it is approved, and is counted when it is', async () => {
    const played = await given();
    await played.planned();
    await asks(played, cst('2026-08-20'));
    expect(played.clock('improve-measure', 'm1')?.dueAt).toBe(cst('2026-07-28'));
    await decides(played);
    expect(played.clock('improve-measure', 'm1')?.dueAt).toBe(cst('2026-08-21'));
    expect(played.state.notes.extensions).toBe(1);
    expect(played.saidOf('improvement-extension-decided')).toEqual({ measure: 'm1', decision: 'approved', dueAt: cst('2026-08-20') });
  });

  it('refused leaves the day as it was', async () => {
    const played = await given();
    await played.planned();
    await asks(played, cst('2026-08-20'));
    await decides(played, 'refused');
    expect(played.clock('improve-measure', 'm1')?.dueAt).toBe(cst('2026-07-28'));
    expect(played.state.notes.extensions).toBeUndefined();
  });

  it('asked in time is not granted any more when the day has passed, and heals no breach', async () => {
    const played = await given();
    await played.planned();
    await asks(played, cst('2026-08-20'));
    await played.until(cst('2026-07-28'));
    await expect(decides(played)).resolves.toMatchObject(refusedFor(/has passed/));
    await expect(decides(played, 'refused')).resolves.toBe('written');
    expect(played.clock('improve-measure', 'm1')).toMatchObject({ state: 'running', breachedAt: cst('2026-07-28') });
    await expect(asks(played, cst('2026-08-20'))).resolves.toMatchObject(refusedFor(/too late/));
  });

  it('is still granted at the last instant of the day', async () => {
    const played = await given();
    await played.planned();
    await asks(played, cst('2026-08-20'));
    await played.until(cst('2026-07-28') - 1);
    await expect(decides(played)).resolves.toBe('written');
    await played.until(cst('2026-08-21') - 1);
    expect(played.clock('improve-measure', 'm1')?.breachedAt).toBeUndefined();
  });

  it('is to a later day, of a measure of the plan that is not done, one at a time', async () => {
    const played = await given();
    await played.planned();
    await expect(asks(played, cst('2026-07-27T09:00'))).resolves.toMatchObject(refusedFor(/not later/));
    await expect(asks(played, cst('2026-08-20'), 'm9')).resolves.toMatchObject(refusedFor(/no measure 'm9'/));
    await asks(played, cst('2026-08-20'));
    await expect(asks(played, cst('2026-08-25'))).resolves.toMatchObject(refusedFor(/waits for a decision already/));
    await played.does('reportDone', 'o1', { measure: 'm1', evidence });
    await expect(asks(played, cst('2026-08-25'))).resolves.toMatchObject(refusedFor(/is done/));
  });

  it('that was asked for falls away when the measure is done', async () => {
    const played = await given();
    await played.planned();
    await asks(played, cst('2026-08-20'));
    await played.does('reportDone', 'o1', { measure: 'm1', evidence });
    expect(played.tasks).toEqual(['reportDone']);
    expect(played.clock('improve-decision', 'm1')?.state).toBe('stopped');
  });
});

describe('an ordered date', () => {
  const ordered = async (): Promise<ImprovementDriver> => given({ content: orderOf(cst('2026-08-15')) });

  it('is not passed by the plan', async () => {
    const played = await ordered();
    await played.caused();
    const measures = [{ id: 'm1', owner: 'o1', dueAt: cst('2026-08-16') }];
    await expect(played.tries('proposePlan', 'u1', played.plan({ measures }))).resolves.toMatchObject(refusedFor(/only a new order/));
    const onTheDay = [{ id: 'm1', owner: 'o1', dueAt: cst('2026-08-15T23:59') }];
    await expect(played.tries('proposePlan', 'u1', played.plan({ measures: onTheDay }))).resolves.toBe('written');
  });

  it('is not passed by an extension: up to it a measure may move, beyond it nothing does', async () => {
    const played = await ordered();
    await played.planned({}, 'compliance1');
    await expect(asks(played, cst('2026-08-16'))).resolves.toMatchObject(refusedFor(/only a new order/));
    await expect(asks(played, cst('2026-08-15'))).resolves.toBe('written');
  });

  it('is moved by a new order, which only compliance records and which has a ground; what was missed stays missed', async () => {
    const played = await ordered();
    await played.planned({}, 'compliance1');
    await played.until(cst('2026-08-16'));
    const order = { number: 'NFRA-2', orderedDate: cst('2026-09-15') };
    await expect(played.tries('newOrder', 'compliance1', order)).resolves.toMatchObject({ act: 'ground.missing' });
    await played.does('newOrder', 'compliance1', order, { ground: 'date-moved' });
    expect(played.clock('rectification-deadline', 'order-1')).toMatchObject({ state: 'stopped', breachedAt: cst('2026-08-16') });
    expect(played.clock('rectification-deadline', 'order-2')).toMatchObject({ state: 'running', basis: 'law', dueAt: cst('2026-09-16') });
    expect(played.saidOf('improvement-order')).toEqual({ dueAt: cst('2026-09-15') });
  });

  it('moves neither into the past nor without an order', async () => {
    const order = (orderedDate: number): JsonObject => ({ number: 'NFRA-2', orderedDate });
    const played = await ordered();
    const recorded = played.tries('newOrder', 'compliance1', order(cst('2026-07-06')), { ground: 'date-moved' });
    await expect(recorded).resolves.toMatchObject(refusedFor(/has passed/));
    const free = await given();
    const none = free.tries('newOrder', 'compliance1', order(cst('2026-08-06')), { ground: 'date-moved' });
    await expect(none).resolves.toMatchObject(refusedFor(/not opened from an order/));
  });

  it('stays when the correction was accepted: what else is ordered is an improvement of its own', async () => {
    const played = await ordered();
    await played.planned({}, 'compliance1');
    await played.worked();
    await played.verified();
    const order = { number: 'NFRA-2', orderedDate: cst('2026-09-15') };
    await expect(played.tries('newOrder', 'compliance1', order, { ground: 'scope-changed' })).resolves.toMatchObject(
      refusedFor(/accepted already/),
    );
  });

  it('is kept when the measures are accepted, not when they are reported, and the regulator is told', async () => {
    const played = await ordered();
    await played.planned({}, 'compliance1');
    await played.worked();
    expect(played.clock('rectification-deadline', 'order-1')?.state).toBe('running');
    expect(played.saidOf('improvement-rectified')).toBeUndefined();
    await played.verified();
    expect(played.clock('rectification-deadline', 'order-1')?.state).toBe('met');
    expect(played.told.at(-1)).toMatchObject({ template: 'improvement-rectified', to: ['regulator:nfra'], data: { measures: 2 } });
  });

  it.each([
    ['withdraw', 'u1', {}, 'no-longer-needed'],
    ['supersede', 'u1', { by: 'improvement-9' }, 'same-cause'],
    ['merge', 'lead1', { into: 'improvement-9' }, undefined],
  ])('is not escaped by %s', async (act, actor, payload, ground) => {
    const played = await ordered();
    const options = ground === undefined ? {} : { ground };
    await expect(played.tries(act, actor, payload, options)).resolves.toMatchObject(refusedFor(/complied with or lifted/));
  });

  it('is not escaped by giving up, but an order that is lifted ends it', async () => {
    const played = await ordered();
    await played.planned({}, 'compliance1');
    await played.worked();
    await played.verified();
    await played.measured(4);
    await expect(played.tries('giveUp', 'u1', {}, { ground: 'risk-accepted' })).resolves.toMatchObject(
      refusedFor(/complied with or lifted/),
    );
    await played.does('withdraw', 'u1', {}, { ground: 'order-lifted' });
    await played.does('decideEnd', 'compliance1', { decision: 'approved' });
    expect(played.state).toMatchObject({ status: 'closed', outcome: 'withdrawn' });
  });

  it('cannot be lifted where there is none', async () => {
    const played = await given();
    await expect(played.tries('withdraw', 'u1', {}, { ground: 'order-lifted' })).resolves.toMatchObject(refusedFor(/No order/));
  });
});

describe('what is overdue', () => {
  it('climbs the organisation every three days until it is done, and the owner hears of it every time', async () => {
    const played = await given();
    await played.planned();
    await played.until(cst('2026-08-20'));
    const repeats = played.told.filter((t) => t.template === 'clock-repeat' && t.data.clock === 'improve-measure@m1').map((t) => t.to);
    const owner = 'staff:o1';
    expect(repeats.slice(0, 4)).toEqual([
      [owner, 'role:handler', 'role:team-lead'],
      [owner, 'role:team-lead', 'role:branch-manager'],
      [owner, 'role:branch-manager', 'role:head-office'],
      [owner, 'role:branch-manager', 'role:head-office'],
    ]);
    // Three days after 28 July and every three days until 20 August: 31 July to 18 August.
    expect(repeats).toHaveLength(7);
    await played.does('reportDone', 'o1', { measure: 'm1', evidence });
    await played.until(cst('2026-08-27'));
    const after = played.told.filter((t) => t.template === 'clock-repeat' && t.data.clock === 'improve-measure@m1');
    expect(after).toHaveLength(7);
  });

  it('is told to whoever has the measure now', async () => {
    const played = await given();
    await played.planned();
    await played.does('assign', 'lead1', { task: 'reportDone@m1', to: 'o9' });
    await played.until(cst('2026-07-28'));
    expect(played.told.find((t) => t.template === 'clock-breach')?.to).toContain('staff:o9');
  });
});
