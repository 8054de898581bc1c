import { and, eq } from 'drizzle-orm';
import type { Objection } from '../../domain/case/decide';
import type { Json, JsonObject } from '../../domain/case/fact';
import { isList, isObject } from '../../domain/case/json';
import type { OpenRequest } from '../../domain/case/opening';
import type { Database } from '../connect';
import { caseMessage } from '../schema';

const refused = (detail: string): Objection => ({ code: 'act.refused', detail });

/** Whether everything that was asked for stands in what came; a schema may have added what it presumes. */
function covers(came: Json | undefined, asked: Json | undefined): boolean {
  if (isObject(asked)) return isObject(came) && Object.entries(asked).every(([name, value]) => covers(came[name], value));
  if (isList(asked)) return isList(came) && came.length === asked.length && asked.every((value, i) => covers(came[i], value));
  return came === asked;
}

/** What of an opening the case that asks for it has decided. */
const askedOf = ({ digest: _digest, assertion: _assertion, parent, ...open }: OpenRequest): JsonObject => ({
  ...open,
  ...(parent === undefined ? {} : { parent: { ...parent } }),
});

/** What the record holds of an opening that was asked for. Its actor is the case that asked, which the opening's own rules see to; builds before named it otherwise. */
function recordedOf(payload: Json): Json {
  if (!isObject(payload)) return payload;
  const { actor: _actor, ...asked } = payload;
  return asked;
}

/** Why an opening that names a parent is not what the record of that case has asked for; null: it is, or it names none. */
export async function parentObjection(tx: Database, caseId: string, open: OpenRequest): Promise<Objection | null> {
  const { parent } = open;
  if (parent === undefined) return null;
  const asks = and(eq(caseMessage.caseId, parent.case), eq(caseMessage.toCase, caseId), eq(caseMessage.act, 'open'));
  const asked = await tx.select({ payload: caseMessage.payload }).from(caseMessage).where(asks);
  if (asked.some(({ payload }) => covers(askedOf(open), recordedOf(payload)))) return null;
  return refused(`The record of ${parent.case} has not asked for this case as '${parent.name}'.`);
}
