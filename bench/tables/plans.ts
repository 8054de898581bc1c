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
const explained = z.tuple([
  z.object({ 'QUERY PLAN': z.tuple([z.object({ Plan: node, 'Execution Time': z.number(), 'Planning Time': z.number() })]) }),
]);

/** How a statement reaches the tables. */
export interface Access {
  /** Big tables that are read from one end to the other. */
  readonly scanned: readonly string[];
  readonly indexes: readonly string[];
  /** Planned and executed, as PostgreSQL itself counts. */
  readonly serverMs: number;
}

const nodesOf = (plan: Node): readonly Node[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

/** Executes a statement and takes back what it did. */
async function explain(pool: Pool, statement: string, values: readonly unknown[]): Promise<unknown> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    return (await client.query(`explain (analyze, timing off, format json) ${statement}`, [...values])).rows;
  } finally {
    await client.query('rollback');
    client.release();
  }
}

/** The plan of a statement as it was executed. `big`: tables that nobody may read as a whole. */
export async function accessOf(pool: Pool, statement: string, values: readonly unknown[], big: ReadonlySet<string>): Promise<Access> {
  const [
    {
      'QUERY PLAN': [{ Plan, 'Execution Time': execution, 'Planning Time': planning }],
    },
  ] = explained.parse(await explain(pool, statement, values));
  const nodes = nodesOf(Plan);
  const scanned = nodes.flatMap(({ 'Node Type': type, 'Relation Name': table = '' }) =>
    type === 'Seq Scan' && big.has(table) ? [table] : [],
  );
  const indexes = nodes.flatMap(({ 'Index Name': name }) => name ?? []);
  return { scanned: [...new Set(scanned)], indexes: [...new Set(indexes)], serverMs: execution + planning };
}

/** Tables with more rows than a query may walk through. */
export async function bigTables(pool: Pool, rows: number): Promise<ReadonlySet<string>> {
  const text = "select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and reltuples > $1";
  return new Set((await pool.query<{ name: string }>(text, [rows])).rows.map(({ name }) => name));
}
