import type { CaseEvent, Channel, FactOf, Locale } from '../../domain/case/fact';
import type { CaseState } from '../../domain/case/state';
import { liveClocks } from '../../domain/case/wait-set';
import type { caseMessage, notice, payment } from '../schema';

type NoticeRow = typeof notice.$inferInsert;
type PaymentRow = typeof payment.$inferInsert;
type MessageRow = typeof caseMessage.$inferInsert;

/** What a notice needs besides the case. */
export interface NoticeLookups {
  /** Newest version of a template. */
  readonly templateVersion: (template: string) => number;
  readonly localeOf: (staff: string) => Locale;
}

/** Language and channel of a recipient. Staff are written to by mail; a regulator by what a person sends from the log. */
function reach(recipient: string, state: CaseState, lookups: NoticeLookups): { locale: Locale; channel: Channel | null } {
  if (recipient.startsWith('staff:')) return { locale: lookups.localeOf(recipient.slice('staff:'.length)), channel: 'email' };
  if (!recipient.startsWith('party:')) return { locale: 'zh-CN', channel: 'log' };
  const party = state.parties[recipient.slice('party:'.length)];
  return { locale: party?.locale ?? 'zh-CN', channel: party?.channels[0] ?? null };
}

function told(fact: FactOf<'told'>, { seq, at, recordedAt }: CaseEvent, state: CaseState, lookups: NoticeLookups): readonly NoticeRow[] {
  const { template, data, report, recipients = [] } = fact;
  return recipients.map((recipient) => ({
    id: `${state.id}:${seq}:${recipient}`,
    caseId: state.id,
    seq,
    recipient,
    template,
    templateVersion: lookups.templateVersion(template),
    ...reach(recipient, state, lookups),
    data,
    compressed: state.compressed ?? null,
    status: 'queued',
    wants: report ?? null,
    // A delay, not an instant: workflow time and the database's need not agree.
    nextAttemptAt: recordedAt + Math.max(0, (fact.notBefore ?? at) - at),
  }));
}

export const noticeRows = (after: CaseState, events: readonly CaseEvent[], lookups: NoticeLookups): readonly NoticeRow[] =>
  events.flatMap((event) => (event.fact.kind === 'told' ? told(event.fact, event, after, lookups) : []));

/** New payments. Their later statuses are updates, because the bank's relay works on the same rows. */
export const paymentRows = (caseId: string, events: readonly CaseEvent[]): readonly PaymentRow[] =>
  events.flatMap(({ fact, seq, at, recordedAt }) => {
    if (fact.kind !== 'payment-requested') return [];
    const { key, exposure, payee, amountFen, purpose, repeats = null } = fact;
    const status = 'requested' as const;
    const row = { key, caseId, seq, exposure, payee, amountFen, purpose, repeats };
    return [{ ...row, status, reported: status, statusAt: at, nextAttemptAt: recordedAt }];
  });

/** What the log learned of payments: the last word for each. */
export function paymentReports(events: readonly CaseEvent[]): readonly FactOf<'payment'>[] {
  const last = new Map<string, FactOf<'payment'>>();
  for (const { fact } of events) if (fact.kind === 'payment') last.set(fact.key, fact);
  return [...last.values()];
}

/** A merged case tells the winner when its clocks started, so that the earliest starts stand. */
export const messageRows = (before: CaseState, events: readonly CaseEvent[]): readonly MessageRow[] =>
  events.flatMap(({ fact, seq, recordedAt }) => {
    if (fact.kind !== 'merged') return [];
    const starts = Object.fromEntries(liveClocks(before).map((c) => [c.id, c.startsAt]));
    const payload = { from: before.id, starts };
    const request = `merge:${before.id}:${seq}`;
    return [{ caseId: before.id, seq, toCase: fact.into, act: 'absorb', request, payload, status: 'queued', nextAttemptAt: recordedAt }];
  });
