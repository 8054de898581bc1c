import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '../connect';
import { answered } from '../faults';
import { missedBefore, type Period, received } from './report';

/** What the figures of complaints are told apart by. `cause`: a complaint with several root causes counts under each of them. */
export const complaintGroups = ['month', 'branch', 'line', 'cause', 'channel', 'team', 'handler'] as const;
export type ComplaintGroup = (typeof complaintGroups)[number];

export interface ComplaintRow extends Record<string, unknown> {
  /** Null: not known (yet), as the root cause of one that is being handled. */
  readonly by: string | null;
  readonly received: number;
  /** No consumer complaints: with whoever is in charge of them. */
  readonly handedOver: number;
  readonly open: number;
  /** Decided and told, or settled, before the limit of the law, and before every earlier one where it began again. */
  readonly inTime: number;
  readonly late: number;
  /** Past the limit, and not decided yet. */
  readonly overdue: number;
  /** Limit extended under art. 18 of Order 2020 no. 3, once or twice. */
  readonly extended: number;
  readonly withdrawn: number;
  /** Rechecks that were applied for, and those that changed the result or sent it back. */
  readonly rechecks: number;
  readonly recheckChanged: number;
  readonly major: number;
  /** Mean of the days from the start of the limit to its meeting, in the calendar. */
  readonly meanDays: number | null;
}

const groupOf: Readonly<Record<ComplaintGroup, SQL>> = {
  month: sql`to_char(r.received_at at time zone 'Asia/Shanghai', 'YYYY-MM')`,
  branch: sql`r.branch`,
  line: sql`r.line`,
  cause: sql`cause.code`,
  channel: sql`m.channel`,
  team: sql`r.team`,
  handler: sql`r.handler`,
};

/** One row a complaint and root cause for the root causes, else one a complaint. */
const causes = (group: ComplaintGroup): SQL =>
  group === 'cause' ? sql`left join lateral jsonb_array_elements_text(m.causes) as cause(code) on true` : sql``;

const noted = (key: string): SQL => sql`e.kind = 'noted' and e.fact ->> 'key' = ${key}`;
const last = (of: SQL, where: SQL): SQL => sql`(array_agg(${of} order by e.seq desc) filter (where ${where}))[1]`;

/** What the log of each complaint says beside its clocks; read by the key of the log. */
const marks = sql`
  select e.case_id,
    min(e.fact -> 'payload' ->> 'channel') filter (where e.kind = 'opened') as channel,
    ${last(sql`nullif(e.fact -> 'value', 'null')`, noted('causes'))} as causes,
    coalesce(bool_or(e.fact ->> 'clock' = 'complaint-resolve-simple' and e.fact ->> 'under' is not null)
      filter (where e.kind = 'clock-extended'), false) as extended,
    count(*) filter (where e.kind = 'acted' and e.fact ->> 'act' = 'applyRecheck')::int as rechecks,
    count(*) filter (where ${noted('recheck')} and e.fact ->> 'value' in ('changed', 'sent-back'))::int as changed
  from case_event e join received r on r.id = e.case_id
  where e.kind in ('opened', 'noted', 'clock-extended', 'acted') group by e.case_id`;

/**
 * Figures of the complaints received in the period, by one of their features; by team and handler as performance evaluation needs
 * them (Order 2020 no. 3). Codes and counts only.
 */
export async function complaintFigures(db: Database, group: ComplaintGroup, period: Period): Promise<readonly ComplaintRow[]> {
  const found = await answered(
    db.execute<ComplaintRow>(sql`
      with received as (select * from ${received(period)} c where process = 'complaint'),
      marks as (${marks}),
      told as (
        select k.case_id, k.state, k.breached_at, k.met_at, k.starts_at, (k.due_at is null or k.met_at < k.due_at) and not ${missedBefore} as "inTime"
        from clock k join received r on r.id = k.case_id where k.clock = 'complaint-resolve-simple' and k.current)
      select ${groupOf[group]} as "by",
        count(*)::int as "received",
        count(*) filter (where r.outcome = 'handed-over')::int as "handedOver",
        count(*) filter (where r.status = 'open')::int as "open",
        count(*) filter (where t.state = 'met' and t."inTime")::int as "inTime",
        count(*) filter (where t.state = 'met' and not t."inTime")::int as "late",
        count(*) filter (where t.state in ('running', 'paused') and t.breached_at is not null)::int as "overdue",
        count(*) filter (where m.extended)::int as "extended",
        count(*) filter (where r.outcome = 'withdrawn')::int as "withdrawn",
        coalesce(sum(m.rechecks), 0)::int as "rechecks",
        coalesce(sum(m.changed), 0)::int as "recheckChanged",
        count(*) filter (where 'major' = any (r.flags))::int as "major",
        round((avg(extract(epoch from t.met_at - t.starts_at)) filter (where t.state = 'met') / 86400)::numeric, 1)::float8 as "meanDays"
      from received r join marks m on m.case_id = r.id left join told t on t.case_id = r.id ${causes(group)}
      group by 1 order by 1 nulls last`),
  );
  return found.rows;
}
