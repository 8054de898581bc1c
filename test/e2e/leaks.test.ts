import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { recordsOf } from '../../client/db-records';
import { signerOf } from '../../client/identity';
import { Doors } from '../../client/luyue';
import { readOpening } from '../../client/open';
import { processes } from '../../client/processes';
import { doorConverter } from '../../codec/converter';
import { listCases } from '../../db/queries/case';
import { readOrganisation } from '../../db/queries/organisation';
import { Cast } from '../../dev/cast/cast';
import { type Engine, startEngine } from '../../dev/engine';
import { searchAttributes } from '../../domain/case/attributes';
import { LuyueError } from '../../domain/errors';
import { isSystem } from '../../domain/org/systems';
import { records, rowsOf } from '../db/support';
import { temporaryFolder } from '../support/folder';
import { type Secretive, secretiveExamples } from '../support/leaks/examples';
import { Finder, type Leak, type Place } from '../support/leaks/finder';
import { askHttpDoor, type Door } from '../support/leaks/http-door';
import { engineShows, filesIn, rowsIn } from '../support/leaks/places';
import { DrawingUi } from '../support/leaks/ui-server';
import { WorkerProcess } from '../support/worker-process';
import { keysOn, outside, door as signing, workerEnvironment } from './house';

const record = records();
const folder = temporaryFolder();
const there = outside(folder);
const taskQueue = `leaks-${randomUUID()}`;
// Of its own, because it has to be there until the engine has stopped.
const engineDir = mkdtempSync(join(tmpdir(), 'luyue-leaks-'));
const begun = Date.now();

jest.setTimeout(480_000);

const examples = secretiveExamples(begun);
const comment = (n: number): string => `客户来电，家里第${String(n).padStart(4, '0')}次催问`;
const isCommented = (n: number): boolean => n % 4 === 0;
const badPhone = '13655554444';
const secrets = [
  ...new Set([
    ...examples.flatMap((example) => example.secrets),
    ...examples.flatMap((_, n) => (isCommented(n) ? [comment(n)] : [])),
    badPhone,
  ]),
];
const finder = new Finder(secrets);

let engine: Engine;
let connection: Connection;
let worker: WorkerProcess;
let ui: DrawingUi;
let door: Door;
const ids: string[] = [];

/** Whoever has the keys. */
const reader = () => new Client({ connection, namespace: engine.namespace, dataConverter: doorConverter(keysOn(record().db)) });
/** Whoever has none. */
const stranger = () => new Client({ connection, namespace: engine.namespace });

function doors(): Doors {
  const keys = keysOn(record().db);
  const ports = {
    records: recordsOf(record().db, keys.columns),
    engine: { connection, namespace: engine.namespace, dataConverter: doorConverter(keys) },
  };
  return new Doors(processes, { processes, ...ports, taskQueue, signer: signerOf(signing), patienceMs: 180_000 });
}

const speeds: Readonly<Record<string, string>> = { emergency: '1h=1s' };

/** Head office may do both: open a case in compressed time, and write into the cases of every team. */
const drillMaster = 'qin-ruo';

/** What a system opens itself cannot be opened by somebody for it, and so runs in real time. */
const openingOf = ({ process, request }: Pick<Secretive, 'process' | 'request'>) =>
  isSystem(String(request.source)) ? request : { compressed: speeds[process] ?? '1d=2s', actor: drillMaster, ...request };

/** Opens every example, a few at a time, and lets somebody write down what a customer said. */
async function openAll(by: Doors): Promise<void> {
  const waiting = examples.map((example, n) => ({ ...example, n }));
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { case: id } = await by.open(next.process, openingOf(next));
      ids.push(id);
      if (isCommented(next.n)) await by.act(id, { act: 'comment', as: drillMaster, payload: { text: comment(next.n) } });
    }
  };
  await Promise.all(Array.from({ length: 8 }, work));
}

/** People act on the cases for a while, and the clocks run. */
async function play(by: Doors, forMs: number): Promise<void> {
  const { organisation } = await readOrganisation(record().db);
  const cast = new Cast({ doors: by, organisation, signal: AbortSignal.timeout(forMs) });
  for (const end = Date.now() + forMs; Date.now() < end; ) {
    await cast.act(await listCases(record().db, { status: 'open' }, 1000));
    await wait(500);
  }
}

/** What does not fit, sent past the doors' own check: the refusal must not quote it. */
async function actBadly(id: string): Promise<unknown> {
  const request = { act: 'comment', request: randomUUID(), actor: 'zhou-wei', payload: { phone: badPhone } };
  return reader()
    .workflow.getHandle(id)
    .executeUpdate('comment', { args: [request] })
    .catch((error: unknown) => error);
}

/** The engine lists a run some time after it has started. */
async function listed(workflowId: string): Promise<void> {
  const { workflow } = stranger();
  for (const end = Date.now() + 60_000; Date.now() < end; await wait(200)) {
    const found = await workflow.count(`WorkflowId = '${workflowId}'`);
    if (found.count > 0) return;
  }
  throw new LuyueError('defect.unexpected', `the engine does not list ${workflowId}`);
}

beforeAll(async () => {
  engine = await startEngine({ dir: engineDir, storage: 'file', searchAttributes });
  connection = await Connection.connect({ address: engine.address });
  const surroundings = { ...there(), databaseUrl: record().url, taskQueue };
  const env: NodeJS.ProcessEnv = {
    ...workerEnvironment(surroundings),
    TEMPORAL_ADDRESS: engine.address,
    TEMPORAL_NAMESPACE: engine.namespace,
  };
  worker = await WorkerProcess.start(require.resolve('../../worker/main'), env);
  await openAll(doors());
  await play(doors(), 10_000);
  ui = await DrawingUi.start(join(folder, 'ui'), engine.address, engine.namespace);
  await ui.draw(reader(), ids);
  const doorKey = `${signing.id}:${signing.secret.toString('base64url')}`;
  const doorEnv = { ...env, LUYUE_DOOR_KEY: doorKey };
  door = await askHttpDoor({ cases: ids, secret: badPhone, folder: join(folder, 'issuer'), env: doorEnv });
});

afterAll(async () => {
  await worker?.stop();
  await ui?.stop();
  await connection?.close();
  await engine?.stop();
  rmSync(engineDir, { recursive: true, force: true });
});

const everything = async (): Promise<readonly Place[]> => [
  ...(await engineShows(reader(), ids)),
  ...filesIn(engineDir),
  ...(await rowsIn(record().pool)),
  { where: 'log of the worker', bytes: Buffer.from(worker.log) },
  ...door.places,
  ui.log(),
];

describe('every example of every process', () => {
  it('is looked at: five processes, personal data of every kind, cases that moved, failures among them', async () => {
    expect(new Set(examples.map(({ process }) => process))).toEqual(
      new Set(['claim', 'complaint', 'emergency', 'improvement', 'programme']),
    );
    expect(ids).toHaveLength(examples.length);
    expect(secrets.length).toBeGreaterThan(300);
    const kinds = [/^1[0-9]{10}$/, /^110105/, /^622202/, /^京N/, /骨折/, /^P[A-Z]{2}2026/, /@/, /巷/];
    for (const kind of kinds) expect(secrets.filter((secret) => kind.test(secret)).length).toBeGreaterThan(0);
    const [{ moved } = { moved: 0 }] = await rowsOf(record().pool, "select count(*)::int as moved from case_event where kind = 'entered'");
    expect(Number(moved)).toBeGreaterThan(examples.length);
  });

  it('was looked at in the UI, whose log has the whole text of every card', () => {
    const text = ui.log().bytes.toString();
    expect(text.match(/环节/g)?.length).toBeGreaterThanOrEqual(ids.length);
  });

  it('answers what does not fit with a failure that quotes none of it', async () => {
    const answer = await actBadly(ids[0] ?? '');
    expect(answer).toBeInstanceOf(Error);
    const cause = answer instanceof Error ? answer.cause : undefined;
    const words = JSON.stringify([answer, cause], (_key, value: unknown) =>
      value instanceof Error ? { ...value, message: value.message } : value,
    );
    expect(words).toContain('input.invalid');
    expect(words).not.toContain(badPhone);
  });

  it('was read through the HTTP door by somebody who may: its answers, its log and its figures are looked at too', () => {
    const [answers, log, metrics] = door.places.map(({ bytes }) => bytes.toString());
    for (const id of ids) expect([answers?.includes(id), log?.includes(id)]).toEqual([true, true]);
    for (const status of ['200', '400', '404', '401']) expect(metrics).toContain(`status="${status}"`);
  });

  it('gives the personal values by the one address that is for them, each read recorded by group, never by content', async () => {
    const shown = new Set(finder.in(door.personal).map(({ secret }) => secret));
    expect(secrets.filter((of) => of !== badPhone && Buffer.byteLength(of) >= 6 && !shown.has(of))).toEqual([]);
    const kept = await rowsOf(record().pool, "select count(distinct case_id)::int as cases from case_read where part = 'personal:account'");
    expect(kept).toEqual([{ cases: ids.length }]);
  });

  it('shows no personal datum in ids, attributes, memo, summaries, card, types, failures, logs, files of the engine or columns', async () => {
    const places = await everything();
    const seen = new Set(places.map(({ where }) => where.replace(/^table .*/, 'table')));
    expect(seen).toEqual(
      new Set([
        'answers of the HTTP door',
        'card',
        'file temporal.db',
        'file temporal.log',
        'history',
        'log of the HTTP door',
        'log of the UI server',
        'log of the worker',
        'metrics of the HTTP door',
        'summaries and failure messages',
        'table',
        'type, memo and search attributes',
        'workflow id',
      ]),
    );
    expect(places.filter(({ bytes }) => bytes.length > 0).length).toBeGreaterThan(examples.length * 4);
    expect(finder.all(places)).toEqual([]);
  });
});

it('tells nobody by a digest what an opening was: whoever has no key cannot try contents until one fits', async () => {
  const digests = examples.map(({ process, request }) => {
    const type = Object.entries(processes).find(([name]) => name === process)?.[1];
    if (type === undefined) throw new LuyueError('defect.unexpected', `there is no process ${process}`);
    return readOpening(type, openingOf({ process, request }), Date.now()).digest;
  });
  const kept = await rowsOf(record().pool, 'select digest from case_file where id = any($1)', [ids]);
  expect(kept).toHaveLength(examples.length);
  expect(kept.filter(({ digest }) => !/^keyed\./.test(String(digest)))).toEqual([]);
  expect(new Finder(digests).all(await rowsIn(record().pool))).toEqual([]);
});

describe('the scan', () => {
  const [secret = ''] = secrets.filter((of) => /^1390/.test(of));
  const [chinese = ''] = secrets.filter((of) => /骨折/.test(of));
  const at = (bytes: string): readonly Leak[] => finder.in({ where: 'x', bytes: Buffer.from(bytes) });

  it('finds a secret in plain sight, escaped, and in base64 at any offset', () => {
    for (const offset of ['', 'a', 'ab', 'abc']) {
      expect(at(`${offset}${secret}.`)).toEqual([{ where: 'x', secret }]);
      expect(at(Buffer.from(`${offset}{"d":"${chinese}"}`).toString('base64')).map((leak) => leak.secret)).toContain(chinese);
    }
    expect(
      at(JSON.stringify(chinese).replace(/[^ -~]/g, (c) => `\\u${c.charCodeAt(0).toString(16)}`)).map((leak) => leak.secret),
    ).toContain(chinese);
    expect(at('nothing of anybody')).toEqual([]);
  });

  it('finds what a stranger without the codec puts into the engine: id, memo, summary, arguments, and the file', async () => {
    const { workflow } = stranger();
    const options = { taskQueue: 'nobody-works-here', memo: { who: chinese }, staticSummary: chinese, args: [{ name: chinese }] };
    const handle = await workflow.start('claim', { ...options, workflowId: `claim-${secret}` });
    await listed(handle.workflowId);
    const leaks = finder.all([...(await engineShows(reader(), [])), ...filesIn(engineDir)]);
    await handle.terminate();
    expect(new Set(leaks.map(({ where }) => where))).toEqual(
      new Set(['workflow id', 'type, memo and search attributes', 'history', 'summaries and failure messages', 'file temporal.db']),
    );
  });

  it('finds what stands in a plain column', async () => {
    await record().pool.query(
      "insert into refusal (case_id, act, actor, code, detail, request, at) values ('claim-x', 'agree', 'an-ran', 'actor.role', $1, 'r', now())",
      [`not for ${secret}`],
    );
    expect(finder.all(await rowsIn(record().pool))).toEqual([{ where: 'table refusal', secret }]);
  });

  it('has secrets to find: the same places hold them all once they are read with the keys', async () => {
    const rows = await rowsOf(record().pool, 'select case_id, seq, path, value from personal_value where value is not null');
    const values = rows.map(({ case_id, seq, path, value }) => ({
      text: String(value),
      place: ['personal_value', String(case_id), Number(seq), String(path)] as const,
    }));
    const read = await keysOn(record().db).columns.open(values);
    const texts = read.map((reading) => {
      if (reading.kind !== 'value') throw new LuyueError('defect.unexpected', `a personal value is ${reading.kind}`);
      return reading.value;
    });
    const found = new Set(finder.in({ where: 'the record, decrypted', bytes: Buffer.from(texts.join('\n')) }).map((leak) => leak.secret));
    expect(secrets.filter((of) => of !== badPhone && Buffer.byteLength(of) >= 6 && !found.has(of))).toEqual([]);
  });
});
