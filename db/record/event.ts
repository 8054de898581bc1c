import { eq } from 'drizzle-orm';
import type { Objection } from '../../domain/case/decide';
import type { Fact } from '../../domain/case/fact';
import type { Database } from '../connect';
import { declaredEvent } from '../schema';

/** Why an event is not declared: its code is taken for ever, also after its end. */
export async function eventObjection(tx: Database, facts: readonly Fact[]): Promise<Objection | null> {
  for (const fact of facts) {
    if (fact.kind !== 'event-declared') continue;
    const [known] = await tx.select({ caseId: declaredEvent.caseId }).from(declaredEvent).where(eq(declaredEvent.event, fact.event));
    if (known !== undefined) return { code: 'act.refused', detail: `The event '${fact.event}' was declared before, by ${known.caseId}.` };
  }
  return null;
}
