import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Connection } from '@temporalio/client';
import { LuyueError } from '../domain/errors';
import { addSearchAttributes, type SearchAttributes } from '../worker/search-attributes';
import { type EngineBinary, obtainEngine } from './engine-binary';
import { keepClosedCases, namespaceServes } from './engine-namespace';
import { choosePort, listens, type PortWish } from './ports';
import { findProcess, type ProcessRecord, startProcess, stopProcess, waitReady } from './processes';
import { type OnProgress, type Report, reporter } from './progress';
import { surroundings } from './surroundings';

export interface EngineOptions {
  /** Folder of data, log and pid file. */
  readonly dir: string;
  /** `memory`: everything is lost when the server stops (tests). */
  readonly storage: 'file' | 'memory';
  readonly searchAttributes: SearchAttributes;
  readonly port?: Omit<PortWish, 'onTaken'>;
  /** Port of the server's own Temporal UI; without it there is none. */
  readonly uiPort?: Omit<PortWish, 'onTaken'>;
  /** Codec server that the UI asks for what is encrypted: its port, and the path under it. It need not run yet. */
  readonly codec?: { readonly port: Omit<PortWish, 'onTaken'>; readonly path: string };
  readonly onProgress?: OnProgress | undefined;
}

export interface Engine {
  /** `host:port` of the gRPC frontend. */
  readonly address: string;
  readonly namespace: string;
  readonly port: number;
  readonly uiPort?: number;
  readonly uiUrl?: string;
  /** Where its UI expects the codec server. */
  readonly codecPort?: number;
  /** Of the server, for example `1.29.1`. */
  readonly version: string;
  readonly pid: number;
  /** It ran already and was not started by this call. */
  readonly reused: boolean;
  /** Stops the server of this folder; a second stop is harmless. */
  stop(): Promise<void>;
}

const namespace = 'luyue';

/** The page of a namespace, where a UI of this machine shows it. */
export const uiUrlOf = (port: number, shown: string): string => `http://127.0.0.1:${port}/namespaces/${shown}/workflows`;

/**
 * Set as a production cluster is: ids limited to what PostgreSQL keeps, activities started with the task that orders them. And it asks nobody
 * outside whether there is a newer version.
 */
const dynamicConfig = ['limit.maxIDLength=255', 'system.enableActivityEagerExecution=true', 'frontend.enableServerVersionCheck=false'];
const sqlite = ['journal_mode=wal', 'synchronous=normal'];

/**
 * Starts the Temporal dev server of a folder, or uses the one that already runs there: namespace `luyue`, closed cases
 * kept 30 days, the search attributes registered. Listens on 127.0.0.1 only.
 * @throws LuyueError engine.attributes for one of another type, stack.no-engine, stack.failed (its log is named), stack.port-taken for a required port.
 */
export const startEngine = async (options: EngineOptions): Promise<Engine> => {
  const dir = resolve(options.dir);
  const report = reporter('engine', options.onProgress);
  mkdirSync(dir, { recursive: true });
  const running = await findServing(dir);
  const record = running ?? (await launchPatiently(dir, options, await obtainEngine(report), report));
  const { engine: port = 0, ui: uiPort, codec: codecPort } = record.ports;
  const address = `127.0.0.1:${port}`;
  const version = await withConnection(address, async (connection) => {
    if (!running) await keepClosedCases(connection, namespace);
    await addSearchAttributes(connection, namespace, options.searchAttributes);
    return (await connection.workflowService.getClusterInfo({})).serverVersion;
  });
  report(running ? 'reused' : 'ready', `${address}, Temporal server ${version}`);
  const ui = uiPort === undefined ? {} : { uiPort, uiUrl: uiUrlOf(uiPort, namespace) };
  const codec = codecPort === undefined ? {} : { codecPort };
  const common = { address, namespace, port, version, pid: record.pid, reused: running !== undefined };
  return { ...common, ...ui, ...codec, stop: () => stopEngine(dir, record.pid) };
};

/** Stops the Temporal server that was started for this folder, if it runs (and is this one). */
export const stopEngine = async (dir: string, pid?: number): Promise<void> => {
  await stopProcess(resolve(dir), 'temporal', { pid });
};

const withConnection = async <T>(address: string, work: (connection: Connection) => Promise<T>): Promise<T> => {
  const connection = await Connection.connect({ address, connectTimeout: '5s' });
  try {
    return await work(connection);
  } finally {
    await connection.close();
  }
};

/** The port is tried first: a gRPC channel that is refused once waits a second before it tries again. */
const serves = async (port: number): Promise<boolean> => {
  if (!(await listens(port))) return false;
  try {
    await withConnection(`127.0.0.1:${port}`, (connection) => namespaceServes(connection, namespace));
    return true;
  } catch {
    return false;
  }
};

/** The server of this folder if it serves; one that runs without serving is stopped. */
const findServing = async (dir: string): Promise<ProcessRecord | undefined> => {
  const record = findProcess(dir, 'temporal');
  if (!record) return undefined;
  if (await serves(record.ports.engine ?? 0)) return record;
  await stopEngine(dir);
  return undefined;
};

const launches = 3;
const failures: ReadonlySet<string> = new Set(['stack.failed', 'stack.port-taken']);

/** Beside the ports it is given the server binds some of its own choice, and ends where another process was quicker: then again, on other ports. */
const launchPatiently = async (dir: string, options: EngineOptions, binary: EngineBinary, report: Report): Promise<ProcessRecord> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await launch(dir, options, binary, report);
    } catch (error) {
      if (attempt === launches || !(error instanceof LuyueError) || !failures.has(error.code)) throw error;
      await stopEngine(dir);
    }
  }
};

const launch = async (dir: string, options: EngineOptions, binary: EngineBinary, report: Report): Promise<ProcessRecord> => {
  const onTaken = (taken: number, chosen: number) => report('port-taken', `port ${taken} is in use, taking ${chosen}`);
  const port = await choosePort({ ...options.port, onTaken });
  const uiPort = options.uiPort && (await choosePort({ ...options.uiPort, onTaken }));
  const codecPort = options.codec && (await choosePort({ ...options.codec.port, onTaken }));
  report('starting', `127.0.0.1:${port}, ${binary.version} at ${binary.path}`);
  const args = ['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--namespace', namespace, '--log-level', 'error'];
  args.push(...(uiPort === undefined ? ['--headless'] : ['--ui-port', String(uiPort)]));
  if (uiPort !== undefined && options.codec) args.push('--ui-codec-endpoint', `http://127.0.0.1:${codecPort}${options.codec.path}`);
  if (options.storage === 'file')
    args.push('--db-filename', join(dir, 'temporal.db'), ...sqlite.flatMap((value) => ['--sqlite-pragma', value]));
  args.push(...dynamicConfig.flatMap((value) => ['--dynamic-config-value', value]));
  const ports = { engine: port, ...(uiPort === undefined ? {} : { ui: uiPort }), ...(codecPort === undefined ? {} : { codec: codecPort }) };
  const child = startProcess({ name: 'temporal', folder: dir, command: binary.path, args, ports, env: surroundings() });
  await waitReady('the Temporal server', child, () => serves(port), 60_000);
  return child.record;
};
