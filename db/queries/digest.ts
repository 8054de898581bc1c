import { sql } from 'drizzle-orm';
import type { Instant } from '../../domain/instant';
import type { Unit } from '../../domain/org/managers';
import type { Database } from '../connect';
import { answered } from '../faults';

/** A task as a digest shows it: no name, no content. */
export interface DigestTask {
  readonly number: number;
  readonly process: string;
  readonly act: string;
  /** Null: nobody's. */
  readonly owner: string | null;
  readonly dueAt: Instant | null;
}

/** Open tasks of a unit on a day; drills are not counted. */
export interface DigestFigures {
  readonly open: number;
  readonly overdue: number;
  readonly dueToday: number;
  readonly nobodys: number;
  /** Waiting in a queue, claimed by nobody. */
  readonly queued: number;
  /** Overdue first, then nobody's, then by due instant. */
  readonly tasks: readonly DigestTask[];
}

const shown = 15;

/** What is open in a unit at `now`; `dayEnd` is the end of the local day. @throws LuyueError records.unavailable */
export async function digestFigures(db: Database, { branch, team }: Unit, now: Instant, dayEnd: Instant): Promise<DigestFigures> {
  const [at, end] = [new Date(now).toISOString(), new Date(dayEnd).toISOString()];
  const place = team !== null ? sql`and t.team = ${team}` : branch !== null ? sql`and t.branch = ${branch}` : sql``;
  const { rows } = await answered(
    db.execute<{ readonly figures: DigestFigures }>(sql`
      with o as materialized (
        select c.number, t.process, t.act, t.owner, t.due_at, t.opened_at, coalesce(t.due_at <= ${at}, false) as overdue
        from task t join case_file c on c.id = t.case_id
        where t.state = 'open' and not c.drill and c.compressed is null and coalesce(t.owner, '') !~ '^(party|system):' ${place})
      select json_build_object(
        'open', count(*), 'overdue', count(*) filter (where overdue),
        'dueToday', count(*) filter (where not overdue and due_at <= ${end}),
        'nobodys', count(*) filter (where owner is null), 'queued', count(*) filter (where owner like '%@%'),
        'tasks', coalesce((select json_agg(r) from (
          select number, process, act, owner, (extract(epoch from due_at) * 1000)::float8 as "dueAt" from o
          where overdue or owner is null or due_at <= ${end}
          order by overdue desc, owner is not null, due_at nulls last, opened_at limit ${shown}) r), '[]')) as figures from o`),
  );
  return rows[0]?.figures ?? { open: 0, overdue: 0, dueToday: 0, nobodys: 0, queued: 0, tasks: [] };
}
