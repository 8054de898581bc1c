import { sql } from 'drizzle-orm';
import type { Database } from '../connect';
import { answered } from '../faults';
import { kept, type Period, type RuleRow, received } from './report';

export interface TeamRuleRow extends RuleRow {
  readonly branch: string;
  /** Empty where no team has the case. */
  readonly team: string;
}

/** How each limit was kept, by rule and team: current clocks of cases received in the period. */
export async function slaByTeam(db: Database, period: Period): Promise<readonly TeamRuleRow[]> {
  const found = await answered(
    db.execute<TeamRuleRow>(sql`
      select k.rule, k.basis, c.branch, c.team,
        ${kept}
      from clock k join ${received(period)} c on c.id = k.case_id
      where k.current
      group by k.rule, k.basis, c.branch, c.team order by k.basis, k.rule, c.branch, c.team`),
  );
  return found.rows;
}
