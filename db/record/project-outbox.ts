import type { CaseEvent, Channel, FactOf, JsonObject, Locale } from '../../domain/case/fact';
import type { CaseState } from '../../domain/case/state';
import { liveClocks } from '../../domain/case/wait-set';
import { caseActor } from '../../domain/org/systems';
import type { bulkRun, caseMessage, declaredEvent, notice, payment } from '../schema';

type NoticeRow = typeof notice.$inferInsert;
type PaymentRow = typeof payment.$inferInsert;
type MessageRow = typeof caseMessage.$inferInsert;
type EventRow = typeof declaredEvent.$inferInsert;
type BulkRow = typeof bulkRun.$inferInsert;

/** What a notice needs besides the case. */
export interface NoticeLookups {
  /** Newest version of a template. */
  readonly templateVersion: (template: string) => number;
  readonly localeOf: (staff: string) => Locale;
}

/** Language and channel of a recipient. Staff are written to by mail; a regulator by what a person sends from the log. */
function reach(recipient: string, state: CaseState, lookups: NoticeLookups): { locale: Locale; channel: Channel | null } {
  if (recipient.startsWith('staff:')) return { locale: lookups.localeOf(recipient.slice('staff:'.length)), channel: 'email' };
  if (recipient === nobody) return { locale: 'zh-CN', channel: null };
  if (!recipient.startsWith('party:')) return { locale: 'zh-CN', channel: 'log' };
  const party = state.parties[recipient.slice('party:'.length)];
  return { locale: party?.locale ?? 'zh-CN', channel: party?.channels[0] ?? null };
}

/** Stands where a report is wanted of a notice for which nobody was found: without a channel it is reported undeliverable. */
const nobody = 'nobody:';

function told(fact: FactOf<'told'>, { seq, at, recordedAt }: CaseEvent, state: CaseState, lookups: NoticeLookups): readonly NoticeRow[] {
  const { template, data, report, channel, recipients = [] } = fact;
  if (recipients.length === 0 && report === undefined) return [];
  const found = recipients.length > 0;
  return (found ? recipients : [nobody]).map((recipient) => ({
    id: `${state.id}:${seq}:${recipient}`,
    caseId: state.id,
    seq,
    recipient,
    template,
    templateVersion: lookups.templateVersion(template),
    ...reach(recipient, state, lookups),
    ...(found && channel !== undefined ? { channel } : {}),
    ...(found && state.drill === true ? { channel: 'drill' as const } : {}),
    data,
    compressed: state.compressed ?? null,
    status: 'queued',
    wants: report ?? null,
    // A delay, not an instant: workflow time and the database's need not agree.
    nextAttemptAt: recordedAt + Math.max(0, (fact.notBefore ?? at) - at),
  }));
}

/** New notices; one that the same transition takes back is never sent. */
export function noticeRows(after: CaseState, events: readonly CaseEvent[], lookups: NoticeLookups): readonly NoticeRow[] {
  const recalled = new Set(recalledNotices(events));
  const rows = events.flatMap((event) => (event.fact.kind === 'told' ? told(event.fact, event, after, lookups) : []));
  return rows.map((row) => (recalled.has(row.seq) ? { ...row, status: 'recalled' } : row));
}

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

interface Message {
  readonly toCase: string;
  readonly act: string;
  readonly request: string;
  readonly payload: JsonObject;
}

/** A merged case tells the winner when its clocks started, so that the earliest starts stand. */
function mergeMessage({ into }: FactOf<'merged'>, seq: number, before: CaseState): Message {
  const starts = Object.fromEntries(liveClocks(before).map((c) => [c.id, c.startsAt]));
  return { toCase: into, act: 'absorb', request: `merge:${before.id}:${seq}`, payload: { from: before.id, starts } };
}

/** The request that opens a case which this one asks for. Time runs in it as it runs here. */
function openingMessage(fact: FactOf<'child-requested'>, { at }: CaseEvent, { id, compressed, drill }: CaseState): Message {
  const { name, process, line, branch, content, case: toCase = '' } = fact;
  const marks = { ...(compressed === undefined ? {} : { compressed }), ...(drill === undefined ? {} : { drill }) };
  const parent = { case: id, name };
  const payload = { process, source: id, reference: name, actor: caseActor(id), receivedAt: at, line, branch, parent, content, ...marks };
  return { toCase, act: 'open', request: `open:${toCase}`, payload };
}

/** What a case reports to those that asked for it or follow it; a new follower hears at once that it is there. */
function reportMessages(fact: CaseEvent['fact'], seq: number, { parent, followers, id }: CaseState): readonly Message[] {
  const isReport = fact.kind === 'opened' || fact.kind === 'reopened' || fact.kind === 'closed';
  if (!isReport && fact.kind !== 'follower') return [];
  const hearers = isReport ? [...(parent === undefined ? [] : [parent]), ...followers] : [fact];
  const status = fact.kind === 'closed' ? { status: 'closed', outcome: fact.outcome } : { status: 'opened' };
  return hearers.map(({ case: toCase, name }) => {
    const request = `child:${id}:${seq}${parent?.case === toCase && parent.name === name ? '' : `:${name}`}`;
    return { toCase, act: 'childReported', request, payload: { name, ...status } };
  });
}

function messagesOf(event: CaseEvent, before: CaseState, after: CaseState): readonly Message[] {
  const { fact, seq } = event;
  switch (fact.kind) {
    case 'merged':
      return [mergeMessage(fact, seq, before)];
    case 'child-requested':
      return [openingMessage(fact, event, after)];
    case 'followed':
      return [{ toCase: fact.case, act: 'follow', request: `follow:${after.id}:${seq}`, payload: { by: after.id, name: fact.name } }];
    case 'sent':
      return [{ toCase: fact.to, act: fact.act, request: `sent:${after.id}:${seq}`, payload: fact.payload }];
    default:
      return reportMessages(fact, seq, after);
  }
}

/** What a transition sends to other cases. */
export const messageRows = (before: CaseState, after: CaseState, events: readonly CaseEvent[]): readonly MessageRow[] =>
  events.flatMap((event) => {
    const { seq, recordedAt } = event;
    const outgoing = messagesOf(event, before, after);
    return outgoing.map((message) => ({ caseId: after.id, seq, ...message, status: 'queued' as const, nextAttemptAt: recordedAt }));
  });

/** Notices that are not wanted any more, by the number of the event that told them. */
export const recalledNotices = (events: readonly CaseEvent[]): readonly number[] =>
  events.flatMap(({ fact }) => (fact.kind === 'recalled' ? [fact.notice] : []));

/** New events; what one transition declares and ends is there, and ended. */
export function eventDeclarations(caseId: string, events: readonly CaseEvent[]): readonly EventRow[] {
  const ended = new Map(endedEvents(events).map(({ event, at }) => [event, at]));
  return events.flatMap(({ fact, seq, at }) => {
    if (fact.kind !== 'event-declared') return [];
    const { event, places, from, to, processes } = fact;
    const endedAt = ended.get(event) ?? null;
    return [{ event, caseId, seq, places: [...places], from, to, processes: [...processes], declaredAt: at, endedAt }];
  });
}

/** Events that this transition ends, with the instant. */
export const endedEvents = (events: readonly CaseEvent[]): readonly { readonly event: string; readonly at: number }[] =>
  events.flatMap(({ fact, at }) => (fact.kind === 'event-ended' ? [{ event: fact.event, at }] : []));

export const bulkRows = (caseId: string, events: readonly CaseEvent[]): readonly BulkRow[] =>
  events.flatMap(({ fact, seq, at, recordedAt }) => {
    if (fact.kind !== 'bulk-started') return [];
    const { bulk, act, payload, select } = fact;
    return [
      { caseId, seq, bulk, act, payload, select, state: 'queued', startedAt: at, nextAttemptAt: recordedAt, done: null, refused: null },
    ];
  });
