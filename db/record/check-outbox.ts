import { type PaymentStatus, paymentStatuses } from '../../domain/case/fact';
import type { LogCheck } from './check-log';
import type { Flaw } from './flaw';
import { type PlainRow, plainRow } from './rebuilt';

/** How far a payment is: what the bank said last is never taken back. */
const progress: Readonly<Record<PaymentStatus, number>> = { requested: 0, sent: 1, unknown: 1, confirmed: 2, rejected: 2, returned: 3 };

const statusOf = (value: unknown): PaymentStatus => paymentStatuses.find((status) => status === value) ?? 'requested';

const flaw = (caseId: string, detail: string): Flaw => ({ kind: 'projection', where: caseId, seq: null, detail });

/** Statuses of a payment that the log was told. A closed case is not told that its payment was confirmed. */
function toldOf(check: LogCheck, key: unknown): ReadonlySet<PaymentStatus> {
  const told = check.reports.flatMap((fact) => (fact.kind === 'payment' && fact.key === key ? [fact.status] : []));
  const wasClosed = check.closedAt !== null || check.state.reopened > 0;
  return new Set(['requested', ...told, ...(wasClosed ? (['confirmed'] as const) : [])]);
}

function checkPayment(check: LogCheck, { key, status, reported }: PlainRow): Flaw | null {
  const told = toldOf(check, key);
  if (!told.has(statusOf(reported)))
    return flaw(check.caseId, `payment ${String(key)}: reported is ${String(reported)}, which the log was not told`);
  const last = check.state.payments[String(key)]?.status ?? 'requested';
  return progress[statusOf(status)] >= progress[last]
    ? null
    : flaw(check.caseId, `payment ${String(key)}: status is ${String(status)}, the log knows that it is ${last}`);
}

function checkNotice(check: LogCheck, { id, seq, status }: PlainRow): Flaw | null {
  return status === 'recalled' && !check.rebuilt.recalled.has(Number(seq))
    ? flaw(check.caseId, `notice ${String(id)}: status is recalled, and the log has not taken it back`)
    : null;
}

function checkBulk(check: LogCheck, { bulk, state, done, refused }: PlainRow): Flaw | null {
  const told = check.reports.find((fact) => fact.kind === 'bulk-ended' && fact.bulk === bulk);
  const isRight = told?.kind === 'bulk-ended' ? told.done === done && told.refused === refused : state !== 'ended';
  return isRight ? null : flaw(check.caseId, `bulk act ${String(bulk)}: its counts are not what the log was told`);
}

const first = <T>(items: readonly T[], check: (item: T) => Flaw | null): Flaw | null => {
  for (const item of items) {
    const found = check(item);
    if (found !== null) return found;
  }
  return null;
};

/** What the couriers' columns say against what the log was told by them. */
export const checkOutbox = (
  check: LogCheck,
  { payment, notice, bulkRun }: Readonly<Record<'payment' | 'notice' | 'bulkRun', readonly object[]>>,
): Flaw | null =>
  first(payment.map(plainRow), (row) => checkPayment(check, row)) ??
  first(notice.map(plainRow), (row) => checkNotice(check, row)) ??
  first(bulkRun.map(plainRow), (row) => checkBulk(check, row));
