import { asc, eq } from 'drizzle-orm';
import type { Database } from '../connect';
import { answered } from '../faults';
import { document } from '../schema';

/** References to the documents of a case, in the order in which they came. */
export const documentsOf = (db: Database, caseId: string): Promise<readonly (typeof document.$inferSelect)[]> =>
  answered(db.select().from(document).where(eq(document.caseId, caseId)).orderBy(asc(document.receivedAt), asc(document.id)));
