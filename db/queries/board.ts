import { type SQL, sql } from 'drizzle-orm';
import { type BoardAsked, type BoardFigures, longPauseDays } from '../../domain/board/figures';
import { managerRoles } from '../../domain/case/urgency';
import { LuyueError } from '../../domain/errors';
import type { Instant } from '../../domain/instant';
import { isRole, type Role, roles } from '../../domain/org/roles';
import type { Database } from '../connect';
import { answered } from '../faults';

const dayMs = 86_400_000;
const promiseDays = 30;

const at = (instant: Instant): SQL => sql`${new Date(instant).toISOString()}::timestamptz`;
const texts = (values: readonly string[]): SQL => sql`${sql.param([...values])}::text[]`;
const ms = (column: SQL): SQL => sql`(extract(epoch from ${column}) * 1000)::float8`;

const managers: readonly Role[] = Object.keys(roles)
  .filter(isRole)
  .filter((role) => managerRoles.has(role));

/** As needsManager() of the domain says it of a state: a manager's task is open, or a breach that nobody has acknowledged. */
const needsManager = sql`(
  exists (select from task t where t.case_id = c.id and t.state = 'open'
    and case t.assignee ->> 'kind' when 'role' then t.assignee ->> 'role' else split_part(t.owner, '@', 1) end = any(${texts(managers)}))
  or exists (select from clock k where k.case_id = c.id and k.current and k.state in ('running', 'paused')
    and k.breached_at is not null and k.acknowledged_by is null))`;

const pausedSince = (now: Instant): SQL => sql`exists (
  select from clock k join clock_segment s on (s.case_id, s.clock, s.started_seq) = (k.case_id, k.clock, k.started_seq)
  where k.case_id = c.id and k.current and k.state = 'paused' and s.to_at is null and s.state = 'paused' and s.from_at < ${at(now - longPauseDays * dayMs)})`;

const list = (rows: SQL): SQL => sql`coalesce((select json_agg(r) from (${rows}) r), '[]')`;

const listed = (column: SQL, condition: SQL): SQL =>
  list(
    sql`select id as "case", number, process, stage, team, ${ms(column)} as at from o where ${condition} order by ${column}, number limit 5`,
  );

/** A row per stage of one process, or per process of several. */
const stages = (single: boolean): SQL => {
  const stage = single ? sql`stage` : sql`null::text`;
  return list(sql`select process, stage, sum(n)::int as open, json_object_agg(sla_band, n) as bands
    from (select process, ${stage} as stage, sla_band, count(*)::int as n from o group by 1, 2, 3) s group by 1, 2 order by 1, 2`);
};

const teams = list(sql`select team, count(*)::int as open, count(*) filter (where sla_band = 'breached')::int as breached,
  count(distinct handler)::int as people, ${ms(sql`min(received_at)`)} as "oldestAt" from o group by team order by 3 desc, 2 desc, 1`);

const events = (now: Instant): SQL =>
  list(sql`select event, count(*)::int as open, count(*) filter (where received_at >= ${at(now - dayMs)})::int as received
    from o where event is not null group by event order by 3 desc, 2 desc, 1 limit 5`);

const promises = (now: Instant, processes: readonly string[]): SQL => sql`(select json_build_object(
    'open', count(*) filter (where p.state = 'open'), 'kept', count(*) filter (where p.state = 'kept'),
    'broken', count(*) filter (where p.state = 'broken'))
  from promise p join case_file c on c.id = p.case_id
  where (p.state = 'open' or p.state in ('kept', 'broken') and p.due_at >= ${at(now - promiseDays * dayMs)})
    and c.process = any(${texts(processes)}) and not c.drill)`;

/**
 * The figures of a board, in one statement and so at one moment. It walks along the indexes of the open cases: what
 * is closed costs nothing. `now` decides what is due soon, new or paused for long.
 */
export async function boardFigures(db: Database, { process, processes }: BoardAsked, now: Instant): Promise<BoardFigures> {
  const soon = sql`next_due_at >= ${at(now)} and next_due_at < ${at(now + dayMs)}`;
  const found = await answered(
    db.execute<{ readonly figures: BoardFigures }>(sql`
      with every as materialized (select * from case_file c where c.status = 'open' and c.process = any(${texts(processes)})),
      o as materialized (select c.*, ${needsManager} as needs_manager, ${pausedSince(now)} as paused_long from every c where not c.drill)
      select json_build_object(
        'asOf', ${now}::float8,
        'open', count(*), 'breached', count(*) filter (where sla_band = 'breached'), 'urgent', count(*) filter (where sla_band = 'urgent'),
        'nobody', count(*) filter (where waiting_on = 'nobody'), 'needsManager', count(*) filter (where needs_manager),
        'pausedLong', count(*) filter (where paused_long), 'dueSoon', count(*) filter (where ${soon}),
        'received', (select count(*) from case_file c
          where c.process = any(${texts(processes)}) and c.received_at >= ${at(now - dayMs)} and not c.drill),
        'drills', (select count(*) from every where drill), 'recordsOpen', (select count(*) from every),
        'stages', ${stages(process !== null)}, 'teams', ${teams},
        'due', ${listed(sql`next_due_at`, soon)}, 'oldest', ${listed(sql`received_at`, sql`true`)},
        'events', ${events(now)}, 'promises', ${promises(now, processes)}) as figures
      from o`),
  );
  const [row] = found.rows;
  if (row === undefined) throw new LuyueError('defect.unexpected', 'A count has no row.');
  return row.figures;
}
