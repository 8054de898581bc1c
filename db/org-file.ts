import { z } from 'zod';
import { authorityKinds, isRole, type Role, roles } from '../domain/org/roles';

const id = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);
const name = z.string().min(1).max(100);
/** ISO 8601 with offset, to milliseconds since 1970. */
const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const always = Date.UTC(2000, 0, 1);
const fen = z.int().min(0);
const role = z.string().refine(isRole, { message: `must be one of ${Object.keys(roles).join(', ')}` });
const term = { from: instant.default(always), to: instant.nullable().default(null) };

const held = z.union([role.transform((r: Role) => ({ role: r, from: always, to: null })), z.strictObject({ role, ...term })]);

const staff = z.strictObject({
  id,
  /** The real person; the account itself where a person has only one. */
  person: id.optional(),
  name,
  email: z.email(),
  phone: z.string().max(20).nullable().default(null),
  locale: z.enum(['zh-CN', 'en']).default('zh-CN'),
  active: z.boolean().default(true),
  /** From then on the account is not active. */
  until: instant.nullable().default(null),
  team: id.nullable().default(null),
  branch: id.nullable().default(null),
  manager: id.nullable().default(null),
  /** Lines or processes whose new cases may be given to them; any of their team where it is absent. */
  skills: z.array(z.string().min(1).max(60)).min(1).nullable().default(null),
  /** Open cases beyond which no new one is given to them. */
  capacity: z.int().min(0).nullable().default(null),
  roles: z.array(held).min(1),
});

const limit = z
  .strictObject({
    role: role.nullable().default(null),
    staff: id.nullable().default(null),
    kind: z.enum(authorityKinds),
    line: z.string().min(1).default('*'),
    branch: z.string().min(1).default('*'),
    amountFen: fen,
    ...term,
  })
  .refine((l) => (l.role === null) !== (l.staff === null), { message: 'names either a role or a member of staff' });

const delegation = z.strictObject({ principal: id, substitute: id, from: instant, to: instant, upToFen: fen.nullable().default(null) });

const duty = z.strictObject({ roster: id, rank: z.int().min(1).max(20), staff: id, ...term });

const absence = z.strictObject({ staff: id, from: instant, to: instant });

/** Somebody works in another team or branch for a time. */
const lending = z.strictObject({ staff: id, unit: id, from: instant, to: instant });

const shape = z.strictObject({
  branches: z.array(z.strictObject({ id, name })).min(1),
  teams: z.array(z.strictObject({ id, name, branch: id, lines: z.array(z.string().min(1)).min(1) })),
  staff: z.array(staff).min(1),
  delegations: z.array(delegation).default([]),
  limits: z.array(limit).default([]),
  duties: z.array(duty).default([]),
  absences: z.array(absence).default([]),
  lendings: z.array(lending).default([]),
});

type Shape = z.infer<typeof shape>;
type Wrong = { readonly path: (string | number)[]; readonly message: string };

const unknown = (path: (string | number)[], what: string, value: string): Wrong => ({ path, message: `there is no ${what} '${value}'` });

function wrongTeams({ branches, teams }: Shape): Wrong[] {
  const known = new Set(branches.map((b) => b.id));
  return teams.flatMap((t, i) => [
    ...(known.has(t.branch) ? [] : [unknown(['teams', i, 'branch'], 'branch', t.branch)]),
    ...(known.has(t.id) || t.id === 'company' ? [{ path: ['teams', i, 'id'], message: `'${t.id}' is the name of another unit` }] : []),
  ]);
}

function wrongStaff({ branches, teams, staff: people }: Shape): Wrong[] {
  const ids = new Set(people.map((s) => s.id));
  return people.flatMap(({ team, branch, manager }, i) => {
    const home = teams.find((t) => t.id === team);
    return [
      ...(team !== null && home === undefined ? [unknown(['staff', i, 'team'], 'team', team)] : []),
      ...(home !== undefined && home.branch !== branch
        ? [{ path: ['staff', i, 'branch'], message: `team '${home.id}' belongs to '${home.branch}'` }]
        : []),
      ...(branch !== null && !branches.some((b) => b.id === branch) ? [unknown(['staff', i, 'branch'], 'branch', branch)] : []),
      ...(manager !== null && !ids.has(manager) ? [unknown(['staff', i, 'manager'], 'member of staff', manager)] : []),
    ];
  });
}

function wrongNames({ staff: people, delegations, limits, duties, absences }: Shape): Wrong[] {
  const ids = new Set(people.map((s) => s.id));
  const check = (path: (string | number)[], staffId: string | null): Wrong[] =>
    staffId === null || ids.has(staffId) ? [] : [unknown(path, 'member of staff', staffId)];
  return [
    ...delegations.flatMap((d, i) => [
      ...check(['delegations', i, 'principal'], d.principal),
      ...check(['delegations', i, 'substitute'], d.substitute),
      ...(d.to > d.from ? [] : [{ path: ['delegations', i, 'to'], message: 'must come after from' }]),
    ]),
    ...limits.flatMap((l, i) => check(['limits', i, 'staff'], l.staff)),
    ...duties.flatMap((d, i) => check(['duties', i, 'staff'], d.staff)),
    ...absences.flatMap((a, i) => [
      ...check(['absences', i, 'staff'], a.staff),
      ...(a.to > a.from ? [] : [{ path: ['absences', i, 'to'], message: 'must come after from' }]),
    ]),
  ];
}

function wrongLendings({ branches, teams, staff: people, lendings }: Shape): Wrong[] {
  const units = new Set([...branches, ...teams].map(({ id: unit }) => unit));
  return lendings.flatMap((l, i) => [
    ...(people.some((s) => s.id === l.staff) ? [] : [unknown(['lendings', i, 'staff'], 'member of staff', l.staff)]),
    ...(units.has(l.unit) ? [] : [unknown(['lendings', i, 'unit'], 'team or branch', l.unit)]),
    ...(l.to > l.from ? [] : [{ path: ['lendings', i, 'to'], message: 'must come after from' }]),
  ]);
}

/** A company as a file: branches, teams, staff with roles, delegations, authority limits in fen, duty rosters, absences, lendings. */
export const organisationFile = shape.superRefine((org, context) => {
  for (const { path, message } of [...wrongTeams(org), ...wrongStaff(org), ...wrongNames(org), ...wrongLendings(org)])
    context.addIssue({ code: 'custom', path, message });
});

export type OrganisationFile = z.infer<typeof organisationFile>;
