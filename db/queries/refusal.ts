import { desc, eq } from 'drizzle-orm';
import type { ActRequest } from '../../domain/case/act';
import type { Objection } from '../../domain/case/decide';
import type { Instant } from '../../domain/instant';
import type { Database } from '../connect';
import { answered } from '../faults';
import { refusal } from '../schema';

/** Records an attempt that was refused because of the person: the door that received it does this, because the case writes nothing. */
export async function recordRefusal(
  db: Database,
  caseId: string,
  request: ActRequest,
  { code, detail }: Objection,
  at: Instant,
): Promise<void> {
  const { act, actor, onBehalfOf = null } = request;
  await answered(db.insert(refusal).values({ caseId, act, actor, onBehalfOf, code, detail, request: request.request, at }));
}

/** Records that somebody wanted to read a part of a case to which they have no right. `request` names the attempt. */
export const recordDenied = (
  db: Database,
  caseId: string,
  { actor, part, request }: { readonly actor: string; readonly part: string; readonly request: string },
  detail: string,
): Promise<void> =>
  recordRefusal(db, caseId, { act: `read:${part}`, request, actor, payload: {} }, { code: 'access.denied', detail }, Date.now());

/** Refused attempts on a case, newest first. */
export const refusalsOf = (db: Database, caseId: string, limit = 100): Promise<readonly (typeof refusal.$inferSelect)[]> =>
  answered(db.select().from(refusal).where(eq(refusal.caseId, caseId)).orderBy(desc(refusal.id)).limit(limit));
