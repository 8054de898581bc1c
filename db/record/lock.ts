import { and, asc, between, eq, gt, sql } from 'drizzle-orm';
import { sentText } from '../../domain/case/cause';
import type { CommitAnswer, CommitRequest } from '../../domain/case/commit';
import type { CaseEvent } from '../../domain/case/fact';
import type { Instant } from '../../domain/instant';
import type { Database } from '../connect';
import { keyColumns, type StoredKey } from '../keys/store';
import { caseEvent, caseFile } from '../schema';
import { eventOf } from './stored';

/** What the record knows of a case, read under its lock. */
export interface Locked {
  readonly headSeq: number;
  readonly headHash: string;
  readonly digest: string;
}

/** What else a commit asks before it judges: one round trip. */
export interface Known {
  /** Database time. */
  readonly now: Instant;
  readonly organisationVersion: number;
  /** Hash that the record holds at the head the case knows, and when that event was accepted. */
  readonly hash: string | null;
  readonly headAt: Instant | null;
  readonly cause: { readonly act: string | null; readonly firstSeq: number; readonly lastSeq: number } | null;
}

const head = { headSeq: caseFile.headSeq, headHash: caseFile.headHash, digest: caseFile.digest };

async function lockRow(tx: Database, caseId: string): Promise<Locked | null> {
  const [row] = await tx.select(head).from(caseFile).where(eq(caseFile.id, caseId)).for('update');
  return row ?? null;
}

/** Locks a case; of two openings of one case the second waits until it sees the first. */
export async function lockCase(tx: Database, caseId: string): Promise<Locked | null> {
  const locked = await lockRow(tx, caseId);
  if (locked !== null) return locked;
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${caseId}, 0))`);
  return lockRow(tx, caseId);
}

interface KnownRow extends Record<string, unknown> {
  readonly now: number;
  readonly version: number;
  readonly hash: string | null;
  readonly headAt: number | null;
  readonly cause: Known['cause'];
}

const keysOf = (caseId: string) => sql`
  select json_agg(k) as keys from (select ${keyColumns} from data_key where case_id = ${caseId} and kind = 'personal') as k`;

/** Keys under which personal values of a case stand. */
export async function readKeys(tx: Database, caseId: string): Promise<readonly StoredKey[]> {
  const { rows } = await tx.execute<{ readonly keys: readonly StoredKey[] | null }>(keysOf(caseId));
  return rows[0]?.keys ?? [];
}

/** A statement of its own after the lock: what was committed while waiting for the lock must be seen. */
export async function readKnown(tx: Database, { case: caseId, cause, head: { seq } }: CommitRequest): Promise<Known> {
  const { rows } = await tx.execute<KnownRow>(sql`
    select floor(extract(epoch from clock_timestamp()) * 1000)::float8 as now,
      (select version::int from organisation_version) as version, at_head.hash, at_head.at as "headAt",
      (select json_build_object('act', act, 'firstSeq', first_seq, 'lastSeq', last_seq)
         from case_cause where case_id = ${caseId} and cause = ${sentText(cause)}) as cause
    from (select 1) as one
    left join (select hash, floor(extract(epoch from at) * 1000)::float8 as at
      from case_event where case_id = ${caseId} and seq = ${seq}) as at_head on true`);
  const [row] = rows;
  const { now = 0, version = 0, hash = null, headAt = null, cause: written = null } = row ?? {};
  return { now, organisationVersion: version, hash, headAt, cause: written };
}

const pageEvents = 200;
const pageBytes = 1_000_000;

/** What follows the head of a case, as much as one answer may carry, at least one event. */
export async function readTail(tx: Database, caseId: string, after: number, headSeq: number): Promise<CommitAnswer> {
  const where = and(eq(caseEvent.caseId, caseId), gt(caseEvent.seq, after));
  const rows = await tx.select().from(caseEvent).where(where).orderBy(asc(caseEvent.seq)).limit(pageEvents);
  const events: CaseEvent[] = [];
  let bytes = 0;
  for (const event of rows.map(eventOf)) {
    bytes += Buffer.byteLength(JSON.stringify(event));
    if (bytes > pageBytes && events.length > 0) break;
    events.push(event);
  }
  return { kind: 'tail', events, more: (events.at(-1)?.seq ?? headSeq) < headSeq };
}

/** The events of one transition. */
export async function readSpan(tx: Database, caseId: string, firstSeq: number, lastSeq: number): Promise<readonly CaseEvent[]> {
  const where = and(eq(caseEvent.caseId, caseId), between(caseEvent.seq, firstSeq, lastSeq));
  return (await tx.select().from(caseEvent).where(where).orderBy(asc(caseEvent.seq))).map(eventOf);
}
