import type { CaseState } from '../../domain/case/state';
import { codeOf, granted, opened, recommended, records, rowsOf, submitted } from './support';

const record = records();
const ground = { ground: 'clear' };

const taskOf = ({ expectations }: CaseState, act: string) => Object.values(expectations).find((task) => task.act === act);

/** A case with a task in the queue of the approvers. */
async function queued() {
  const c = await recommended(record().db, 'li-ming');
  const name = taskOf(c.state, 'determine')?.name ?? '';
  const queue = taskOf(c.state, 'determine')?.owner;
  return { c, name, queue };
}

describe('a task of a queue', () => {
  it('is claimed by one of those who may do it, and is then nobody else’s', async () => {
    const { c, name, queue } = await queued();
    expect(queue).toMatch(/^approver@/);
    expect((await c.act('claimTask', 'wu-dan', { task: name })).kind).toBe('written');
    expect(taskOf(c.state, 'determine')).toMatchObject({ owner: 'staff:wu-dan', claimed: queue });
    expect(codeOf(await c.act('determine', 'zhou-wei', granted(), ground))).toBe('task.claimed');
    expect((await c.act('determine', 'wu-dan', granted(), ground)).kind).toBe('written');
  });

  it('shows in the record whose it is and which queue it came from', async () => {
    const { c, name, queue } = await queued();
    await c.act('claimTask', 'wu-dan', { task: name });
    const open = () => rowsOf(record().pool, "select owner, claimed_from from task where case_id = $1 and act = 'determine'", [c.id]);
    expect(await open()).toEqual([{ owner: 'staff:wu-dan', claimed_from: queue }]);
    await c.act('releaseTask', 'wu-dan', { task: name });
    expect(await open()).toEqual([{ owner: queue, claimed_from: null }]);
  });

  it('is claimed by one of two; the other hears who has it', async () => {
    const { c, name } = await queued();
    const twin = c.twin();
    await twin.transition({ kind: 'sync' });
    const both = await Promise.all([c.act('claimTask', 'wu-dan', { task: name }), twin.act('claimTask', 'zhou-wei', { task: name })]);
    expect(both.filter(({ kind }) => kind === 'written')).toHaveLength(1);
    expect(both.map(codeOf).filter((code) => code !== null)).toEqual(['task.claimed']);
  });

  it('is not claimed by whoever may not do it: no role, no authority, took part in what it decides on', async () => {
    const { c, name } = await queued();
    expect(codeOf(await c.act('claimTask', 'xu-yi', { task: name }))).toBe('actor.authority');
    expect(codeOf(await c.act('claimTask', 'li-ming', { task: name }))).toBe('actor.four-eyes');
    await c.act('addTask', 'li-ming', { title: 'call back', role: 'handler' });
    const call = taskOf(c.state, 'completeTask')?.name ?? '';
    expect(codeOf(await c.act('claimTask', 'xu-yi', { task: call }))).toBe('actor.role');
    expect((await c.act('claimTask', 'chen-xi', { task: call })).kind).toBe('written');
  });

  it('that is claimed, is somebody’s by name, or is not there cannot be claimed', async () => {
    const { c, name } = await queued();
    await c.act('claimTask', 'wu-dan', { task: name });
    expect(codeOf(await c.act('claimTask', 'wu-dan', { task: name }))).toBe('task.claimed');
    expect(codeOf(await c.act('claimTask', 'wu-dan', { task: 'determine:99' }))).toBe('act.not-now');
    expect(codeOf(await c.act('claimTask', 'wu-dan', { task: 'constructor' }))).toBe('input.invalid');
    await c.act('addTask', 'li-ming', { title: 'call back', staff: 'chen-xi' });
    const call = taskOf(c.state, 'completeTask')?.name ?? '';
    expect(codeOf(await c.act('claimTask', 'li-ming', { task: call }))).toBe('act.not-now');
    expect(codeOf(await c.act('releaseTask', 'chen-xi', { task: call }))).toBe('act.not-now');
  });

  it('goes back to its queue when whoever claimed it or a manager releases it, and then others may do it', async () => {
    const { c, name, queue } = await queued();
    await c.act('claimTask', 'wu-dan', { task: name });
    expect(codeOf(await c.act('releaseTask', 'chen-xi', { task: name }))).toBe('actor.role');
    expect((await c.act('releaseTask', 'zhou-wei', { task: name })).kind).toBe('written');
    expect(taskOf(c.state, 'determine')).toMatchObject({ owner: queue });
    expect(taskOf(c.state, 'determine')?.claimed).toBeUndefined();
    expect((await c.act('determine', 'zhou-wei', granted(), ground)).kind).toBe('written');
  });

  it('that was claimed is reassigned by a manager, and is then that person’s', async () => {
    const { c, name, queue } = await queued();
    await c.act('claimTask', 'wu-dan', { task: name });
    await c.act('assign', 'zhou-wei', { task: name, to: 'zhou-wei-approver' });
    expect(taskOf(c.state, 'determine')).toMatchObject({ owner: 'staff:zhou-wei-approver', claimed: queue });
    expect(codeOf(await c.act('determine', 'wu-dan', granted(), ground))).toBe('task.claimed');
  });

  it('is not given to whoever took part in what it decides on, may not work on the case, has left, or where there is no such task', async () => {
    const { c, name } = await queued();
    expect(codeOf(await c.act('assign', 'zhou-wei', { task: name, to: 'li-ming' }))).toBe('actor.four-eyes');
    expect(codeOf(await c.act('assign', 'chen-xi', { task: name, to: 'wu-dan' }))).toBe('actor.role');
    expect(codeOf(await c.act('assign', 'zhou-wei', { task: name, to: 'nobody-known' }))).toBe('actor.unknown');
    expect(codeOf(await c.act('assign', 'zhou-wei', { task: 'determine#9', to: 'wu-dan' }))).toBe('act.not-now');
    expect(codeOf(await c.act('delegate', 'zhou-wei', { task: name, to: 'li-ming' }))).toBe('actor.four-eyes');
    await c.act('recuse', 'zhou-wei', { staff: 'wu-dan' }, { ground: 'relative' });
    expect(codeOf(await c.act('assign', 'zhou-wei', { task: name, to: 'wu-dan' }))).toBe('actor.barred');
  });

  it('is not given to another account of whoever took part', async () => {
    const c = await submitted(record().db, 'chen-xi');
    await c.act('assign', 'ma-north', { to: 'zhou-wei' });
    await c.act('recommend', 'zhou-wei', { amountFen: 1 });
    const name = taskOf(c.state, 'determine')?.name ?? '';
    expect(codeOf(await c.act('assign', 'ma-north', { task: name, to: 'zhou-wei-approver' }))).toBe('actor.four-eyes');
    expect((await c.act('assign', 'ma-north', { task: name, to: 'wu-dan' })).kind).toBe('written');
  });

  it('returns to the queue when whoever claimed it is excused from the case', async () => {
    const { c, name, queue } = await queued();
    await c.act('claimTask', 'wu-dan', { task: name });
    await c.act('recuse', 'zhou-wei', { staff: 'wu-dan' }, { ground: 'relative' });
    expect(taskOf(c.state, 'determine')?.claimed).toBeUndefined();
    expect(taskOf(c.state, 'determine')?.owner).not.toBe('staff:wu-dan');
    expect(queue).toBeDefined();
  });

  it('is claimed for a principal by whoever stands in for them, and is the principal’s', async () => {
    const { c, name } = await queued();
    await c.act('claimTask', 'chen-xi', { task: name }, { onBehalfOf: 'wu-dan' });
    expect(taskOf(c.state, 'determine')?.owner).toBe('staff:wu-dan');
    expect((await c.act('determine', 'chen-xi', granted(), { ...ground, onBehalfOf: 'wu-dan' })).kind).toBe('written');
  });

  it('is the same after the case has forgotten everything but its record', async () => {
    const { c, name, queue } = await queued();
    await c.act('claimTask', 'wu-dan', { task: name });
    await c.forget();
    expect(taskOf(c.state, 'determine')).toMatchObject({ owner: 'staff:wu-dan', claimed: queue });
  });
});

describe('a case whose handlers are all full', () => {
  it('waits in the queue of its team, and whoever claims its task becomes its handler', async () => {
    await record().pool.query('update staff set capacity = 0');
    try {
      const c = await opened(record().db);
      expect(c.state).toMatchObject({ handler: null, team: 'motor-north', raised: null });
      await c.act('submit', 'party:claimant', { items: ['id-card'] });
      const task = taskOf(c.state, 'recommend');
      expect(task?.owner).toBe('handler@motor-north');
      expect(codeOf(await c.act('recommend', 'chen-xi', { amountFen: 1 }))).toBe('actor.role');
      expect(codeOf(await c.act('claimTask', 'xu-yi', { task: task?.name ?? '' }))).toBe('actor.role');
      expect((await c.act('claimTask', 'chen-xi', { task: task?.name ?? '' })).kind).toBe('written');
      expect(c.state.handler).toBe('chen-xi');
      expect(taskOf(c.state, 'recommend')?.owner).toBe('staff:chen-xi');
      expect((await c.act('recommend', 'chen-xi', { amountFen: 1 })).kind).toBe('written');
    } finally {
      await record().pool.query('update staff set capacity = null');
    }
  });

  it('is given to none of them where its handler may not go on with it', async () => {
    for (let n = 0; n < 4; n++) await opened(record().db);
    const c = await opened(record().db);
    const handler = c.state.handler ?? '';
    expect(handler).not.toBe('');
    await record().pool.query('update staff set capacity = 1');
    try {
      expect((await c.act('recuse', 'zhou-wei', { staff: handler }, { ground: 'relative' })).kind).toBe('written');
      expect(c.state).toMatchObject({ handler: null, team: 'motor-north' });
    } finally {
      await record().pool.query('update staff set capacity = null');
    }
  });
});
