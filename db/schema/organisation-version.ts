import { sql } from 'drizzle-orm';
import { bigint, boolean, check, pgTable } from 'drizzle-orm/pg-core';

/** One row, counted up by triggers with every change of staff, roles, delegations or limits: tells a commit whether what it knows of the people still holds. */
export const organisationVersion = pgTable(
  'organisation_version',
  { only: boolean().primaryKey().default(true), version: bigint({ mode: 'number' }).notNull() },
  (t) => [check('organisation_version_only', sql`${t.only}`)],
);
