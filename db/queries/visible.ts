import { and, eq, inArray, notInArray, or, type SQL, sql } from 'drizzle-orm';
import { type Access, type Sight, sensitiveLines } from '../../domain/org/access';
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

/** The row-level rule as a condition on `case_file` (domain/org/access.ts). */
export function visible(access: Access): SQL {
  const own = access.handlers.length === 0 ? undefined : inArray(caseFile.handler, [...access.handlers]);
  return or(...access.sights.map(sightOf), own, tasked(access)) ?? sql`false`;
}

const isNumber = (text: string): boolean => /^\d{1,15}$/.test(text);

/** A case by id or short number; `seen` says whether its reader may know of it. Undefined where there is none. */
export async function findSeen(
  db: Database,
  access: Access,
  id: string,
): Promise<{ readonly row: CaseRow; readonly seen: boolean } | undefined> {
  const which = isNumber(id) ? eq(caseFile.number, Number(id)) : eq(caseFile.id, id);
  const found = db
    .select({ row: caseFile, seen: sql<boolean>`(${visible(access)})` })
    .from(caseFile)
    .where(which);
  return (await answered(found))[0];
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
