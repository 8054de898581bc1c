import { desc, eq } from 'drizzle-orm';
import { canonical } from '../../domain/canonical';
import type { Json, JsonObject } from '../../domain/case/fact';
import type { Instant } from '../../domain/instant';
import type { Database } from '../connect';
import { answered } from '../faults';
import { recordChange } from '../schema';

/** A value that changed, with what it was. */
export interface ChangedValue {
  readonly name: string;
  readonly before: Json;
  readonly after: Json;
}

/** A change of what cases are judged by. */
export interface Change {
  readonly id: number;
  readonly at: Instant;
  readonly by: string;
  readonly subject: string;
  /** What tells the row from others, in words. */
  readonly what: string;
  readonly kind: 'added' | 'changed' | 'removed';
  readonly values: readonly ChangedValue[];
}

/** The content of a rule or calendar stands one level deeper. */
const flat = (row: JsonObject | null): JsonObject => {
  if (row === null) return {};
  const { content, ...rest } = row;
  return isObject(content) ? { ...content, ...rest } : row;
};

const isObject = (value: Json | undefined): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

const naming = ['id', 'staff', 'role', 'principal', 'substitute', 'roster', 'rank', 'kind', 'line', 'branch', 'case'] as const;

const whatOf = (row: JsonObject): string => naming.flatMap((name) => (row[name] == null ? [] : [String(row[name])])).join(' ');

function valuesOf(before: JsonObject, after: JsonObject): readonly ChangedValue[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name) => {
    const [was, is] = [before[name] ?? null, after[name] ?? null];
    return canonical(was) === canonical(is) ? [] : [{ name, before: was, after: is }];
  });
}

function changeOf({ id, at, by, subject, before, after }: typeof recordChange.$inferSelect): Change {
  const [was, is] = [flat(before), flat(after)];
  const kind = before === null ? 'added' : after === null ? 'removed' : 'changed';
  return { id, at, by, subject, what: whatOf(after === null ? was : is), kind, values: valuesOf(was, is) };
}

/** Who changed what, when, from what to what; newest first. @throws LuyueError records.unavailable */
export async function listChanges(db: Database, subject: string | null, limit: number): Promise<readonly Change[]> {
  const which = subject === null ? undefined : eq(recordChange.subject, subject);
  return (await answered(db.select().from(recordChange).where(which).orderBy(desc(recordChange.id)).limit(limit))).map(changeOf);
}

/** What a change has a subject of. @throws LuyueError records.unavailable */
export async function changeSubjects(db: Database): Promise<readonly string[]> {
  const rows = await answered(db.selectDistinct({ subject: recordChange.subject }).from(recordChange).orderBy(recordChange.subject));
  return rows.map(({ subject }) => subject);
}
