import { createCommit } from '../../db/queries/commit';
import { loadOrg } from '../../db/queries/org';
import { codeOf, company, granted, opened, RecordedCase, recommended, records, rowsOf, sampleDeps, submitted } from './support';

const record = records();
const ground = { ground: 'clear' };

describe('four eyes', () => {
  it('refuses that a handler determines what they recommended', async () => {
    const c = await recommended(record().db, 'wu-dan', 4_000_00);
    expect(codeOf(await c.act('determine', 'wu-dan', granted(), ground))).toBe('actor.four-eyes');
  });

  it('sees one person behind two accounts', async () => {
    const c = await recommended(record().db, 'zhou-wei');
    expect(codeOf(await c.act('determine', 'zhou-wei-approver', granted(), ground))).toBe('actor.four-eyes');
  });

  it('refuses that a substitute determines for the principal who recommended', async () => {
    const c = await recommended(record().db, 'wu-dan');
    expect(codeOf(await c.act('determine', 'chen-xi', granted(), { ...ground, onBehalfOf: 'wu-dan' }))).toBe('actor.four-eyes');
  });

  it('refuses that a substitute determines for the principal what the substitute recommended', async () => {
    const c = await recommended(record().db, 'chen-xi');
    expect(codeOf(await c.act('determine', 'chen-xi', granted(), { ...ground, onBehalfOf: 'wu-dan' }))).toBe('actor.four-eyes');
  });

  it('refuses that the principal determines what the substitute recommended for them', async () => {
    const c = await submitted(record().db, 'wu-dan');
    expect((await c.act('recommend', 'chen-xi', { amountFen: 10_000_00 }, { onBehalfOf: 'wu-dan' })).kind).toBe('written');
    expect(codeOf(await c.act('determine', 'wu-dan', granted(), ground))).toBe('actor.four-eyes');
    expect(codeOf(await c.act('determine', 'chen-xi', granted(), { ...ground, onBehalfOf: 'wu-dan' }))).toBe('actor.four-eyes');
  });

  it('holds when the case is reassigned between the two acts', async () => {
    const c = await recommended(record().db, 'wu-dan');
    await c.act('assign', 'zhou-wei', { to: 'li-ming' });
    expect(codeOf(await c.act('determine', 'wu-dan', granted(), ground))).toBe('actor.four-eyes');
    expect((await c.act('determine', 'zhou-wei', granted(), ground)).kind).toBe('written');
  });
});

describe('an instant before a statutory due date that has passed', () => {
  const dayMs = 86_400_000;
  /** Opened; the statutory limit has run out `daysAgo` before now. */
  async function late(daysAgo: number) {
    const c = await opened(record().db);
    const due = c.state.clocks['claim-determine-complex']?.dueAt ?? 0;
    await c.act('attach', 'chen-xi', { type: 'envelope', reference: 'post-stamp', sha256: 'a'.repeat(64) });
    c.now = due + daysAgo * dayMs;
    const submit = (actor: string, options: { readonly evidence?: string; readonly request?: string } = {}) =>
      c.act('submit', actor, { items: ['x'] }, { occurredAt: due - 1, onBehalfOf: 'party:claimant', ...options });
    return { c, due, submit };
  }

  it('needs evidence', async () => {
    const { submit } = await late(1);
    expect(codeOf(await submit('chen-xi'))).toBe('occurred.evidence');
    expect((await submit('chen-xi', { evidence: 'post-stamp' })).kind).toBe('written');
  });

  it('needs a second person when it lies further back than the company allows', async () => {
    const { c, due, submit } = await late(10);
    const entry = { evidence: 'post-stamp', request: 'entry-1' };
    expect(codeOf(await submit('chen-xi', entry))).toBe('occurred.evidence');
    expect((await c.act('vouch', 'wu-dan', { act: 'submit', request: 'entry-1', occurredAt: due - 1 })).kind).toBe('written');
    expect((await submit('chen-xi', entry)).kind).toBe('written');
  });

  it('is not vouched for by the same real person, for another instant or for another act', async () => {
    const { c, due, submit } = await late(10);
    const entry = { evidence: 'post-stamp', request: 'entry-2' };
    const note = { occurredAt: due - 1, evidence: 'post-stamp', request: 'note-1' };
    await c.act('vouch', 'zhou-wei-approver', { act: 'comment', request: 'note-1', occurredAt: due - 1 });
    expect(codeOf(await c.act('comment', 'zhou-wei', { text: 'x' }, note))).toBe('occurred.evidence');
    expect((await c.act('comment', 'chen-xi', { text: 'x' }, note)).kind).toBe('written');
    await c.act('vouch', 'wu-dan', { act: 'submit', request: 'entry-2', occurredAt: due - 2 });
    expect(codeOf(await submit('chen-xi', entry))).toBe('occurred.evidence');
    await c.act('vouch', 'wu-dan', { act: 'agree', request: 'entry-2', occurredAt: due - 1 });
    expect(codeOf(await submit('chen-xi', entry))).toBe('occurred.evidence');
  });
});

describe('a delivery that a person with a part in the case reports', () => {
  it('needs a second person beside the receipt', async () => {
    const c = await recommended(record().db, 'chen-xi');
    const notice = Object.values(c.state.notices)[0]?.seq ?? 0;
    expect(notice).toBeGreaterThan(0);
    await c.act('attach', 'chen-xi', { type: 'delivery-receipt', reference: 'post-1', sha256: 'a'.repeat(64) });
    const payload = { notice, status: 'handed', at: c.now, evidence: 'post-1' };
    const report = () => c.act('noticeReported', 'chen-xi', payload, { request: 'told-1' });
    expect(codeOf(await report())).toBe('occurred.evidence');
    await c.act('vouch', 'wu-dan', { act: 'noticeReported', request: 'told-1', occurredAt: payload.at });
    expect((await report()).kind).toBe('written');
  });
});

describe('authority', () => {
  it('is needed for the amount, whatever the role', async () => {
    const c = await recommended(record().db, 'chen-xi', 60_000_00);
    expect(codeOf(await c.act('determine', 'wu-dan', granted(60_000_00), ground))).toBe('actor.authority');
    expect((await c.act('determine', 'zhou-wei', granted(60_000_00), ground)).kind).toBe('written');
  });

  it('routes the task up the organisation to the first who has it', async () => {
    const owners = await Promise.all(
      [10_000_00, 150_000_00, 1_000_000_00, 90_000_000_00].map(async (amountFen) => {
        const c = await recommended(record().db, 'chen-xi', amountFen);
        return c.state.expectations['determine#1']?.owner ?? Object.values(c.state.expectations)[0]?.owner;
      }),
    );
    expect(owners).toEqual(['approver@motor-north', 'staff:zhou-wei', 'staff:ma-north', 'staff:qin-ruo']);
  });

  it('passes over the one who may not decide', async () => {
    const c = await recommended(record().db, 'zhou-wei', 150_000_00);
    expect(Object.values(c.state.expectations)[0]?.owner).toBe('staff:ma-north');
  });

  it('of a substitute goes as far as the delegation lends, and no further', async () => {
    const within = await recommended(record().db, 'li-ming', 20_000_00);
    expect((await within.act('determine', 'chen-xi', granted(20_000_00), { ...ground, onBehalfOf: 'wu-dan' })).kind).toBe('written');
    const above = await recommended(record().db, 'li-ming', 20_000_01);
    expect(codeOf(await above.act('determine', 'chen-xi', granted(20_000_01), { ...ground, onBehalfOf: 'wu-dan' }))).toBe(
      'actor.authority',
    );
  });
});

describe('roles and delegations', () => {
  it('count only while they are in force', async () => {
    const c = await recommended(record().db, 'li-ming');
    c.now = Date.UTC(2028, 5, 1);
    expect(codeOf(await c.act('determine', 'chen-xi', granted(), { ...ground, onBehalfOf: 'wu-dan' }))).toBe('actor.delegation');
  });

  it('are needed: nobody acts for somebody who has not delegated', async () => {
    const c = await recommended(record().db);
    expect(codeOf(await c.act('determine', 'li-ming', granted(), { ...ground, onBehalfOf: 'wu-dan' }))).toBe('actor.delegation');
  });

  it('refuse a stranger, and an act outside the role', async () => {
    const c = await submitted(record().db);
    expect(codeOf(await c.act('recommend', 'nobody-known', { amountFen: 1 }))).toBe('actor.unknown');
    expect(codeOf(await c.act('recommend', 'mei-lan', { amountFen: 1 }))).toBe('actor.role');
    expect(codeOf(await c.act('assign', 'chen-xi', { to: 'li-ming' }))).toBe('actor.role');
  });

  it('change for the very next commit', async () => {
    const c = await recommended(record().db);
    await record().pool.query("update staff set active = false where id = 'wu-dan'");
    try {
      expect(codeOf(await c.act('determine', 'wu-dan', granted(), ground))).toBe('actor.unknown');
    } finally {
      await loadOrg(record().db, company, 'system:test');
    }
    expect((await c.act('determine', 'wu-dan', granted(), ground)).kind).toBe('written');
  });

  it('are those of the file, in which every wrong value is named', async () => {
    await expect(loadOrg(record().db, { branches: [], teams: [{ id: 'x' }], staff: [] }, 'system:test')).rejects.toMatchObject({
      code: 'input.invalid',
    });
    const file = { branches: [{ id: 'b', name: 'B' }], teams: [{ id: 't', name: 'T', branch: 'nowhere', lines: ['*'] }] };
    const staff = [{ id: 'p', name: 'P', email: 'p@x.example', team: 'missing', roles: ['king'] }];
    const wrong = loadOrg(record().db, { ...file, staff }, 'system:test');
    await expect(wrong).rejects.toThrow(/\/staff\/0\/roles\/0/);
    await expect(loadOrg(record().db, { ...file, staff: [{ ...staff[0], roles: ['handler'] }] }, 'system:test')).rejects.toThrow(
      /\/teams\/0\/branch: there is no branch 'nowhere'; \/staff\/0\/team: there is no team 'missing'/,
    );
  });
});

describe('a task of the handler', () => {
  it('goes with the case to the next handler', async () => {
    const c = await submitted(record().db, 'chen-xi');
    await c.act('assign', 'zhou-wei', { to: 'li-ming' });
    const [row] = await rowsOf(record().pool, "select owner from task where case_id = $1 and state = 'open'", [c.id]);
    expect(row?.owner).toBe('staff:li-ming');
    expect(codeOf(await c.act('recommend', 'chen-xi', { amountFen: 1 }))).toBe('actor.role');
    expect((await c.act('recommend', 'li-ming', { amountFen: 1 })).kind).toBe('written');
  });

  it('is raised to the team lead where nobody can do it', async () => {
    // No team of the north works pets, one of the south does.
    const c = await opened(record().db, sampleDeps, { line: 'pets' });
    await c.act('submit', 'party:claimant', { items: ['x'] });
    expect(c.state.raised).toBe('no-owner:recommend');
    const rows = await rowsOf(record().pool, "select recipient from notice where case_id = $1 and template = 'case-nobody'", [c.id]);
    expect(rows).toEqual([{ recipient: 'staff:ma-north' }]);
  });
});

describe('a closed case', () => {
  const closed = async () => {
    const c = await opened(record().db);
    await c.act('withdraw', 'party:claimant', {});
    return c;
  };
  const reopen = (c: RecordedCase, actor: string, stage = 'decide') =>
    c.transition({ kind: 'reopen', reopen: { request: 'again', actor, stage, ground: 'new-facts' } });

  it('is reopened by those who may', async () => {
    const c = await closed();
    expect(codeOf(await reopen(c, 'xu-yi'))).toBe('actor.role');
    expect(codeOf(await reopen(c, 'party:claimant'))).toBe('actor.role');
    expect((await reopen(c, 'zhou-wei')).kind).toBe('written');
    const [row] = await rowsOf(record().pool, 'select status, outcome, closed_at, reopened from case_file where id = $1', [c.id]);
    expect(row).toEqual({ status: 'open', outcome: null, closed_at: null, reopened: 1 });
  });

  it.each(['xu-yi', 'party:claimant'])('is reopened by %s for an act whose right outlives it', async (actor) => {
    const c = await closed();
    const forAct = { request: 'again', actor, stage: 'decide', ground: 'submit' };
    expect((await c.transition({ kind: 'reopen', reopen: forAct })).kind).toBe('written');
  });

  it('takes no act', async () => {
    const c = await closed();
    expect(codeOf(await c.act('comment', 'chen-xi', { text: 'x' }))).toBe('case.closed');
  });
});

describe('a merge', () => {
  const paying = async (status: string | null) => {
    const c = await recommended(record().db);
    await c.act('determine', 'wu-dan', granted(), ground);
    await c.act('agree', 'party:claimant', { by: 'claimant' });
    if (status !== null) await c.act('paymentReported', 'system:bank', { key: `${c.id}-p1`, status, at: c.now });
    return c;
  };

  it('tells the winner when the clocks of the merged case started', async () => {
    const winner = await opened(record().db);
    const loser = await opened(record().db);
    expect((await loser.act('merge', 'zhou-wei', { into: winner.id })).kind).toBe('written');
    const [message] = await rowsOf(record().pool, 'select * from case_message where case_id = $1', [loser.id]);
    expect(message).toMatchObject({ to_case: winner.id, act: 'absorb', status: 'queued' });
    expect(message?.payload).toEqual({ from: loser.id, starts: { 'claim-determine-complex': loser.state.receivedAt } });
  });

  it.each([['sent'], ['unknown'], [null]])('is refused while the winner has a payment %s', async (status) => {
    const winner = await paying(status);
    const loser = await opened(record().db);
    expect(codeOf(await loser.act('merge', 'zhou-wei', { into: winner.id }))).toBe('act.refused');
  });

  it('is refused while the merged case has a payment under way, into itself, into a later or a closed case, into none', async () => {
    const winner = await opened(record().db);
    const loser = await paying('sent');
    expect(codeOf(await loser.act('merge', 'zhou-wei', { into: winner.id }))).toBe('act.refused');
    const free = await opened(record().db);
    const later = await opened(record().db, sampleDeps, { receivedAt: free.state.receivedAt + 1 });
    expect(codeOf(await free.act('merge', 'zhou-wei', { into: free.id }))).toBe('act.refused');
    expect(codeOf(await free.act('merge', 'zhou-wei', { into: later.id }))).toBe('act.refused');
    expect(codeOf(await free.act('merge', 'zhou-wei', { into: 'sample-none' }))).toBe('case.not-found');
    await winner.act('withdraw', 'party:claimant', {});
    expect(codeOf(await free.act('merge', 'zhou-wei', { into: winner.id }))).toBe('act.refused');
    expect(free.state.status).toBe('open');
  });
});

it('a commit without a contract of its process refuses every act of it', async () => {
  const c = await submitted(record().db);
  const blind = new RecordedCase(createCommit(record().db, { ...sampleDeps, contractOf: () => undefined }), c.name, c.open);
  await blind.transition({ kind: 'sync' });
  expect(codeOf(await blind.act('recommend', 'chen-xi', { amountFen: 1 }, { request: 'blind' }))).toBe('act.unknown');
});

describe('somebody who may not work on the case', () => {
  const interest = { ground: 'interest' };

  it('is the real person: neither their other account acts, nor is it given the case', async () => {
    const c = await opened(record().db, sampleDeps, { barred: ['zhou-wei'] });
    expect(codeOf(await c.act('comment', 'zhou-wei-approver', { text: 'x' }))).toBe('actor.barred');
    expect(codeOf(await c.act('assign', 'ma-north', { to: 'zhou-wei-approver' }))).toBe('actor.barred');
    expect((await c.act('assign', 'ma-north', { to: 'chen-xi' })).kind).toBe('written');
  });

  it('acts through no substitute, and stands in for nobody', async () => {
    const c = await opened(record().db, sampleDeps, { barred: ['wu-dan'] });
    expect(codeOf(await c.act('comment', 'chen-xi', { text: 'x' }, { onBehalfOf: 'wu-dan' }))).toBe('actor.barred');
    expect(codeOf(await c.act('comment', 'wu-dan', { text: 'x' }, { onBehalfOf: 'chen-xi' }))).toBe('actor.barred');
  });

  it('is not found as handler of a new case, and not told of it', async () => {
    const c = await opened(record().db, sampleDeps, { barred: ['chen-xi', 'zhou-wei'] });
    expect(c.state.handler).toBe('li-ming');
    await c.act('escalate', 'li-ming', { reason: 'x' });
    const told = await rowsOf(record().pool, `select recipient from notice where case_id = $1 and template = 'case-escalated'`, [c.id]);
    // The lead of the team is barred: the next one up is told.
    expect(told).toEqual([{ recipient: 'staff:ma-north' }]);
  });

  it('leaves what was asked of them to the next one up, who may do it', async () => {
    const c = await opened(record().db, sampleDeps, { barred: ['zhou-wei'] });
    await c.act('addTask', 'li-ming', { title: 'look', role: 'team-lead' });
    const [task] = Object.values(c.state.expectations).filter((e) => e.act === 'completeTask');
    expect(task?.owner).toBe('branch-manager@north');
    expect(codeOf(await c.act('completeTask', 'hu-south', {}, { task: task?.name ?? '' }))).toBe('actor.role');
    expect((await c.act('completeTask', 'ma-north', {}, { task: task?.name ?? '' })).kind).toBe('written');
  });

  it('hands it to another handler when excused, with every task of theirs', async () => {
    const c = await submitted(record().db, 'chen-xi');
    await c.act('addTask', 'zhou-wei', { title: 'call', staff: 'chen-xi' });
    expect((await c.act('recuse', 'zhou-wei', { staff: 'chen-xi' }, interest)).kind).toBe('written');
    expect(c.state.handler).toBe('li-ming');
    const tasks = await rowsOf(record().pool, `select act, owner from task where case_id = $1 and state = 'open' order by seq`, [c.id]);
    expect(tasks.map(({ owner }) => owner)).not.toContain('staff:chen-xi');
    expect(tasks).toContainEqual({ act: 'recommend', owner: 'staff:li-ming' });
  });

  it('is excused by a manager or compliance; a handler excuses only themselves', async () => {
    const c = await submitted(record().db, 'chen-xi');
    expect(codeOf(await c.act('recuse', 'chen-xi', { staff: 'zhou-wei' }, interest))).toBe('actor.role');
    expect((await c.act('recuse', 'chen-xi', { staff: 'chen-xi' }, interest)).kind).toBe('written');
    expect(c.state.barred).toEqual(['chen-xi']);
  });
});
