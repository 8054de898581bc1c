import { sql } from 'drizzle-orm';
import { check, index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { caseFile } from './case-file';
import { instant } from './columns';

/** Reference to a document; never the document. */
export const document = pgTable(
  'document',
  {
    caseId: text()
      .notNull()
      .references(() => caseFile.id),
    id: text().notNull(),
    type: text().notNull(),
    sha256: text().notNull(),
    reference: text().notNull(),
    receivedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.caseId, t.id] }),
    check('document_sha256', sql`${t.sha256} ~ '^[0-9a-f]{64}$'`),
    index('document_by_sha256').on(t.sha256),
  ],
);
