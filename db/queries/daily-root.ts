import { asc, eq, lte, sql } from 'drizzle-orm';
import type { Database } from '../connect';
import { answered } from '../faults';
import { rootOf } from '../record/chain';
import type { Flaw } from '../record/flaw';
import { dailyHead, dailyRoot } from '../schema';

type DailyRoot = typeof dailyRoot.$inferSelect;

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

/** Recomputes the chain of the daily roots that versions of before have written, and names the first that is not what was written. */
export async function verifyRoots(db: Database): Promise<readonly Flaw[]> {
  let previous = '';
  for (const root of await answered(db.select().from(dailyRoot).orderBy(asc(dailyRoot.day)))) {
    const flaw = await rootFlaw(db, root, previous);
    if (flaw !== null) return [flaw];
    previous = root.root;
  }
  return [];
}
