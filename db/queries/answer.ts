import { and, eq } from 'drizzle-orm';
import { type ActAnswer, answerOf } from '../../domain/case/act';
import type { Database } from '../connect';
import { answered } from '../faults';
import { readSpan } from '../record/lock';
import { caseCause } from '../schema';

/** The stored answer to a request, the same that the case gave or would have given; undefined where nothing was written for it. */
export async function findAnswer(db: Database, caseId: string, request: string): Promise<ActAnswer | undefined> {
  const [cause] = await answered(
    db
      .select()
      .from(caseCause)
      .where(and(eq(caseCause.caseId, caseId), eq(caseCause.request, request))),
  );
  if (cause === undefined || cause.act === null) return undefined;
  const events = await answered(readSpan(db, caseId, cause.firstSeq, cause.lastSeq));
  return answerOf(caseId, cause.act, request, events) ?? undefined;
}
