import type { JsonObject } from '../../domain/case/fact';
import { liveClocks } from '../../domain/case/wait-set';
import { cst, dayMs, given, type ImprovementDriver, start } from './driver';
import { evidence } from './played';

const refusedFor = (reason: RegExp) => ({ act: 'act.refused', detail: expect.stringMatching(reason) });

describe('a plan', () => {
  const wrong: readonly (readonly [string, JsonObject, RegExp])[] = [
    ['two measures of one id', { measures: ['o1', 'o2'].map((owner) => ({ id: 'm1', owner, dueAt: start + dayMs })) }, /one id/],
    ['a measure that is due in the past', { measures: [{ id: 'm1', owner: 'o1', dueAt: start - dayMs }] }, /has passed/],
    ['a target of another indicator', { target: { indicator: 'days', bound: 'at-most', value: 2 } }, /same indicator/],
    [
      'a target that the baseline reaches already',
      { target: { indicator: 'complaints-per-10k', bound: 'at-most', value: 4 } },
      /within the target already/,
    ],
    ['an effect measured before the last measure is due', { effectAt: start + 29 * dayMs }, /before the last measure/],
  ];

  it.each(wrong)('with %s is refused', async (_what, change, reason) => {
    const played = await given();
    await played.caused();
    await expect(played.tries('proposePlan', 'u1', played.plan(change))).resolves.toMatchObject(refusedFor(reason));
  });

  it('needs a baseline, the opening’s or its own', async () => {
    const played = await given({ content: { baseline: null } });
    await played.caused();
    await expect(played.tries('proposePlan', 'u1', played.plan())).resolves.toMatchObject(refusedFor(/needs a baseline/));
    await played.planned({ baseline: { indicator: 'complaints-per-10k', value: 7 } });
    expect(played.state.notes.effect).toMatchObject({ baseline: 7, target: 2 });
  });

  it('is not approved when the day of a measure has passed meanwhile', async () => {
    const played = await given();
    await played.caused();
    await played.does('proposePlan', 'u1', played.plan({ measures: [{ id: 'm1', owner: 'o1', dueAt: start + dayMs }] }));
    await played.until(start + 3 * dayMs);
    await expect(played.tries('approvePlan', 'lead1', { decision: 'approved' })).resolves.toMatchObject(refusedFor(/passed meanwhile/));
    await played.does('approvePlan', 'lead1', { decision: 'returned' });
    expect(played.state.stage).toBe('plan');
  });

  it('tells every owner of the measure and its day', async () => {
    const played = await given();
    await played.planned();
    const told = played.told.filter((t) => t.template === 'improvement-measure');
    expect(told.map((t) => [t.to, t.data.measure])).toEqual([
      [['staff:o1'], 'm1'],
      [['staff:o2'], 'm2'],
    ]);
  });
});

describe('measures', () => {
  it('are reported by their owner, with evidence that stays with the case', async () => {
    const played = await given();
    await played.planned();
    expect(played.state.expectations['reportDone@m1']).toMatchObject({ owner: 'staff:o1' });
    await played.does('reportDone', 'o1', { measure: 'm1', evidence });
    expect(played.state.documents).toMatchObject([{ type: 'evidence', reference: 'dms:evidence' }]);
    expect(played.clock('improve-measure', 'm1')?.state).toBe('met');
    expect(played.state.stage).toBe('do');
  });

  it('may be cases of their own: the owner reports when the case has ended', async () => {
    const own = { process: 'improvement', line: 'data', content: { from: 'finding', topic: 'system-fault', severity: 'low' } };
    const played = await given();
    await played.planned({ measures: [{ id: 'm1', owner: 'o1', dueAt: start + 9 * dayMs, case: own }] });
    expect(played.state.children.m1).toMatchObject({ process: 'improvement', line: 'data', branch: 'north', status: 'requested' });
    expect(played.tasks).toEqual([]);
    await played.hears('m1', 'opened');
    await played.hears('m1', 'closed', 'effective');
    expect(played.tasks).toEqual(['reportDone']);
  });

  it('sent back are not done, run on to the day that they had, and go to the verifier again', async () => {
    const played = await given();
    await played.planned();
    await played.worked();
    await played.does('verify', 'v1', { decision: 'returned', measures: ['m2'] });
    expect(played.state.stage).toBe('do');
    expect(played.clock('improve-measure', 'm1')?.state).toBe('met');
    expect(played.clock('improve-measure', 'm2')).toMatchObject({ state: 'running', dueAt: cst('2026-08-07') });
    expect(played.told.at(-1)).toMatchObject({ template: 'improvement-returned', to: ['staff:o2', 'role:handler'] });
    await played.worked();
    await played.verified();
    expect(played.tasks).toEqual(['measureEffect']);
  });

  it('that the verifier does not know are not sent back, nor is what is accepted', async () => {
    const played = await given();
    await played.planned();
    await played.worked();
    await expect(played.tries('verify', 'v1', { decision: 'returned', measures: ['m7'] })).resolves.toMatchObject(
      refusedFor(/no measure 'm7'/),
    );
    await expect(played.tries('verify', 'v1', { decision: 'accepted', measures: ['m1'] })).resolves.toMatchObject(refusedFor(/sent back/));
  });
});

describe('the effect', () => {
  const measured = async (value: number): Promise<ImprovementDriver> => {
    const played = await given();
    await played.planned();
    await played.worked();
    await played.verified();
    await played.measured(value);
    return played;
  };

  it.each([
    [2, 'effective', ['standardise']],
    [2.01, 'not-effective', ['planAgain']],
  ])('of %d against a target of at most 2 is %s', async (value, result, tasks) => {
    const played = await measured(value);
    expect(played.saidOf('improvement-effect')).toEqual({ indicator: 'complaints-per-10k', baseline: 4, target: 2, value, result });
    expect(played.tasks).toEqual(tasks);
  });

  it('is of the indicator that the plan names', async () => {
    const played = await given();
    await played.planned();
    await played.worked();
    await played.verified();
    await expect(played.tries('measureEffect', 'v1', { indicator: 'days', value: 1 })).resolves.toMatchObject(
      refusedFor(/complaints-per-10k/),
    );
  });

  it('missed leads back to the plan, counted and told up the organisation; measures of before keep their names', async () => {
    const played = await measured(3);
    await played.does('planAgain', 'u1', {}, { ground: 'wrong-cause' });
    expect(played.state.stage).toBe('plan');
    expect(played.saidOf('improvement-again')).toEqual({ round: 2, ground: 'wrong-cause' });
    const measures = [{ id: 'm1', owner: 'o1', dueAt: start + 9 * dayMs }];
    await expect(played.tries('proposePlan', 'u1', played.plan({ measures }))).resolves.toMatchObject(refusedFor(/earlier round/));
    await played.planned({ measures: [{ id: 'm5', owner: 'o1', dueAt: start + 9 * dayMs }] });
    expect(played.state.notes.round).toBe(2);
  });

  it('reached is not given up', async () => {
    const played = await measured(1);
    await expect(played.tries('giveUp', 'u1', {}, { ground: 'risk-accepted' })).resolves.toMatchObject(refusedFor(/was effective/));
  });

  it('measured after a late acceptance is due at the end of that day', async () => {
    const played = await given();
    await played.planned({ effectAt: start + 30 * dayMs });
    await played.until(start + 40 * dayMs);
    await played.worked();
    await played.verified();
    expect(played.clock('improve-effect')?.dueAt).toBe(cst('2026-08-17'));
  });
});

describe('an early end', () => {
  it('is asked for once at a time, and refused leaves everything as it was', async () => {
    const played = await given();
    await played.does('withdraw', 'u1', {}, { ground: 'no-longer-needed' });
    await expect(played.tries('supersede', 'u1', { by: 'improvement-9' }, { ground: 'same-cause' })).resolves.toMatchObject(
      refusedFor(/waits for a decision/),
    );
    await played.does('decideEnd', 'lead1', { decision: 'refused' });
    expect(played.state).toMatchObject({ status: 'open', stage: 'root-cause' });
    await expect(played.tries('supersede', 'u1', { by: played.id }, { ground: 'same-cause' })).resolves.toMatchObject(
      refusedFor(/own place/),
    );
  });

  it('stops every clock, and the case that takes its place is linked', async () => {
    const played = await given();
    await played.planned();
    await played.does('supersede', 'u1', { by: 'improvement-9' }, { ground: 'same-cause' });
    await played.does('decideEnd', 'lead1', { decision: 'approved' });
    expect(liveClocks(played.state)).toEqual([]);
    expect(played.state.links).toContainEqual({ to: 'improvement-9', as: 'superseded-by' });
  });
});

describe('an improvement that is opened again', () => {
  it('goes on where it is entered, and what was asked for before is asked for no more', async () => {
    const played = await given();
    await played.does('withdraw', 'u1', {}, { ground: 'no-longer-needed' });
    await played.does('merge', 'lead1', { into: 'improvement-9' });
    await played.transition({ kind: 'reopen', reopen: { request: 'o1', actor: 'lead1', stage: 'root-cause', ground: 'new-facts' } });
    expect(played.tasks).toEqual(['findCause']);
    await expect(played.tries('withdraw', 'u1', {}, { ground: 'no-longer-needed' })).resolves.toBe('written');
  });

  it('is planned first where it never was', async () => {
    const played = await given();
    await played.does('merge', 'lead1', { into: 'improvement-9' });
    await played.transition({ kind: 'reopen', reopen: { request: 'o1', actor: 'lead1', stage: 'do', ground: 'new-facts' } });
    expect(played.state.stage).toBe('plan');
  });

  it('after its measures were done is verified again', async () => {
    const played = await given();
    await played.completed();
    await played.transition({ kind: 'reopen', reopen: { request: 'o1', actor: 'lead1', stage: 'do', ground: 'new-facts' } });
    expect(played.tasks).toEqual(['verify']);
  });
});
