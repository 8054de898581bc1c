import { and, asc, eq, inArray, isNotNull, isNull, lte, or, type SQL, sql } from 'drizzle-orm';
import { type WatchGround, watchRoles } from '../../domain/case/watching';
import { LuyueError } from '../../domain/errors';
import type { Instant } from '../../domain/instant';
import { accessOf } from '../../domain/org/access';
import type { Unit } from '../../domain/org/managers';
import { type Organisation, rolesOf, type Staff } from '../../domain/org/organisation';
import type { Database } from '../connect';
import { answered } from '../faults';
import { caseFile, letter, watchDate, watchDealt } from '../schema';
import type { NewLetter } from './letters';
import { visible } from './visible';

/** A watch date that has come, with whose it is. */
export interface WatchCome {
  readonly caseId: string;
  readonly number: number;
  readonly process: string;
  readonly branch: string;
  readonly team: string;
  readonly watch: string;
  readonly rule: string;
  readonly date: Instant;
}

const columns = {
  caseId: watchDate.caseId,
  number: caseFile.number,
  process: caseFile.process,
  branch: caseFile.branch,
  team: caseFile.team,
  watch: watchDate.watch,
  rule: watchDate.rule,
  date: sql<Instant>`(extract(epoch from ${watchDate.date}) * 1000)::float8`,
};

const inOrder = [asc(watchDate.date), asc(watchDate.caseId), asc(watchDate.watch)] as const;

/** Come by an instant, of a case that is no exercise. */
const come = (until: Instant): SQL | undefined =>
  and(isNotNull(watchDate.date), lte(watchDate.date, until), eq(caseFile.drill, false), isNull(caseFile.compressed));

const dealtWith = sql`exists (select from watch_dealt d
  where d.case_id = ${watchDate.caseId} and d.watch = ${watchDate.watch} and d.date = ${watchDate.date})`;

const after = ({ date, caseId, watch }: WatchCome): SQL =>
  sql`(${watchDate.date}, ${watchDate.caseId}, ${watchDate.watch}) > (${new Date(date).toISOString()}::timestamptz, ${caseId}, ${watch})`;

/** Letters about a page of dates, and those of the dates that somebody is told of. */
export interface Telling {
  readonly letters: readonly NewLetter[];
  readonly told: readonly WatchCome[];
}

export interface WatchPage {
  readonly until: Instant;
  readonly limit: number;
  /** The last of the page before. */
  readonly last?: WatchCome;
  /** Pure: it is called in the transaction. */
  readonly tell: (dates: readonly WatchCome[]) => Telling;
}

async function toldPage(tx: Database, { until, limit, last, tell }: WatchPage): Promise<readonly WatchCome[]> {
  const page = await tx
    .select(columns)
    .from(watchDate)
    .innerJoin(caseFile, eq(caseFile.id, watchDate.caseId))
    .where(and(isNull(watchDate.sweptAt), come(until), last === undefined ? undefined : after(last)))
    .orderBy(...inOrder)
    .limit(limit)
    .for('update', { of: watchDate, skipLocked: true });
  const { letters, told } = tell(page);
  if (letters.length > 0)
    await tx
      .insert(letter)
      .values([...letters])
      .onConflictDoNothing();
  const each = told.map(({ caseId, watch }) => and(eq(watchDate.caseId, caseId), eq(watchDate.watch, watch)));
  if (each.length > 0)
    await tx
      .update(watchDate)
      .set({ sweptAt: until })
      .where(or(...each));
  return page;
}

/**
 * Writes the letters about the next page of dates that have come and that nobody was told of, and marks these as told, both or
 * neither. Of several workers at once each takes other dates. A date that moves is told again when it has come.
 * @returns the page; a short one is the last
 */
export const tellWatches = (db: Database, page: WatchPage): Promise<readonly WatchCome[]> =>
  answered(db.transaction((tx) => toldPage(tx, page)));

/** Dates that have come and that nobody has dealt with, earliest first. */
export interface OpenWatches {
  readonly count: number;
  readonly first: readonly WatchCome[];
}

async function open(db: Database, now: Instant, place: SQL | undefined, limit: number): Promise<OpenWatches> {
  const where = and(come(now), place, sql`not ${dealtWith}`);
  const joined = (): SQL => sql`${watchDate} inner join ${caseFile} on ${caseFile.id} = ${watchDate.caseId}`;
  const counted = await db.execute<{ count: number }>(sql`select count(*)::int as count from ${joined()} where ${where}`);
  const first = await db
    .select(columns)
    .from(watchDate)
    .innerJoin(caseFile, eq(caseFile.id, watchDate.caseId))
    .where(where)
    .orderBy(...inOrder)
    .limit(limit);
  return { count: counted.rows[0]?.count ?? 0, first };
}

/** What waits in a unit. @throws LuyueError records.unavailable */
export const openWatchesOf = (db: Database, { branch, team }: Unit, now: Instant, limit: number): Promise<OpenWatches> =>
  answered(
    open(
      db,
      now,
      and(branch === null ? undefined : eq(caseFile.branch, branch), team === null ? undefined : eq(caseFile.team, team)),
      limit,
    ),
  );

/** What waits in the cases that somebody may read; without them, everywhere. @throws LuyueError records.unavailable */
export const openWatches = (db: Database, organisation: Organisation, staff: Staff | null, now: Instant, limit: number) =>
  answered(open(db, now, staff === null ? undefined : visible(accessOf(organisation, staff, now)), limit));

/** What lies ahead for cases: shown beside them, also after they are closed. */
export const watchesOf = (db: Database, cases: readonly string[]): Promise<readonly (typeof watchDate.$inferSelect)[]> =>
  cases.length === 0
    ? Promise.resolve([])
    : answered(
        db
          .select()
          .from(watchDate)
          .where(inArray(watchDate.caseId, [...cases]))
          .orderBy(asc(watchDate.date)),
      );

export interface Dealing {
  readonly caseId: string;
  readonly watch: string;
  readonly staff: string;
  readonly ground: WatchGround;
  readonly now: Instant;
}

export type Dealt = typeof watchDealt.$inferSelect;

const refused = (code: 'actor.unknown' | 'actor.role' | 'access.denied' | 'act.not-now', detail: string, about: Dealing): LuyueError =>
  new LuyueError(code, detail, { case: about.caseId, watch: about.watch, staff: about.staff });

/** Whoever deals with it is of a role for it and may read the case. */
async function judge(tx: Database, organisation: Organisation, about: Dealing): Promise<void> {
  const { caseId, staff, now } = about;
  const known = organisation.byId.get(staff);
  if (known?.active !== true) throw refused('actor.unknown', `'${staff}' is not on the staff list, or not active.`, about);
  const held = rolesOf(organisation, staff, now);
  if (!watchRoles.some((role) => held.includes(role)))
    throw refused(
      'actor.role',
      `A watch date is dealt with by: ${watchRoles.join(', ')}; '${staff}' is ${held.join(', ') || 'nothing'}.`,
      about,
    );
  const seen = await tx
    .select({ id: caseFile.id })
    .from(caseFile)
    .where(and(eq(caseFile.id, caseId), visible(accessOf(organisation, known, now))));
  if (seen.length === 0) throw refused('access.denied', `${caseId} is not a case of '${staff}'.`, about);
}

async function dealt(tx: Database, organisation: Organisation, about: Dealing): Promise<Dealt> {
  const { caseId, watch, staff, ground, now } = about;
  const dates = await tx.select().from(watchDate).where(eq(watchDate.caseId, caseId)).for('update');
  await judge(tx, organisation, about);
  const found = dates.find((row) => row.watch === watch);
  if (found === undefined) {
    const known = dates.map((row) => row.watch);
    throw new LuyueError('watch.not-found', `${caseId} has no watch date '${watch}'; it has: ${known.join(', ') || 'none'}.`, {
      case: caseId,
      known,
    });
  }
  const { date } = found;
  if (date === null || date > now)
    throw refused(
      'act.not-now',
      `'${watch}' of ${caseId} has not come: ${date === null ? 'it has no date' : new Date(date).toISOString()}.`,
      about,
    );
  const row = { caseId, watch, date, dealtAt: now, actor: staff, ground };
  const [written] = await tx.insert(watchDealt).values(row).onConflictDoNothing().returning();
  if (written !== undefined) return written;
  const [first] = await tx
    .select()
    .from(watchDealt)
    .where(and(eq(watchDealt.caseId, caseId), eq(watchDealt.watch, watch), eq(watchDealt.date, date)));
  if (first !== undefined && first.actor === staff && first.ground === ground) return first;
  throw refused('act.not-now', `'${watch}' of ${caseId} was dealt with by ${first?.actor ?? 'somebody'} (${first?.ground ?? ''}).`, about);
}

/**
 * Somebody has dealt with a date that has come: who and on what ground stands in the record. The same again answers the same.
 * @throws LuyueError watch.not-found, actor.unknown, actor.role, access.denied, act.not-now, records.unavailable
 */
export const dealWithWatch = (db: Database, organisation: Organisation, about: Dealing): Promise<Dealt> =>
  answered(db.transaction((tx) => dealt(tx, organisation, about)));
