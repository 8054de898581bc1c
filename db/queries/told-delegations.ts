import { and, eq, inArray, sql } from 'drizzle-orm';
import type { StandIn, TaskStandIn } from '../../domain/org/stand-in';
import { subjectOf } from '../../domain/org/stand-in';
import type { Database } from '../connect';
import { answered } from '../faults';
import { letter, task, toldDelegation } from '../schema';
import type { NewLetter } from './letters';

/** What people were told last, and the number of that telling. */
export interface Told {
  readonly no: number;
  readonly subject: string;
  readonly content: StandIn;
}

/** One telling: what was told before is replaced by what is so now; null: it is over. */
export interface Telling {
  readonly before: Told | null;
  readonly now: StandIn | null;
  /** The letters, named by the number of the telling: that of `now`, else that of `before`. */
  readonly letters: (no: number) => readonly NewLetter[];
}

/** Everything that people were told and that is not known to be over. @throws LuyueError records.unavailable */
export const toldDelegations = (db: Database): Promise<readonly Told[]> =>
  answered(db.select({ no: toldDelegation.no, subject: toldDelegation.subject, content: toldDelegation.content }).from(toldDelegation));

interface DelegatedRow extends Record<string, unknown>, Omit<TaskStandIn, 'kind'> {}

/** Open tasks that somebody else was asked to do, of cases that are no exercise. @throws LuyueError records.unavailable */
export async function delegatedTasks(db: Database): Promise<readonly TaskStandIn[]> {
  const { rows } = await answered(
    db.execute<DelegatedRow>(sql`
      select t.case_id as "caseId", t.seq, c.number::float8 as number, t.process, t.act, c.compressed, t.owner as principal, t.delegate as substitute,
        (select (extract(epoch from max(e.at)) * 1000)::float8 from case_event e
          where e.case_id = t.case_id and e.seq > t.seq and e.kind = 'assigned' and e.fact ->> 'task' = t.name and e.fact ? 'delegated') as "from"
      from task t join case_file c on c.id = t.case_id
      where t.state = 'open' and t.delegate is not null and not c.drill`),
  );
  return rows.map((row) => ({ kind: 'task', ...row }));
}

/** Subjects of those tasks that are still open. @throws LuyueError records.unavailable */
export async function stillOpen(db: Database, tasks: readonly TaskStandIn[]): Promise<ReadonlySet<string>> {
  if (tasks.length === 0) return new Set();
  const cases = [...new Set(tasks.map(({ caseId }) => caseId))];
  const rows = await answered(
    db
      .select({ caseId: task.caseId, seq: task.seq })
      .from(task)
      .where(and(inArray(task.caseId, cases), eq(task.state, 'open'))),
  );
  const open = new Set(rows.map(({ caseId, seq }) => `${caseId}:${seq}`));
  return new Set(tasks.filter(({ caseId, seq }) => open.has(`${caseId}:${seq}`)).map(subjectOf));
}

/** Number of the telling; null where another worker was first. */
async function replaced(tx: Database, { before, now }: Telling): Promise<number | null> {
  if (before !== null) {
    const gone = await tx.delete(toldDelegation).where(eq(toldDelegation.no, before.no)).returning({ no: toldDelegation.no });
    if (gone.length === 0 || now === null) return gone[0]?.no ?? null;
  }
  if (now === null) return null;
  const values = { subject: subjectOf(now), content: now };
  const [written] = await tx.insert(toldDelegation).values(values).onConflictDoNothing().returning({ no: toldDelegation.no });
  return written?.no ?? null;
}

async function write(tx: Database, telling: Telling): Promise<readonly string[]> {
  const no = await replaced(tx, telling);
  const letters = no === null ? [] : telling.letters(no);
  if (letters.length > 0) await tx.insert(letter).values([...letters]);
  return letters.map(({ id }) => id);
}

/** Notes what is told and writes its letters, both or neither; whoever is second writes nothing. @returns the ids of the letters */
export const tell = (db: Database, telling: Telling): Promise<readonly string[]> => answered(db.transaction((tx) => write(tx, telling)));
