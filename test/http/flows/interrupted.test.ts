import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { processes } from '../../../client/processes';
import { type Connection, connect } from '../../../db/connect';
import { migrate } from '../../../db/migrate';
import { loadOrg } from '../../../db/queries/org';
import { verifyCase } from '../../../db/queries/verify';
import { type Engine, startEngine } from '../../../dev/engine';
import { devIssuer, openIssuer } from '../../../dev/issuer';
import { type Postgres, startPostgres } from '../../../dev/postgres';
import { searchAttributes } from '../../../domain/case/attributes';
import { LuyueError } from '../../../domain/errors';
import { readHttpConfig } from '../../../http/config';
import { jsonLog } from '../../../http/log';
import { type HttpService, startHttp } from '../../../http/service';
import { company, rowsOf } from '../../db/support';
import { door, keysOn, medicalNotice, outside, workerEnvironment } from '../../e2e/house';
import { temporaryFolder } from '../../support/folder';
import { comes, WorkerProcess } from '../../support/worker-process';
import { type Answered, exchange } from './support';

jest.setTimeout(300_000);

const taskQueue = `interrupted-${randomUUID()}`;

/** Everything of this file's own, each part of which can be stopped and started where it was. */
interface Parts {
  postgres: Postgres;
  engine: Engine;
  worker: WorkerProcess;
  readonly records: Connection;
  readonly http: HttpService;
  readonly tokens: Readonly<Record<'open' | 'act', string>>;
}

let running: Parts | undefined;
const parts = (): Parts => {
  if (running === undefined) throw new LuyueError('defect.unexpected', 'the services run only while tests do');
  return running;
};

afterAll(async () => {
  await running?.http.stop();
  await running?.worker.kill();
  await running?.records.close();
  await running?.engine.stop();
  await running?.postgres.stop();
});
const folder = temporaryFolder();
const there = outside(folder);

const postgresAt = (port?: number): Promise<Postgres> =>
  startPostgres({ dir: `${folder}/postgres`, database: 'luyue', ...(port === undefined ? {} : { port: { required: port } }) });
const engineAt = (port?: number): Promise<Engine> => {
  const where = port === undefined ? {} : { port: { required: port } };
  return startEngine({ dir: `${folder}/engine`, storage: 'file', searchAttributes, ...where });
};

const surroundings = (databaseUrl: string, engine: Engine): NodeJS.ProcessEnv => ({
  ...workerEnvironment({ ...there(), databaseUrl, taskQueue }),
  TEMPORAL_ADDRESS: engine.address,
  TEMPORAL_NAMESPACE: engine.namespace,
  LUYUE_BOARD_SECONDS: '0',
});
const workerOf = (env: NodeJS.ProcessEnv): Promise<WorkerProcess> => WorkerProcess.start(require.resolve('../../../worker/main'), env);

beforeAll(async () => {
  const [postgres, engine] = [await postgresAt(), await engineAt()];
  await migrate(postgres.url);
  const records = connect(postgres.url);
  await loadOrg(records.db, company, 'system:test');
  const worker = await workerOf(surroundings(postgres.url, engine));
  const issuer = await openIssuer(folder);
  const { LUYUE_MASTER_KEY = '' } = surroundings(postgres.url, engine);
  const config = readHttpConfig({
    ...{ DATABASE_URL: postgres.url, TEMPORAL_ADDRESS: engine.address, TEMPORAL_NAMESPACE: engine.namespace, LUYUE_MASTER_KEY },
    ...{ LUYUE_TASK_QUEUE: taskQueue, LUYUE_HTTP_PORT: '0', LUYUE_HTTP_RATE: '100000', LUYUE_HTTP_PATIENCE_MS: '2000' },
    ...{ LUYUE_HTTP_ISSUER: devIssuer.issuer, LUYUE_HTTP_AUDIENCE: devIssuer.audience, LUYUE_HTTP_JWKS: issuer.jwks },
    LUYUE_DOOR_KEY: `${door.id}:${door.secret.toString('base64url')}`,
  });
  const http = await startHttp(
    config,
    processes,
    jsonLog(() => undefined),
  );
  const scopes = ['luyue.open', 'luyue.read', 'luyue.sensitive'];
  const open = await issuer.token({ seconds: 3_600, subject: 'system:portal', scopes });
  const act = await issuer.token({ seconds: 3_600, subject: 'gao-shan' });
  running = { postgres, engine, worker, records, http, tokens: { open, act } };
}, 600_000);

/** What one tool was answered on its way. */
interface Seen {
  readonly answers: Answered[];
}

/** A request as a tool makes it: repeated as it stands until it is not 503. */
async function insist(seen: Seen, path: string, token: string, body: object): Promise<Answered> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  for (const end = Date.now() + 240_000; Date.now() < end; ) {
    const answer = await exchange(`${parts().http.url}${path}`, 'POST', headers, JSON.stringify(body));
    seen.answers.push(answer);
    if (answer.status !== 503) return answer;
    await sleep(500);
  }
  throw new LuyueError('defect.unexpected', `${path} was never answered`);
}

interface Done {
  readonly reference: string;
  readonly case: string;
}

/** Opens a case and comments on it, one after the other, until told to stop. */
async function work(seen: Seen, name: string, isOver: () => boolean): Promise<readonly Done[]> {
  const done: Done[] = [];
  const { tokens } = parts();
  while (!isOver()) {
    const reference = `${name}-${done.length}`;
    const opened = await insist(seen, '/v1/processes/claim/cases', tokens.open, {
      ...medicalNotice(reference, '+86 139 0000 9000'),
      source: 'portal',
    });
    const id = String(opened.json.case);
    const comment = { payload: { text: 'seen' }, request: `comment-${reference}` };
    await insist(seen, `/v1/cases/${id}/acts/comment`, tokens.act, comment);
    done.push({ reference, case: id });
  }
  return done;
}

const interruptions: readonly (readonly [what: string, stop: () => Promise<unknown>, start: () => Promise<unknown>])[] = [
  [
    'PostgreSQL',
    () => parts().postgres.stop(),
    async () => {
      parts().postgres = await postgresAt(parts().postgres.port);
    },
  ],
  [
    'Temporal',
    () => parts().engine.stop(),
    async () => {
      parts().engine = await engineAt(parts().engine.port);
    },
  ],
  [
    'the worker (kill -9)',
    () => parts().worker.kill(),
    async () => {
      parts().worker = await workerOf(surroundings(parts().postgres.url, parts().engine));
    },
  ],
];

describe('stopped in the middle of requests and started again', () => {
  it.each(interruptions)(
    '%s: 503 with Retry-After meanwhile; the same requests repeated are done once, and nothing is lost',
    async (what, stop, start) => {
      const seen: Seen = { answers: [] };
      let isOver = false;
      const tools = ['a', 'b', 'c', 'd'].map((tool) => work(seen, `${what.slice(0, 4)}-${tool}-${randomUUID().slice(0, 8)}`, () => isOver));
      const all = Promise.all(tools);
      await comes('some answers', () => seen.answers.filter(({ status }) => status < 300).length >= 8, 120_000);
      await stop();
      await comes('an answer that says so', () => seen.answers.some(({ status }) => status === 503));
      await sleep(3_000);
      await start();
      const before = seen.answers.filter(({ status }) => status < 300).length;
      await comes('answers again', () => seen.answers.filter(({ status }) => status < 300).length >= before + 8, 120_000);
      isOver = true;
      const done = (await all).flat();

      expect([...new Set(seen.answers.map(({ status }) => status))].filter((status) => ![200, 201, 503].includes(status))).toEqual([]);
      for (const { status, headers, json } of seen.answers)
        if (status === 503) {
          expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
          expect(['engine.unavailable', 'records.unavailable', 'keys.unavailable']).toContain(json.code);
        }
      const { db, pool } = parts().records;
      const keys = keysOn(db).columns;
      for (const { reference, case: id } of done) {
        expect(await rowsOf(pool, 'select id from case_file where reference = $1', [reference])).toEqual([{ id }]);
        const comments = `select count(*)::int as n from case_event where case_id = $1 and cause = $2 and fact ->> 'kind' = 'acted'`;
        expect(await rowsOf(pool, comments, [id, `act:comment-${reference}`])).toEqual([{ n: 1 }]);
        expect((await verifyCase(db, id, keys)).flaw).toBeNull();
      }
      expect(done.length).toBeGreaterThan(4);
    },
  );
});
