import { and, asc, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { PaymentStatus } from '../../domain/case/fact';
import type { LuyueError } from '../../domain/errors';
import type { Instant } from '../../domain/instant';
import type { Database } from '../connect';
import { answered } from '../faults';
import type { PersonalColumns } from '../keys/columns';
import { type Opened, openParties } from '../keys/read';
import { party, payment } from '../schema';
import { inMs, type Lease, reached } from './lease';

/** A payment that a relay holds. `account` is personal: for the bank only, never for a log. */
export interface ClaimedPayment {
  readonly key: string;
  readonly caseId: string;
  readonly payee: string;
  readonly account: string | null;
  /** Why nothing may be paid by the account's row: it is not what was written. */
  readonly fault: LuyueError | null;
  readonly amountFen: number;
  readonly purpose: string;
  readonly status: PaymentStatus;
  readonly statusAt: Instant;
  readonly why: string | null;
  readonly reported: PaymentStatus;
  /** Times it was taken, this one included. */
  readonly attempts: number;
}

const columns = {
  key: payment.key,
  caseId: payment.caseId,
  payee: payment.payee,
  amountFen: payment.amountFen,
  purpose: payment.purpose,
  status: payment.status,
  statusAt: payment.statusAt,
  why: payment.why,
  reported: payment.reported,
  attempts: payment.attempts,
};

/**
 * Takes payments at which something is due (send, ask, report) for one relay until the lease ends.
 * @throws LuyueError records.unavailable, keys.unavailable
 */
export async function claimPayments(db: Database, { count, leaseMs }: Lease, sealed: PersonalColumns): Promise<readonly ClaimedPayment[]> {
  const due = db
    .$with('due')
    .as(
      db
        .select({ key: payment.key })
        .from(payment)
        .where(reached(payment.nextAttemptAt))
        .orderBy(asc(payment.nextAttemptAt))
        .limit(count)
        .for('update', { skipLocked: true }),
    );
  const rows = await answered(
    db
      .with(due)
      .update(payment)
      .set({ attempts: sql`${payment.attempts} + 1`, nextAttemptAt: inMs(leaseMs) })
      .where(inArray(payment.key, db.select({ key: due.key }).from(due)))
      .returning(columns),
  );
  const accounts = await accountsOf(
    db,
    rows.map(({ key }) => key),
    sealed,
  );
  return rows.map((row) => {
    const { values, fault } = accounts.get(row.key) ?? nothing;
    return { ...row, account: values.account ?? null, fault };
  });
}

const nothing: Opened = { values: {}, fault: null };

async function accountsOf(db: Database, keys: readonly string[], sealed: PersonalColumns): Promise<ReadonlyMap<string, Opened>> {
  if (keys.length === 0) return new Map();
  const rows = await answered(
    db
      .select({ key: payment.key, caseId: party.caseId, party: party.id, account: party.account })
      .from(payment)
      .innerJoin(party, and(eq(party.caseId, payment.caseId), eq(party.id, payment.payee)))
      .where(inArray(payment.key, [...keys])),
  );
  const opened = await openParties(
    sealed,
    rows.map(({ account, ...of }) => ({ ...of, fields: { account } })),
  );
  return new Map(rows.map(({ key }, i) => [key, opened[i] ?? nothing]));
}

/** From where a status can be reached. What the bank said last in its own order is never taken back by an older answer. */
const before: Readonly<Record<PaymentStatus, readonly PaymentStatus[]>> = {
  requested: [],
  sent: ['requested', 'unknown'],
  unknown: ['sent'],
  confirmed: ['requested', 'sent', 'unknown'],
  rejected: ['requested', 'sent', 'unknown'],
  returned: ['requested', 'sent', 'unknown', 'confirmed'],
};

export interface PaymentMove {
  readonly status: PaymentStatus;
  readonly at: Instant;
  readonly why?: string | null;
  readonly providerId?: string | null;
  /** When the relay looks at it again, in ms; at once where it is not given. */
  readonly againMs?: number;
}

/** Moves a payment to a status that follows on its own. Says whether it moved. */
export async function movePayment(db: Database, key: string, { status, at, why, providerId, againMs = 0 }: PaymentMove): Promise<boolean> {
  const given = providerId == null ? {} : { providerId };
  const rows = await answered(
    db
      .update(payment)
      .set({ status, statusAt: at, why: why ?? null, lastError: null, nextAttemptAt: inMs(againMs), ...given })
      .where(and(eq(payment.key, key), inArray(payment.status, [...before[status]])))
      .returning({ key: payment.key }),
  );
  return rows.length > 0;
}

/** The payment is as the relay saw it when it took it: neither callback nor another relay has moved it since. */
const asTaken = ({ key, status, attempts }: Pick<ClaimedPayment, 'key' | 'status' | 'attempts'>): SQL | undefined =>
  and(eq(payment.key, key), eq(payment.status, status), eq(payment.attempts, attempts));

/** Looks again after a wait in ms. */
export async function deferPayment(
  db: Database,
  held: Pick<ClaimedPayment, 'key' | 'status' | 'attempts'>,
  waitMs: number,
  lastError: string | null,
): Promise<void> {
  await answered(
    db
      .update(payment)
      .set({ nextAttemptAt: inMs(waitMs), lastError })
      .where(asTaken(held)),
  );
}

/** The case knows this status. Where nothing is left to ask, nothing is due any more. */
export async function markPaymentReported(
  db: Database,
  held: Pick<ClaimedPayment, 'key' | 'status' | 'attempts'>,
  nextMs: number | null,
): Promise<void> {
  const next = nextMs === null ? null : inMs(nextMs);
  await answered(db.update(payment).set({ reported: held.status }).where(eq(payment.key, held.key)));
  await answered(db.update(payment).set({ nextAttemptAt: next }).where(asTaken(held)));
}

export async function paymentExists(db: Database, key: string): Promise<boolean> {
  const rows = await answered(db.select({ key: payment.key }).from(payment).where(eq(payment.key, key)));
  return rows.length > 0;
}
