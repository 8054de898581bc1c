import { settle } from '../../domain/case/settle';
import { openTasks } from '../../domain/case/wait-set';
import { dayMs } from '../support/flat-world';
import { ruleWorld } from '../support/rule-world';
import { openOffice } from './office';
import { start } from './sample/open';

const clocksOf = ({ state }: Awaited<ReturnType<typeof openOffice>>) =>
  Object.values(state.clocks).filter(({ id }) => id.startsWith('task:'));

describe('a task that no limit of the case runs over', () => {
  it('runs under the company’s limit for such tasks and climbs: nobody forgets an ad-hoc task', async () => {
    const c = await openOffice();
    await c.act('addTask', 'lead1', { title: 'call', staff: 'u2' });
    expect(clocksOf(c)).toMatchObject([{ rule: 'task-default', state: 'running' }]);
    const before = c.record.events.length;
    await c.until(start + 40 * dayMs);
    const rungs = c.record.events
      .slice(before)
      .flatMap(({ fact }) => (fact.kind === 'rung' && fact.clock.startsWith('task:') ? [fact.rung] : []));
    expect(rungs.map(({ kind }) => kind)).toContain('breach');
    expect(rungs.some(({ kind, to }) => kind === 'repeat' && to.includes('branch-manager'))).toBe(true);
  });

  it('is told to whoever owns it, and to the team', async () => {
    const c = await openOffice();
    await c.act('addTask', 'lead1', { title: 'call', staff: 'u2' });
    await c.until(start + 10 * dayMs);
    const told = c.record.events.flatMap(({ fact }) => (fact.kind === 'told' && fact.name.startsWith('rung:task:') ? [fact.to] : []));
    expect(told.flat()).toContainEqual({ kind: 'staff', staff: 'u2' });
    expect(told.flat()).toContainEqual({ kind: 'role', role: 'team-lead' });
  });

  it('ends its limit with itself: met when it is done, stopped when it falls away', async () => {
    const c = await openOffice();
    await c.act('addTask', 'lead1', { title: 'call', staff: 'u2' });
    const [call] = openTasks(c.state).filter((t) => t.act === 'completeTask');
    c.now += dayMs;
    await c.act('completeTask', 'u2', {}, { task: call?.name ?? '' });
    expect(clocksOf(c)).toMatchObject([{ state: 'met', metAt: c.now }]);
    await c.act('addTask', 'lead1', { title: 'write', staff: 'u2' });
    await c.act('end', 'a1', {});
    expect(c.state.status).toBe('closed');
    expect(clocksOf(c).map(({ state }) => state)).toEqual(['met', 'stopped']);
  });

  it('has none of its own while a limit of the case runs over the same part, and gets one when that ends', async () => {
    const c = await openOffice();
    expect(openTasks(c.state).map(({ act }) => act)).toEqual(['end']);
    expect(clocksOf(c)).toEqual([]);
    await c.act('plan', 'u1', { part: 'roof' });
    expect(clocksOf(c)).toMatchObject([{ rule: 'task-default', on: 'roof' }]);
  });

  it('is given its limit at the next transition of a case from before', async () => {
    const c = await openOffice();
    await c.act('addTask', 'lead1', { title: 'call', staff: 'u2' });
    const without = Object.fromEntries(Object.entries(c.state.clocks).filter(([id]) => !id.startsWith('task:')));
    const old = { ...c.state, clocks: without };
    const envelope = { cause: 'act:x', at: c.now, recordedAt: c.now, actor: 'u1' };
    const { after } = settle(old, [{ kind: 'noted', key: 'k', value: 1 }], envelope, ruleWorld(), () => 'h');
    expect(Object.keys(after.clocks).filter((id) => id.startsWith('task:'))).toHaveLength(1);
  });
});
