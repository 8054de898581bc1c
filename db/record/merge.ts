import { and, eq, inArray } from 'drizzle-orm';
import type { Objection } from '../../domain/case/decide';
import type { Fact } from '../../domain/case/fact';
import { openPayments } from '../../domain/case/money';
import type { CaseState } from '../../domain/case/state';
import type { Database } from '../connect';
import { caseFile, payment } from '../schema';

const refused = (detail: string): Objection => ({ code: 'act.refused', detail });

async function objectionTo(tx: Database, before: CaseState, into: string): Promise<Objection | null> {
  if (into === before.id) return refused('A case cannot be merged into itself.');
  // The winner's own commits wait: no payment of it can begin while the merge is judged.
  const [winner] = await tx.select().from(caseFile).where(eq(caseFile.id, into)).for('share');
  if (winner === undefined) return { code: 'case.not-found', detail: `There is no case ${into}.` };
  if (winner.status === 'closed') return refused(`${into} is closed: a case is merged into an open one.`);
  if (winner.receivedAt > before.receivedAt) return refused(`${into} was received later: merge it into this case.`);
  if (openPayments(before).length > 0) return refused('This case has a payment whose outcome is open.');
  const underWay = and(eq(payment.caseId, into), inArray(payment.status, ['requested', 'sent', 'unknown']));
  const [open] = await tx.select({ key: payment.key }).from(payment).where(underWay).limit(1);
  return open === undefined ? null : refused(`${into} has a payment whose outcome is open (${open.key}).`);
}

/**
 * Why a merge is refused: while either case has a payment whose outcome is open (requested ones too: the outbox may be
 * sending them at this moment), and into anything but an open case received no later.
 */
export async function mergeObjection(tx: Database, before: CaseState, facts: readonly Fact[]): Promise<Objection | null> {
  const merged = facts.find((fact) => fact.kind === 'merged');
  return merged === undefined ? null : objectionTo(tx, before, merged.into);
}
