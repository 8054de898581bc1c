import { and, eq, inArray, notInArray, or, type SQL, sql } from 'drizzle-orm';
import { type Access, type Sight, sensitiveLines } from '../../domain/org/access';
import type { PersonalRight } from '../../domain/org/personal';
import type { Database } from '../connect';
import { answered } from '../faults';
import { caseFile } from '../schema';
import type { CaseRow } from './case';

const hidden = (may: readonly string[]): readonly string[] => sensitiveLines.filter((line) => !may.includes(line));

function sightOf({ branch, team, sensitive }: Sight): SQL {
  const place = and(
    branch === null ? undefined : eq(caseFile.branch, branch),
    team === null ? undefined : eq(caseFile.team, team),
    hidden(sensitive).length === 0 ? undefined : notInArray(caseFile.line, [...hidden(sensitive)]),
  );
  return place ?? sql`true`;
}

const tasked = ({ handlers, owners }: Access): SQL => sql`exists (select 1 from task t where t.case_id = ${caseFile.id} and t.state = 'open'
  and (t.owner = any(${sql.param([...owners])}::text[]) or t.delegate = any(${sql.param([...handlers])}::text[])))`;

const owned = ({ handlers }: Access): SQL => (handlers.length === 0 ? sql`false` : inArray(caseFile.handler, [...handlers]));

/** The row-level rule as a condition on `case_file` (domain/org/access.ts). */
export const visible = (access: Access): SQL => or(...access.sights.map(sightOf), owned(access), tasked(access)) ?? sql`false`;

const within = (sights: readonly Sight[]): SQL => or(...sights.map(sightOf)) ?? sql`false`;

/** By what right a reader gets the personal values of a case of `case_file`; null: by none. Nobody gets them of a case that they may not know of. */
export function personalRight(access: Access): SQL<PersonalRight | null> {
  if (!access.personal) return sql`null::text`;
  const [wide, near] = [true, false].map((isWide) => access.sights.filter((s) => s.personal && (s.team === null) === isWide));
  return sql`case when ${owned(access)} then 'handler' when ${tasked(access)} then 'task'
    when ${within(near ?? [])} then 'team' when ${within(wide ?? [])} then 'oversight' end`;
}

const isNumber = (text: string): boolean => /^\d{1,15}$/.test(text);

/** A case as a reader stands to it. */
export interface Seen {
  readonly row: CaseRow;
  /** Whether they may know of it. */
  readonly seen: boolean;
  readonly right: PersonalRight | null;
}

const seenColumns = (access: Access) => ({ row: caseFile, seen: sql<boolean>`(${visible(access)})`, right: personalRight(access) });

/** A case by id or short number. Undefined where there is none. */
export async function findSeen(db: Database, access: Access, id: string): Promise<Seen | undefined> {
  const which = isNumber(id) ? eq(caseFile.number, Number(id)) : eq(caseFile.id, id);
  return (await answered(db.select(seenColumns(access)).from(caseFile).where(which)))[0];
}

/** How a reader stands to some cases, those that there are, by their ids. */
export async function standings(db: Database, access: Access, cases: readonly string[]): Promise<ReadonlyMap<string, Seen>> {
  if (cases.length === 0) return new Map();
  const which = inArray(caseFile.id, [...cases]);
  const found = await answered(db.select(seenColumns(access)).from(caseFile).where(which));
  return new Map(found.map((one) => [one.row.id, one]));
}

/** Those of some cases that a reader may know of, with what is asked about them. */
export async function seenAmong(db: Database, access: Access, cases: readonly string[]): Promise<ReadonlyMap<string, CaseRow>> {
  if (cases.length === 0) return new Map();
  const found = db
    .select()
    .from(caseFile)
    .where(and(inArray(caseFile.id, [...cases]), visible(access)));
  return new Map((await answered(found)).map((row) => [row.id, row]));
}
