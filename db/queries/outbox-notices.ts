import { and, asc, eq, inArray, isNull, notExists, or, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Channel, JsonObject, Locale, NoticeStatus } from '../../domain/case/fact';
import type { LuyueError } from '../../domain/errors';
import type { Instant } from '../../domain/instant';
import type { Database } from '../connect';
import { answered } from '../faults';
import type { PersonalColumns } from '../keys/columns';
import { openParties } from '../keys/read';
import { caseFile, notice, party, staff } from '../schema';
import { inMs, type Lease, reached } from './lease';

/** A notice that a relay holds, with the recipient's personal columns: for sending only, never for a log. */
export interface ClaimedNotice {
  /** Idempotency key towards the channel. */
  readonly id: string;
  readonly caseId: string;
  readonly number: number;
  readonly process: string;
  readonly seq: number;
  readonly recipient: string;
  readonly template: string;
  readonly templateVersion: number;
  readonly locale: Locale;
  readonly channel: Channel | null;
  readonly data: JsonObject;
  readonly compressed: string | null;
  /** Attempts so far, this one included. */
  readonly attempts: number;
  readonly name: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  /** Why nothing may be sent by the recipient's row: it is not what was written. */
  readonly fault: LuyueError | null;
}

export type HeldNotice = Pick<ClaimedNotice, 'id' | 'attempts'>;

const earlier = alias(notice, 'earlier');

/** In their order: while an earlier notice of the case to this recipient is under way, this one waits. */
const nothingBefore = (db: Database): SQL => {
  const sameRoad = and(eq(earlier.caseId, notice.caseId), eq(earlier.recipient, notice.recipient), eq(earlier.status, 'queued'));
  return notExists(
    db
      .select({ one: sql`1` })
      .from(earlier)
      .where(and(sameRoad, sql`${earlier.seq} < ${notice.seq}`)),
  );
};

// Whoever has no channel at all is nobody's: the relay of the log finds it undeliverable.
const servedBy = (channel: Channel): SQL | undefined =>
  channel === 'log' ? or(eq(notice.channel, channel), isNull(notice.channel)) : eq(notice.channel, channel);

async function lease(db: Database, channel: Channel, { count, leaseMs }: Lease): Promise<readonly string[]> {
  const due = db.$with('due').as(
    db
      .select({ id: notice.id })
      .from(notice)
      .where(and(eq(notice.status, 'queued'), servedBy(channel), reached(notice.nextAttemptAt), nothingBefore(db)))
      .orderBy(asc(notice.nextAttemptAt))
      .limit(count)
      .for('update', { skipLocked: true }),
  );
  const rows = await db
    .with(due)
    .update(notice)
    .set({ attempts: sql`${notice.attempts} + 1`, nextAttemptAt: inMs(leaseMs) })
    .where(inArray(notice.id, db.select({ id: due.id }).from(due)))
    .returning({ id: notice.id });
  return rows.map(({ id }) => id);
}

/** Notices with their recipient's columns: a party's as they stand, those of staff in the clear. */
const addressed = (db: Database, ids: readonly string[]) =>
  db
    .select({
      id: notice.id,
      caseId: notice.caseId,
      number: caseFile.number,
      process: caseFile.process,
      seq: notice.seq,
      recipient: notice.recipient,
      template: notice.template,
      templateVersion: notice.templateVersion,
      locale: notice.locale,
      channel: notice.channel,
      data: notice.data,
      compressed: notice.compressed,
      attempts: notice.attempts,
      party: party.id,
      ofParty: { name: party.name, phone: party.phone, email: party.email },
      ofStaff: { name: staff.name, phone: staff.phone, email: staff.email },
    })
    .from(notice)
    .innerJoin(caseFile, eq(caseFile.id, notice.caseId))
    .leftJoin(party, and(eq(party.caseId, notice.caseId), eq(notice.recipient, sql`'party:' || ${party.id}`)))
    .leftJoin(staff, eq(notice.recipient, sql`'staff:' || ${staff.id}`))
    .where(inArray(notice.id, [...ids]));

const nobody = { name: null, phone: null, email: null };

async function withRecipients(db: Database, ids: readonly string[], columns: PersonalColumns): Promise<readonly ClaimedNotice[]> {
  const rows = await answered(addressed(db, ids));
  const parties = await openParties(
    columns,
    rows.map(({ caseId, party: id, ofParty }) => ({ caseId, party: id, fields: ofParty ?? nobody })),
  );
  return rows.map(({ party: _party, ofParty: _sealed, ofStaff, ...row }, i) => ({
    ...row,
    name: parties[i]?.values.name ?? ofStaff?.name ?? null,
    phone: parties[i]?.values.phone ?? ofStaff?.phone ?? null,
    email: parties[i]?.values.email ?? ofStaff?.email ?? null,
    fault: parties[i]?.fault ?? null,
  }));
}

/**
 * Takes due notices of a channel for one relay until the lease ends: what a dead relay held comes back then. Two relays
 * never hold the same. @throws LuyueError records.unavailable, keys.unavailable
 */
export async function claimNotices(
  db: Database,
  channel: Channel,
  wanted: Lease,
  columns: PersonalColumns,
): Promise<readonly ClaimedNotice[]> {
  const ids = await answered(lease(db, channel, wanted));
  return ids.length === 0 ? [] : withRecipients(db, ids, columns);
}

/** The channel took it, also where it was taken back in that moment. A delivery report may have come before: what it said stays. */
export async function markHanded(
  db: Database,
  id: string,
  { at, providerId }: { readonly at: Instant; readonly providerId: string | null },
): Promise<void> {
  const status = sql`case when ${notice.status} in ('queued', 'recalled') then 'handed' else ${notice.status} end`;
  const set = { status, handedAt: at, providerId, lastError: null, nextAttemptAt: inMs(0) };
  await answered(
    db
      .update(notice)
      .set(set)
      .where(and(eq(notice.id, id), isNull(notice.handedAt))),
  );
}

/** Whoever lost the lease changes nothing: the attempts are compared. */
const stillHeld = ({ id, attempts }: HeldNotice): SQL | undefined =>
  and(eq(notice.id, id), eq(notice.attempts, attempts), eq(notice.status, 'queued'));

/** To be tried again after a wait in ms. */
export async function retryNotice(db: Database, held: HeldNotice, waitMs: number, why: string): Promise<void> {
  await answered(
    db
      .update(notice)
      .set({ nextAttemptAt: inMs(waitMs), lastError: why })
      .where(stillHeld(held)),
  );
}

/** Given up; its case has to be told. */
export async function markUndeliverable(db: Database, held: HeldNotice, why: string): Promise<void> {
  const set = { status: 'undeliverable', lastError: why, nextAttemptAt: inMs(0) } as const;
  await answered(db.update(notice).set(set).where(stillHeld(held)));
}

export interface DeliveryNote {
  readonly status: NoticeStatus & ('arrived' | 'undeliverable');
  readonly at: Instant;
  /** Id of the report at the channel. */
  readonly evidence: string;
}

/** What a delivery report says of a notice. `repeated`: nothing changed by it. */
export async function noteDelivery(db: Database, id: string, { status, at, evidence }: DeliveryNote): Promise<'noted' | 'repeated'> {
  const arrival = status === 'arrived' ? { arrivedAt: at } : {};
  const rows = await answered(
    db
      .update(notice)
      .set({ status, evidence, nextAttemptAt: inMs(0), ...arrival })
      .where(and(eq(notice.id, id), inArray(notice.status, ['queued', 'handed'])))
      .returning({ id: notice.id }),
  );
  return rows.length > 0 ? 'noted' : 'repeated';
}

/** The channel of a notice; undefined where there is no such notice. */
export async function channelOf(db: Database, id: string): Promise<Channel | null | undefined> {
  const [row] = await answered(db.select({ channel: notice.channel }).from(notice).where(eq(notice.id, id)));
  return row?.channel;
}
