import { and, eq, type SQL, sql } from 'drizzle-orm';
import type { Instant } from '../../domain/instant';
import type { Access } from '../../domain/org/access';
import type { Database } from '../connect';
import { answered } from '../faults';
import { caseFile, task } from '../schema';
import type { TaskOrder, TaskRow } from './tasks';
import { visible } from './visible';

/** Where a page begins: the last task of the page before. */
export type TaskCursor = Pick<TaskRow, 'urgency' | 'dueAt' | 'openedAt' | 'caseId' | 'seq'>;

export interface TaskPage {
  readonly process?: string | undefined;
  readonly stage?: string | undefined;
  readonly line?: string | undefined;
  readonly act?: string | undefined;
  readonly dueBy?: Instant | undefined;
  readonly by: TaskOrder;
  readonly after?: TaskCursor | undefined;
  readonly limit: number;
}

const order = (by: TaskOrder): SQL =>
  sql.raw(`${by === 'urgency' ? 't.urgency, ' : ''}t.due_at, t.opened_at, t.case_id collate "C", t.seq`);

const iso = (at: Instant): string => new Date(at).toISOString();

/** What follows the cursor among tasks that are due at the same time or never. */
const later = ({ openedAt, caseId, seq }: TaskCursor): SQL =>
  sql`(t.opened_at, t.case_id collate "C", t.seq) > (${iso(openedAt)}::timestamptz, ${caseId} collate "C", ${seq}::int)`;

/** Tasks without a due date come last, as the indexes have them. */
function afterDue(cursor: TaskCursor): SQL {
  if (cursor.dueAt === null) return sql`(t.due_at is null and ${later(cursor)})`;
  const due = sql`${iso(cursor.dueAt)}::timestamptz`;
  return sql`(t.due_at > ${due} or t.due_at is null or (t.due_at = ${due} and ${later(cursor)}))`;
}

function after(by: TaskOrder, cursor: TaskCursor): SQL {
  if (by === 'due') return afterDue(cursor);
  const urgency = sql`${cursor.urgency}::smallint`;
  return sql`(t.urgency >= ${urgency} and (t.urgency > ${urgency} or ${afterDue(cursor)}))`;
}

function conditions(page: TaskPage): SQL {
  const equal = (['process', 'stage', 'line', 'act'] as const).flatMap((word) => {
    const value = page[word];
    return value === undefined ? [] : [sql`t.${sql.identifier(word)} = ${value}`];
  });
  const due = page.dueBy === undefined ? [] : [sql`t.due_at <= ${iso(page.dueBy)}::timestamptz`];
  const cursor = page.after === undefined ? [] : [after(page.by, page.after)];
  return sql.join([sql`t.state = 'open'`, ...equal, ...due, ...cursor], sql` and `);
}

const keyColumns = sql.raw('t.case_id, t.seq, t.urgency, t.due_at, t.opened_at');

async function rowsOf(db: Database, keys: SQL, by: TaskOrder): Promise<readonly TaskRow[]> {
  const rows = db.select().from(task).where(sql`(${task.caseId}, ${task.seq}) in (${keys})`);
  const due = [sql`${task.dueAt} nulls last`, task.openedAt, sql`${task.caseId} collate "C"`, task.seq];
  return answered(by === 'due' ? rows.orderBy(...due) : rows.orderBy(task.urgency, ...due));
}

/** Open tasks of owners and delegates, a page at a time. One walk along the index per owner, each stopped at the limit. */
export function ownedTasks(
  db: Database,
  { owners, delegates }: { readonly owners: readonly string[]; readonly delegates: readonly string[] },
  page: TaskPage,
): Promise<readonly TaskRow[]> {
  const walk = (column: 'owner' | 'delegate', names: readonly string[]): SQL => sql`
    select k.case_id, k.seq, k.urgency, k.due_at, k.opened_at from unnest(${sql.param([...names])}::text[]) as o(name)
    cross join lateral (select ${keyColumns} from task t
      where t.${sql.identifier(column)} = o.name and ${conditions(page)} order by ${order(page.by)} limit ${page.limit}) as k`;
  const keys = sql`select t.case_id, t.seq from (${walk('owner', owners)} union ${walk('delegate', delegates)}) as t
    order by ${order(page.by)} limit ${page.limit}`;
  return rowsOf(db, keys, page.by);
}

/** Open tasks of everybody in the cases that a reader may know of, of some teams only where they are named. */
export function visibleTasks(db: Database, access: Access, teams: readonly string[] | null, page: TaskPage): Promise<readonly TaskRow[]> {
  const [only, ...others] = teams ?? [];
  const named = others.length === 0 ? sql`t.team = ${only ?? ''}` : sql`t.team = any(${sql.param([...(teams ?? [])])}::text[])`;
  // One team is walked along its index in order; several are not.
  const ofTeams = teams === null ? sql`true` : named;
  const keys = sql`select t.case_id, t.seq from task t join ${caseFile} on ${caseFile.id} = t.case_id
    where ${ofTeams} and ${conditions(page)} and ${visible(access)} order by ${order(page.by)} limit ${page.limit}`;
  return rowsOf(db, keys, page.by);
}

/** Tasks of one case, open ones only or all, in the order in which they were opened. */
export const tasksOfCase = (db: Database, caseId: string, onlyOpen: boolean): Promise<readonly TaskRow[]> =>
  answered(
    db
      .select()
      .from(task)
      .where(and(eq(task.caseId, caseId), onlyOpen ? eq(task.state, 'open') : undefined))
      .orderBy(task.seq),
  );
