import { attributeBudget, attributesOf, searchAttributes } from '../../domain/case/attributes';
import type { CaseState } from '../../domain/case/state';
import { needsManager, urgencyOf } from '../../domain/case/urgency';
import { dayMs } from '../support/dates';
import { openOffice } from './office';

const valuesOf = ({ state }: { readonly state: CaseState }) => attributesOf(state);

describe('the search attributes', () => {
  it('keep to what a namespace on PostgreSQL has room for', () => {
    const types = Object.values(searchAttributes);
    for (const [type, most] of Object.entries(attributeBudget)) expect(types.filter((t) => t === type).length).toBeLessThanOrEqual(most);
  });

  it('say what is open, for whom, and what the case is tied to', async () => {
    const c = await openOffice();
    await c.act('branchOut', 'u1', { name: 'fire' });
    await c.act('plan', 'u1', { part: 'roof' });
    await c.act('lengthen', 'u1', {});
    expect(valuesOf(c)).toMatchObject({
      OpenTasks: ['end@approver', 'finish@u1'],
      Related: ['office-of-office-1-fire'],
      Flags: ['lengthened'],
      NeedsManager: false,
      Reopened: 0,
      Paid: null,
    });
  });

  it('do not move with time alone', async () => {
    const c = await openOffice();
    const before = valuesOf(c);
    c.now += 400 * dayMs;
    expect(valuesOf(c)).toEqual(before);
  });

  it('name a parked case and one on hold among the flags', async () => {
    const c = await openOffice();
    await c.act('hold', 'lead1', { until: c.now + 30 * dayMs }, { ground: 'police' });
    expect(attributesOf(c.state, 'record and case disagree').Flags).toEqual(['held', 'trouble']);
  });

  it('hold a list to what the engine keeps', async () => {
    const c = await openOffice();
    for (let n = 0; n < 40; n++) await c.act('plan', 'u1', { part: `part-${n}`, of: `clerk-${n}-${'x'.repeat(300)}` });
    const list = valuesOf(c).OpenTasks;
    expect(list).toHaveLength(16);
    expect(JSON.stringify(list).length).toBeLessThan(2048);
  });
});

describe('the urgency of a case', () => {
  it('rises with each rung that fires, and a breach grows louder', async () => {
    const c = await openOffice();
    const seen = [urgencyOf(c.state)];
    for (let n = 0; n < 60; n++) {
      await c.until(c.now + dayMs);
      const urgency = urgencyOf(c.state);
      if (urgency !== seen.at(-1)) seen.push(urgency);
    }
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen[0]).toBeLessThan(40);
    expect(seen.at(-1)).toBeGreaterThan(85);
    expect(seen.at(-1)).toBeLessThanOrEqual(100);
  });
});

describe('a case needs a manager', () => {
  it('while a task is open for one', async () => {
    const c = await openOffice();
    expect(needsManager(c.state)).toBe(false);
    await c.act('addTask', 'u1', { title: 'decide', role: 'team-lead' });
    expect(needsManager(c.state)).toBe(true);
  });

  it('from a breach until somebody has acknowledged it', async () => {
    const c = await openOffice();
    await c.until(c.now + 100 * dayMs);
    expect(needsManager(c.state)).toBe(true);
    for (const clock of Object.values(c.state.clocks))
      if (clock.breachedAt !== undefined) await c.act('acknowledge', 'lead1', { clock: clock.id });
    expect(needsManager(c.state)).toBe(false);
  });
});
