import { sql } from 'drizzle-orm';
import type { Instant } from '../../domain/instant';
import type { Database } from '../connect';
import { answered } from '../faults';

/** Cases received in the period: from inclusive, to exclusive. A figure of real cases has no drills in it. */
export interface Period {
  readonly from: Instant;
  readonly to: Instant;
  /** Whether cases whose time is compressed count. */
  readonly drills: boolean;
}

export const within = (column: 'received_at' | 'due_at' | 'ended_at', { from, to }: Period) =>
  sql`${sql.identifier(column)} >= ${new Date(from).toISOString()} and ${sql.identifier(column)} < ${new Date(to).toISOString()}`;

/** The cases that count. */
export const received = (period: Period) =>
  sql`(select * from case_file where ${within('received_at', period)} and (${period.drills} or compressed is null))`;

export interface RuleRow extends Record<string, unknown> {
  readonly rule: string;
  readonly basis: string;
  readonly started: number;
  readonly met: number;
  /** Met before the due instant. */
  readonly inTime: number;
  readonly late: number;
  readonly running: number;
  readonly paused: number;
  /** Running past the due instant. */
  readonly overdue: number;
  /** Mean of the days from start to meeting, in the calendar. */
  readonly meanDays: number | null;
}

/** A limit that was missed stays missed, whatever began again afterwards; a breach that was taken back is none. */
export const missedBefore = sql.raw(`exists (
  select from clock earlier
   where earlier.case_id = k.case_id and earlier.clock = k.clock and earlier.started_seq < k.started_seq
     and (earlier.met_at >= earlier.due_at or (earlier.breached_at is not null and not exists (
       select from case_event w
        where w.case_id = k.case_id and w.seq between earlier.started_seq and k.started_seq
          and w.kind = 'breach-withdrawn' and w.fact ->> 'clock' = k.clock))))`);

// Met while it was paused, a clock has no due instant and cannot be late.
const inTime = sql`((k.due_at is null or k.met_at < k.due_at) and not ${missedBefore})`;

/** Columns of a rule row: how the clocks `k` of a group were kept. */
export const kept = sql`
        count(*)::int as "started",
        count(*) filter (where k.state = 'met')::int as "met",
        count(*) filter (where k.state = 'met' and ${inTime})::int as "inTime",
        count(*) filter (where k.state = 'met' and not ${inTime})::int as "late",
        count(*) filter (where k.state = 'running')::int as "running",
        count(*) filter (where k.state = 'paused')::int as "paused",
        count(*) filter (where k.state in ('running', 'paused') and k.breached_at is not null)::int as "overdue",
        round((avg(extract(epoch from k.met_at - k.starts_at)) filter (where k.state = 'met') / 86400)::numeric, 1)::float8 as "meanDays"`;

/** How each limit was kept, by rule: clocks of cases received in the period. A clock that was started again counts once. */
export async function slaByRule(db: Database, period: Period): Promise<readonly RuleRow[]> {
  const found = await answered(
    db.execute<RuleRow>(sql`
      select k.rule, k.basis,
        ${kept}
      from clock k join ${received(period)} c on c.id = k.case_id
      where k.current
      group by k.rule, k.basis order by k.basis, k.rule`),
  );
  return found.rows;
}

export interface TurnoverRow extends Record<string, unknown> {
  readonly process: string;
  readonly line: string;
  readonly branch: string;
  readonly received: number;
  readonly open: number;
  readonly closed: number;
  /** Closed cases by outcome. */
  readonly outcomes: Readonly<Record<string, number>>;
  readonly reservedFen: number;
  readonly paidFen: number;
  /** Mean of the days from receipt to closing, in the calendar. */
  readonly meanDays: number | null;
}

/** What came in and what was settled, by line and branch: cases received in the period. Money in fen. */
export async function turnover(db: Database, process: string, period: Period): Promise<readonly TurnoverRow[]> {
  const found = await answered(
    db.execute<TurnoverRow>(sql`
      with received as (select * from ${received(period)} c where process = ${process}),
      outcomes as (
        select line, branch, jsonb_object_agg(outcome, n) as by from
          (select line, branch, outcome, count(*)::int as n from received where outcome is not null group by 1, 2, 3) o group by 1, 2),
      reserved as (select r.line, r.branch, sum(e.reserve_fen)::float8 as fen from received r join exposure e on e.case_id = r.id group by 1, 2),
      paid as (
        select r.line, r.branch, sum(p.amount_fen)::float8 as fen from received r join payment p on p.case_id = r.id
        where p.status = 'confirmed' group by 1, 2)
      select ${process} as process, r.line, r.branch,
        count(*)::int as "received",
        count(*) filter (where r.status = 'open')::int as "open",
        count(*) filter (where r.status = 'closed')::int as "closed",
        coalesce((select by from outcomes o where o.line = r.line and o.branch = r.branch), '{}') as "outcomes",
        coalesce((select fen from reserved x where x.line = r.line and x.branch = r.branch), 0) as "reservedFen",
        coalesce((select fen from paid x where x.line = r.line and x.branch = r.branch), 0) as "paidFen",
        round((avg(extract(epoch from r.closed_at - r.received_at)) / 86400)::numeric, 1)::float8 as "meanDays"
      from received r group by r.line, r.branch order by r.line, r.branch`),
  );
  return found.rows;
}

export interface ImprovementRow extends Record<string, unknown> {
  /** Area of the company. */
  readonly line: string;
  /** Team of whoever owns the improvement. */
  readonly team: string;
  readonly received: number;
  readonly open: number;
  /** Open, with a limit that has passed. */
  readonly overdue: number;
  /** Open, with the date of an order that has passed. */
  readonly orderOverdue: number;
  /** Extensions of measures that were granted. */
  readonly extensions: number;
  readonly closed: number;
  readonly effective: number;
  readonly notEffective: number;
}

/** Improvements by area and owner team: those received in the period. */
export async function improvementFigures(db: Database, period: Period): Promise<readonly ImprovementRow[]> {
  const found = await answered(
    db.execute<ImprovementRow>(sql`
      with received as (select * from ${received(period)} c where process = 'improvement'),
      late as (
        select k.case_id, bool_or(k.rule = 'rectification-deadline') as by_order from clock k join received r on r.id = k.case_id
        where r.status = 'open' and k.current and k.state in ('running', 'paused') and k.breached_at is not null group by 1),
      extended as (
        select e.case_id, count(*)::int as n from case_event e join received r on r.id = e.case_id where e.kind = 'clock-extended' group by 1)
      select r.line, r.team,
        count(*)::int as "received",
        count(*) filter (where r.status = 'open')::int as "open",
        count(l.case_id)::int as "overdue",
        count(*) filter (where l.by_order)::int as "orderOverdue",
        coalesce(sum(x.n), 0)::int as "extensions",
        count(*) filter (where r.status = 'closed')::int as "closed",
        count(*) filter (where r.outcome = 'effective')::int as "effective",
        count(*) filter (where r.outcome = 'not-effective')::int as "notEffective"
      from received r left join late l on l.case_id = r.id left join extended x on x.case_id = r.id
      group by r.line, r.team order by r.line, r.team`),
  );
  return found.rows;
}

export interface PromiseRow extends Record<string, unknown> {
  readonly owner: string;
  readonly topic: string;
  readonly made: number;
  readonly kept: number;
  readonly broken: number;
  readonly open: number;
}

/** Promises to customers that fell due in the period or were kept in it, perhaps long before they were due; by owner and topic. */
export async function promiseKeeping(db: Database, period: Period): Promise<readonly PromiseRow[]> {
  const found = await answered(
    db.execute<PromiseRow>(sql`
      select owner, topic, count(*)::int as "made",
        count(*) filter (where state = 'kept')::int as "kept",
        count(*) filter (where state = 'broken')::int as "broken",
        count(*) filter (where state = 'open')::int as "open"
      from promise where (${within('due_at', period)} or state = 'kept' and ${within('ended_at', period)}) and case_id in (select id from case_file where ${period.drills} or compressed is null)
      group by owner, topic order by owner, topic`),
  );
  return found.rows;
}
