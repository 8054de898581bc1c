import { sql } from 'drizzle-orm';
import type { Database } from '../connect';
import { answered } from '../faults';
import type { Period, RuleRow } from './report';

export interface TeamRuleRow extends RuleRow {
  readonly branch: string;
  /** Empty where no team has the case. */
  readonly team: string;
}

// Met while it was paused, a clock has no due instant and cannot be late.
const inTime = sql.raw('(k.due_at is null or k.met_at < k.due_at)');

/** How each limit was kept, by rule and team: current clocks of cases received in the period. */
export async function slaByTeam(db: Database, { from, to, drills }: Period): Promise<readonly TeamRuleRow[]> {
  const received = sql`c.received_at >= ${new Date(from).toISOString()} and c.received_at < ${new Date(to).toISOString()}`;
  const found = await answered(
    db.execute<TeamRuleRow>(sql`
      select k.rule, k.basis, c.branch, c.team,
        count(*)::int as "started",
        count(*) filter (where k.state = 'met')::int as "met",
        count(*) filter (where k.state = 'met' and ${inTime})::int as "inTime",
        count(*) filter (where k.state = 'met' and not ${inTime})::int as "late",
        count(*) filter (where k.state = 'running')::int as "running",
        count(*) filter (where k.state = 'paused')::int as "paused",
        count(*) filter (where k.state in ('running', 'paused') and k.breached_at is not null)::int as "overdue",
        round((avg(extract(epoch from k.met_at - k.starts_at)) filter (where k.state = 'met') / 86400)::numeric, 1)::float8 as "meanDays"
      from clock k join case_file c on c.id = k.case_id
      where k.current and ${received} and (${drills} or c.compressed is null)
      group by k.rule, k.basis, c.branch, c.team order by k.basis, k.rule, c.branch, c.team`),
  );
  return found.rows;
}
