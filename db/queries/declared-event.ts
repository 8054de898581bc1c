import { and, arrayOverlaps, eq, gt, isNull, lte, or, type SQL, sql } from 'drizzle-orm';
import { LuyueError } from '../../domain/errors';
import type { Instant } from '../../domain/instant';
import type { Database } from '../connect';
import { answered } from '../faults';
import { caseFile, declaredEvent } from '../schema';

export type EventRow = typeof declaredEvent.$inferSelect;

/** What a case about to be opened is measured by. */
export interface Happened {
  readonly process: string;
  /** Code of the administrative division (GB/T 2260). */
  readonly place: string;
  readonly at: Instant;
  readonly drill: boolean;
  readonly compressed: string | null;
}

/** Every beginning of a code: `4403` is in 4, 44, 440 and 4403. */
const beginnings = (place: string): string[] => Array.from(place, (_digit, index) => place.slice(0, index + 1));

const covers = ({ process, place, at, drill, compressed }: Happened): SQL | undefined =>
  and(
    arrayOverlaps(declaredEvent.places, beginnings(place)),
    isNull(declaredEvent.endedAt),
    lte(declaredEvent.from, at),
    or(isNull(declaredEvent.to), gt(declaredEvent.to, at)),
    sql`${process} = any(${declaredEvent.processes})`,
    eq(caseFile.drill, drill),
    sql`${caseFile.compressed} is not distinct from ${compressed}`,
  );

/**
 * The declared event, not ended, that covers a place and an instant; null where there is none. Of several the one whose
 * place is the narrowest, then the one declared first. An exercise covers exercises only, compressed time the same compression.
 */
export async function findCovering(db: Database, happened: Happened): Promise<string | null> {
  const narrowest = sql`(select max(length(p)) from unnest(${declaredEvent.places}) p where starts_with(${happened.place}, p))`;
  const [found] = await answered(
    db
      .select({ event: declaredEvent.event })
      .from(declaredEvent)
      .innerJoin(caseFile, eq(caseFile.id, declaredEvent.caseId))
      .where(covers(happened))
      .orderBy(sql`${narrowest} desc`, declaredEvent.declaredAt, declaredEvent.event)
      .limit(1),
  );
  return found?.event ?? null;
}

/** A declared event by its code. @throws LuyueError event.not-found */
export async function getEvent(db: Database, event: string): Promise<EventRow> {
  const [row] = await answered(db.select().from(declaredEvent).where(eq(declaredEvent.event, event)));
  if (row === undefined) throw new LuyueError('event.not-found', `No event '${event}' was declared.`, { event });
  return row;
}
