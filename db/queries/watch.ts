import { and, asc, eq, inArray, isNull, lte, or } from 'drizzle-orm';
import type { Instant } from '../../domain/instant';
import type { Database } from '../connect';
import { answered } from '../faults';
import { watchDate } from '../schema';

export type WatchRow = typeof watchDate.$inferSelect;

/** Watch dates that have come by an instant and were not dealt with yet, earliest first. */
export const dueWatches = (db: Database, until: Instant, limit = 500): Promise<readonly WatchRow[]> =>
  answered(
    db
      .select()
      .from(watchDate)
      .where(and(isNull(watchDate.sweptAt), lte(watchDate.date, until)))
      .orderBy(asc(watchDate.date))
      .limit(limit),
  );

/** What lies ahead for cases: shown beside them, also after they are closed. */
export const watchesOf = (db: Database, cases: readonly string[]): Promise<readonly WatchRow[]> =>
  cases.length === 0
    ? Promise.resolve([])
    : answered(
        db
          .select()
          .from(watchDate)
          .where(inArray(watchDate.caseId, [...cases]))
          .orderBy(asc(watchDate.date)),
      );

/** The sweep has dealt with these dates. A date that was moved meanwhile stays due. */
export async function markSwept(db: Database, watches: readonly WatchRow[], at: Instant): Promise<void> {
  if (watches.length === 0) return;
  const each = watches.flatMap(({ caseId, watch, date }) =>
    date === null ? [] : and(eq(watchDate.caseId, caseId), eq(watchDate.watch, watch), eq(watchDate.date, date)),
  );
  await answered(
    db
      .update(watchDate)
      .set({ sweptAt: at })
      .where(or(...each)),
  );
}
