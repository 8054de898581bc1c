import { waitSet } from '../../domain/case/wait-set';
import { dayMs } from '../support/flat-world';
import { openOffice } from './office';
import { start } from './sample/open';

const ask = async (name = 'fire') => {
  const parent = await openOffice();
  await parent.act('branchOut', 'u1', { name });
  return parent;
};

describe('a case that asks for another', () => {
  it('knows its id from the commit on, links to it, and waits for it', async () => {
    const parent = await ask();
    const id = 'office-of-office-1-fire';
    expect(parent.state.children.fire).toMatchObject({ case: id, process: 'office', status: 'requested' });
    expect(parent.state.links).toEqual([{ to: id, as: 'child' }]);
    expect(waitSet(parent.state).reports).toContain('case:fire');
  });

  it('asks once, however often it is told to', async () => {
    const parent = await ask();
    await parent.act('branchOut', 'u1', { name: 'fire' });
    expect(parent.record.events.filter((e) => e.fact.kind === 'child-requested')).toHaveLength(1);
  });

  it('hears when it is opened and how it has ended, and waits no longer', async () => {
    const parent = await ask();
    await parent.act('childReported', 'system:case.office-of-office-1-fire', { name: 'fire', status: 'opened' });
    expect(waitSet(parent.state).reports).toContain('case:fire');
    await parent.act('childReported', 'system:case.office-of-office-1-fire', { name: 'fire', status: 'closed', outcome: 'done' });
    expect(parent.state.children.fire).toMatchObject({ status: 'closed', outcome: 'done' });
    expect(waitSet(parent.state).reports).not.toContain('case:fire');
  });

  it('waits again when it is reopened', async () => {
    const parent = await ask();
    await parent.act('childReported', 'system:case.office-x', { name: 'fire', status: 'closed', outcome: 'done' });
    await parent.act('childReported', 'system:case.office-x', { name: 'fire', status: 'opened' });
    expect(parent.state.children.fire?.outcome).toBeUndefined();
    expect(waitSet(parent.state).reports).toContain('case:fire');
  });

  it('ignores a report of a case that it did not ask for', async () => {
    const parent = await ask();
    const { children } = parent.state;
    await parent.act('childReported', 'system:case.office-x', { name: 'flood', status: 'opened' });
    expect(parent.state.children).toEqual(children);
  });

  it('is the parent of what was asked for: the child says so', async () => {
    const child = await openOffice({ parent: { case: 'office-9', name: 'fire' } });
    expect(child.state).toMatchObject({ parent: { case: 'office-9', name: 'fire' }, links: [{ to: 'office-9', as: 'parent' }] });
  });
});

describe('an event', () => {
  it('is kept with the place and time of the case, by the fields that the contract names', async () => {
    const opened = await openOffice({ content: { place: '440300', at: start - dayMs } });
    expect(opened.state).toMatchObject({ place: '440300', happenedAt: start - dayMs, event: null });
  });

  it('is joined once, and left only by its own name', async () => {
    const opened = await openOffice();
    await opened.act('joinEvent', 'system:case.emergency-1', { event: 'TY2611' });
    expect(opened.state.event).toBe('TY2611');
    await expect(opened.act('joinEvent', 'lead1', { event: 'TY2612' })).resolves.toMatchObject({ kind: 'refused' });
    await expect(opened.act('leaveEvent', 'lead1', { event: 'TY2612' })).resolves.toMatchObject({ kind: 'refused' });
    await opened.act('leaveEvent', 'lead1', { event: 'TY2611' });
    expect(opened.state.event).toBeNull();
  });

  it('an act on many cases is awaited until all have answered, and done once per name', async () => {
    const opened = await openOffice();
    await opened.act('declare', 'u1', { event: 'TY2611' });
    await opened.act('spread', 'u1', { bulk: 'tag-1', event: 'TY2611' });
    await opened.act('spread', 'u1', { bulk: 'tag-1', event: 'TY2611' });
    expect(opened.record.events.filter((e) => e.fact.kind === 'bulk-started')).toHaveLength(1);
    expect(waitSet(opened.state).reports).toContain('bulk:tag-1');
    await opened.act('bulkReported', 'system:bulk', { bulk: 'tag-1', done: 7, refused: 1 });
    expect(opened.state.bulks['tag-1']?.ended).toEqual({ at: opened.now, done: 7, refused: 1 });
    expect(waitSet(opened.state).reports).not.toContain('bulk:tag-1');
  });
});

describe('a call to whoever is on duty', () => {
  it('goes to the place of the roster, on the channel that was asked for, and can be taken back until it has left', async () => {
    const opened = await openOffice();
    await opened.act('call', 'u1', { rank: 2 });
    const told = opened.record.events.findLast((e) => e.fact.kind === 'told');
    expect(told?.fact).toMatchObject({ channel: 'sms', recipients: ['staff:duty-2'] });
    const notice = told?.seq ?? 0;
    expect(opened.state.notices[notice]).toMatchObject({ recipients: ['staff:duty-2'], status: 'queued' });
    await opened.act('callOff', 'u1', { notice });
    expect(opened.state.notices[notice]?.status).toBe('recalled');
    expect(waitSet(opened.state).reports).not.toContain(`notice:${notice}`);
  });

  it('that has left is not taken back', async () => {
    const opened = await openOffice();
    await opened.act('call', 'u1', { rank: 1 });
    const notice = opened.record.events.findLast((e) => e.fact.kind === 'told')?.seq ?? 0;
    await opened.act('noticeReported', 'system:gateway', { notice, status: 'handed', at: opened.now });
    await opened.act('callOff', 'u1', { notice });
    expect(opened.state.notices[notice]?.status).toBe('handed');
  });
});

describe('what an act is about', () => {
  it('is the field that its contract names: of two open parts the act closes its own', async () => {
    const opened = await openOffice();
    await opened.act('plan', 'u1', { part: 'roof' });
    await opened.act('plan', 'u1', { part: 'door' });
    await opened.act('finish', 'u1', { part: 'door' });
    expect(Object.values(opened.state.expectations).flatMap((e) => (e.act === 'finish' ? [e.on] : []))).toEqual(['roof']);
    expect(opened.state.answers.at(-1)).toMatchObject({ act: 'finish', on: 'door' });
  });
});

describe('an exercise', () => {
  it('says so in the state, and cases that it asks for say so in their ids', async () => {
    const opened = await openOffice({ drill: true });
    await opened.act('branchOut', 'u1', { name: 'fire' });
    expect(opened.state.drill).toBe(true);
    expect(opened.state.children.fire?.case).toBe('office-drill-of-office-1-fire');
  });
});
