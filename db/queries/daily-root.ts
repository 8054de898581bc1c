import { asc, desc, eq, lte, sql } from 'drizzle-orm';
import type { Day } from '../../domain/instant';
import type { Database } from '../connect';
import { answered } from '../faults';
import { type Head, rootOf } from '../record/chain';
import type { Flaw } from '../record/flaw';
import { dailyHead, dailyRoot } from '../schema';

export type DailyRoot = typeof dailyRoot.$inferSelect;

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
 * Writes the root of a local day over the heads of all cases that changed since the root before. Repeating it returns
 * the root that was written; undefined for a day before the newest root. To be kept outside of the database too.
 */
export const writeDailyRoot = (db: Database, day: Day): Promise<DailyRoot | undefined> =>
  answered(db.transaction((tx) => writeRoot(tx, day)));

async function rootFlaw(db: Database, root: DailyRoot, previous: string): Promise<Flaw | null> {
  const heads = await answered(db.select().from(dailyHead).where(eq(dailyHead.day, root.day)));
  if (root.previous !== previous || root.root !== rootOf(previous, heads))
    return { kind: 'root', where: root.day, seq: null, detail: 'the root or one of its heads is not what was written' };
  const [known] = await answered(
    db
      .select({ cases: sql<number>`count(distinct ${dailyHead.caseId})::int` })
      .from(dailyHead)
      .where(lte(dailyHead.day, root.day)),
  );
  if (known?.cases === root.cases) return null;
  return { kind: 'root', where: root.day, seq: null, detail: `it was written over ${root.cases} cases, ${known?.cases ?? 0} are known` };
}

/** Recomputes the chain of daily roots and names the first that is not what was written. */
export async function verifyRoots(db: Database): Promise<readonly Flaw[]> {
  let previous = '';
  for (const root of await answered(db.select().from(dailyRoot).orderBy(asc(dailyRoot.day)))) {
    const flaw = await rootFlaw(db, root, previous);
    if (flaw !== null) return [flaw];
    previous = root.root;
  }
  return [];
}
