import { sql } from 'drizzle-orm';
import { type AnyPgColumn, bigint, check, customType } from 'drizzle-orm/pg-core';
import type { Instant } from '../../domain/instant';

/** An instant as PostgreSQL writes it, `2026-09-01 01:00:00.5+00`; ISO 8601 wants `T` and minutes in the offset. */
export const fromText = (text: string): Instant => Date.parse(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'));

/** An instant in milliseconds, kept as a time stamp so that reports in SQL can read it. */
export const instant = customType<{ data: Instant; driverData: string }>({
  dataType: () => 'timestamp(3) with time zone',
  toDriver: (at) => new Date(at).toISOString(),
  fromDriver: fromText,
});

/** Money in fen. A JavaScript number holds it exactly: every such column is bounded by a check or by its schema. */
export const fen = () => bigint({ mode: 'number' });

export const safeFen = 9_007_199_254_740_991;

const quoted = (value: string): string => `'${value.replaceAll("'", "''")}'`;

/** The column holds one of the values of a domain list (or null where it may be null). */
export const oneOf = (name: string, column: AnyPgColumn, values: readonly string[]) =>
  check(name, sql`${column} in (${sql.raw(values.map(quoted).join(', '))})`);
