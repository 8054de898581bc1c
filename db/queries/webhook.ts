import { and, asc, eq, sql } from 'drizzle-orm';
import { LuyueError } from '../../domain/errors';
import type { Database } from '../connect';
import { answered } from '../faults';
import { webhookCursor } from '../schema';
import { inMs, reached } from './lease';

export type WebhookCursor = typeof webhookCursor.$inferSelect;

const one = (name: string) => eq(webhookCursor.name, name);
const now = sql`clock_timestamp()`;

/** Adds a receiver that is not known yet: it is told what comes after `after`. */
export async function enrolReceiver(db: Database, name: string, after: number): Promise<void> {
  await answered(db.insert(webhookCursor).values({ name, after }).onConflictDoNothing());
}

/** The cursor of a receiver whose turn it is; undefined while another relay delivers or a failure is waited out. */
export async function dueReceiver(db: Database, name: string): Promise<WebhookCursor | undefined> {
  const due = and(one(name), reached(webhookCursor.nextAt));
  return (await answered(db.select().from(webhookCursor).where(due)))[0];
}

/** Takes the turn of a receiver for so long (ms); undefined where another relay was first. */
export async function takeTurn(db: Database, name: string, leaseMs: number): Promise<WebhookCursor | undefined> {
  const due = and(one(name), reached(webhookCursor.nextAt));
  return (
    await answered(
      db
        .update(webhookCursor)
        .set({ nextAt: inMs(leaseMs) })
        .where(due)
        .returning(),
    )
  )[0];
}

/** The receiver has confirmed everything up to `next`. A replay that was asked for meanwhile stands. */
export async function markDelivered(db: Database, { name, after }: Pick<WebhookCursor, 'name' | 'after'>, next: number): Promise<void> {
  const moved = sql<number>`case when ${webhookCursor.after} = ${after} then ${next}::bigint else ${webhookCursor.after} end`;
  const set = { after: moved, attempts: 0, nextAt: now, deliveredAt: now, failure: null };
  await answered(db.update(webhookCursor).set(set).where(one(name)));
}

/** The page is tried again after `waitMs`. `why` holds no personal data. */
export async function markFailed(db: Database, name: string, waitMs: number, why: string): Promise<void> {
  const set = { attempts: sql`${webhookCursor.attempts} + 1`, nextAt: inMs(waitMs), failure: why };
  await answered(db.update(webhookCursor).set(set).where(one(name)));
}

/** Tells a receiver everything after a number again, at once. @throws LuyueError receiver.not-found */
export async function replayReceiver(db: Database, name: string, after: number): Promise<WebhookCursor> {
  const set = { after, attempts: 0, nextAt: now, failure: null };
  const [row] = await answered(db.update(webhookCursor).set(set).where(one(name)).returning());
  if (row !== undefined) return row;
  const known = (await receivers(db)).map((cursor) => cursor.name);
  throw new LuyueError('receiver.not-found', `There is no receiver '${name}'; there are: ${known.join(', ') || 'none'}.`, { known });
}

/** How far every receiver has been told. */
export const receivers = (db: Database): Promise<readonly WebhookCursor[]> =>
  answered(db.select().from(webhookCursor).orderBy(asc(webhookCursor.name)));
