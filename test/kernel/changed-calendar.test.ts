import { mergeCalendar } from '../../domain/calendar/calendar';
import { chinaCalendar } from '../../domain/calendar/china';
import type { Calendar } from '../../domain/calendar/types';
import { decide, decisionView, type StaffFacts } from '../../domain/case/decide';
import { generalActs } from '../../domain/case/general';
import { movedByCalendar } from '../../domain/case/recount';
import type { World } from '../../domain/case/settle';
import { standardRulebook } from '../../domain/rulebook/policy.schema';
import { given } from '../claims/driver';
import { cst } from '../support/dates';
import { ruleWorld } from '../support/rule-world';

const china = chinaCalendar();
const of2026 = china.notices.find(({ year }) => year === 2026);

/** The notice of 2026 with more days off and worked. */
const changed = (...days: { date: string; isOffDay: boolean }[]): Calendar =>
  mergeCalendar(china, {
    year: 2026,
    papers: of2026?.papers ?? [],
    days: [...(of2026?.days ?? []), ...days.map((day) => ({ ...day, name: '调整' }))],
  });

/** Fri 10 July 2026 becomes a day off, Sat 11 July a day of work in its place, and Mon 13 is off too. */
const later = changed(
  { date: '2026-07-10', isOffDay: true },
  { date: '2026-07-11', isOffDay: true },
  { date: '2026-07-13', isOffDay: true },
);

/** A health claim received on Tue 7 July 2026 at 10:00, in a world whose calendar is changed afterwards. */
async function claimed() {
  let world: World = ruleWorld();
  const moving: World = { ...world, timesOf: (...args) => world.timesOf(...args) };
  const played = await given({ world: moving });
  const takeUp = (calendar: Calendar): void => {
    world = ruleWorld(undefined, standardRulebook(), calendar);
  };
  const preview = () => movedByCalendar(played.state, world.timesOf);
  const apply = (clocks: readonly string[]) =>
    played.tries('recount', 'keeper1', { calendar: `CN@${later.version}`, clocks: [...clocks] }, { ground: 'notice-changed' });
  return { played, takeUp, preview, apply };
}

const determine = 'claim-determine-life@e1';

describe('a holiday notice that changes days of a year that was known', () => {
  it('moves no open clock by itself, and the preview says what it would move: from when to when', async () => {
    const { played, takeUp, preview } = await claimed();
    // 5 working days: 8, 9, 10, 13, 14 July; without the 10th and the 13th: 8, 9, 14, 15, 16.
    expect(played.clock('claim-determine-life', 'e1')?.dueAt).toBe(cst('2026-07-15'));
    expect(preview()).toEqual([]);
    takeUp(later);
    expect(played.clock('claim-determine-life', 'e1')?.dueAt).toBe(cst('2026-07-15'));
    expect(preview().find(({ clock }) => clock === determine)).toMatchObject({
      from: { dueAt: cst('2026-07-15'), calendarVersion: `CN@${china.version}` },
      to: { dueAt: cst('2026-07-17'), calendarVersion: `CN@${later.version}` },
    });
  });

  it('is not previewed for limits in calendar days, whose end it does not touch', async () => {
    const { takeUp, preview } = await claimed();
    takeUp(later);
    expect(preview().map(({ rule }) => rule)).not.toContain('claim-determine-complex');
  });

  it('moves what was previewed when somebody asks for it, under their name and ground; the breach comes at the new end', async () => {
    const { played, takeUp, preview, apply } = await claimed();
    takeUp(later);
    await expect(apply(preview().map(({ clock }) => clock))).resolves.toBe('written');
    expect(played.clock('claim-determine-life', 'e1')).toMatchObject({
      dueAt: cst('2026-07-17'),
      startsAt: cst('2026-07-07T10:00'),
      calendarVersion: `CN@${later.version}`,
    });
    expect(preview()).toEqual([]);
    const [act] = played.record.events.filter(({ fact }) => fact.kind === 'acted' && fact.act === 'recount');
    expect(act).toMatchObject({ actor: 'keeper1', fact: { ground: 'notice-changed' } });
    await played.until(cst('2026-07-17') - 1);
    expect(played.clock('claim-determine-life', 'e1')?.breachedAt).toBeUndefined();
    await played.until(cst('2026-07-17'));
    expect(played.clock('claim-determine-life', 'e1')?.breachedAt).toBe(cst('2026-07-17'));
  });

  it('brings an end forward too where a day off becomes a day of work', async () => {
    const { played, takeUp, apply } = await claimed();
    takeUp(changed({ date: '2026-07-11', isOffDay: false }));
    // 8, 9, 10, make-up Saturday 11, 13 July.
    await apply([determine]);
    expect(played.clock('claim-determine-life', 'e1')?.dueAt).toBe(cst('2026-07-14'));
  });

  it('moves only the clocks that are named', async () => {
    const { played, takeUp, preview, apply } = await claimed();
    takeUp(later);
    const others = preview().filter(({ clock }) => clock !== determine);
    expect(others.length).toBeGreaterThan(0);
    await apply([determine]);
    expect(preview().map(({ clock }) => clock)).toEqual(others.map(({ clock }) => clock));
    expect(played.clock('claim-determine-life', 'e1')?.dueAt).toBe(cst('2026-07-17'));
  });

  it('heals no breach: a limit that was missed is neither previewed nor moved', async () => {
    const { played, takeUp, preview, apply } = await claimed();
    await played.until(cst('2026-07-15'));
    takeUp(later);
    expect(preview().map(({ clock }) => clock)).not.toContain(determine);
    await apply([determine]);
    expect(played.clock('claim-determine-life', 'e1')).toMatchObject({ dueAt: cst('2026-07-15'), breachedAt: cst('2026-07-15') });
  });

  it('is refused for a clock that runs no more, without a ground, and to anybody but the keeper of the calendar', async () => {
    const { played, apply } = await claimed();
    await expect(apply(['claim-pay@e1'])).resolves.toMatchObject({ act: 'act.refused', detail: expect.stringContaining("'claim-pay@e1'") });
    const payload = { calendar: 'CN@x', clocks: [determine] };
    await expect(played.tries('recount', 'keeper1', payload)).resolves.toMatchObject({
      detail: expect.stringContaining('notice-changed, notice-corrected'),
    });
    const bySystem = played.tries('recount', 'system:calendar', payload, { ground: 'notice-changed' });
    await expect(bySystem).resolves.toMatchObject({ detail: expect.stringContaining('keeper of the calendar') });
    const person = { staff: 'u1', person: 'p-u1', team: null, branch: null, active: true, units: ['company'] };
    const judged = (role: 'handler' | 'calendar-keeper' | 'operator') => {
      const facts: StaffFacts = {
        actor: { ...person, roles: [role] },
        principal: null,
        delegated: false,
        inactive: [],
        persons: {},
        authorityFen: null,
        pastDaysAllowed: 0,
        standsFor: {},
        assignees: [],
      };
      const request = { act: 'recount', request: 'r', actor: 'u1', payload, ground: 'notice-changed' };
      return decide(request, decisionView(played.state, request, generalActs), played.now, facts)?.code ?? null;
    };
    expect([judged('handler'), judged('calendar-keeper'), judged('operator')]).toEqual(['actor.role', null, null]);
  });
});
