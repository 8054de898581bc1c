import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { drizzle } from 'drizzle-orm/node-postgres';
import { Pool } from 'pg';
import type { Database } from '../../db/connect';
import { readOrganisation } from '../../db/queries/organisation';
import * as schema from '../../db/schema';
import { LuyueError } from '../../domain/errors';
import { type Spread, spreadOf, spreadText } from '../measure/figures';
import { machineOf } from '../measure/machine';
import { publishReport } from '../measure/report';
import { BenchPostgres } from '../records';
import { generate, type Size } from './generate';
import { type Access, accessOf, bigTables } from './plans';
import { lookAround, queries, type Timed } from './queries';

export interface TablesOptions {
  readonly dir: string;
  readonly out: string;
  readonly tasks: number;
  readonly events: number;
  readonly repeats: number;
}

interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

export interface QueryFigures {
  readonly name: string;
  readonly kind: Timed['kind'];
  /** As the program that asks sees it, rows read and converted. */
  readonly ms: Spread;
  /** Within PostgreSQL, all statements together. */
  readonly serverMs: Spread;
  readonly scanned: readonly string[];
  readonly indexes: readonly string[];
}

const tasksPerCase = 4;
const inboxBudgetMs = 10;
/** A table that is small even in a large company may be read as a whole. */
const bigRows = 20_000;

/** A handle that keeps what it sends. */
function listening(pool: Pool): { readonly db: Database; readonly sent: Statement[] } {
  const sent: Statement[] = [];
  const logger = { logQuery: (text: string, values: unknown[]) => void sent.push({ text, values }) };
  return { db: drizzle(pool, { schema, casing: 'snake_case', logger }), sent };
}

async function measure(pool: Pool, { name, kind, run }: Timed, repeats: number, big: ReadonlySet<string>): Promise<QueryFigures> {
  const { db, sent } = listening(pool);
  await run(db);
  const statements = sent.splice(0);
  const times: number[] = [];
  for (let n = 0; n < repeats; n++) {
    const from = performance.now();
    await run(db);
    times.push(performance.now() - from);
  }
  const plans: Access[] = [];
  const server: number[] = [];
  for (let n = 0; n < Math.min(repeats, 5); n++) {
    const looked: Access[] = [];
    for (const { text, values } of statements) looked.push(await accessOf(pool, text, values, big));
    server.push(looked.reduce((sum, { serverMs }) => sum + serverMs, 0));
    plans.push(...looked);
  }
  const together = (pick: (plan: Access) => readonly string[]): readonly string[] => [...new Set(plans.flatMap(pick))];
  return {
    name,
    kind,
    ms: spreadOf(times),
    serverMs: spreadOf(server),
    scanned: together((p) => p.scanned),
    indexes: together((p) => p.indexes),
  };
}

/** What breaks a budget: a list that reads a big table as a whole, an inbox that takes too long. Sums read every case of their period. */
const broken = ({ name, kind, serverMs, scanned }: QueryFigures): readonly string[] => [
  ...(kind === 'sum' ? [] : scanned.map((table) => `${name}: reads the whole of ${table}`)),
  ...(kind === 'inbox' && serverMs.median > inboxBudgetMs
    ? [`${name}: ${serverMs.median.toFixed(1)} ms, the budget is ${inboxBudgetMs}`]
    : []),
];

async function measureAll(url: string, { repeats }: TablesOptions): Promise<readonly QueryFigures[]> {
  const pool = new Pool({ connectionString: url, max: 1, options: '-c timezone=UTC' });
  try {
    const { db } = listening(pool);
    const { organisation } = await readOrganisation(db);
    const surroundings = { organisation, now: Date.now(), ...(await lookAround(db)) };
    const big = await bigTables(pool, bigRows);
    const found: QueryFigures[] = [];
    for (const query of queries(surroundings)) found.push(await measure(pool, query, repeats, big));
    return found;
  } finally {
    await pool.end();
  }
}

/** Fills the tables unless an earlier run has; seconds that it took, null where it was done. */
async function filled(postgres: BenchPostgres, url: string, size: Size): Promise<number | null> {
  const [found] = await postgres.ask<{ n: number }>('tables', 'select count(*)::int as n from case_file');
  if ((found?.n ?? 0) > 0) return null;
  const from = performance.now();
  await generate(url, size, console.log);
  return Math.round((performance.now() - from) / 1_000);
}

/**
 * Generates tables, times the product's queries on them and looks at their plans.
 * @throws LuyueError defect.unexpected where a query reads a big table as a whole, or an inbox is over its budget
 */
export async function tables(options: TablesOptions): Promise<readonly QueryFigures[]> {
  const { dir, out, tasks, events } = options;
  mkdirSync(dir, { recursive: true });
  const postgres = await BenchPostgres.start(join(dir, 'postgres'));
  try {
    const cases = Math.ceil(tasks / tasksPerCase);
    const size: Size = { cases, tasksPerCase, eventsPerCase: Math.max(16, Math.round(events / cases)) };
    const url = await postgres.withSchema('tables');
    const seconds = await filled(postgres, url, size);
    const found = await measureAll(url, options);
    const rows = found.map(({ name, kind, ms, serverMs, scanned, indexes }) => {
      const whole = scanned.map((table) => `${table} as a whole`);
      return [name, kind, spreadText(serverMs), spreadText(ms), [...whole, ...indexes].join('\n')];
    });
    const notes = [
      `${cases} cases, ${cases * tasksPerCase} tasks, ${cases * size.eventsPerCase} events, ${seconds === null ? 'kept from an earlier run' : `generated in ${seconds} s`}`,
    ];
    const machine = machineOf({ postgresql: await postgres.version() });
    publishReport(
      { part: 'tables', machine, head: ['query', 'kind', 'ms in PostgreSQL', 'ms for who asks', 'reads'], rows, figures: found, notes },
      out,
    );
    const wrong = found.flatMap(broken);
    if (wrong.length > 0) throw new LuyueError('defect.unexpected', wrong.join('; '));
    return found;
  } finally {
    await postgres.stop();
  }
}
