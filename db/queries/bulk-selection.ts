import { type SQL, sql } from 'drizzle-orm';
import type { BulkAct } from '../../domain/case/fact';

/** What a new or open case is measured by against a declared event. */
const sameMarks = (one: SQL, other: SQL): SQL =>
  sql`${one}.drill = ${other}.drill and ${one}.compressed is not distinct from ${other}.compressed`;

/**
 * Open cases that a declared event covers and that belong to none: of its processes, in one of its places (its codes are
 * beginnings, compared byte by byte so that the index serves; ':' follows '9'), within its time. An exercise reaches only
 * exercises, and compressed time only cases under the same compression.
 */
const coveredBy = (event: string, asking: string): SQL => sql`
  select distinct c.id
    from declared_event e
    join case_file declarer on declarer.id = e.case_id
    join case_file asking on asking.id = ${asking}
    cross join unnest(e.processes) as of_process
    cross join unnest(e.places) as of_place
    join case_file c on c.process = of_process and c.place ~>=~ of_place and c.place ~<~ (of_place || ':')
   where e.event = ${event}
     and c.status = 'open' and c.event is null and c.id <> ${asking}
     and c.happened_at >= e.from_at and (e.to_at is null or c.happened_at < e.to_at)
     and ${sameMarks(sql`c`, sql`declarer`)} and ${sameMarks(sql`c`, sql`asking`)}`;

/** Cases that an earlier bulk act of the same case has reached or may still reach, open or not. */
const reachedBy = (bulk: string, asking: string): SQL => sql`
  select m.to_case as id
    from bulk_run earlier
    join case_message m on m.case_id = earlier.case_id and m.seq = earlier.seq
   where earlier.case_id = ${asking} and earlier.bulk = ${bulk} and m.status <> 'refused'`;

/** Ids (`id`) of the cases that a bulk act of a case is for, as they are now. */
export const selected = (select: BulkAct['select'], asking: string): SQL =>
  'event' in select ? coveredBy(select.event, asking) : reachedBy(select.bulk, asking);
