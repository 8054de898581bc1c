import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { listens } from '../../dev/ports';
import { createDatabase, type Postgres, startPostgres } from '../../dev/postgres';
import { postgresUser } from '../../dev/postgres-binaries';
import { processMark } from '../../dev/process-mark';
import { sendSignal, startProcess, stopProcess } from '../../dev/processes';
import { until } from '../../dev/waiting';
import { temporaryFolder } from '../support/folder';

const folder = temporaryFolder();
const dir = join(folder, 'postgres');
const start = () => startPostgres({ dir, database: 'luyue', durable: false });

const ask = async (url: string, sql: string): Promise<unknown[]> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
};

const killHard = async ({ pid }: Postgres): Promise<void> => {
  sendSignal(pid, 'SIGKILL');
  await until(() => processMark(pid) === undefined, 5_000);
};

describe('the embedded PostgreSQL', () => {
  afterAll(async () => {
    await (await start()).stop();
  });

  it('is a real server with the database that was asked for, in UTC', async () => {
    const { url, port } = await start();
    expect(new URL(url).port).toBe(String(port));
    expect(await ask(url, "select current_database() as name, current_setting('TimeZone') as zone")).toEqual([
      { name: 'luyue', zone: 'UTC' },
    ]);
    const [row] = await ask(url, 'show server_version');
    expect(row).toEqual({ server_version: expect.stringMatching(/^18\./) });
  });

  it('is used again by a second start while it runs', async () => {
    const first = await start();
    const second = await start();
    expect(second).toMatchObject({ reused: true, pid: first.pid, url: first.url });
  });

  it('keeps its data over a stop and a start', async () => {
    const first = await start();
    await ask(first.url, 'create table kept (id int); insert into kept values (7)');
    await first.stop();
    expect(processMark(first.pid)).toBeUndefined();
    const second = await start();
    expect(second.reused).toBe(false);
    expect(await ask(second.url, 'select id from kept')).toEqual([{ id: 7 }]);
  });

  it('starts again after kill -9, with open connections, and keeps what was committed', async () => {
    const first = await start();
    const open = new Client({ connectionString: first.url });
    open.on('error', () => undefined);
    await open.connect();
    await open.query('create table survived (id int); insert into survived values (1)');
    await killHard(first);
    const second = await start();
    expect(second.reused).toBe(false);
    expect(await ask(second.url, 'select id from survived')).toEqual([{ id: 1 }]);
  });

  it('starts although its stale lock names the pid of another process of the same user', async () => {
    await killHard(await start());
    const args = ['-e', 'setInterval(() => undefined, 1000)'];
    const user = postgresUser();
    const other = startProcess({ name: 'stranger', folder, command: process.execPath, args, ports: {}, env: process.env, user });
    writeFileSync(join(dir, 'data', 'postmaster.pid'), `${other.record.pid}\n${join(dir, 'data')}\n`);
    expect((await start()).reused).toBe(false);
    await stopProcess(folder, 'stranger');
  });

  it('is stopped by the one who started it a second time without harm', async () => {
    const first = await start();
    await first.stop();
    const second = await start();
    await first.stop();
    expect(processMark(second.pid)).toBeDefined();
  });

  it('takes another port when another program has its port, and leaves that program alone', async () => {
    const before = await start();
    await before.stop();
    const program = `require('net').createServer().listen(${before.port}, '127.0.0.1', () => console.log('ready'))`;
    const args = ['-e', program];
    const other = startProcess({ name: 'other', folder, command: process.execPath, args, ports: {}, env: process.env });
    const told: string[] = [];
    await until(() => listens(before.port), 5_000);
    const onProgress = ({ state, detail }: { state: string; detail: string }) => told.push(`${state}: ${detail}`);
    const after = await startPostgres({ dir, database: 'luyue', durable: false, port: { preferred: before.port }, onProgress });
    expect(after.port).not.toBe(before.port);
    expect(told).toContain(`port-taken: port ${before.port} is in use, taking ${after.port}`);
    expect(processMark(other.record.pid)).toBe(other.record.mark);
    await stopProcess(folder, 'other');
  });

  it('makes further databases once', async () => {
    const { url } = await start();
    await createDatabase(url, 'further');
    await createDatabase(url, 'further');
    expect(await ask(url, "select count(*)::int as count from pg_database where datname = 'further'")).toEqual([{ count: 1 }]);
  });

  it('makes a whole cluster after a first start that was killed half way', async () => {
    const again = join(folder, 'again');
    mkdirSync(join(again, 'data.new', 'base'), { recursive: true });
    const second = await startPostgres({ dir: again, database: 'luyue', durable: false });
    expect(existsSync(join(again, 'data.new'))).toBe(false);
    await second.stop();
  });
});
