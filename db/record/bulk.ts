import { getTableColumns, getTableName, type SQL, sql } from 'drizzle-orm';
import { toSnakeCase } from 'drizzle-orm/casing';
import type { PgTable } from 'drizzle-orm/pg-core';

interface Column {
  readonly key: string;
  readonly name: string;
  readonly isInstant: boolean;
}

/** A table as bulk statements see it: rows travel as one JSON document, so that a statement costs the same for one row as for many. */
export interface Bulk {
  readonly table: string;
  readonly columns: ReadonlyMap<string, Column>;
}

const quoted = (name: string): string => `"${name}"`;

/** Reads the columns of a table once; building them into every statement is what makes a query builder slow. */
export function bulkOf(table: PgTable): Bulk {
  const columns = Object.entries(getTableColumns(table)).map(([key, column]) => {
    const name = column.keyAsName ? toSnakeCase(column.name) : column.name;
    return [key, { key, name, isInstant: column.getSQLType().startsWith('timestamp') }] as const;
  });
  return { table: getTableName(table), columns: new Map(columns) };
}

/** Columns by their keys, in that order. */
const columnsOf = ({ columns }: Bulk, keys: readonly string[]): readonly Column[] => keys.flatMap((key) => columns.get(key) ?? []);
const namesOf = (columns: readonly Column[]): string => columns.map(({ name }) => quoted(name)).join(', ');

function jsonOf(columns: readonly Column[], rows: readonly object[]): string {
  const documents = rows.map((row) =>
    Object.fromEntries(
      columns.map(({ key, name, isInstant }) => {
        const value: unknown = Reflect.get(row, key);
        return [name, isInstant && typeof value === 'number' ? new Date(value).toISOString() : value];
      }),
    ),
  );
  return JSON.stringify(documents);
}

const source = (table: string, columns: readonly Column[], rows: readonly object[]): SQL =>
  sql`select ${sql.raw(namesOf(columns))} from jsonb_populate_recordset(null::${sql.raw(quoted(table))}, ${jsonOf(columns, rows)}::jsonb)`;

/** Inserts rows that all have the same keys. `conflict` is the rest of the statement, from `on conflict` on. */
export function insertInto(bulk: Bulk, rows: readonly object[], conflict = ''): SQL {
  const columns = columnsOf(bulk, Object.keys(rows[0] ?? {}));
  return sql`insert into ${sql.raw(`${quoted(bulk.table)} (${namesOf(columns)})`)} ${source(bulk.table, columns, rows)} ${sql.raw(conflict)}`;
}

/** Sets columns of the one row with an id. */
export function updateRow(bulk: Bulk, id: string, row: object): SQL {
  const columns = columnsOf(bulk, Object.keys(row));
  return sql`update ${sql.raw(quoted(bulk.table))} set (${sql.raw(namesOf(columns))}) = (${source(bulk.table, columns, [row])}) where id = ${id}`;
}

/** `on conflict` of an upsert: these columns take the new values; `kept` ones only where a new value came. */
export function upsert(bulk: Bulk, keys: readonly string[], taken: readonly string[], kept: readonly string[] = []): string {
  const set = [
    ...columnsOf(bulk, taken).map(({ name }) => `${quoted(name)} = excluded.${quoted(name)}`),
    ...columnsOf(bulk, kept).map(
      ({ name }) => `${quoted(name)} = coalesce(excluded.${quoted(name)}, ${quoted(bulk.table)}.${quoted(name)})`,
    ),
  ];
  return `on conflict (${namesOf(columnsOf(bulk, keys))}) do update set ${set.join(', ')}`;
}

/** Every column but these. */
export const otherThan = ({ columns }: Bulk, keys: readonly string[]): readonly string[] =>
  [...columns.keys()].filter((key) => !keys.includes(key));

/** The columns of wanted rows; of a table without any all that a row of it is told by. */
const toldBy = (bulk: Bulk, rows: readonly object[]): readonly Column[] => columnsOf(bulk, Object.keys(rows[0] ?? {}));

const equal = (columns: readonly Column[]): SQL =>
  sql.raw(columns.map(({ name }) => `t.${quoted(name)} is not distinct from w.${quoted(name)}`).join(' and '));

/** Deletes the rows that are none of the wanted ones, which all have the same keys. */
export function deleteOthers(bulk: Bulk, rows: readonly object[]): SQL {
  const columns = toldBy(bulk, rows);
  const table = sql.raw(quoted(bulk.table));
  if (rows.length === 0) return sql`delete from ${table}`;
  return sql`delete from ${table} t where not exists (select from (${source(bulk.table, columns, rows)}) w where ${equal(columns)})`;
}

/** Inserts those of the wanted rows, which all have the same keys, that are not there. */
export function insertMissing(bulk: Bulk, rows: readonly object[]): SQL {
  const columns = toldBy(bulk, rows);
  const [table, names] = [sql.raw(quoted(bulk.table)), sql.raw(namesOf(columns))];
  if (rows.length === 0) return sql`select 1`;
  return sql`insert into ${table} (${names}) select ${names} from (${source(bulk.table, columns, rows)}) w
    where not exists (select from ${table} t where ${equal(columns)})`;
}
