import { setTimeout as sleep } from 'node:timers/promises';
import { LuyueError } from '../../domain/errors';
import type { Load } from './load/load';
import type { World } from './world/world';

/** Longer than any exchange with bank or channels: whoever held something by then has let go of it, or is dead. */
const exchangeMs = 4_000;
const everyMs = 1_000;

/** What still has to leave the company or to be told to a case. Quiet hours are no debt. */
const owed = {
  notices: "select count(*)::int as n from notice where status = 'queued' and (attempts > 0 or next_attempt_at <= now())",
  reports: "select count(*)::int as n from notice where status = 'undeliverable' and reported is distinct from 'undeliverable'",
  payments: "select count(*)::int as n from payment where status not in ('confirmed', 'returned', 'rejected') or reported <> status",
  messages: "select count(*)::int as n from case_message where status = 'queued'",
  claims: "select count(*)::int as n from case_file where process = 'claim' and status = 'open'",
} as const;

export type Owed = Readonly<Record<keyof typeof owed, number>>;

const countOf = async (world: World, text: string): Promise<number> => {
  const { rows } = await world.records.pool.query<{ n: number }>(text);
  const [row] = rows;
  if (row === undefined) throw new LuyueError('defect.unexpected', 'a count has no row');
  return row.n;
};

async function owedIn(world: World): Promise<Owed> {
  const { notices, reports, payments, messages, claims } = owed;
  return {
    notices: await countOf(world, notices),
    reports: await countOf(world, reports),
    payments: await countOf(world, payments),
    messages: await countOf(world, messages),
    claims: await countOf(world, claims),
  };
}

/** Leases of relays that died end now, as they do by themselves after a minute or, backed off, later. */
async function endLeases({ records: { pool } }: World): Promise<void> {
  await pool.query('update payment set next_attempt_at = now() where next_attempt_at > now()');
  await pool.query(
    "update notice set next_attempt_at = now() where next_attempt_at > now() and attempts > 0 and status in ('queued', 'undeliverable', 'handed', 'arrived')",
  );
  await pool.query("update case_message set next_attempt_at = now() where next_attempt_at > now() and status = 'queued'");
}

/** How much longer than its patience a run may take that comes nearer to its rest all the time: a busy machine is no fault. */
const longest = 3;

/**
 * Lets a run come to rest: nothing breaks any more, everybody hurries, leases of the dead end. Gives what is still owed when no claim has
 * closed for `patienceMs`, or three times as long are over; all zero where the run has come to rest.
 */
export async function settle(world: World, load: Load, patienceMs: number): Promise<Owed> {
  const end = Date.now() + longest * patienceMs;
  let until = Date.now() + patienceMs;
  let claims = Number.POSITIVE_INFINITY;
  load.hurry();
  await sleep(exchangeMs);
  for (let beat = 0; ; beat++) {
    await world.revive();
    if (beat % 10 === 0) await endLeases(world);
    const left = await owedIn(world);
    const isDone = load.opened && Object.values(left).every((count) => count === 0);
    if (isDone || Date.now() > Math.min(until, end)) return left;
    if (left.claims < claims) until = Date.now() + patienceMs;
    claims = Math.min(claims, left.claims);
    await sleep(everyMs);
  }
}
