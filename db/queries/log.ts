import { and, asc, eq, gt, lte } from 'drizzle-orm';
import type { CaseEvent } from '../../domain/case/fact';
import { foldAll } from '../../domain/case/fold';
import { type CaseState, emptyCase } from '../../domain/case/state';
import { LuyueError } from '../../domain/errors';
import type { Instant } from '../../domain/instant';
import type { Database } from '../connect';
import { answered } from '../faults';
import { eventOf } from '../record/stored';
import { caseEvent } from '../schema';

export interface LogPage {
  /** Only what follows this sequence number. */
  readonly after?: number;
  /** Only what was accepted at or before this instant. */
  readonly asOf?: Instant;
  readonly limit?: number;
}

/** Events of a case in their order. */
export async function readLog(
  db: Database,
  caseId: string,
  { after = 0, asOf, limit = 1000 }: LogPage = {},
): Promise<readonly CaseEvent[]> {
  const until = asOf === undefined ? undefined : lte(caseEvent.at, asOf);
  const which = and(eq(caseEvent.caseId, caseId), gt(caseEvent.seq, after), until);
  return (await answered(db.select().from(caseEvent).where(which).orderBy(asc(caseEvent.seq)).limit(limit))).map(eventOf);
}

const page = 1000;

/** Every event of a case, however many. */
export async function* wholeLog(db: Database, caseId: string, asOf?: Instant): AsyncGenerator<CaseEvent> {
  for (let after = 0; ; ) {
    const events = await readLog(db, caseId, { after, limit: page, ...(asOf === undefined ? {} : { asOf }) });
    yield* events;
    const last = events.at(-1);
    if (last === undefined || events.length < page) return;
    after = last.seq;
  }
}

/**
 * The case as it stood at an instant (acceptance), or as it stands: folded from the record, without the engine.
 * Throws `case.not-found` where nothing was recorded by then.
 */
export async function stateOf(db: Database, caseId: string, asOf?: Instant): Promise<CaseState> {
  let state = emptyCase(caseId);
  for await (const event of wholeLog(db, caseId, asOf)) state = foldAll(state, [event]);
  if (state.status === 'new')
    throw new LuyueError('case.not-found', `There is no case ${caseId}${asOf === undefined ? '' : ' at that time'}.`, { case: caseId });
  return state;
}
