import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Connection } from '@temporalio/client';
import { z } from 'zod';
import { addSearchAttributes, type SearchAttributes } from '../../worker/search-attributes';
import { ensureNamespace, namespaceServes } from '../engine-namespace';
import { choosePort, listens, onChosenPorts } from '../ports';
import { type Postgres, startPostgres } from '../postgres';
import { type Child, findProcess, type ProcessRecord, startProcess, stopProcess, waitReady } from '../processes';
import { type OnProgress, type Report, reporter } from '../progress';
import { surroundings } from '../surroundings';
import { until } from '../waiting';
import { type ClusterBinaries, clusterVersion, obtainCluster } from './binaries';
import { type ClusterPorts, type ClusterService, type ClusterStore, clusterConfig, clusterServices, dynamicConfig } from './config';
import { prepareSchemas } from './schema';

export interface ClusterOptions {
  /** Folder of data, configuration, logs and pid files. */
  readonly dir: string;
  readonly searchAttributes: SearchAttributes;
  readonly onProgress?: OnProgress;
}

/** A Temporal cluster of four processes on a PostgreSQL of its own, on 127.0.0.1. */
export interface Cluster {
  /** `host:port` of the frontend. */
  readonly address: string;
  readonly namespace: string;
  readonly version: string;
  readonly postgres: Postgres;
  /** Pid of a service, also after it was started again. */
  pidOf(service: ClusterService): number | undefined;
  /** Starts a service that has ended, on the same ports; waits until the cluster serves. */
  restart(service: ClusterService): Promise<void>;
  /** Stops all four and PostgreSQL; a second stop is harmless. */
  stop(): Promise<void>;
}

const namespace = 'luyue';
const servingMs = 120_000;

const portsShape = z.record(z.enum(clusterServices), z.object({ grpc: z.number().int(), membership: z.number().int() }));

/** What an earlier start chose is kept: the others find a service by its ports. Only where none of them runs may a port that was lost be another. */
const portsOf = async (dir: string): Promise<ClusterPorts> => {
  const file = join(dir, 'ports.json');
  const earlier = existsSync(file) ? portsShape.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined;
  if (earlier !== undefined && clusterServices.some((name) => findProcess(dir, name))) return earlier;
  const port = (service: ClusterService, kind: 'grpc' | 'membership') => choosePort({ preferred: earlier?.[service][kind] });
  const two = async (of: ClusterService) => ({ grpc: await port(of, 'grpc'), membership: await port(of, 'membership') });
  const ports = {
    frontend: await two('frontend'),
    history: await two('history'),
    matching: await two('matching'),
    worker: await two('worker'),
  };
  writeFileSync(file, JSON.stringify(ports));
  return ports;
};

const storeOf = (url: string): ClusterStore => {
  const { host, username, password } = new URL(url);
  return { host, user: username, password };
};

interface Settings {
  readonly dir: string;
  readonly binaries: ClusterBinaries;
  readonly configFile: string;
  readonly ports: ClusterPorts;
}

const writeConfig = (dir: string, store: ClusterStore, ports: ClusterPorts): string => {
  const [configFile, dynamicFile] = [join(dir, 'config.json'), join(dir, 'dynamic.json')];
  writeFileSync(dynamicFile, JSON.stringify(dynamicConfig));
  writeFileSync(configFile, JSON.stringify(clusterConfig(store, ports, dynamicFile)), { mode: 0o600 });
  return configFile;
};

const launch = ({ dir, binaries, configFile, ports }: Settings, service: ClusterService) =>
  startProcess({
    name: service,
    folder: dir,
    command: binaries.server,
    args: ['--config-file', configFile, '--allow-no-auth', 'start', '--service', service],
    ports: { ...ports[service] },
    env: surroundings(),
  });

const answers = async (address: string, ask: (connection: Connection) => Promise<unknown>): Promise<boolean> => {
  const connection = await Connection.connect({ address, connectTimeout: '2s' }).catch(() => undefined);
  if (connection === undefined) return false;
  try {
    await connection.withDeadline(Date.now() + 5_000, () => ask(connection));
    return true;
  } catch {
    // Not yet, or not at present: asked again.
    return false;
  } finally {
    await connection.close();
  }
};

const serving = (address: string): Promise<boolean> => answers(address, (connection) => namespaceServes(connection, namespace));

/** The namespace with the attributes of the cases; what is there is left. */
const prepareNamespace = async (address: string, attributes: SearchAttributes): Promise<void> => {
  const connection = await Connection.connect({ address });
  try {
    await ensureNamespace(connection, namespace);
    // The services learn of a new namespace some seconds later.
    await until(() => serving(address), servingMs);
    await addSearchAttributes(connection, namespace, attributes);
  } finally {
    await connection.close();
  }
};

/** The first to start writes what the cluster is called: two at once would disturb each other, and one of them would end. */
const startServices = async (settings: Settings, report: Report): Promise<void> => {
  const { dir, ports } = settings;
  const address = `127.0.0.1:${ports.frontend.grpc}`;
  const [first, ...others] = clusterServices.filter((name) => !findProcess(dir, name));
  const children: Child[] = [];
  if (first !== undefined) {
    const child = launch(settings, first);
    await waitReady(first, child, () => listens(ports[first].grpc), servingMs);
    children.push(child, ...others.map((name) => launch(settings, name)));
  }
  const served = () => answers(address, (connection) => connection.workflowService.listNamespaces({ pageSize: 1 }));
  for (const child of children) await waitReady('the Temporal cluster', child, served, servingMs);
  report('ready', `${address}, Temporal server ${clusterVersion}, ${clusterServices.join(', ')}`);
};

const stopServices = async (dir: string): Promise<void> => {
  await Promise.all(clusterServices.map((name) => stopProcess(dir, name)));
};

/** Starts the services that do not run, on ports of their own. */
const serve = async (where: Pick<Settings, 'dir' | 'binaries'>, store: ClusterStore, report: Report): Promise<Settings> => {
  const ports = await portsOf(where.dir);
  const settings = { ...where, ports, configFile: writeConfig(where.dir, store, ports) };
  try {
    await startServices(settings, report);
    return settings;
  } catch (error) {
    await stopServices(where.dir);
    throw error;
  }
};

/**
 * Starts a Temporal cluster, or uses the one that runs in the folder: frontend, history, matching and worker as processes of their own,
 * on a PostgreSQL of its own. Built with Go where it is not in the cache.
 * @throws LuyueError stack.no-engine, stack.failed (the log is named), engine.attributes.
 */
export const startCluster = async ({ dir: folder, searchAttributes, onProgress }: ClusterOptions): Promise<Cluster> => {
  const dir = resolve(folder);
  mkdirSync(dir, { recursive: true });
  const report = reporter('engine', onProgress);
  const binaries = await obtainCluster(report);
  const postgres = await startPostgres({ dir: join(dir, 'postgres'), database: 'postgres', onProgress });
  const stop = async () => {
    await stopServices(dir);
    await postgres.stop();
  };
  try {
    const store = storeOf(postgres.url);
    await prepareSchemas(binaries, store, postgres.url);
    const settings = await onChosenPorts(() => serve({ dir, binaries }, store, report));
    const { ports } = settings;
    const address = `127.0.0.1:${ports.frontend.grpc}`;
    await prepareNamespace(address, searchAttributes);
    const recordOf = (service: ClusterService): ProcessRecord | undefined => findProcess(dir, service);
    const restart = async (service: ClusterService): Promise<void> => {
      if (!recordOf(service)) await waitReady(service, launch(settings, service), () => serving(address), servingMs);
    };
    return { address, namespace, version: clusterVersion, postgres, pidOf: (service) => recordOf(service)?.pid, restart, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
