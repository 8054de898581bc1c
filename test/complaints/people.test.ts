import { decide, decisionView, type StaffFacts } from '../../domain/case/decide';
import type { Role } from '../../domain/org/roles';
import { complaintContract } from '../../domain/processes/complaint/contract';
import { type ComplaintDriver, given } from './driver';
import { decisionOf, findings } from './played';

const barred = { act: 'actor.barred' };
const fourEyes = { act: 'actor.four-eyes' };

/** Somebody as commit knows them. */
const staffOf = (staff: string, roles: readonly Role[]): StaffFacts => ({
  actor: { staff, person: `p-${staff}`, roles, team: 'team', branch: 'north', active: true, units: ['team'] },
  principal: null,
  delegated: false,
  inactive: [],
  standsFor: {},
  assignees: [],
  persons: { u1: 'p-u1', u2: 'p-u2', lead1: 'p-lead1', [staff]: `p-${staff}` },
  authorityFen: null,
  pastDaysAllowed: 3,
});

/** What commit says to an act of somebody with these roles. */
const judged = (played: ComplaintDriver, act: keyof typeof complaintContract.acts, payload: object, facts: StaffFacts) => {
  const request = { act, request: 'x', actor: facts.actor?.staff ?? '', payload: { ...payload } };
  return decide(request, decisionView(played.state, request, complaintContract.acts), played.now, facts);
};

describe('a handler with an interest in the matter', () => {
  it('or who handled the disputed business, known from the beginning, is not given it and cannot act', async () => {
    const played = await given({ barred: ['u1'] });
    expect(played.state.handler).toBe('u2');
    await played.classified();
    await expect(played.tries('investigate', 'u1', { facts: 'x' })).resolves.toMatchObject(barred);
    await expect(played.tries('assign', 'lead1', { to: 'u1' })).resolves.toMatchObject(barred);
  });

  it.each(['interest', 'handled-before', 'relative'])(
    'found later (%s) hands it over: the case, and what waits for them',
    async (ground) => {
      const played = await given();
      await played.classified();
      expect(played.state.expectations.investigate?.owner).toBe('staff:u1');
      await played.does('recuse', 'lead1', { staff: 'u1' }, { ground });
      expect(played.state).toMatchObject({ handler: 'u2', barred: ['u1'] });
      expect(played.state.expectations.investigate?.owner).toBe('staff:u2');
      await expect(played.tries('investigate', 'u1', { facts: 'x' })).resolves.toMatchObject(barred);
      await expect(played.tries('investigate', 'lead1', { facts: 'x' }, { onBehalfOf: 'u1' })).resolves.toMatchObject(barred);
      await expect(played.tries('assign', 'lead1', { to: 'u1' })).resolves.toMatchObject(barred);
      await expect(played.tries('investigate', 'u2', { facts: 'x' })).resolves.toBe('written');
    },
  );

  it('is asked by the complainant to stand back, or says so, and never without a ground', async () => {
    const played = await given();
    await expect(played.tries('recuse', 'lead1', { staff: 'u1' })).resolves.toMatchObject({ act: 'ground.missing' });
    await expect(played.tries('recuse', 'u1', { staff: 'u1' }, { ground: 'asked-by-party' })).resolves.toBe('written');
  });
});

describe('the second person', () => {
  it('decides: never whoever proposed, nor whoever stood in', async () => {
    const played = await given();
    await played.investigated();
    await played.does('propose', 'u1', decisionOf('unjustified'), { onBehalfOf: 'u7' });
    for (const staff of ['u1', 'u7']) await expect(played.tries('decide', staff, { result: 'approved' })).resolves.toMatchObject(fourEyes);
    await expect(played.tries('decide', 'lead1', { result: 'approved' })).resolves.toBe('written');
  });
});

describe('the superior body', () => {
  const applied = async (): Promise<ComplaintDriver> => {
    const played = await given();
    await played.decisionTold();
    await played.applied();
    return played;
  };
  const verdict = { result: 'upheld', findings, text: '核查意见' };

  it('rechecks: a role of head office, not the team that decided', async () => {
    const played = await applied();
    expect(judged(played, 'recheck', verdict, staffOf('lead2', ['team-lead', 'branch-manager']))).toMatchObject({ code: 'actor.role' });
    expect(judged(played, 'recheck', verdict, staffOf('chief1', ['head-office']))).toBeNull();
  });

  it.each(['u1', 'lead1'])('is never %s, who took part in the first decision, whatever role they hold now', async (staff) => {
    const played = await applied();
    await expect(played.tries('recheck', staff, verdict)).resolves.toMatchObject(fourEyes);
    const second = staffOf('chief2', ['head-office']);
    expect(judged(played, 'recheck', verdict, { ...second, persons: { ...second.persons, [staff]: 'p-chief2' } })).toMatchObject({
      code: 'actor.four-eyes',
    });
  });

  it('approves the further thirty days: no branch manager does', async () => {
    const played = await given();
    await played.classified();
    await played.askedExceptional();
    const asked = { granted: true };
    expect(judged(played, 'approveExceptional', asked, staffOf('m1', ['branch-manager', 'team-lead']))).toMatchObject({
      code: 'actor.role',
    });
    expect(judged(played, 'approveExceptional', asked, staffOf('chief1', ['head-office']))).toBeNull();
  });
});
