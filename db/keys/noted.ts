import { sql } from 'drizzle-orm';
import type { JsonObject } from '../../domain/case/fact';
import type { Database } from '../connect';
import { recordChange } from '../schema';

/** What was done to keys, in the record of changes: the rows of keys themselves are written over. */
export interface KeyDeed extends JsonObject {
  /** Null: keys of all cases. */
  readonly case: string | null;
  readonly party: string | null;
  readonly done: string;
  readonly keys: number;
}

export async function noteKeys(tx: Database, deed: KeyDeed, by: string): Promise<void> {
  await tx.insert(recordChange).values({ subject: 'data_key', before: null, after: deed, by, at: sql`clock_timestamp()` });
}
