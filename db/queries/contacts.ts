import { sql } from 'drizzle-orm';
import type { Instant } from '../../domain/instant';
import type { Database } from '../connect';
import { answered } from '../faults';

const dayMs = 86_400_000;

/** How far back a message that did not get through counts, and how far ahead a duty does, in days. */
export const contactDays = 30;

/** Somebody who could not be reached now. No name, number or address. */
export interface ContactRow extends Record<string, unknown> {
  /** `staff:ID` or `party:ID`. */
  readonly who: string;
  readonly branch: string | null;
  readonly team: string | null;
  /** Short number of the open case of a party; null for staff. */
  readonly number: number | null;
  readonly channel: string;
  readonly why: 'no-address' | 'undeliverable';
  /** When a message last did not get through; null where there is no address. */
  readonly since: Instant | null;
}

/** Calls to whoever is on duty leave as short messages. */
const dutyWithoutPhone = (now: string, ahead: string) => sql`
  select distinct 'staff:' || s.id as who, s.branch, s.team, null::bigint as number, 'sms' as channel, 'no-address' as why, null::float8 as since
  from duty_roster d join staff s on s.id = d.staff
  where s.active and coalesce(s.phone, '') = '' and d.from_at < ${ahead} and (d.to_at is null or d.to_at > ${now})`;

/** The newest word on a member of staff and a channel is that nothing gets through. */
const staffUndelivered = (since: string) => sql`
  select 'staff:' || s.id as who, s.branch, s.team, null::bigint as number, m.channel, 'undeliverable' as why,
    (extract(epoch from m.at) * 1000)::float8 as since
  from staff s join lateral (
    select distinct on (channel) channel, status, at from (
      select n.channel, n.status, coalesce(n.handed_at, n.next_attempt_at) as at from notice n
        where n.recipient = 'staff:' || s.id and n.recipient like 'staff:%' and n.status in ('handed', 'arrived', 'undeliverable') and n.next_attempt_at > ${since}
      union all
      select 'email', l.status, coalesce(l.handed_at, l.next_attempt_at) from letter l
        where l.staff = s.id and l.status in ('handed', 'undeliverable') and l.written_at > ${since}) every
    where channel is not null order by channel, at desc) m on m.status = 'undeliverable'
  where s.active`;

/** Parties of open cases whose first channel has no address in the record. Values may be encrypted; that there are none shows. */
const partiesWithoutAddress = sql`
  select 'party:' || p.id as who, c.branch, c.team, c.number, p.channels[1] as channel, 'no-address' as why, null::float8 as since
  from party p join case_file c on c.id = p.case_id
  where c.status = 'open' and not c.drill and (p.channels[1] = 'sms' and p.phone is null or p.channels[1] = 'email' and p.email is null)`;

/**
 * Contacts that would fail when they are needed: people on duty without a phone, staff to whom messages do not get through, parties of
 * open cases without the address of their channel. @throws LuyueError records.unavailable
 */
export async function unreachable(db: Database, now: Instant): Promise<readonly ContactRow[]> {
  const [at, since, ahead] = [now, now - contactDays * dayMs, now + contactDays * dayMs].map((t) => new Date(t).toISOString());
  const found = await answered(
    db.execute<ContactRow>(sql`
      select who, branch, team, number::float8 as number, channel, why, since from (
        ${dutyWithoutPhone(at ?? '', ahead ?? '')} union all ${staffUndelivered(since ?? '')} union all ${partiesWithoutAddress}) c
      order by who like 'party:%', branch nulls first, team nulls first, who, number, channel`),
  );
  return found.rows;
}
