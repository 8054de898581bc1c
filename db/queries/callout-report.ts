import { sql } from 'drizzle-orm';
import type { Instant } from '../../domain/instant';
import type { Database } from '../connect';
import { answered } from '../faults';
import { fromText } from '../schema/columns';
import { type Period, within } from './report';

/**
 * `answered`: by whoever was called. `unasked`: by somebody who was not called. `unreachable`: no channel could deliver it.
 * `roster-ended`: nobody stands at this rank. `recalled`: somebody else was quicker. `unanswered`: nobody has, or had, answered.
 */
export type CallResult = 'answered' | 'unasked' | 'unreachable' | 'roster-ended' | 'recalled' | 'unanswered';

/** A call or an answer as the record holds it: instants as text. */
interface Found extends Record<string, unknown> {
  /** Short number of the emergency. */
  readonly emergency: number;
  readonly kind: string;
  readonly branch: string;
  readonly drill: boolean;
  readonly round: number | null;
  readonly rank: number | null;
  /** Staff id; null where the roster had ended. */
  readonly who: string | null;
  readonly calledAt: string | null;
  /** When the channel took the call. */
  readonly handedAt: string | null;
  readonly answeredAt: string | null;
  readonly result: CallResult;
}

export interface CalloutRow extends Pick<Found, 'emergency' | 'kind' | 'branch' | 'drill' | 'round' | 'rank' | 'who' | 'result'> {
  readonly calledAt: Instant | null;
  readonly handedAt: Instant | null;
  readonly answeredAt: Instant | null;
}

const instantOf = (text: string | null): Instant | null => (text === null ? null : fromText(text));

// An answer belongs to the last call of whoever answered, and to one call only.
const callouts = (period: Period) => sql`
  with received as (
    select * from case_file where process = 'emergency' and ${within('received_at', period)} and (${period.drills} or compressed is null or drill)),
  calls as (
    select e.case_id, e.seq, e.at, (e.fact -> 'data' ->> 'round')::int as round, (e.fact -> 'data' ->> 'rank')::int as rank,
      substring(n.recipient from '^staff:(.*)') as who, n.status, n.handed_at,
      lead(e.seq) over (partition by e.case_id, n.recipient order by e.seq) as again
    from case_event e join received r on r.id = e.case_id left join notice n on n.case_id = e.case_id and n.seq = e.seq
    where e.kind = 'told' and e.fact ->> 'template' = 'call-out'),
  answers as (
    select e.case_id, e.seq, coalesce(e.occurred_at, e.at) as at, coalesce(e.on_behalf_of, e.actor) as who
    from case_event e join received r on r.id = e.case_id where e.kind = 'acted' and e.fact ->> 'act' = 'answerCall'),
  matched as (
    select c.*, a.seq as answer, a.at as answered_at from calls c left join lateral (
      select * from answers x where x.case_id = c.case_id and x.who = c.who and x.seq > c.seq and (c.again is null or x.seq < c.again)
      order by x.seq limit 1) a on true),
  rows as (
    select case_id, seq, round, rank, who, at as called_at, handed_at, answered_at,
      case when answer is not null then 'answered' when who is null then 'roster-ended' when status = 'undeliverable' then 'unreachable'
        when status = 'recalled' then 'recalled' else 'unanswered' end as result
    from matched
    union all
    select case_id, seq, null, null, who, null, null, at, 'unasked' from answers a
    where not exists (select 1 from matched m where m.case_id = a.case_id and m.answer = a.seq))
  select r.number::int as "emergency", r.line as "kind", r.branch, r.drill, x.round, x.rank, x.who, x.called_at::text as "calledAt",
    x.handed_at::text as "handedAt", x.answered_at::text as "answeredAt", x.result
  from rows x join received r on r.id = x.case_id order by r.number, x.seq`;

/**
 * Who was called when in the emergencies received in the period, and who answered when; exercises count always and are marked. Codes,
 * ids of staff and instants only.
 */
export async function calloutFigures(db: Database, period: Period): Promise<readonly CalloutRow[]> {
  const found = await answered(db.execute<Found>(callouts(period)));
  return found.rows.map((row) => ({
    ...row,
    calledAt: instantOf(row.calledAt),
    handedAt: instantOf(row.handedAt),
    answeredAt: instantOf(row.answeredAt),
  }));
}
