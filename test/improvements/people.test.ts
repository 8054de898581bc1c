import { decide, decisionView, type StaffFacts } from '../../domain/case/decide';
import { improvementContract } from '../../domain/processes/improvement/contract';
import { cst, given, type ImprovementDriver, orderOf, start } from './driver';
import { evidence } from './played';

const verdict = { decision: 'accepted' };
const fourEyes = { act: 'actor.four-eyes' };

async function toCheck(before?: (played: ImprovementDriver) => Promise<void>): Promise<ImprovementDriver> {
  const played = await given();
  await played.planned();
  await before?.(played);
  await played.worked();
  return played;
}

describe('the verifier of an improvement', () => {
  it.each([
    ['handles it', 'u1'],
    ['owns a measure', 'o1'],
    ['owns another measure', 'o2'],
  ])('is never whoever %s', async (_who, staff) => {
    const played = await toCheck();
    await expect(played.tries('verify', staff, verdict)).resolves.toMatchObject(fourEyes);
    await expect(played.tries('verify', 'v1', verdict, { onBehalfOf: staff })).resolves.toMatchObject(fourEyes);
    await played.verified();
    await expect(played.tries('measureEffect', staff, { indicator: 'complaints-per-10k', value: 1 })).resolves.toMatchObject(fourEyes);
  });

  it('is never whoever had a measure before, or has it now', async () => {
    const played = await toCheck(async (p) => p.does('assign', 'lead1', { task: 'reportDone@m1', to: 'o9' }));
    expect(played.state.answers.find((a) => a.act === 'reportDone')?.by).toBe('o9');
    for (const staff of ['o1', 'o9']) await expect(played.tries('verify', staff, verdict)).resolves.toMatchObject(fourEyes);
  });

  it('is never a substitute for an owner', async () => {
    const played = await given();
    await played.planned();
    await played.does('delegate', 'o1', { task: 'reportDone@m1', to: 'd1' });
    await played.does('reportDone', 'd1', { measure: 'm1', evidence });
    await played.does('reportDone', 'd2', { measure: 'm2', evidence }, { onBehalfOf: 'o2' });
    for (const staff of ['d1', 'd2']) await expect(played.tries('verify', staff, verdict)).resolves.toMatchObject(fourEyes);
    await expect(played.tries('verify', 'v1', verdict)).resolves.toBe('written');
  });

  it('is never whoever handled it before, or comes to handle it while it is checked', async () => {
    const played = await toCheck(async (p) => p.does('assign', 'lead1', { to: 'u5' }));
    await played.does('assign', 'lead1', { to: 'v1' });
    for (const staff of ['u1', 'u5', 'v1']) await expect(played.tries('verify', staff, verdict)).resolves.toMatchObject(fourEyes);
    await expect(played.tries('verify', 'v2', verdict)).resolves.toBe('written');
  });

  it('is never an owner of an earlier round', async () => {
    const played = await toCheck();
    await played.verified();
    await played.measured(4);
    await played.does('planAgain', 'u1', {}, { ground: 'weak-measures' });
    await played.planned({ measures: [{ id: 'm3', owner: 'o3', dueAt: cst('2026-08-01') }] });
    await played.worked();
    for (const staff of ['o1', 'o3']) await expect(played.tries('verify', staff, verdict)).resolves.toMatchObject(fourEyes);
  });

  it('is judged as a real person: a second account of an owner does not help', async () => {
    const played = await toCheck();
    const person = {
      staff: 'v1',
      person: 'p-o1',
      roles: ['verifier'],
      team: null,
      branch: null,
      active: true,
      units: ['company'],
    } as const;
    const facts = (owner: string): StaffFacts => ({
      actor: person,
      principal: null,
      delegated: false,
      inactive: [],
      standsFor: {},
      assignees: [],
      persons: { v1: 'p-o1', u1: 'p-u1', o1: owner, o2: 'p-o2' },
      authorityFen: null,
      pastDaysAllowed: 3,
    });
    const request = { act: 'verify', request: 'x', actor: 'v1', payload: verdict };
    const view = decisionView(played.state, request, improvementContract.acts);
    expect(decide(request, view, played.now, facts('p-o1'))).toMatchObject({ code: 'actor.four-eyes' });
    expect(decide(request, view, played.now, facts('p-other'))).toBeNull();
  });
});

describe('the second person', () => {
  it('decides on the plan: not whoever proposed it', async () => {
    const played = await given();
    await played.caused();
    await played.does('proposePlan', 'u1', played.plan());
    await expect(played.tries('approvePlan', 'u1', { decision: 'approved' })).resolves.toMatchObject(fourEyes);
  });

  it('decides on an extension: neither whoever asks nor whoever has the measure', async () => {
    const played = await given();
    await played.planned();
    await played.does('askExtension', 'u1', { measure: 'm1', dueAt: cst('2026-08-20') }, { ground: 'scope-grown', onBehalfOf: 'u7' });
    for (const staff of ['u1', 'u7', 'o1'])
      await expect(played.tries('decideExtension', staff, { measure: 'm1', decision: 'approved' })).resolves.toMatchObject(fourEyes);
    await expect(played.tries('decideExtension', 'lead1', { measure: 'm1', decision: 'approved' })).resolves.toBe('written');
  });

  it('decides on an early end: not whoever asks', async () => {
    const played = await given();
    await played.does('withdraw', 'u1', {}, { ground: 'opened-in-error' });
    await expect(played.tries('decideEnd', 'u1', { decision: 'approved' })).resolves.toMatchObject(fourEyes);
    expect(played.state.status).toBe('open');
    await played.does('decideEnd', 'lead1', { decision: 'approved' });
    expect(played.record.events.at(-1)?.fact).toMatchObject({ kind: 'closed', outcome: 'withdrawn', ground: 'opened-in-error' });
  });

  it.each([
    ['low', {}, 'team-lead'],
    ['high', {}, 'branch-manager'],
    ['low', orderOf(start + 1), 'compliance'],
  ])('of a matter of %s severity (%o) is the %s', async (severity, more, role) => {
    const played = await given({ content: { severity, ...more } });
    await played.caused();
    const dueAt = start;
    await played.does('proposePlan', 'u1', played.plan({ measures: [{ id: 'm1', owner: 'o1', dueAt }] }));
    expect(played.state.expectations.approvePlan?.from).toEqual({ kind: 'role', role });
  });

  it('cannot give a measure to whoever is excused from the case', async () => {
    const played = await given({ barred: ['o1'] });
    await played.caused();
    await expect(played.tries('proposePlan', 'u1', played.plan())).resolves.toMatchObject({ detail: expect.stringMatching(/o1 may not/) });
  });
});
