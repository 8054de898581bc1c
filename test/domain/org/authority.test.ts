import { authorityFen, queuesOf, substituteFen, whoHolds, whoMayDecide } from '../../../domain/org/authority';
import {
  type AuthorityLimit,
  type OrganisationRows,
  organisationOf,
  personOf,
  type Staff,
  substitutesOf,
} from '../../../domain/org/organisation';
import type { Role } from '../../../domain/org/roles';

const day = 86_400_000;
const always = { from: 0, to: null };
const person = (id: string, more: Partial<Staff> = {}): Staff => ({
  id,
  person: id,
  locale: 'zh-CN',
  active: true,
  until: null,
  team: 't',
  branch: 'b',
  skills: null,
  capacity: null,
  ...more,
});
const held = (staff: string, role: Role, term: { from: number; to: number | null } = always) => ({ staff, role, ...term });
const limit = (more: Partial<AuthorityLimit>): AuthorityLimit => ({
  role: null,
  staff: null,
  kind: 'payment',
  line: '*',
  branch: '*',
  amountFen: 0,
  ...always,
  ...more,
});

const company = (more: Partial<OrganisationRows> = {}) =>
  organisationOf({
    duties: [],
    absences: [],
    lendings: [],
    branches: ['b'],
    staff: [
      person('h'),
      person('a'),
      person('a2', { person: 'a' }),
      person('m', { team: null }),
      person('off', { active: false }),
      person('x', { team: null, branch: null }),
    ],
    roles: [
      held('h', 'handler'),
      held('a', 'approver'),
      held('a2', 'team-lead'),
      held('m', 'branch-manager'),
      held('off', 'fraud'),
      held('x', 'fraud'),
    ],
    delegations: [],
    limits: [
      limit({ role: 'handler', amountFen: 5 }),
      limit({ role: 'approver', amountFen: 50 }),
      limit({ role: 'team-lead', amountFen: 200 }),
      limit({ role: 'branch-manager', amountFen: 1000 }),
    ],
    teams: [],
    ...more,
  });

const need = (amountFen: number, kind: 'payment' | 'denial' | 'ex-gratia' = 'payment', line = 'motor') => ({ kind, line, amountFen });
const has = (
  rows: Partial<OrganisationRows>,
  staff: string,
  kind?: 'payment' | 'denial' | 'ex-gratia',
  at = day,
  branch = 'b',
  line = 'motor',
) => authorityFen(company(rows), staff, need(0, kind, line), branch, at);

describe('authority', () => {
  it('is the highest of the roles held at the instant', () => {
    const roles = [held('h', 'handler'), held('h', 'approver', { from: day, to: 2 * day })];
    expect([day - 1, day, 2 * day - 1, 2 * day].map((at) => has({ roles }, 'h', 'payment', at))).toEqual([5, 50, 50, 5]);
  });

  it('of a person stands in place of that of the roles, also where it is lower', () => {
    expect(has({ limits: [limit({ role: 'approver', amountFen: 50 }), limit({ staff: 'a', amountFen: 20 })] }, 'a')).toBe(20);
  });

  it('of an exact line or branch stands in place of the general one', () => {
    const limits = [
      limit({ role: 'approver', amountFen: 50 }),
      limit({ role: 'approver', line: 'agricultural', amountFen: 30 }),
      limit({ role: 'approver', branch: 'c', amountFen: 70 }),
    ];
    expect(has({ limits }, 'a', 'payment', day, 'b', 'agricultural')).toBe(30);
    expect(has({ limits }, 'a', 'payment', day, 'c')).toBe(70);
    expect(has({ limits }, 'a', 'payment', day, 'c', 'agricultural')).toBe(30);
  });

  it('to deny is never more than to pay, and as much where nothing is said', () => {
    const approver = { role: 'approver' as const };
    expect(
      has({ limits: [limit({ ...approver, amountFen: 50 }), limit({ ...approver, kind: 'denial', amountFen: 90 })] }, 'a', 'denial'),
    ).toBe(50);
    expect(
      has({ limits: [limit({ ...approver, amountFen: 50 }), limit({ ...approver, kind: 'denial', amountFen: 10 })] }, 'a', 'denial'),
    ).toBe(10);
    expect(has({}, 'a', 'denial')).toBe(50);
    expect(has({ limits: [limit({ ...approver, kind: 'denial', amountFen: 90 })] }, 'a', 'denial')).toBeNull();
  });

  it('for ex-gratia payments is its own', () => {
    expect(has({}, 'm', 'ex-gratia')).toBeNull();
  });

  it.each([
    [null, 5],
    [20, 20],
    [90, 50],
  ])('of a substitute with %p lent is %p: not beyond the principal, nor beyond their own unless lent', (upToFen, expected) => {
    const delegations = [{ principal: 'a', substitute: 'h', from: 0, to: 2 * day, upToFen }];
    expect(substituteFen(company({ delegations }), { principal: 'a', substitute: 'h' }, need(0), 'b', day)).toBe(expected);
  });
});

describe('who decides', () => {
  const place = { team: 't', branch: 'b' };
  const found = (amountFen: number, not: string[] = []) => {
    const result = whoMayDecide(company(), need(amountFen), place, not, day);
    return result === null ? null : [result.unit, ...result.staff.map((s) => s.id)];
  };

  it('is found from near to far', () => {
    expect([found(40), found(150), found(900), found(5000)]).toEqual([['t', 'a', 'a2'], ['t', 'a2'], ['b', 'm'], null]);
  });

  it('is nobody whose real person took part, under whatever account', () => {
    expect(found(40, ['a'])).toEqual(['b', 'm']);
    expect(found(40, ['a2', 'm'])).toBeNull();
  });

  it('is nobody who was switched off; a role is looked for up to the company', () => {
    expect(whoHolds(company(), 'fraud', place, day)).toMatchObject({ unit: 'company', staff: [{ id: 'x' }] });
    expect(whoHolds(company(), 'compliance', place, day)).toBeNull();
  });

  it('sees the queues of their roles at home, and decisions where they have authority', () => {
    const org = company();
    const queues = (id: string) => queuesOf(org, org.byId.get(id) ?? person(id), day);
    expect(queues('a')).toEqual(['approver@t']);
    expect(queues('a2')).toEqual(['team-lead@t', 'approver@t']);
    expect(queues('x')).toEqual(['fraud@company']);
  });
});

describe('people', () => {
  it('are known with their real person and roles at the instant', () => {
    expect(personOf(company(), 'a2', day)).toEqual({
      staff: 'a2',
      person: 'a',
      roles: ['team-lead'],
      team: 't',
      branch: 'b',
      active: true,
      units: ['t'],
    });
    expect(personOf(company(), 'unknown', day)).toBeNull();
  });

  it('stand in from the first instant of a delegation until before its last', () => {
    const org = company({
      delegations: [
        { principal: 'a', substitute: 'h', from: day, to: 2 * day, upToFen: null },
        { principal: 'a', substitute: 'off', from: 0, to: 9 * day, upToFen: null },
      ],
    });
    expect([day - 1, day, 2 * day - 1, 2 * day].map((at) => substitutesOf(org, 'a', at))).toEqual([[], ['h'], ['h'], []]);
  });
});
