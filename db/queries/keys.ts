import { asc, eq, sql } from 'drizzle-orm';
import type { Instant } from '../../domain/instant';
import type { Database } from '../connect';
import { answered } from '../faults';
import { dataKey } from '../schema';
import type { KeyKind } from '../schema/data-key';

/** How a key stands. */
export type KeyState = 'current' | 'retired' | 'destroyed';

/** A key of a case, without the key. */
export interface KeyEntry {
  readonly id: string;
  readonly kind: KeyKind;
  readonly subject: string;
  readonly version: number;
  readonly master: string;
  readonly state: KeyState;
  readonly createdAt: Instant;
  readonly destroyedAt: Instant | null;
  readonly destroyedBy: string | null;
  readonly ground: string | null;
}

const state = sql<KeyState>`case when ${dataKey.destroyedAt} is not null then 'destroyed' when ${dataKey.retiredAt} is not null then 'retired' else 'current' end`;

const columns = {
  id: dataKey.id,
  kind: dataKey.kind,
  subject: dataKey.subject,
  version: dataKey.version,
  master: dataKey.master,
  state,
  createdAt: dataKey.createdAt,
  destroyedAt: dataKey.destroyedAt,
  destroyedBy: dataKey.destroyedBy,
  ground: dataKey.ground,
};

/** The keys of a case, destroyed ones too. @throws LuyueError records.unavailable */
export const keysOfCase = (db: Database, caseId: string): Promise<readonly KeyEntry[]> =>
  answered(
    db
      .select(columns)
      .from(dataKey)
      .where(eq(dataKey.caseId, caseId))
      .orderBy(asc(dataKey.kind), asc(dataKey.subject), asc(dataKey.version)),
  );

/** How many keys stand alike. */
export interface KeyCount {
  readonly kind: KeyKind;
  readonly master: string;
  readonly state: KeyState;
  readonly count: number;
}

/** All keys, counted by kind, master key and state. @throws LuyueError records.unavailable */
export const countKeys = (db: Database): Promise<readonly KeyCount[]> =>
  answered(
    db
      .select({ kind: dataKey.kind, master: dataKey.master, state, count: sql<number>`count(*)::int` })
      .from(dataKey)
      .groupBy(dataKey.kind, dataKey.master, state)
      .orderBy(dataKey.kind, dataKey.master, state),
  );
