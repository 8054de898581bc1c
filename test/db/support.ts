import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, type Pool } from 'pg';
import { type Connection, connect, type Database } from '../../db/connect';
import { plainColumns } from '../../db/keys/columns';
import { migrate } from '../../db/migrate';
import { type CommitDeps, createCommit } from '../../db/queries/commit';
import { loadOrg } from '../../db/queries/org';
import { claimedClock } from '../../db/record/time';
import { createWorld, type Norm } from '../../db/world';
import { createDatabase } from '../../dev/postgres';
import type { Cause } from '../../domain/case/cause';
import type { Commit, CommitAnswer, CommitRequest } from '../../domain/case/commit';
import type { Contract } from '../../domain/case/contract';
import type { Fact } from '../../domain/case/fact';
import { generalPayloads } from '../../domain/case/general.schema';
import type { OpenRequest } from '../../domain/case/opening';
import { emptyCase } from '../../domain/case/state';
import type { Instant } from '../../domain/instant';
import { guardsOf } from '../../domain/processes/guards';
import type { Runnable } from '../../workflows/kernel/cause';
import { rendererOf } from '../../workflows/kernel/node';
import { CaseRunner, type Transition } from '../../workflows/kernel/runner';
import { disasterContract, lossContract } from '../kernel/disaster/contract';
import { disaster, loss } from '../kernel/disaster/process';
import { disasterPayloads, lossPayloads } from '../kernel/disaster/schema';
import { sampleContract } from '../kernel/sample/contract';
import { opening, runnable as sample, start } from '../kernel/sample/open';
import { fromSetup } from '../support/engine';
import { flatWorld } from '../support/flat-world';

interface Example {
  readonly teams: readonly { readonly id: string; readonly lines: readonly string[] }[];
  readonly staff: readonly { readonly id: string; readonly roles: readonly unknown[] }[];
}

const example: Example = JSON.parse(readFileSync(join(__dirname, '../../examples/org.json'), 'utf8'));

/** Who decides and yet may be given a case to handle: for tests of those who do both. */
const both = new Set(['wu-dan', 'zhou-wei']);

/** The company of examples/org.json, with a line that one branch works; no case comes to those of `both` by itself. */
export const company: object = {
  ...example,
  teams: example.teams.map((t) => (t.id === 'estate-south' ? { ...t, lines: [...t.lines, 'pets'] } : t)),
  staff: example.staff.map((s) => (both.has(s.id) ? { ...s, roles: [...s.roles, 'handler'], capacity: 0 } : s)),
};

const withServer = async (work: (client: Client) => Promise<unknown>): Promise<void> => {
  const client = new Client({ connectionString: fromSetup('LUYUE_TEST_PG') });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
};

/** A database of its own for the calling test file, migrated, with the example company; dropped after its tests. */
export function records(): () => Connection & { readonly url: string } {
  let connection: (Connection & { readonly url: string }) | undefined;
  const name = `records_${randomUUID().replaceAll('-', '')}`;
  beforeAll(async () => {
    const server = new URL(fromSetup('LUYUE_TEST_PG'));
    await createDatabase(server.href, name);
    server.pathname = `/${name}`;
    await migrate(server.href);
    connection = { ...connect(server.href), url: server.href };
    await loadOrg(connection.db, company, 'system:test');
  });
  afterAll(async () => {
    await connection?.close();
    await withServer((client) => client.query(`drop database if exists ${name} with (force)`));
  });
  return () => {
    if (connection === undefined) throw new Error('the records exist only while tests run');
    return connection;
  };
}

const { timesOf, titleOf, watchDate, usedShareOf } = flatWorld();
export const flatNorm: Norm = { timesOf, titleOf, watchDate, usedShareOf };

const contracts: Readonly<Record<string, Contract>> = { sample: sampleContract, disaster: disasterContract, loss: lossContract };
const runnables: Readonly<Record<string, Runnable>> = {
  sample,
  disaster: { process: disaster, guards: guardsOf({ ...generalPayloads, ...disasterPayloads }) },
  loss: { process: loss, guards: guardsOf({ ...generalPayloads, ...lossPayloads }) },
};

/** The test's processes on real people: limits of the flat world, templates of version 1, time moved by hand. */
export const sampleDeps: CommitDeps = {
  contractOf: (process) => contracts[process],
  render: rendererOf(runnables),
  clock: claimedClock,
  worldOf: (organisation, at, load) => createWorld(flatNorm, organisation, at, load),
  templateVersion: () => 1,
  pastDaysAllowed: 3,
  columns: plainColumns,
};

let numbers = 0;
let requests = 0;

/** A case on the real record, of the sample process where its opening names no other, moved by hand. */
export class RecordedCase {
  private runner: CaseRunner;
  now: Instant = start;
  readonly id: string;
  readonly open: OpenRequest;

  constructor(
    readonly commit: Commit,
    readonly name = `s${++numbers}`,
    open: Partial<OpenRequest> = {},
    id?: string,
  ) {
    this.open = { ...opening, reference: name, digest: `digest of ${name}`, ...open };
    this.id = id ?? `${this.open.process}-${name}`;
    this.runner = this.fresh();
  }

  private fresh(): CaseRunner {
    const ports = { commit: this.commit, now: () => this.now, process: this.open.process, workflowId: this.id, runId: 'test' };
    return new CaseRunner(emptyCase(this.id), ports);
  }

  get state() {
    return this.runner.state;
  }

  get trouble() {
    return this.runner.trouble;
  }

  transition(cause: Cause): Promise<Transition> {
    return this.runner.transition(cause);
  }

  act(act: string, actor: string, payload = {}, options: Partial<Extract<Cause, { kind: 'act' }>['request']> = {}): Promise<Transition> {
    return this.transition({ kind: 'act', request: { act, request: `r${++requests}`, actor, payload, ...options } });
  }

  /** The same case in another worker that knows nothing of it yet. */
  twin(): RecordedCase {
    const twin = new RecordedCase(this.commit, this.name, this.open);
    twin.now = this.now;
    return twin;
  }

  /** Forgets everything but the record. */
  async forget(): Promise<void> {
    this.runner = this.fresh();
    await this.transition({ kind: 'sync' });
  }
}

/** An opened sample case. */
export async function opened(db: Database, deps: CommitDeps = sampleDeps, open: Partial<OpenRequest> = {}): Promise<RecordedCase> {
  const recorded = new RecordedCase(createCommit(db, deps), undefined, open);
  await recorded.transition({ kind: 'open', open: recorded.open });
  return recorded;
}

/** Past the first stage; the handler is `handler`. */
export async function submitted(db: Database, handler = 'chen-xi', deps: CommitDeps = sampleDeps): Promise<RecordedCase> {
  const recorded = await opened(db, deps);
  await recorded.act('submit', 'party:claimant', { items: ['id-card'] });
  await recorded.act('assign', 'zhou-wei', { to: handler });
  return recorded;
}

/** Recommended by the handler, so that a determination is expected. */
export async function recommended(
  db: Database,
  handler = 'chen-xi',
  amountFen = 10_000_00,
  deps: CommitDeps = sampleDeps,
): Promise<RecordedCase> {
  const recorded = await submitted(db, handler, deps);
  await recorded.act('recommend', handler, { amountFen });
  return recorded;
}

/** A request of a case, as its run sends it: the case stands where it knows itself. */
export const requestOf = (c: RecordedCase, cause: Cause, head = c.state.head): CommitRequest => ({
  case: c.id,
  process: c.open.process,
  cause,
  at: c.now,
  head,
  workflowId: c.id,
  runId: 'test',
});

/** An act of nobody, under a request id. */
export const noted = (request: string): Cause => ({
  kind: 'act',
  request: { act: 'comment', request, actor: 'system:test', payload: { text: 'x' } },
});

/** Writes facts under a request id that no act of the test's processes brings, as if the code of one did. */
export function writeFacts(db: Database, c: RecordedCase, request: string, facts: readonly Fact[]): Promise<CommitAnswer> {
  const proposal = { kind: 'facts', facts } as const;
  const render: CommitDeps['render'] = async () => ({ cause: `act:${request}`, actor: 'system:test', proposal, sealed: [] });
  return createCommit(db, { ...sampleDeps, render })(requestOf(c, noted(request)));
}

/** A determination of the sample process. */
export const granted = (amountFen = 10_000_00) => ({ kind: 'granted', amountFen });

export const codeOf = (answer: CommitAnswer): string | null => (answer.kind === 'refused' ? answer.objection.code : null);

/** Rows of a query. */
export const rowsOf = async (pool: Pool, text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> =>
  (await pool.query<Record<string, unknown>>(text, values)).rows;

/** Changes the record behind its own back, as an administrator with all rights could. */
export async function tamper(url: string, ...statements: readonly string[]): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("set session_replication_role = 'replica'");
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
