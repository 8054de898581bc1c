import { readOrganisation } from '../../db/queries/organisation';
import { isActive, type Organisation, rolesOf } from '../../domain/org/organisation';
import { isRole, type Role, roles } from '../../domain/org/roles';
import { withRecord } from '../doors';
import { choiceOption } from '../options';
import type { Report } from '../report';
import type { Session } from '../session';
import { table } from '../table';

const words = {
  zh: { head: ['账号', '小组', '机构', '角色'], none: '没有这样的人。' },
  en: { head: ['account', 'team', 'branch', 'roles'], none: 'There is nobody such.' },
} as const;

interface Listed {
  readonly staff: string;
  readonly team: string | null;
  readonly branch: string | null;
  readonly roles: readonly Role[];
}

const listed = (organisation: Organisation, role: Role | undefined, now: number): readonly Listed[] =>
  organisation.staff
    .filter(({ id }) => isActive(organisation, id))
    .map(({ id, team, branch }) => ({ staff: id, team, branch, roles: rolesOf(organisation, id, now) }))
    .filter((person) => role === undefined || person.roles.includes(role));

/** `luyue staff [--role R]`: who may act, by their accounts; no names. @throws LuyueError input.invalid, records.unavailable */
export function staff(session: Session, options: { readonly role?: string }): Promise<Report> {
  const role = options.role === undefined ? undefined : choiceOption('--role', options.role, Object.keys(roles).filter(isRole));
  return withRecord(session, async ({ db }) => {
    const { organisation } = await readOrganisation(db);
    const people = listed(organisation, role, Date.now());
    return {
      json: { staff: people },
      text: (language) => {
        const t = words[language];
        const row = (p: Listed) => [p.staff, p.team, p.branch, p.roles.map((held) => roles[held][language]).join(' ')];
        return people.length === 0 ? t.none : table(t.head, people.map(row));
      },
    };
  });
}
