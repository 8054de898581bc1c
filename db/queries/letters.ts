import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Instant } from '../../domain/instant';
import type { Database } from '../connect';
import { answered } from '../faults';
import { letter, staff } from '../schema';
import { inMs, type Lease, reached } from './lease';

/** A letter to be sent; `status` empty: one that has nothing to say, kept and not sent. */
export type NewLetter = Pick<typeof letter.$inferInsert, 'id' | 'staff' | 'subject' | 'body'> & { readonly status?: 'queued' | 'empty' };

/** A letter that a worker holds, with the address it goes to. */
export interface ClaimedLetter extends Omit<NewLetter, 'status'> {
  /** Attempts so far, this one included. */
  readonly attempts: number;
  readonly email: string;
}

/** Writes letters that are not there yet: whoever is second writes nothing. @returns the ids of those that were written and are sent */
export async function writeLetters(db: Database, letters: readonly NewLetter[]): Promise<readonly string[]> {
  if (letters.length === 0) return [];
  const rows = await answered(
    db
      .insert(letter)
      .values([...letters])
      .onConflictDoNothing()
      .returning({ id: letter.id, status: letter.status }),
  );
  return rows.flatMap(({ id, status }) => (status === 'queued' ? [id] : []));
}

/** Those of some ids that are there. */
export async function lettersWritten(db: Database, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const found = db
    .select({ id: letter.id })
    .from(letter)
    .where(inArray(letter.id, [...ids]));
  return new Set((await answered(found)).map(({ id }) => id));
}

async function lease(db: Database, { count, leaseMs }: Lease): Promise<readonly ClaimedLetter[]> {
  const due = db.$with('due').as(
    db
      .select({ id: letter.id })
      .from(letter)
      .where(and(eq(letter.status, 'queued'), reached(letter.nextAttemptAt)))
      .orderBy(asc(letter.nextAttemptAt))
      .limit(count)
      .for('update', { skipLocked: true }),
  );
  return db
    .with(due)
    .update(letter)
    .set({ attempts: sql`${letter.attempts} + 1`, nextAttemptAt: inMs(leaseMs) })
    .from(staff)
    .where(and(eq(staff.id, letter.staff), inArray(letter.id, db.select({ id: due.id }).from(due))))
    .returning({
      ...{ id: letter.id, staff: letter.staff, subject: letter.subject, body: letter.body, attempts: letter.attempts },
      email: staff.email,
    });
}

/** Takes due letters for one worker until the lease ends. Two workers never hold the same. */
export const claimLetters = (db: Database, wanted: Lease): Promise<readonly ClaimedLetter[]> => answered(lease(db, wanted));

/** Whoever lost the lease changes nothing: the attempts are compared. */
const stillHeld = ({ id, attempts }: Pick<ClaimedLetter, 'id' | 'attempts'>) =>
  and(eq(letter.id, id), eq(letter.attempts, attempts), eq(letter.status, 'queued'));

/** The mail server has taken it. */
export async function markLetterHanded(db: Database, held: ClaimedLetter, at: Instant): Promise<void> {
  const set = { status: 'handed', handedAt: at, lastError: null } as const;
  await answered(db.update(letter).set(set).where(stillHeld(held)));
}

/** To be tried again after a wait in ms; given up where there is none. */
export async function markLetterFailed(db: Database, held: ClaimedLetter, waitMs: number | null, why: string): Promise<void> {
  const set = waitMs === null ? { status: 'undeliverable' as const } : { nextAttemptAt: inMs(waitMs) };
  await answered(
    db
      .update(letter)
      .set({ ...set, lastError: why })
      .where(stillHeld(held)),
  );
}
