import { sql } from 'drizzle-orm';
import { bigint, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import type { StandIn } from '../../domain/org/stand-in';
import { instant } from './columns';

/**
 * What people have last been told of who stands in for whom, so that a change and an early end are told as well. A row is replaced by
 * the next telling and goes when its matter is over.
 */
export const toldDelegation = pgTable('told_delegation', {
  /** The letters of this telling are named by it. */
  no: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  /** Of which delegation, or of which task of which case. */
  subject: text().notNull().unique(),
  content: jsonb().$type<StandIn>().notNull(),
  toldAt: instant().notNull().default(sql`clock_timestamp()`),
});
