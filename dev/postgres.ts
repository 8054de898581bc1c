import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Client } from 'pg';
import { LuyueError } from '../domain/errors';
import { choosePort, onChosenPorts, type PortWish } from './ports';
import { invocation, postgresBinaries, postgresUser } from './postgres-binaries';
import { findProcess, type ProcessRecord, startProcess, stopProcess, waitReady } from './processes';
import { type OnProgress, type Report, reporter } from './progress';
import { surroundings } from './surroundings';

export interface PostgresOptions {
  /** Folder of data, log, password and pid file. */
  readonly dir: string;
  readonly database: string;
  readonly port?: Omit<PortWish, 'onTaken'>;
  /** False for tests: faster, survives the death of the server but not of the machine. */
  readonly durable?: boolean;
  readonly onProgress?: OnProgress | undefined;
}

export interface Postgres {
  /** Connection string with the password of this data folder, for `database`: the owner, who migrates. */
  readonly url: string;
  /** The same for the role of workers and doors, which owns nothing. */
  readonly applicationUrl: string;
  readonly port: number;
  readonly pid: number;
  readonly dataDir: string;
  /** It ran already and was not started by this call. */
  readonly reused: boolean;
  /** Stops the server of this data folder; a second stop is harmless. */
  stop(): Promise<void>;
}

const user = 'luyue';
const env = { ...surroundings(), LC_ALL: 'C' };

/** Role of workers and doors in an embedded server. */
export const applicationRole = 'luyue_application';

/**
 * Starts the embedded PostgreSQL of a folder, or uses the one that already runs there; makes cluster and database when
 * missing. Listens on 127.0.0.1 only. Touches no PostgreSQL but the one of this folder.
 * @throws LuyueError stack.failed (its log is named), stack.port-taken for a required port.
 */
export const startPostgres = async (options: PostgresOptions): Promise<Postgres> => {
  const dir = resolve(options.dir);
  const report = reporter('postgres', options.onProgress);
  mkdirSync(dir, { recursive: true });
  const running = await findServing(dir);
  if (!running) await initialise(dir, report);
  const record = running ?? (await onChosenPorts(() => launch(dir, options, report)));
  const port = portOf(record);
  const url = urlOf(dir, port, options.database);
  await createDatabase(urlOf(dir, port, 'postgres'), options.database);
  const applicationUrl = await createApplicationRole(dir, url);
  report(running ? 'reused' : 'ready', `127.0.0.1:${port}`);
  return {
    url,
    applicationUrl,
    port,
    pid: record.pid,
    dataDir: join(dir, 'data'),
    reused: running !== undefined,
    stop: () => stopPostgres(dir, record.pid),
  };
};

/** Stops the PostgreSQL that was started for this folder, if it runs (and is this one). */
export const stopPostgres = async (dir: string, pid?: number): Promise<void> => {
  await stopProcess(resolve(dir), 'postgres', { signal: 'SIGINT', pid });
};

/** Creates a database if there is none of this name. `url` is any database of the server. */
export const createDatabase = async (url: string, name: string): Promise<void> => {
  await withClient(url, async (client) => {
    const found = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (found.rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  });
};

const passwordIn = (dir: string, name: string): string => {
  const file = join(dir, name);
  if (!existsSync(file)) writeFileSync(file, `${randomBytes(18).toString('base64url')}\n`, { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
};

/** Creates the role of workers and doors, or gives the one that is there the password of this folder; its rights come with the schema. */
const createApplicationRole = async (dir: string, url: string): Promise<string> => {
  const password = passwordIn(dir, 'application-password');
  await withClient(url, async (client) => {
    const found = await client.query('select 1 from pg_roles where rolname = $1', [applicationRole]);
    const verb = found.rowCount === 0 ? 'create' : 'alter';
    const as = `login password ${client.escapeLiteral(password)} nosuperuser nocreatedb nocreaterole`;
    await client.query(`${verb} role ${applicationRole} ${as}`);
  });
  const of = new URL(url);
  of.username = applicationRole;
  of.password = password;
  return of.href;
};

const withClient = async (url: string, work: (client: Client) => Promise<void>): Promise<void> => {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    await work(client);
  } finally {
    await client.end();
  }
};

const portOf = (record: ProcessRecord): number => record.ports.postgres ?? 0;

const urlOf = (dir: string, port: number, database: string): string =>
  `postgresql://${user}:${readFileSync(join(dir, 'password'), 'utf8').trim()}@127.0.0.1:${port}/${database}`;

const answers = async (dir: string, port: number): Promise<boolean> => {
  try {
    await withClient(urlOf(dir, port, 'postgres'), async (client) => {
      await client.query('select 1');
    });
    return true;
  } catch {
    return false;
  }
};

/** The server of this folder if it serves; one that runs without serving is stopped. */
const findServing = async (dir: string): Promise<ProcessRecord | undefined> => {
  const record = findProcess(dir, 'postgres');
  if (!record) return undefined;
  if (await answers(dir, portOf(record))) return record;
  await stopPostgres(dir);
  return undefined;
};

/** Makes the cluster aside and moves it into place whole, so that a kill in between leaves nothing half made. */
const initialise = async (dir: string, report: Report): Promise<void> => {
  const dataDir = join(dir, 'data');
  if (existsSync(dataDir)) return;
  report('starting', 'making a new cluster');
  const making = `${dataDir}.new`;
  const owner = postgresUser();
  const passwordFile = join(dir, 'password');
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { mode: 0o700 });
  writeFileSync(passwordFile, `${randomBytes(18).toString('base64url')}\n`, { mode: 0o600 });
  if (owner) for (const path of [making, passwordFile]) chownSync(path, owner.uid, owner.gid);
  await initdb(dir, making, passwordFile);
  renameSync(making, dataDir);
};

const initdb = (dir: string, dataDir: string, passwordFile: string): Promise<void> => {
  const settings = ['--auth=scram-sha-256', `--username=${user}`, `--pwfile=${passwordFile}`, '--encoding=UTF8', '--locale=C', '--no-sync'];
  const run = invocation(postgresBinaries().initdb, [`--pgdata=${dataDir}`, ...settings], dir, postgresUser());
  return new Promise((done, fail) => {
    const child = spawn(run.command, run.args, { cwd: '/', env, stdio: ['ignore', 'ignore', 'pipe'], ...run.user });
    const output: string[] = [];
    child.stderr.on('data', (chunk: Buffer) => output.push(chunk.toString()));
    child.once('error', fail);
    child.once('close', (code) =>
      code === 0 ? done() : fail(new LuyueError('stack.failed', `PostgreSQL: initdb ended with exit code ${code}\n${output.join('')}`)),
    );
  });
};

const launch = async (dir: string, options: PostgresOptions, report: Report): Promise<ProcessRecord> => {
  const dataDir = join(dir, 'data');
  removeStaleLock(dataDir);
  const onTaken = (taken: number, chosen: number) => report('port-taken', `port ${taken} is in use, taking ${chosen}`);
  const port = await choosePort({ ...options.port, onTaken });
  report('starting', `127.0.0.1:${port}`);
  const safety = options.durable === false ? ['fsync=off', 'full_page_writes=off'] : [];
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'timezone=UTC', 'max_connections=200', ...safety];
  const args = ['-D', dataDir, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])];
  const run = invocation(postgresBinaries().postgres, args, dir, postgresUser());
  const child = startProcess({ name: 'postgres', folder: dir, ports: { postgres: port }, env, ...run });
  await waitReady('PostgreSQL', child, () => answers(dir, port));
  return child.record;
};

/**
 * After a crash PostgreSQL leaves the lock of its data folder behind and would refuse to start if that pid is in use
 * again by any other process.
 */
const removeStaleLock = (dataDir: string): void => {
  const lock = join(dataDir, 'postmaster.pid');
  if (!existsSync(lock)) return;
  const pid = readFileSync(lock, 'utf8').split('\n')[0]?.trim();
  const commandLine = `/proc/${pid}/cmdline`;
  if (existsSync(commandLine) && readFileSync(commandLine, 'utf8').includes(dataDir)) {
    throw new LuyueError('stack.failed', `another PostgreSQL (pid ${pid}) runs on ${dataDir}; stop it first`);
  }
  if (existsSync('/proc/self')) rmSync(lock);
};
