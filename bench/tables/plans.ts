import type { Pool } from 'pg';
import { z } from 'zod';

/** One node of a plan, as EXPLAIN (FORMAT JSON) has it. */
interface Node {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string | undefined;
  readonly 'Index Name'?: string | undefined;
  readonly Plans?: readonly Node[] | undefined;
}

const node: z.ZodType<Node> = z.lazy(() =>
  z.object({
    'Node Type': z.string(),
    'Relation Name': z.string().optional(),
    'Index Name': z.string().optional(),
    Plans: z.array(node).optional(),
  }),
);
const explained = z.tuple([z.object({ 'QUERY PLAN': z.tuple([z.object({ Plan: node })]) })]);

/** How a statement reaches the tables. */
export interface Access {
  /** Big tables that are read from one end to the other. */
  readonly scanned: readonly string[];
  readonly indexes: readonly string[];
}

const nodesOf = (plan: Node): readonly Node[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

/** The plan of a statement. `big`: tables that nobody may read as a whole. */
export async function accessOf(pool: Pool, statement: string, values: readonly unknown[], big: ReadonlySet<string>): Promise<Access> {
  const { rows } = await pool.query(`explain (format json) ${statement}`, [...values]);
  const [
    {
      'QUERY PLAN': [{ Plan }],
    },
  ] = explained.parse(rows);
  const nodes = nodesOf(Plan);
  const scanned = nodes.flatMap(({ 'Node Type': type, 'Relation Name': table = '' }) =>
    type === 'Seq Scan' && big.has(table) ? [table] : [],
  );
  const indexes = nodes.flatMap(({ 'Index Name': name }) => name ?? []);
  return { scanned: [...new Set(scanned)], indexes: [...new Set(indexes)] };
}

/** Tables with more rows than a query may walk through. */
export async function bigTables(pool: Pool, rows: number): Promise<ReadonlySet<string>> {
  const text = "select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and reltuples > $1";
  return new Set((await pool.query<{ name: string }>(text, [rows])).rows.map(({ name }) => name));
}
