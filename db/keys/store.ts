import { inArray, sql } from 'drizzle-orm';
import type { Database } from '../connect';
import { answered } from '../faults';
import { dataKey } from '../schema';
import type { KeyKind } from '../schema/data-key';
import type { WrappedKey } from './master';

/** A key as the store holds it. `wrapped` is null once it was destroyed. */
export interface StoredKey {
  readonly id: string;
  readonly kind: KeyKind;
  readonly caseId: string;
  readonly subject: string;
  readonly version: number;
  readonly wrapped: string | null;
  readonly master: string;
  readonly retired: boolean;
}

export type StoredRow = Record<string, unknown> & StoredKey;

/** Columns of a stored key, for statements that are written by hand. */
export const keyColumns = sql.raw('id, kind, case_id as "caseId", subject, version, wrapped, master, (retired_at is not null) as retired');

const columns = {
  id: dataKey.id,
  kind: dataKey.kind,
  caseId: dataKey.caseId,
  subject: dataKey.subject,
  version: dataKey.version,
  wrapped: dataKey.wrapped,
  master: dataKey.master,
  retired: sql<boolean>`${dataKey.retiredAt} is not null`,
};

/** Keys by their ids, those that exist. @throws LuyueError records.unavailable */
export const readKeys = (db: Database, ids: readonly string[]): Promise<readonly StoredKey[]> =>
  answered(
    db
      .select(columns)
      .from(dataKey)
      .where(inArray(dataKey.id, [...ids])),
  );

const currentIn = (kind: KeyKind, caseId: string, subject: string) =>
  sql`select * from data_key where case_id = ${caseId} and kind = ${kind} and subject = ${subject} order by version desc limit 1`;

/** The key that encrypts for a case now; null where it has none or its last one is retired. */
export async function findCurrent(db: Database, kind: KeyKind, caseId: string): Promise<StoredKey | null> {
  const latest = sql`with latest as (${currentIn(kind, caseId, '')}) select ${keyColumns} from latest where retired_at is null`;
  const { rows } = await answered(db.execute<StoredRow>(latest));
  return rows[0] ?? null;
}

/**
 * The key that encrypts for a case now; `spare` becomes it where there is none. One statement: of two that come at once, one makes it
 * and the other finds it. @throws LuyueError records.unavailable
 */
export async function currentOr(db: Database, kind: KeyKind, caseId: string, { id, wrapped, master }: WrappedKey): Promise<StoredKey> {
  for (;;) {
    const { rows } = await answered(
      db.execute<StoredRow>(sql`
        with latest as (${currentIn(kind, caseId, '')}),
        made as (
          insert into data_key (id, kind, case_id, subject, version, wrapped, master, created_at)
          select ${id}, ${kind}, ${caseId}, '', coalesce((select version from latest), 0) + 1, ${wrapped}, ${master}, now()
          where not exists (select 1 from latest where retired_at is null)
          on conflict on constraint data_key_version do nothing
          returning *)
        select ${keyColumns} from (select * from made union all select * from latest where retired_at is null) as k`),
    );
    const [row] = rows;
    if (row !== undefined) return row;
  }
}
