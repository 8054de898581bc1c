import { readOrganisation } from '../../db/queries/organisation';
import { inboxOf, type TaskRow, tasksOfRole, tasksOwnedBy } from '../../db/queries/tasks';
import { localTime } from '../../domain/case/card';
import { LuyueError } from '../../domain/errors';
import { isRole, type Role, roles } from '../../domain/org/roles';
import type { Language } from '../../domain/words';
import { type Record, withRecord } from '../doors';
import { choiceOption, countOption } from '../options';
import type { Report } from '../report';
import type { Session } from '../session';
import { table } from '../table';
import { openTasksOf } from '../worklist';

export interface TaskOptions {
  readonly role?: string;
  readonly mine?: true;
  readonly as?: string;
  readonly limit: string;
}

const words = {
  zh: { head: ['案件', '任务', '动作', '环节', '负责', '代办', '到期', '开始'], none: '没有待办。' },
  en: { head: ['case', 'task', 'act', 'stage', 'owner', 'delegate', 'due', 'opened'], none: 'No open task.' },
} as const;

const wrong = (path: string, reason: string): LuyueError =>
  new LuyueError('input.invalid', `${path}: ${reason}`, { issues: [{ path, reason }] });

const roleOf = (text: string): Role => choiceOption('--role', text, Object.keys(roles).filter(isRole));

/** Whose tasks: with `--mine` those assigned to the person alone, with `--as` the whole inbox, with `--role` the queues of a role. */
async function find({ db }: Record, { role, mine, as }: TaskOptions, limit: number): Promise<readonly TaskRow[]> {
  if (mine && as === undefined) throw wrong('--mine', 'needs --as');
  if (role !== undefined) return tasksOfRole(db, roleOf(role), null, limit);
  if (as === undefined) return openTasksOf(db, limit);
  const { organisation } = await readOrganisation(db);
  if (!organisation.byId.has(as)) throw new LuyueError('staff.not-found', `There is no member of staff '${as}'.`, { staff: as });
  return mine ? tasksOwnedBy(db, [`staff:${as}`], { limit }) : inboxOf(db, organisation, as, Date.now(), limit);
}

const row = (t: TaskRow): readonly (string | null)[] => [
  t.caseId,
  t.title ?? t.name,
  t.exposure === null ? t.act : `${t.act} (${t.exposure})`,
  t.stage,
  t.owner,
  t.delegate,
  t.dueAt === null ? null : localTime(t.dueAt),
  localTime(t.openedAt),
];

const textOf = (rows: readonly TaskRow[], language: Language): string =>
  rows.length === 0 ? words[language].none : table(words[language].head, rows.map(row));

/** `luyue tasks [--role R] [--mine] [--as STAFF]`: open tasks, the most urgent first. @throws LuyueError staff.not-found, input.invalid */
export function tasks(session: Session, options: TaskOptions): Promise<Report> {
  const limit = countOption('--limit', options.limit);
  return withRecord(session, async (record) => {
    const rows = await find(record, options, limit);
    return { json: { tasks: rows }, text: (language) => textOf(rows, language) };
  });
}
