import { openTasks } from '../../domain/case/wait-set';
import { flatWorld } from '../support/flat-world';
import { openOffice } from './office';

const interest = { ground: 'interest' };
const barred = { kind: 'refused', objection: { code: 'actor.barred' } };

describe('somebody who may not work on a case', () => {
  it('from its opening on is not given it and cannot act', async () => {
    const opened = await openOffice({ barred: ['u1'] });
    expect(opened.state).toMatchObject({ barred: ['u1'], handler: 'u2' });
    await expect(opened.act('comment', 'u1', { text: 'x' })).resolves.toMatchObject(barred);
    await expect(opened.act('comment', 'u2', { text: 'x' })).resolves.toMatchObject({ kind: 'written' });
  });

  it('cannot be given it, nor a task of it, by anybody', async () => {
    const opened = await openOffice({ barred: ['u1'] });
    await expect(opened.act('assign', 'lead1', { to: 'u1' })).resolves.toMatchObject(barred);
    await expect(opened.act('addTask', 'lead1', { title: 'call', staff: 'u1' })).resolves.toMatchObject(barred);
  });

  it('hands it over when excused: the case to another handler, and every task that was theirs', async () => {
    const opened = await openOffice();
    await opened.act('plan', 'u1', { part: 'roof', of: 'u1' });
    await opened.act('addTask', 'lead1', { title: 'call', role: 'handler' });
    const [call] = openTasks(opened.state).filter((t) => t.act === 'completeTask');
    await opened.act('assign', 'lead1', { to: 'u1', task: call?.name ?? '' });
    await opened.act('recuse', 'lead1', { staff: 'u1' }, interest);
    expect(opened.state.handler).toBe('u2');
    expect(openTasks(opened.state).find((t) => t.title === 'call')?.owner).toBe('handler@team');
    await expect(opened.act('finish', 'u1', { part: 'roof' })).resolves.toMatchObject(barred);
  });

  it('needs a ground, and nobody is excused twice', async () => {
    const opened = await openOffice();
    await expect(opened.act('recuse', 'lead1', { staff: 'u1' })).resolves.toMatchObject({ objection: { code: 'ground.missing' } });
    await opened.act('recuse', 'lead1', { staff: 'u1' }, interest);
    await opened.act('recuse', 'lead1', { staff: 'u1' }, interest);
    expect(opened.record.events.filter((e) => e.fact.kind === 'barred')).toHaveLength(1);
  });

  it('leaves a case that nobody else can take: the lead is asked', async () => {
    const opened = await openOffice({ barred: ['u1', 'u2'] }, flatWorld(new Set(['handler'])));
    expect(opened.state.handler).toBeNull();
    await opened.act('addTask', 'lead1', { title: 'call', staff: 'u3' });
    await opened.act('recuse', 'lead1', { staff: 'u3' }, interest);
    expect(opened.state.raised).toBe('no-owner:completeTask');
  });
});
