import { jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { JsonObject } from '../../domain/case/fact';
import { instant } from './columns';

/** Every version of a rule that ever ran, as it was. Append-only. */
export const ruleVersion = pgTable(
  'rule_version',
  { id: text().notNull(), version: text().notNull(), content: jsonb().$type<JsonObject>().notNull(), loadedAt: instant().notNull() },
  (t) => [primaryKey({ columns: [t.id, t.version] })],
);
