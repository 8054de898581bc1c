import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { organisationFile } from '../../../db/org-file';
import { openingObjection } from '../../../db/record/opening';
import { staffFacts } from '../../../db/record/people';
import { createWorld } from '../../../db/world';
import type { ActRequest } from '../../../domain/case/act';
import type { ActContract } from '../../../domain/case/contract';
import { decide, decisionView } from '../../../domain/case/decide';
import type { FactOf } from '../../../domain/case/fact';
import { generalActs, reopenAct } from '../../../domain/case/general';
import { type CaseState, emptyCase } from '../../../domain/case/state';
import { openTasks } from '../../../domain/case/wait-set';
import { type Lending, type Organisation, organisationOf } from '../../../domain/org/organisation';
import { sampleContract } from '../../kernel/sample/contract';
import { openSample, start } from '../../kernel/sample/open';
import { flatWorld } from '../../support/flat-world';
import type { MemoryCase } from '../../support/memory';

const file = organisationFile.parse(JSON.parse(readFileSync(join(__dirname, '../../../examples/org.json'), 'utf8')));
const dayMs = 86_400_000;

/** The example company; some are lent, and some have left. */
function company(lendings: readonly Lending[] = [], gone: readonly string[] = []): Organisation {
  return organisationOf({
    staff: file.staff.map((s) => ({ ...s, person: s.person ?? s.id, active: s.active && !gone.includes(s.id) })),
    roles: file.staff.flatMap((s) => s.roles.map((r) => ({ staff: s.id, ...r }))),
    delegations: file.delegations,
    limits: file.limits,
    teams: file.teams,
    duties: file.duties,
    absences: file.absences,
    lendings,
    branches: file.branches.map(({ id }) => id),
  });
}

const acts: Readonly<Record<string, ActContract>> = { ...generalActs, ...sampleContract.acts, reopen: reopenAct };
let requests = 0;

/** What commit says to an act of somebody: the code of its objection, or null. */
function judged(state: CaseState, act: string, actor: string, more: Partial<ActRequest> = {}, organisation = company()): string | null {
  const request: ActRequest = { act, request: `a${++requests}`, actor, payload: {}, ...more };
  const view = decisionView(state, request, acts);
  return decide(request, view, start + dayMs, staffFacts(organisation, request, view, start + dayMs, 3))?.code ?? null;
}

const world = (organisation = company()) => ({ ...flatWorld(), ...pick(createWorld(flatWorld(), organisation, start)) });
const pick = ({ ownerOf, recipientsOf, placeOf }: ReturnType<typeof createWorld>) => ({ ownerOf, recipientsOf, placeOf });

/** A case of the north's motor team whose recommendation is expected of chen-xi. */
async function submitted(): Promise<MemoryCase> {
  const c = await openSample(world());
  await c.act('submit', 'party:claimant', { items: ['x'] });
  return c;
}

async function recommended(by = 'chen-xi', amountFen = 10_000_00): Promise<MemoryCase> {
  const c = await submitted();
  await c.act('recommend', by, { amountFen });
  return c;
}

const taskOf = ({ state }: MemoryCase, act: string): string => openTasks(state).find((t) => t.act === act)?.name ?? '';
const granted = { payload: { kind: 'granted', amountFen: 10_000_00 }, ground: 'clear' };

describe('a system', () => {
  it.each([
    ['paymentReported', 'system:chatbot'],
    ['paymentReported', 'system:core'],
    ['noticeReported', 'system:bank'],
    ['childReported', 'system:bank'],
    ['absorb', 'system:portal'],
    ['bulkReported', 'system:case.emergency-x'],
    ['recount', 'system:gateway'],
    ['attach', 'system:chatbot'],
  ])('does not %s as %s: acts name which system does them', async (act, actor) => {
    const { state } = await submitted();
    expect(judged(state, act, actor, { payload: { notice: 1, key: 'k' } })).toBe('actor.role');
  });

  it.each([
    ['paymentReported', 'system:bank'],
    ['noticeReported', 'system:gateway'],
    ['childReported', 'system:case.emergency-x'],
    ['attach', 'system:core-life'],
    ['attach', 'system:portal'],
  ])('does %s as %s', async (act, actor) => {
    const { state } = await submitted();
    expect(judged(state, act, actor)).toBeNull();
  });

  it('reopens no closed case but the bank, whatever its name', async () => {
    const { state } = await submitted();
    const closed: CaseState = { ...state, status: 'closed', expectations: {} };
    const reopen = { payload: { stage: 'decide' } };
    expect(judged(closed, 'reopen', 'system:chatbot', reopen)).toBe('actor.role');
    expect(judged(closed, 'reopen', 'system:core', reopen)).toBe('actor.role');
    expect(judged(closed, 'reopen', 'system:bank', reopen)).toBeNull();
  });

  it('is acted for by nobody, and a party only where it is one of the case', async () => {
    const { state } = await submitted();
    expect(judged(state, 'comment', 'chen-xi', { payload: { text: 'x' }, onBehalfOf: 'system:bank' })).toBe('actor.delegation');
    expect(judged(state, 'attach', 'party:stranger')).toBe('actor.unknown');
    expect(judged(state, 'attach', 'chen-xi', { onBehalfOf: 'party:stranger' })).toBe('actor.unknown');
    expect(judged(state, 'attach', 'chen-xi', { onBehalfOf: 'party:claimant' })).toBeNull();
  });
});

describe('a task is delegated', () => {
  const delegate = async (by: string, to: string, act: 'recommend' | 'determine', organisation = company()) => {
    const c = act === 'recommend' ? await submitted() : await recommended('chen-xi', 60_000_00);
    return judged(c.state, 'delegate', by, { payload: { task: taskOf(c, act), to } }, organisation);
  };

  it('by its owner or a manager, not by whoever sees the case', async () => {
    expect(await delegate('chen-xi', 'li-ming', 'recommend')).toBeNull();
    expect(await delegate('zhou-wei', 'li-ming', 'recommend')).toBeNull();
    for (const other of ['li-ming', 'tian-ye', 'mei-lan', 'lu-heng'])
      expect(await delegate(other, 'li-ming', 'recommend')).toBe('actor.role');
  });

  it('not by a manager of another place', async () => {
    for (const other of ['gao-shan', 'jiang-tao', 'hu-south']) expect(await delegate(other, 'li-ming', 'recommend')).toBe('actor.place');
  });

  it('only to somebody with the role for it: a surveyor recommends nothing', async () => {
    expect(await delegate('chen-xi', 'tian-ye', 'recommend')).toBe('actor.role');
    expect(await delegate('zhou-wei', 'tian-ye', 'recommend')).toBe('actor.role');
  });

  it('only to somebody with the authority for it', async () => {
    expect(await delegate('zhou-wei', 'wu-dan', 'determine')).toBe('actor.authority');
    expect(await delegate('zhou-wei', 'ma-north', 'determine')).toBeNull();
  });

  it('only to somebody who works there, or is lent to it', async () => {
    expect(await delegate('chen-xi', 'tang-yu', 'recommend')).toBe('actor.place');
    const lent = company([{ staff: 'tang-yu', unit: 'motor-north', from: start, to: start + 2 * dayMs }]);
    expect(await delegate('chen-xi', 'tang-yu', 'recommend', lent)).toBeNull();
    const past = company([{ staff: 'tang-yu', unit: 'motor-north', from: start, to: start + 1 }]);
    expect(await delegate('chen-xi', 'tang-yu', 'recommend', past)).toBe('actor.place');
  });

  it('never to whoever took part in what it decides on', async () => {
    expect(await delegate('zhou-wei', 'chen-xi', 'determine')).toBe('actor.four-eyes');
  });
});

describe('a case and its tasks are handed on', () => {
  it('by a manager of the place, to a handler of the place', async () => {
    const { state } = await submitted();
    const assign = (by: string, to: string) => judged(state, 'assign', by, { payload: { to } });
    expect(assign('zhou-wei', 'li-ming')).toBeNull();
    expect(assign('zhou-wei', 'tang-yu')).toBe('actor.place');
    expect(assign('zhou-wei', 'tian-ye')).toBe('actor.role');
    expect(assign('jiang-tao', 'li-ming')).toBe('actor.place');
    expect(assign('ma-north', 'li-ming')).toBeNull();
  });

  it('and nobody elsewhere is given a task, a hold or a promise of it', async () => {
    const { state } = await submitted();
    const elsewhere = 'liang-yue';
    expect(judged(state, 'addTask', 'chen-xi', { payload: { title: 't', staff: elsewhere } })).toBe('actor.place');
    expect(judged(state, 'hold', 'zhou-wei', { payload: { until: start + 9 * dayMs, owner: elsewhere }, ground: 'police' })).toBe(
      'actor.place',
    );
    expect(judged(state, 'promise', 'chen-xi', { payload: { owner: elsewhere } })).toBe('actor.place');
    expect(judged(state, 'addTask', 'chen-xi', { payload: { title: 't', staff: 'li-ming' } })).toBeNull();
  });
});

describe('a role counts where it is held', () => {
  it('a lead, approver or manager of another team or branch decides nothing here', async () => {
    const { state } = await recommended();
    expect(judged(state, 'determine', 'gao-shan', granted)).toBe('actor.place');
    expect(judged(state, 'determine', 'jiang-tao', granted)).toBe('actor.place');
    expect(judged(state, 'determine', 'hu-south', granted)).toBe('actor.place');
    for (const here of ['wu-dan', 'zhou-wei', 'ma-north', 'qin-ruo']) expect(judged(state, 'determine', here, granted)).toBeNull();
  });

  it('for every act: comments, escalations, holds, parties', async () => {
    const { state } = await submitted();
    for (const act of ['comment', 'escalate', 'addParty', 'attach', 'addTask', 'link'])
      expect(judged(state, act, 'liang-yue', { payload: { text: 'x' } })).toBe('actor.place');
    expect(judged(state, 'hold', 'jiang-tao', { payload: { until: start + 9 * dayMs }, ground: 'police' })).toBe('actor.place');
  });

  it('also where somebody is lent to, from the first instant to before the last', async () => {
    const { state } = await recommended();
    const lent = company([{ staff: 'gao-shan', unit: 'motor-north', from: start, to: start + 2 * dayMs }]);
    expect(judged(state, 'determine', 'gao-shan', granted, lent)).toBeNull();
    const branch = company([{ staff: 'jiang-tao', unit: 'north', from: start, to: start + 2 * dayMs }]);
    expect(judged(state, 'determine', 'jiang-tao', granted, branch)).toBeNull();
    const later = company([{ staff: 'gao-shan', unit: 'motor-north', from: start + 2 * dayMs, to: start + 3 * dayMs }]);
    expect(judged(state, 'determine', 'gao-shan', granted, later)).toBe('actor.place');
  });
});

describe('a substitute', () => {
  it('decides nothing in her own name that her principal recommended', async () => {
    // chen-xi stands in for wu-dan; both could decide so little.
    const c = await submitted();
    const state: CaseState = { ...c.state, handler: 'wu-dan' };
    const own = { ...state, expectations: {} };
    expect(judged(own, 'comment', 'chen-xi', { payload: { text: 'x' } })).toBeNull();
    const task = openTasks((await recommended()).state).find((t) => t.act === 'determine');
    const open = { ...state, expectations: task === undefined ? {} : { [task.name]: { ...task, not: ['wu-dan'] } } };
    const lead = company([], []);
    expect(judged(open, 'determine', 'zhou-wei', granted, lead)).toBeNull();
    expect(judged(open, 'determine', 'chen-xi', granted, lead)).toBe('actor.four-eyes');
    expect(judged(open, 'claimTask', 'chen-xi', { payload: { task: task?.name ?? '' } })).toBe('actor.four-eyes');
    expect(judged(open, 'delegate', 'zhou-wei', { payload: { task: task?.name ?? '', to: 'chen-xi' } })).toBe('actor.four-eyes');
  });

  it('is not found for such a decision either', () => {
    const state: CaseState = {
      ...emptyCase('sample-x'),
      status: 'open',
      branch: 'north',
      handler: 'an-ning',
      team: 'personal-north',
      line: 'health',
    };
    const need = { kind: 'payment', line: 'health', amountFen: 1_000_00 } as const;
    const found = (not: readonly string[], org: Organisation) =>
      createWorld(flatWorld(), org, start).ownerOf({ kind: 'authority', need }, state, not);
    const org = company();
    const standing = organisationOf({
      ...org,
      delegations: [{ principal: 'an-ning', substitute: 'gao-shan', from: 0, to: start * 2, upToFen: null }],
    });
    expect(found(['an-ning'], org)).toBe('staff:gao-shan');
    expect(found(['an-ning'], standing)).toBe('staff:ma-north');
  });
});

describe('to acknowledge stops every reminder to come', () => {
  it('and is done by the handler before the limit, and by those above after it', async () => {
    const { state } = await submitted();
    const [clock] = Object.values(state.clocks);
    const late: CaseState = { ...state, clocks: clock === undefined ? {} : { [clock.id]: { ...clock, breachedAt: start } } };
    const acknowledge = (s: CaseState, by: string) => judged(s, 'acknowledge', by, { payload: { clock: clock?.id ?? '' } });
    expect(acknowledge(state, 'chen-xi')).toBeNull();
    for (const other of ['li-ming', 'tian-ye', 'song-qi']) expect(acknowledge(state, other)).toBe('actor.role');
    expect(acknowledge(late, 'chen-xi')).toBe('actor.role');
    expect(acknowledge(late, 'zhou-wei')).toBeNull();
  });
});

describe('an opening', () => {
  const opened = (more: Partial<FactOf<'opened'>> = {}): FactOf<'opened'> => ({
    kind: 'opened',
    process: 'claim',
    contractVersion: 1,
    source: 'callcenter',
    reference: 'r',
    digest: 'd',
    receivedAt: start,
    line: 'motor',
    branch: 'north',
    team: '',
    handler: null,
    parties: [],
    payload: {},
    ...more,
  });
  const says = (actor: string, more: Partial<FactOf<'opened'>> = {}, inEarnest = true) =>
    openingObjection(company(), { opened: opened(more), actor, at: start, inEarnest });

  it('comes from its own source: nobody takes a reference of another system', () => {
    expect(says('system:callcenter')).toBeNull();
    expect(says('system:portal')).toMatchObject({ code: 'access.denied' });
    expect(says('xu-yi', { source: 'core' })).toMatchObject({ code: 'access.denied' });
    expect(says('xu-yi', { source: 'counter' })).toBeNull();
  });

  it('names a branch and a line of the company', () => {
    expect(says('xu-yi', { branch: 'east' })).toMatchObject({ code: 'input.invalid', detail: expect.stringContaining('/branch') });
    expect(says('xu-yi', { line: 'pets' })).toMatchObject({ code: 'input.invalid', detail: expect.stringContaining('/line') });
  });

  it('is an exercise, or in compressed time, only where somebody may say so', () => {
    for (const mark of [{ drill: true }, { compressed: '1d=20s' }] as const) {
      expect(says('system:callcenter', mark)).toMatchObject({ code: 'actor.role' });
      expect(says('chen-xi', mark)).toMatchObject({ code: 'actor.role' });
      expect(says('ma-north', mark)).toBeNull();
      expect(says('system:callcenter', mark, false)).toBeNull();
    }
  });

  it('is done by the staff or a system, and for a case by that case alone', () => {
    const parent = { case: 'emergency-a', name: 'claim' };
    expect(says('nobody-known')).toMatchObject({ code: 'actor.unknown' });
    expect(says('party:claimant')).toMatchObject({ code: 'actor.role' });
    expect(says('xu-yi', { parent })).toMatchObject({ code: 'access.denied' });
    expect(says('system:case.emergency-b', { parent, source: 'emergency-b' })).toMatchObject({ code: 'access.denied' });
    expect(says('system:case.emergency-a', { parent, source: 'emergency-a' })).toBeNull();
  });
});
