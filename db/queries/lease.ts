import { lte, type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import type { Instant } from '../../domain/instant';

/** How many rows of an outbox are taken at most, and for how long (ms) they are nobody else's. */
export interface Lease {
  readonly count: number;
  readonly leaseMs: number;
}

/** Database time in so many ms: several machines never agree on theirs. */
export const inMs = (ms: number): SQL<Instant> => sql<Instant>`clock_timestamp() + ${Math.round(ms)} * interval '1 millisecond'`;

/** Whether the instant of a column has come. */
export const reached = (column: AnyPgColumn): SQL => lte(column, sql`clock_timestamp()`);
