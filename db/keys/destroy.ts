import { setTimeout as pause } from 'node:timers/promises';
import { type SQL, sql } from 'drizzle-orm';
import { LuyueError } from '../../domain/errors';
import type { Database } from '../connect';
import { answered } from '../faults';
import { noteKeys } from './noted';

/** Why keys are destroyed: the person asked for it, the retention period has ended, or somebody else may have the key. */
export const destructionGrounds = ['erasure-request', 'retention-ended', 'key-compromised'] as const;
export type DestructionGround = (typeof destructionGrounds)[number];

export interface Destruction {
  readonly caseId: string;
  /** One party's personal values; null for those of the whole case. Payloads hold all parties mixed, and are destroyed either way. */
  readonly party: string | null;
  readonly by: string;
  readonly ground: DestructionGround;
  /** How long doors may take a retired key for the current one, in ms (codec/converter.ts). */
  readonly settleMs?: number;
}

export interface Destroyed {
  readonly keys: number;
  /** Values of the record that were erased. */
  readonly values: number;
}

const settleUsually = 6_000;

/** What still needs the keys of a case, in words; each a row of its own. */
const needs = (caseId: string): SQL => sql`
  select 'the case is open' as why from case_file where id = ${caseId} and status = 'open'
  union all select 'a notice of it is queued' from notice where case_id = ${caseId} and status = 'queued'
  union all select 'the outcome of a payment of it is open' from payment where case_id = ${caseId} and status in ('requested', 'sent', 'unknown')
  union all select 'it has something for another case' from case_message where case_id = ${caseId} and status = 'queued'
  union all select 'the open case ' || id || ' came out of it' from case_file where parent = ${caseId} and status = 'open'
  union all select 'the open case ' || f.id || ' is linked to it' from case_event e
    join case_file f on f.id = e.fact ->> 'to' where e.case_id = ${caseId} and e.kind = 'linked' and f.status = 'open'`;

/** Keys that are meant: payload keys always, personal ones of the party or of all. */
const meant = ({ caseId, party }: Destruction): SQL =>
  sql`case_id = ${caseId} and ${caseId} <> '' and (kind = 'payload' or kind = 'personal' ${party === null ? sql`` : sql`and subject = ${party}`})`;

/** Under the lock that every commit takes: no case is entered between the question and what is done. */
async function requireUnused(tx: Database, { caseId, party }: Destruction): Promise<void> {
  const { rows: cases } = await tx.execute(sql`select id from case_file where id = ${caseId} for update`);
  if (cases.length === 0) throw new LuyueError('case.not-found', `There is no case '${caseId}'.`, { case: caseId });
  if (party !== null) {
    const { rows } = await tx.execute(sql`select id from party where case_id = ${caseId} and id = ${party}`);
    if (rows.length === 0) throw new LuyueError('input.invalid', `The case ${caseId} has no party '${party}'.`, { case: caseId, party });
  }
  const { rows } = await tx.execute<{ why: string }>(needs(caseId));
  const reasons = [...new Set(rows.map(({ why }) => why))];
  if (reasons.length > 0) throw new LuyueError('keys.in-use', `${caseId}: ${reasons.join('; ')}.`, { case: caseId, reasons });
}

const count = async (tx: Database, statement: SQL): Promise<number> => (await tx.execute(statement)).rowCount ?? 0;

async function erase(tx: Database, destruction: Destruction): Promise<Destroyed> {
  const { caseId, party, by, ground } = destruction;
  const ofParty = (column: string): SQL => (party === null ? sql`` : sql`and ${sql.identifier(column)} = ${party}`);
  const values = await count(
    tx,
    sql`update personal_value set value = null, salt = null, blind = null where case_id = ${caseId} and value is not null ${ofParty('subject')}`,
  );
  await tx.execute(
    sql`update party set name = null, phone = null, email = null, id_number = null, account = null, address = null
      where case_id = ${caseId} ${ofParty('id')}`,
  );
  const keys = await count(
    tx,
    sql`update data_key set wrapped = null, destroyed_at = clock_timestamp(), destroyed_by = ${by}, ground = ${ground}
      where ${meant(destruction)} and wrapped is not null and retired_at is not null`,
  );
  await noteKeys(tx, { case: caseId, party, done: `destroyed: ${ground}`, keys }, by);
  return { keys, values };
}

/**
 * Destroys keys of a closed case for ever, with the values and blinds that they were for. First they are retired; once no door takes them
 * for current, and if the case is still closed, the wrapped keys are deleted. Doing it again, or after it was interrupted, ends what is left.
 * @throws LuyueError case.not-found, input.invalid for a party that is not there, keys.in-use naming what needs them: then nothing was destroyed.
 */
export async function destroyKeys(db: Database, destruction: Destruction): Promise<Destroyed> {
  await answered(
    db.transaction(async (tx) => {
      await requireUnused(tx, destruction);
      await tx.execute(sql`update data_key set retired_at = clock_timestamp() where ${meant(destruction)} and retired_at is null`);
    }),
  );
  await pause(destruction.settleMs ?? settleUsually);
  return answered(
    db.transaction(async (tx) => {
      await requireUnused(tx, destruction);
      return erase(tx, destruction);
    }),
  );
}
