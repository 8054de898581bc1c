import { asc, eq, sql } from 'drizzle-orm';
import type { Database } from '../db/connect';
import { answered } from '../db/faults';
import type { TaskRow } from '../db/queries/tasks';
import { task } from '../db/schema';

/** Open tasks of everybody, the most urgent first. */
export const openTasksOf = (db: Database, limit: number): Promise<readonly TaskRow[]> =>
  answered(
    db
      .select()
      .from(task)
      .where(eq(task.state, 'open'))
      .orderBy(asc(task.urgency), sql`${task.dueAt} nulls last`, asc(task.openedAt))
      .limit(limit),
  );
