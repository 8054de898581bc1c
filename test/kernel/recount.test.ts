import { decide, decisionView, type StaffFacts } from '../../domain/case/decide';
import { generalActs } from '../../domain/case/general';
import type { World } from '../../domain/case/settle';
import { flatWorld } from '../support/flat-world';
import { openSample } from './sample/open';

/** A world whose holiday data has not come yet for one clock. */
function waitingWorld(): { readonly world: World; readonly come: () => void; readonly asked: string[] } {
  const flat = flatWorld();
  const asked: string[] = [];
  let known = false;
  const timesOf: World['timesOf'] = (clock, compression) => {
    asked.push(clock.rule);
    const times = flat.timesOf(clock, compression);
    if (known || clock.rule !== 'claim-determine-complex') return { ...times, calendarVersion: known ? 'CN@2027' : 'CN@2026' };
    return {
      ...times,
      dueAt: null,
      rolledDueAt: null,
      provisionalAt: times.dueAt,
      missingYears: [2027],
      rungs: [],
      calendarVersion: 'CN@2026',
    };
  };
  const come = () => {
    known = true;
  };
  return { world: { ...flat, timesOf }, come, asked };
}

const rule = 'claim-determine-complex';

describe('a clock that waits for holiday data', () => {
  it('settles when the calendar has come, and keeps its start', async () => {
    const { world, come } = waitingWorld();
    const opened = await openSample(world);
    expect(opened.state.clocks[rule]).toMatchObject({ dueAt: null, missingYears: [2027] });
    const { startsAt } = opened.state.clocks[rule] ?? {};
    come();
    await opened.act('recount', 'system:calendar', { calendar: 'CN@2027' });
    expect(opened.state.clocks[rule]).toMatchObject({ startsAt, dueAt: expect.any(Number), missingYears: [], calendarVersion: 'CN@2027' });
  });

  it('is a task of the keeper of the calendar, once, until the year has come', async () => {
    const { world, come } = waitingWorld();
    const opened = await openSample(world);
    const asked = () => Object.values(opened.state.expectations).filter((e) => e.title === 'calendar-2027');
    expect(asked()).toMatchObject([{ from: { kind: 'role', role: 'calendar-keeper' }, owner: 'calendar-keeper@team' }]);
    await opened.act('comment', 'u1', { text: 'x' });
    expect(asked()).toHaveLength(1);
    come();
    await opened.act('recount', 'system:calendar', { calendar: 'CN@2027' });
    expect(asked()).toEqual([]);
  });

  it('is the only one that is counted again: what is known stays on its calendar', async () => {
    const { world, come, asked } = waitingWorld();
    const opened = await openSample(world);
    await opened.act('promise', 'u1', { topic: 'visit', to: 'claimant', dueAt: opened.now + 3_600_000 });
    come();
    asked.length = 0;
    await opened.act('recount', 'system:calendar', { calendar: 'CN@2027' });
    expect(asked).toEqual([rule]);
    await opened.act('recount', 'system:calendar', { calendar: 'CN@2027' });
    expect(asked).toEqual([rule]);
  });

  it('is counted again by the system, and not by a party', async () => {
    const { state, now } = await openSample(waitingWorld().world);
    const nobody: StaffFacts = {
      actor: null,
      principal: null,
      delegated: false,
      inactive: [],
      standsFor: {},
      assignees: [],
      persons: {},
      authorityFen: null,
      pastDaysAllowed: 0,
    };
    const judged = (actor: string) => {
      const request = { act: 'recount', request: 'r', actor, payload: { calendar: 'CN@2027' } };
      return decide(request, decisionView(state, request, generalActs), now, nobody)?.code ?? null;
    };
    expect([judged('system:calendar'), judged('party:claimant')]).toEqual([null, 'actor.role']);
  });
});
