import { desc, eq, sql } from 'drizzle-orm';
import type { Database } from '../../db/connect';
import { answered } from '../../db/faults';
import { type Head, rootOf } from '../../db/record/chain';
import { dailyHead, dailyRoot } from '../../db/schema';
import type { Day } from '../../domain/instant';

type DailyRoot = typeof dailyRoot.$inferSelect;

/** Cases whose head is not the one that the newest daily head of theirs knows; `first`: they have none yet. */
async function changedHeads(tx: Database): Promise<readonly (Head & { readonly first: boolean })[]> {
  const { rows } = await tx.execute<{ caseId: string; seq: number; hash: string; first: boolean }>(sql`
    select c.id as "caseId", c.head_seq as seq, c.head_hash as hash, h.seq is null as first from case_file c
    left join lateral (select seq from daily_head where case_id = c.id order by day desc limit 1) as h on true
    where h.seq is distinct from c.head_seq`);
  return rows;
}

const chunk = 5_000;

async function writeRoot(tx: Database, day: Day): Promise<DailyRoot | undefined> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('daily_root', 0))`);
  const [last] = await tx.select().from(dailyRoot).orderBy(desc(dailyRoot.day)).limit(1);
  if (last !== undefined && last.day >= day) return (await tx.select().from(dailyRoot).where(eq(dailyRoot.day, day)))[0];
  const heads = await changedHeads(tx);
  const previous = last?.root ?? '';
  const cases = (last?.cases ?? 0) + heads.filter(({ first }) => first).length;
  const root = { day, cases, previous, root: rootOf(previous, heads) };
  const [written] = await tx
    .insert(dailyRoot)
    .values({ ...root, writtenAt: sql`clock_timestamp()` })
    .returning();
  for (let i = 0; i < heads.length; i += chunk)
    await tx.insert(dailyHead).values(heads.slice(i, i + chunk).map((head) => ({ ...head, day })));
  return written;
}

/**
 * As versions of before did it: writes the root of a local day over the heads of all cases that changed since the root before. Repeating it returns
 * the root that was written; undefined for a day before the newest root. To be kept outside of the database too.
 */
export const writeDailyRoot = (db: Database, day: Day): Promise<DailyRoot | undefined> =>
  answered(db.transaction((tx) => writeRoot(tx, day)));
