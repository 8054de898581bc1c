import { accessOf, overlooks, sensitiveLines, serviceAccess } from '../../../domain/org/access';
import { type Organisation, organisationOf, type Staff } from '../../../domain/org/organisation';
import type { Role } from '../../../domain/org/roles';

const at = Date.UTC(2026, 8, 1);
const staff = (id: string, team: string | null, branch: string | null): Staff => ({
  id,
  person: id,
  locale: 'zh-CN',
  active: true,
  until: null,
  team,
  branch,
  skills: null,
  capacity: null,
});
const role = (id: string, held: Role, to: number | null = null) => ({ staff: id, role: held, from: 0, to });

const people = [
  staff('handler', 'motor', 'north'),
  staff('nurse', 'health', 'north'),
  staff('all-lines', 'any', 'north'),
  staff('intake', null, 'north'),
  staff('manager', null, 'north'),
  staff('was-manager', null, 'north'),
  staff('chief', null, null),
];

const company: Organisation = organisationOf({
  staff: people,
  roles: [
    role('handler', 'handler'),
    role('intake', 'intake'),
    role('manager', 'branch-manager'),
    role('was-manager', 'branch-manager', at),
    role('chief', 'head-office'),
  ],
  delegations: [{ principal: 'manager', substitute: 'handler', from: at, to: at + 1_000, upToFen: null }],
  limits: [],
  duties: [],
  absences: [],
  lendings: [],
  branches: ['north'],
  teams: [
    { id: 'motor', branch: 'north', lines: ['motor'] },
    { id: 'health', branch: 'north', lines: ['health', 'life'] },
    { id: 'any', branch: 'north', lines: ['*'] },
  ],
});

const of = (id: string, when = at + 2_000) => {
  const found = company.byId.get(id);
  if (found === undefined) throw new Error(id);
  return accessOf(company, found, when);
};

describe('who may read which cases', () => {
  it('a member of a team its cases, without a team the branch, without a branch the company', () => {
    expect(of('handler').sights).toEqual([{ branch: 'north', team: 'motor', sensitive: [], personal: true }]);
    expect(of('intake').sights).toEqual([{ branch: 'north', team: null, sensitive: [], personal: false }]);
    expect(of('chief').sights).toEqual([{ branch: null, team: null, sensitive: sensitiveLines, personal: true }]);
  });

  it('sensitive lines need a right: the team works the line, or a role has it now', () => {
    expect(of('nurse').sights[0]?.sensitive).toEqual(['health', 'life']);
    expect(of('all-lines').sights[0]?.sensitive).toEqual([]);
    expect(of('manager').sights[0]?.sensitive).toEqual(sensitiveLines);
    expect(of('was-manager').sights[0]?.sensitive).toEqual([]);
  });

  it('a substitute reads what the principal may read, as long as the delegation lasts', () => {
    expect(of('handler', at).sights).toContainEqual({ branch: 'north', team: null, sensitive: sensitiveLines, personal: true });
    expect(of('handler', at)).toMatchObject({ handlers: ['handler', 'manager'], owners: expect.arrayContaining(['staff:manager']) });
    expect(of('handler', at + 1_000).handlers).toEqual(['handler']);
  });

  it('a service account reads sensitive cases only with the right', () => {
    const [none, both] = [false, true].map((may) => serviceAccess('portal', { sensitive: may, personal: may }).sights);
    expect(none).toEqual([{ branch: null, team: null, sensitive: [], personal: false }]);
    expect(both).toEqual([{ branch: null, team: null, sensitive: sensitiveLines, personal: true }]);
  });

  it('who the people of a case are is known to its team and to those who oversee it, not to everybody who sees the branch', () => {
    const personal = (id: string, when?: number) => of(id, when).sights.map((sight) => sight.personal);
    expect(['handler', 'intake', 'manager', 'was-manager', 'chief'].map((id) => personal(id))).toEqual([
      [true],
      [false],
      [true],
      [false],
      [true],
    ]);
    expect(personal('handler', at)).toEqual([true, true]);
  });

  it('figures of a place are read by those who see the whole of it', () => {
    expect(overlooks(of('manager'), { branch: 'north', team: 'motor' })).toBe(true);
    expect(overlooks(of('manager'), { branch: 'south' })).toBe(false);
    expect(overlooks(of('handler'), { branch: 'north', team: 'health' })).toBe(false);
  });
});
