import { and, asc, eq, inArray, like, type SQL, sql } from 'drizzle-orm';
import type { Instant } from '../../domain/instant';
import { queuesOf } from '../../domain/org/authority';
import type { Organisation } from '../../domain/org/organisation';
import type { Role } from '../../domain/org/roles';
import type { Database } from '../connect';
import { answered } from '../faults';
import { task } from '../schema';

export type TaskRow = typeof task.$inferSelect;

/** `urgency`: breached first, then by due date. `due`: by due date alone. */
export type TaskOrder = 'urgency' | 'due';

const byDue = [sql`due_at nulls last`, asc(task.openedAt)] as const;
const order = (by: TaskOrder): SQL => (by === 'due' ? sql`t.due_at, t.opened_at` : sql`t.urgency, t.due_at, t.opened_at`);

/**
 * Open tasks of owners (`staff:ID` or queues), first things first. One walk along the index per owner, each stopped at
 * `limit`, so that a queue of a hundred thousand costs no more than one of a hundred.
 */
export async function tasksOwnedBy(
  db: Database,
  owners: readonly string[],
  { by = 'urgency', limit = 100 }: { readonly by?: TaskOrder; readonly limit?: number } = {},
): Promise<readonly TaskRow[]> {
  if (owners.length === 0) return [];
  const keys = sql`
    select t.case_id, t.seq from unnest(${sql.param([...owners])}::text[]) as o(name)
    cross join lateral (select t.case_id, t.seq, t.urgency, t.due_at, t.opened_at from task t
      where t.owner = o.name and t.state = 'open' order by ${order(by)} limit ${limit}) as t
    order by ${order(by)} limit ${limit}`;
  return inOrder(db, keys, by);
}

/** The rows of keys that were found by an index, in the same order. */
function inOrder(db: Database, keys: SQL, by: TaskOrder): Promise<readonly TaskRow[]> {
  const rows = db.select().from(task).where(sql`(${task.caseId}, ${task.seq}) in (${keys})`);
  return answered(by === 'due' ? rows.orderBy(...byDue) : rows.orderBy(asc(task.urgency), ...byDue));
}

/** Inbox of a person: their own tasks, those of their queues, and those they stand in for. Empty for an unknown account. */
export async function inboxOf(
  db: Database,
  organisation: Organisation,
  staff: string,
  at: Instant,
  limit = 100,
): Promise<readonly TaskRow[]> {
  const known = organisation.byId.get(staff);
  if (known === undefined) return [];
  const owned = await tasksOwnedBy(db, [`staff:${staff}`, ...queuesOf(organisation, known, at)], { limit });
  const delegated = await answered(
    db
      .select()
      .from(task)
      .where(and(eq(task.state, 'open'), eq(task.delegate, staff)))
      .orderBy(asc(task.urgency), ...byDue)
      .limit(limit),
  );
  return firstThings([...owned, ...delegated], limit);
}

const dueOf = ({ dueAt }: TaskRow): number => dueAt ?? Number.POSITIVE_INFINITY;

/** Each task once, first things first. */
function firstThings(rows: readonly TaskRow[], limit: number): readonly TaskRow[] {
  const once = new Map(rows.map((row) => [`${row.caseId}:${row.seq}`, row]));
  const inOrderOf = (a: TaskRow, b: TaskRow): number => a.urgency - b.urgency || dueOf(a) - dueOf(b) || a.openedAt - b.openedAt;
  return [...once.values()].sort(inOrderOf).slice(0, limit);
}

/** Open tasks of a role's queues, in one unit (team, branch, `company`) or in all. */
export function tasksOfRole(db: Database, role: Role, unit: string | null, limit = 100): Promise<readonly TaskRow[]> {
  if (unit !== null) return tasksOwnedBy(db, [`${role}@${unit}`], { limit });
  return answered(
    db
      .select()
      .from(task)
      .where(and(eq(task.state, 'open'), like(task.owner, `${role}@%`)))
      .orderBy(asc(task.urgency), ...byDue)
      .limit(limit),
  );
}

/** Everything open in a team, whoever owns it. */
export const tasksOfTeam = (db: Database, team: string, limit = 100): Promise<readonly TaskRow[]> =>
  answered(
    db
      .select()
      .from(task)
      .where(and(eq(task.state, 'open'), eq(task.team, team)))
      .orderBy(asc(task.urgency), asc(task.dueAt), asc(task.openedAt))
      .limit(limit),
  );

/** Tasks of cases, open or ended, in the order in which they were opened. */
export const tasksOfCases = (db: Database, cases: readonly string[]): Promise<readonly TaskRow[]> =>
  cases.length === 0
    ? Promise.resolve([])
    : answered(
        db
          .select()
          .from(task)
          .where(inArray(task.caseId, [...cases]))
          .orderBy(asc(task.caseId), asc(task.seq)),
      );
