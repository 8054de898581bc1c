import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Worker } from '@temporalio/worker';
import { z } from 'zod';
import { recordsOf } from '../../../client/db-records';
import { Doors } from '../../../client/luyue';
import { plainColumns } from '../../../db/keys/columns';
import { type CommitDeps, createCommit } from '../../../db/queries/commit';
import { type DevIssuer, type DevToken, devIssuer, openIssuer } from '../../../dev/issuer';
import { LuyueError } from '../../../domain/errors';
import { type HttpConfig, readHttpConfig } from '../../../http/config';
import { jsonLog } from '../../../http/log';
import { type HttpService, startHttp } from '../../../http/service';
import { records, sampleDeps } from '../../db/support';
import { sampleContract } from '../../kernel/sample/contract';
import { samplePayloads } from '../../kernel/sample/schema';
import { devServer, fromSetup } from '../../support/engine';
import { workerFor } from '../../support/flow';
import { temporaryFolder } from '../../support/folder';

export const processes = { sample: { contract: sampleContract, payloads: samplePayloads } };

const object = z.record(z.string(), z.unknown());

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body, where it is a JSON object. */
  readonly json: Record<string, unknown>;
}

export interface Call extends Partial<DevToken> {
  /** Staff id or `system:NAME`; no token where it is absent. */
  readonly as?: string;
  readonly token?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const jsonOf = (text: string): Record<string, unknown> => {
  const parsed = object.safeParse(text.startsWith('{') ? JSON.parse(text) : null);
  return parsed.success ? parsed.data : {};
};

/** One exchange with a server. */
export async function exchange(url: string, method: string, headers: Record<string, string>, body?: string): Promise<Answered> {
  const response = await fetch(url, { method, headers, ...(body === undefined ? {} : { body }) });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: jsonOf(text) };
}

/** The HTTP door on real records and a real engine, with the sample process, on a free port. */
export function house(deps: CommitDeps = sampleDeps) {
  const servers: HttpService[] = [];
  afterAll(async () => {
    for (const server of servers) await server.stop();
    await stopWorker();
  });
  const record = records();
  const engine = devServer();
  const folder = temporaryFolder();
  const lines: string[] = [];
  let issuer: DevIssuer | undefined;
  let worker: Worker | undefined;
  let running: Promise<void> | undefined;
  let first: HttpService | undefined;

  const startWorker = async (taskQueue?: string): Promise<string> => {
    worker = await workerFor(engine(), require.resolve('../../kernel/sample/workflows'), createCommit(record().db, deps), taskQueue);
    running = worker.run();
    return worker.options.taskQueue;
  };
  const stopWorker = async (): Promise<void> => {
    worker?.shutdown();
    await running;
    worker = undefined;
    running = undefined;
  };
  const config = (taskQueue: string, jwks: string, env: Readonly<Record<string, string>> = {}): HttpConfig =>
    readHttpConfig({
      DATABASE_URL: record().url,
      TEMPORAL_ADDRESS: fromSetup('LUYUE_TEST_TEMPORAL'),
      TEMPORAL_NAMESPACE: fromSetup('LUYUE_TEST_NAMESPACE'),
      LUYUE_TASK_QUEUE: taskQueue,
      LUYUE_HTTP_PORT: '0',
      LUYUE_HTTP_ISSUER: devIssuer.issuer,
      LUYUE_HTTP_AUDIENCE: devIssuer.audience,
      LUYUE_HTTP_JWKS: jwks,
      LUYUE_HTTP_RATE: '100000',
      LUYUE_PLAIN: '1',
      ...env,
    });
  /** One more server on the same records. */
  const serve = async (taskQueue: string, env: Readonly<Record<string, string>> = {}): Promise<HttpService> => {
    issuer ??= await openIssuer(folder);
    const server = await startHttp(
      config(taskQueue, issuer.jwks, env),
      processes,
      jsonLog((line) => lines.push(line)),
    );
    servers.push(server);
    return server;
  };
  const token = (wish: Partial<DevToken> & { readonly subject: string }): Promise<string> => {
    if (issuer === undefined) throw new LuyueError('defect.unexpected', 'no server was started');
    return issuer.token({ seconds: 600, ...wish });
  };
  const send = async (base: string, method: string, path: string, { as, body, headers, ...call }: Call): Promise<Answered> => {
    const { token: given, ...wish } = call;
    const bearer = given ?? (as === undefined ? undefined : await token({ ...wish, subject: as }));
    const all = {
      ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    };
    const text = typeof body === 'string' || body === undefined ? body : JSON.stringify(body);
    return exchange(`${base}${path}`, method, all, text);
  };

  const url = (): string => first?.url ?? '';
  const sendHere =
    (method: string) =>
    (path: string, call: Call = {}) =>
      send(url(), method, path, call);
  const get = sendHere('GET');
  const post = sendHere('POST');
  const doors = (): Doors => {
    const { connection, namespace = 'default' } = engine();
    const queue = worker?.options.taskQueue ?? 'nobody-works-here';
    return new Doors(processes, {
      processes,
      records: recordsOf(record().db, plainColumns),
      engine: { connection, namespace },
      taskQueue: queue,
    });
  };

  return {
    record,
    engine,
    queue: (): string => worker?.options.taskQueue ?? 'nobody-works-here',
    folder,
    lines,
    startWorker,
    stopWorker,
    serve,
    send,
    token,
    url,
    port: (): number => first?.port ?? 0,
    get,
    post,
    doors,
    /** Stops the worker; gives the task queue that another one has to serve. */
    restartable: async (): Promise<string> => {
      const queue = worker?.options.taskQueue ?? '';
      await stopWorker();
      return queue;
    },
    /** Starts the worker and the server that `get` and `post` talk to. */
    start: async (env: Readonly<Record<string, string>> = {}): Promise<void> => {
      first = await serve(await startWorker(), env);
    },
  };
}

/** A call as a tool makes it: repeated as it stands while the answer is 503, so many times. */
export async function repeated(call: () => Promise<Answered>, times = 30): Promise<Answered> {
  for (let left = times; ; left--) {
    const answer = await call();
    if (answer.status !== 503 || left === 0) return answer;
    await sleep(1_000);
  }
}

let references = 0;
// The engine is shared by all test files, and a reference is a case.
const run = randomUUID().slice(0, 8);

/** An opening of the sample process. */
export const opening = (content: Readonly<Record<string, unknown>> = {}) => ({
  source: 'test',
  reference: `${run}-${++references}`,
  line: 'motor',
  branch: 'north',
  parties: [{ id: 'claimant', role: 'claimant', name: '张三', phone: '13800000000' }],
  subject: 's',
  ...content,
});
