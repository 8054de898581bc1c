import { and, asc, eq, gt, isNotNull, isNull, sql } from 'drizzle-orm';
import { LuyueError } from '../../domain/errors';
import type { Database } from '../connect';
import { answered } from '../faults';
import { dataKey } from '../schema';
import type { BareKey, MasterKey, WrappedKey } from './master';
import { noteKeys } from './noted';

const pageKeys = 500;

/** What a wrapping by the master key that wraps now comes to. */
export interface Rewrapped {
  readonly master: string;
  /** Keys that now stand under it. */
  readonly keys: number;
}

/** Nothing is overwritten by a wrapping that cannot be taken off again. @throws LuyueError keys.unavailable */
async function wrapProved(master: MasterKey, bare: readonly BareKey[]): Promise<readonly WrappedKey[]> {
  const wrapped = await master.wrap(bare);
  const again = await master.unwrap(wrapped);
  const wrong = bare.find((key, i) => again[i]?.id !== key.id || !again[i]?.bytes.equals(key.bytes));
  if (wrong !== undefined) throw new LuyueError('keys.unavailable', `The master key does not unwrap what it wrapped (${wrong.id}).`, {});
  return wrapped;
}

/** A key that was destroyed, or wrapped anew by somebody else, meanwhile stays as it is. */
async function replace(db: Database, before: readonly WrappedKey[], after: readonly WrappedKey[]): Promise<number> {
  const rows = after.map(({ id, wrapped, master }, i) => sql`(${id}, ${before[i]?.wrapped ?? ''}, ${wrapped}, ${master})`);
  const written = sql`
    update data_key k set wrapped = v.wrapped, master = v.master
    from (values ${sql.join(rows, sql`, `)}) as v (id, before, wrapped, master)
    where k.id = v.id and k.wrapped = v.before`;
  return (await answered(db.execute(written))).rowCount ?? 0;
}

async function readPage(db: Database, after: string): Promise<readonly WrappedKey[]> {
  const columns = { id: dataKey.id, wrapped: dataKey.wrapped, master: dataKey.master };
  const which = and(gt(dataKey.id, after), isNotNull(dataKey.wrapped));
  const rows = await answered(db.select(columns).from(dataKey).where(which).orderBy(asc(dataKey.id)).limit(pageKeys));
  return rows.flatMap(({ id, wrapped, master }) => (wrapped === null ? [] : [{ id, wrapped, master }]));
}

/**
 * Wraps every data key anew under the master key that wraps now. Data stay as they are, cases go on meanwhile, and what was interrupted is
 * done again by another call. @throws LuyueError keys.unavailable where the master key of some is not at hand; those before it are done.
 */
export async function rewrapAll(db: Database, master: MasterKey, by: string): Promise<Rewrapped> {
  let keys = 0;
  for (let after = ''; ; ) {
    const page = await readPage(db, after);
    const last = page.at(-1);
    if (last === undefined) {
      await answered(noteKeys(db, { case: null, party: null, done: `wrapped under ${master.id}`, keys }, by));
      return { master: master.id, keys };
    }
    keys += await replace(db, page, await wrapProved(master, await master.unwrap(page)));
    after = last.id;
  }
}

/** Retires the keys of a case: what is new gets new ones, what there is stays readable. Returns how many were retired. */
export async function retireKeys(db: Database, caseId: string, by: string): Promise<number> {
  const which = and(eq(dataKey.caseId, caseId), isNull(dataKey.retiredAt));
  const retire = async (tx: Database): Promise<number> => {
    const keys = (await tx.update(dataKey).set({ retiredAt: Date.now() }).where(which)).rowCount ?? 0;
    await noteKeys(tx, { case: caseId, party: null, done: 'retired', keys }, by);
    return keys;
  };
  return answered(db.transaction(retire));
}
