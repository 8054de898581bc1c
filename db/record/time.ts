import type { Cause } from '../../domain/case/cause';
import type { CommitRequest } from '../../domain/case/commit';
import type { Objection } from '../../domain/case/decide';
import type { CaseState } from '../../domain/case/state';
import type { Instant } from '../../domain/instant';

/**
 * The time that a record judges by: its database's, or what a case says where time is moved by hand and the database lives in another
 * (tests, an engine that skips time).
 */
export type RecordClock = (database: Instant, claimed: Instant) => Instant;

export const databaseClock: RecordClock = (database) => database;
export const claimedClock: RecordClock = (_database, claimed) => claimed;

/** How far the clocks of engine, doors and database may lie apart. */
export const skewMs = 60_000;

const words = (at: Instant): string => (Number.isFinite(at) ? new Date(at).toISOString() : 'no instant');

/**
 * Why a case cannot have accepted something at the instant that it says; null: it can. Not after now, and not before what it has recorded.
 * How far back it may lie is not asked here: records that were away for hours must not move a limit. What a door has signed has an end of
 * its own (assertion.ts).
 */
export function untrueInstant({ at }: Pick<CommitRequest, 'at'>, now: Instant, headAt: Instant | null): Objection | null {
  if (!Number.isSafeInteger(at) || at > now + skewMs)
    return { code: 'accepted.untrue', detail: `Accepted at ${words(at)}: the records have ${words(now)}.` };
  if (headAt === null || at >= headAt - skewMs) return null;
  return { code: 'accepted.untrue', detail: `Accepted at ${words(at)}: the case has recorded something at ${words(headAt)} already.` };
}

/** Why a rung is not fired yet; null: it may be, or it is not the next one of its clock any more. */
export function earlyRung(cause: Cause, { clocks }: CaseState, at: Instant, now: Instant): Objection | null {
  if (cause.kind !== 'rung') return null;
  const clock = Object.hasOwn(clocks, cause.clock) ? clocks[cause.clock] : undefined;
  const next = clock?.startedSeq === cause.startedSeq ? clock.next : null;
  if (next == null || next.name !== cause.rung || next.at <= Math.min(at, now + skewMs)) return null;
  return { code: 'rung.early', detail: `'${next.name}' of ${cause.clock} comes at ${words(next.at)}; the records have ${words(now)}.` };
}
