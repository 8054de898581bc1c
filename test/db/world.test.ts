import { normOf, pastDaysAllowed } from '../../db/norm';
import { organisationFile } from '../../db/org-file';
import { createWorld } from '../../db/world';
import { chinaCalendar } from '../../domain/calendar/china';
import type { Recipient } from '../../domain/case/fact';
import { type CaseState, type ClockState, emptyCase } from '../../domain/case/state';
import { type Organisation, organisationOf } from '../../domain/org/organisation';
import { standardRulebook } from '../../domain/rulebook/policy.schema';
import { company, flatNorm } from './support';

const at = Date.UTC(2026, 8, 1);

/** The example company without a database. */
function example(change: (staff: { id: string; active: boolean }) => boolean = ({ active }) => active): Organisation {
  const file = organisationFile.parse(company);
  return organisationOf({
    staff: file.staff.map((s) => ({ ...s, person: s.person ?? s.id, active: change(s) })),
    roles: file.staff.flatMap((s) => s.roles.map((r) => ({ staff: s.id, ...r }))),
    delegations: file.delegations,
    limits: file.limits,
    teams: file.teams,
    duties: file.duties,
    absences: file.absences,
    lendings: file.lendings,
    branches: file.branches.map(({ id }) => id),
  });
}

const state: CaseState = { ...emptyCase('c'), line: 'motor', team: 'motor-north', branch: 'north', handler: 'li-ming' };
const role = (name: 'handler' | 'team-lead' | 'branch-manager' | 'head-office' | 'approver' | 'compliance'): Recipient => ({
  kind: 'role',
  role: name,
});
const told = (to: readonly Recipient[], from: CaseState = state, org = example()) => createWorld(flatNorm, org, at).recipientsOf(to, from);

describe('who is told', () => {
  it('is the handler of this case, its team lead, its branch manager and the head office: and nobody else', () => {
    expect(told([role('handler'), role('team-lead'), role('branch-manager'), role('head-office')])).toEqual([
      'staff:li-ming',
      'staff:zhou-wei',
      'staff:ma-north',
      'staff:qin-ruo',
    ]);
  });

  it('is also whoever stands in for the handler', () => {
    expect(told([role('handler')], { ...state, handler: 'wu-dan' })).toEqual(['staff:wu-dan', 'staff:chen-xi']);
    expect(
      told(
        [role('handler')],
        { ...state, handler: 'wu-dan' },
        example((s) => s.id !== 'wu-dan'),
      ),
    ).toEqual(['staff:chen-xi']);
  });

  it('is the team lead where the handler is gone', () => {
    expect(
      told(
        [role('handler')],
        state,
        example((s) => s.id !== 'li-ming'),
      ),
    ).toEqual(['staff:zhou-wei']);
    expect(told([role('handler')], { ...state, handler: null })).toEqual(['staff:zhou-wei']);
  });

  it('is whoever stands in for a superior who is out of office, the next one up where nobody does, and the first where all are away', () => {
    const away = (...staff: string[]) => staff.map((id) => ({ staff: id, from: at, to: at + 1 }));
    const delegations = [{ principal: 'zhou-wei', substitute: 'wu-dan', from: at, to: at + 1, upToFen: null }];
    const lead = (org: Organisation) => ({
      told: told([role('team-lead')], state, org),
      owner: createWorld(flatNorm, org, at).ownerOf({ kind: 'role', role: 'team-lead' }, state, []),
    });
    const org = example();
    expect(lead({ ...org, absences: away('zhou-wei'), delegations })).toEqual({ told: ['staff:wu-dan'], owner: 'team-lead@motor-north' });
    expect(lead({ ...org, absences: away('zhou-wei') })).toEqual({ told: ['staff:ma-north'], owner: 'branch-manager@north' });
    expect(lead({ ...org, absences: away('zhou-wei', 'ma-north', 'qin-ruo') })).toEqual({
      told: ['staff:zhou-wei'],
      owner: 'team-lead@motor-north',
    });
  });

  it('is told once, however many accounts or roles mean the same person', () => {
    expect(told([role('team-lead'), role('approver'), { kind: 'staff', staff: 'zhou-wei-approver' }])).toEqual([
      'staff:zhou-wei',
      'staff:wu-dan',
    ]);
  });

  it('can be a party or a regulator, and is nobody where nobody has the role', () => {
    expect(
      told([
        { kind: 'party', party: 'p' },
        { kind: 'regulator', body: 'nfra' },
      ]),
    ).toEqual(['party:p', 'regulator:nfra']);
    expect(
      told(
        [role('compliance')],
        state,
        example(() => false),
      ),
    ).toEqual([]);
  });
});

describe('a new case', () => {
  const place = (line: string, branch: string, load = new Map<string, number>()) =>
    createWorld(flatNorm, example(), at, load).placeOf({ process: 'claim', line, branch }, []);

  it('goes to the team of its line and branch, to the handler with the fewest open cases', () => {
    expect(place('compulsory-motor', 'north')).toEqual({ team: 'motor-north', handler: 'chen-xi' });
    expect(
      place(
        'motor',
        'north',
        new Map([
          ['chen-xi', 3],
          ['li-ming', 2],
        ]),
      ),
    ).toEqual({ team: 'motor-north', handler: 'li-ming' });
    expect(place('agricultural', 'south')).toEqual({ team: 'estate-south', handler: 'yu-feng' });
  });

  it("of a line that no team has is nobody's", () => {
    expect(place('ship', 'north')).toEqual({ team: '', handler: null });
  });
});

describe('the norm of the world', () => {
  const book = standardRulebook();
  const norm = normOf(book, chinaCalendar());
  const clock = (more: Partial<ClockState> = {}): ClockState => ({
    id: 'claim-pay',
    rule: 'claim-pay',
    startedSeq: 1,
    startsAt: Date.parse('2026-09-01T10:00:00+08:00'),
    pauses: [],
    state: 'running',
    basis: 'law',
    ruleVersion: '',
    calendarVersion: '',
    dueAt: null,
    rolledDueAt: null,
    provisionalAt: null,
    missingYears: [],
    next: null,
    fired: [],
    ...more,
  });

  it('gives a clock the instants, rule version, calendar version and basis of the rulebook', () => {
    // Ten days after 1 September: 24:00 on the 11th.
    const times = norm.timesOf(clock(), null);
    expect(times).toMatchObject({
      dueAt: Date.parse('2026-09-12T00:00:00+08:00'),
      basis: 'law',
      ruleVersion: expect.stringMatching(/^claim-pay@1/),
    });
    expect(times.calendarVersion).toContain('@');
    expect(times.rungs.map((r) => r.name)).toContain('breach');
  });

  it('runs a compressed clock on the law and its rungs on the wall', () => {
    const anchor = Date.parse('2026-09-01T10:00:00+08:00');
    // 14 hours to the end of the first day and ten days more: 254 hours of the law, at a day in 20 seconds 211,667 ms.
    const times = norm.timesOf(clock(), { anchor, factor: 4320 });
    expect(times.dueAt).toBe(anchor + Math.round((254 * 3_600_000) / 4320));
    expect(times.rungs.every((r) => r.at < anchor + 86_400_000)).toBe(true);
    const half = norm.usedShareOf(clock(), anchor + 100_000, { anchor, factor: 4320 });
    expect(half).toBeCloseTo(norm.usedShareOf(clock(), anchor + 100_000 * 4320, null));
  });

  it('has a watch date for limitation', () => {
    const date = norm.watchDate('claim-limitation-other', Date.parse('2026-09-01T10:00:00+08:00'));
    expect(new Date(date).toISOString()).toBe('2028-09-01T16:00:00.000Z');
  });

  it('knows how far back an instant may lie', () => {
    expect(pastDaysAllowed(book)).toBe(3);
  });
});

describe('who is given a new case', () => {
  const motor = { process: 'claim', line: 'motor', branch: 'north' };
  const file = example();
  const handlersOf = (org: Organisation) =>
    org.staff.filter((s) => s.team === 'motor-north' && s.active && org.rolesByStaff.get(s.id)?.some((r) => r.role === 'handler'));
  const changed = (change: Partial<Organisation['staff'][number]>, only?: string): Organisation =>
    organisationOf({ ...file, staff: file.staff.map((s) => (only === undefined || s.id === only ? { ...s, ...change } : s)) });
  const handlerOf = (org: Organisation, load: ReadonlyMap<string, number> = new Map()) =>
    createWorld(flatNorm, org, at, load).placeOf(motor, []).handler;
  const [first = '', second = ''] = handlersOf(file)
    .map((s) => s.id)
    .sort();

  it('is of the team’s handlers the one with the fewest open cases', () => {
    expect(handlersOf(file).length).toBeGreaterThan(1);
    expect(handlerOf(file)).toBe(first);
    expect(handlerOf(file, new Map([[first, 1]]))).toBe(second);
  });

  it('is nobody who is out of office', () => {
    const away = { staff: first, from: at - 1, to: at + 1 };
    expect(handlerOf(organisationOf({ ...file, absences: [away] }))).toBe(second);
    expect(handlerOf(organisationOf({ ...file, absences: [{ ...away, to: at }] }))).toBe(first);
  });

  it('is nobody without the skill', () => {
    expect(handlerOf(changed({ skills: ['claim.property'] }, first))).toBe(second);
    expect(handlerOf(changed({ skills: ['claim.motor'] }, first))).toBe(first);
  });

  it('is nobody who is full, and no handler at all where all are: then it waits in the team’s queue', () => {
    expect(
      handlerOf(
        changed({ capacity: 1 }, first),
        new Map([
          [first, 1],
          ...handlersOf(file)
            .slice(1)
            .map((s) => [s.id, 5] as const),
        ]),
      ),
    ).not.toBe(first);
    const full = changed({ capacity: 0 });
    expect(handlerOf(full)).toBeNull();
    const waiting = { ...state, handler: null };
    expect(createWorld(flatNorm, full, at).ownerOf({ kind: 'handler' }, waiting, [])).toBe('handler@motor-north');
  });

  it('has nobody to wait for where the team has no handler: nobody can be found', () => {
    const nobody = example(() => false);
    expect(createWorld(flatNorm, nobody, at).ownerOf({ kind: 'handler' }, { ...state, handler: null }, [])).toBeNull();
  });
});
