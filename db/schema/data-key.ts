import { sql } from 'drizzle-orm';
import { check, index, integer, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { instant, oneOf } from './columns';

export const keyKinds = ['payload', 'personal', 'index'] as const;
export type KeyKind = (typeof keyKinds)[number];

/**
 * Data keys, wrapped by a master key that is not in the database. The newest version that is not retired encrypts; a destroyed one
 * has lost its wrapped key for ever.
 */
export const dataKey = pgTable(
  'data_key',
  {
    /** Stands beside everything that the key has encrypted. */
    id: text().primaryKey(),
    kind: text().$type<KeyKind>().notNull(),
    /** Workflow id; empty for keys of the namespace. No reference: the key of a case is older than its row. */
    caseId: text().notNull(),
    /** Party of the case; empty for the case itself. */
    subject: text().notNull(),
    version: integer().notNull(),
    wrapped: text(),
    /** Which master key has wrapped it. */
    master: text().notNull(),
    createdAt: instant().notNull(),
    /** Encrypts nothing new any more. */
    retiredAt: instant(),
    destroyedAt: instant(),
    destroyedBy: text(),
    ground: text(),
  },
  (t) => [
    unique('data_key_version').on(t.caseId, t.kind, t.subject, t.version),
    oneOf('data_key_kind', t.kind, keyKinds),
    check('data_key_of_case', sql`${t.kind} = 'payload' or (${t.kind} = 'personal') = (${t.caseId} <> '')`),
    check(
      'data_key_destroyed',
      sql`(${t.wrapped} is null) = (${t.destroyedAt} is not null) and (${t.destroyedAt} is null or ${t.retiredAt} is not null and ${t.destroyedBy} is not null and ${t.ground} is not null)`,
    ),
    index('data_key_by_master').on(t.master).where(sql`${t.wrapped} is not null`),
  ],
);
