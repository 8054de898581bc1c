import type { CaseEvent } from '../../domain/case/fact';
import type { caseEvent } from '../schema';

export type EventRow = typeof caseEvent.$inferSelect;

/** A row of the log as the domain reads it. */
export function eventOf({ seq, at, recordedAt, cause, actor, onBehalfOf, hash, fact }: EventRow): CaseEvent {
  return { seq, at, recordedAt, cause, actor, ...(onBehalfOf === null ? {} : { onBehalfOf }), hash, fact };
}

/** Events as rows. `previous` is the hash before the first of them. */
export function eventRows(caseId: string, previous: string, events: readonly CaseEvent[]): (typeof caseEvent.$inferInsert)[] {
  return events.map((event, i) => ({
    ...event,
    caseId,
    occurredAt: event.fact.kind === 'acted' ? (event.fact.occurredAt ?? null) : null,
    prevHash: events[i - 1]?.hash ?? previous,
  }));
}
