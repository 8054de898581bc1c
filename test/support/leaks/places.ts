import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import type { Payload } from '@temporalio/common';
import { temporal } from '@temporalio/proto';
import type { Pool } from 'pg';
import { rowsOf } from '../../db/support';
import type { Place } from './finder';

const { History } = temporal.api.history.v1;
const { DescribeWorkflowExecutionResponse } = temporal.api.workflowservice.v1;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;
const isPayload = (value: unknown): value is Payload => isObject(value) && isObject(value.metadata) && 'data' in value;

/** Summaries and details of timers, activities and cases, and the encoded part of failures: what people are shown beside the payloads. */
function shown(value: unknown, found: Payload[] = []): readonly Payload[] {
  if (!isObject(value) || value instanceof Uint8Array) return found;
  for (const [key, part] of Object.entries(value)) {
    if (['summary', 'details', 'encodedAttributes'].includes(key) && isPayload(part)) found.push(part);
    else shown(part, found);
  }
  return found;
}

/** Client of somebody who has the keys. */
type Reader = Pick<Client, 'connection' | 'workflow' | 'options'>;

async function decodedText({ options }: Reader, payloads: readonly Payload[], workflowId: string): Promise<Buffer> {
  const context = { type: 'workflow', namespace: options.namespace, workflowId } as const;
  let decoded = [...payloads];
  for (const codec of options.loadedDataConverter.payloadCodecs) decoded = await codec.decode(decoded, context);
  return Buffer.concat(decoded.map(({ data }) => Buffer.from(data ?? [])));
}

/** Everything that the engine keeps and shows of one run, as it is kept; then, with the keys, what people are shown of it. */
async function ofRun(reader: Reader, workflowId: string, runId: string): Promise<readonly Place[]> {
  const { connection, workflow, options } = reader;
  const execution = { workflowId, runId };
  const { namespace } = options;
  const described = await connection.workflowService.describeWorkflowExecution({ namespace, execution });
  const events = (await workflow.getHandle(workflowId, runId).fetchHistory()).events ?? [];
  const seen = [...shown(described), ...shown(events)];
  return [
    { where: 'workflow id', bytes: Buffer.from(workflowId) },
    {
      where: 'type, memo and search attributes',
      bytes: Buffer.from(DescribeWorkflowExecutionResponse.encode(described).finish()),
    },
    { where: 'history', bytes: Buffer.from(History.encode({ events }).finish()) },
    { where: 'summaries and failure messages', bytes: await decodedText(reader, seen, workflowId) },
  ];
}

/** The card and the descriptions that the UI shows, decoded. */
async function cardOf({ workflow }: Reader, workflowId: string): Promise<readonly Place[]> {
  const handle = workflow.getHandle(workflowId);
  const answers = [await handle.query('card'), await handle.query('__temporal_workflow_metadata')];
  return [{ where: 'card', bytes: Buffer.from(JSON.stringify(answers)) }];
}

const atOnce = 8;

/** Places of many items, some at a time. */
async function ofEach<T>(items: readonly T[], placesOf: (item: T) => Promise<readonly Place[]>): Promise<readonly Place[]> {
  const waiting = [...items];
  const places: Place[] = [];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) places.push(...(await placesOf(next)));
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return places;
}

/** All that can be seen in the engine by somebody without keys, and what the UI shows beside payloads to somebody with them. */
export async function engineShows(reader: Reader, cards: readonly string[]): Promise<readonly Place[]> {
  const runs: { readonly workflowId: string; readonly runId: string }[] = [];
  for await (const run of reader.workflow.list()) runs.push(run);
  return [
    ...(await ofEach(runs, ({ workflowId, runId }) => ofRun(reader, workflowId, runId))),
    ...(await ofEach(cards, (id) => cardOf(reader, id))),
  ];
}

/** The files of the engine as they lie on the disk: database, write-ahead log, log. */
export const filesIn = (dir: string): readonly Place[] =>
  readdirSync(dir)
    .filter((name) => /^temporal\.(db.*|log)$/.test(name))
    .map((name) => ({ where: `file ${name.replace(/\.db.*/, '.db')}`, bytes: readFileSync(join(dir, name)) }));

/** Every row of every table as text. */
export async function rowsIn(pool: Pool): Promise<readonly Place[]> {
  const tables = await rowsOf(pool, "select tablename from pg_tables where schemaname = 'public' order by tablename");
  const places: Place[] = [];
  for (const { tablename } of tables) {
    const rows = await rowsOf(pool, `select t::text as row from "${String(tablename)}" t`);
    places.push({ where: `table ${String(tablename)}`, bytes: Buffer.from(rows.map(({ row }) => String(row)).join('\n')) });
  }
  return places;
}
