import type { BenchPostgres } from '../records';
import { idOf } from './recorder';

/** Tables that hold the rows of a case, with the column of its id. */
const byCase = `
  select table_name as table from information_schema.columns
  where table_schema = 'public' and column_name = 'case_id' and table_name in
    (select table_name from information_schema.tables where table_type = 'BASE TABLE')`;

/** Rows that one case left in the record, its own included. */
export async function rowsOfCase(postgres: BenchPostgres, database: string, reference: string): Promise<number> {
  const tables = await postgres.ask<{ table: string }>(database, byCase);
  const counts = tables.map(({ table }) => `(select count(*) from "${table}" where case_id = $1)`);
  const text = `select (1 + ${counts.join(' + ')})::int as n`;
  return (await postgres.ask<{ n: number }>(database, text, [idOf(reference)]))[0]?.n ?? 0;
}
