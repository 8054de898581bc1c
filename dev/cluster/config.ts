/** The services of a Temporal server; each runs as a process of its own. */
export const clusterServices = ['frontend', 'history', 'matching', 'worker'] as const;

export type ClusterService = (typeof clusterServices)[number];

/** Where a service listens: for calls, and for the others to find it. */
export interface ServicePorts {
  readonly grpc: number;
  readonly membership: number;
}

export type ClusterPorts = Readonly<Record<ClusterService, ServicePorts>>;

/** PostgreSQL of the cluster. */
export interface ClusterStore {
  readonly host: string;
  readonly user: string;
  readonly password: string;
}

export const mainDatabase = 'temporal';
export const visibilityDatabase = 'temporal_visibility';

/** Fewer transactions than with `postgres12`. */
export const sqlPlugin = 'postgres12_pgx';

/** Fixed for the life of a cluster. */
const historyShards = 4;

const store = ({ host, user, password }: ClusterStore, databaseName: string, maxConns: number) => ({
  sql: {
    pluginName: sqlPlugin,
    databaseName,
    connectAddr: host,
    connectProtocol: 'tcp',
    user,
    password,
    maxConns,
    maxIdleConns: maxConns,
    maxConnLifetime: '1h',
  },
});

const service = ({ grpc, membership }: ServicePorts) => ({
  rpc: { grpcPort: grpc, membershipPort: membership, bindOnLocalHost: true },
});

/** Configuration of a cluster on this machine, as the server reads it: JSON is YAML. */
export const clusterConfig = (db: ClusterStore, ports: ClusterPorts, dynamicConfigFile: string): object => ({
  log: { stdout: true, level: 'warn' },
  persistence: {
    numHistoryShards: historyShards,
    defaultStore: 'default',
    visibilityStore: 'visibility',
    datastores: { default: store(db, mainDatabase, 20), visibility: store(db, visibilityDatabase, 10) },
  },
  global: { membership: { maxJoinDuration: '30s', broadcastAddress: '127.0.0.1' } },
  services: Object.fromEntries(clusterServices.map((name) => [name, service(ports[name])])),
  clusterMetadata: {
    enableGlobalNamespace: false,
    failoverVersionIncrement: 10,
    masterClusterName: 'active',
    currentClusterName: 'active',
    clusterInformation: {
      active: { enabled: true, initialFailoverVersion: 1, rpcName: 'frontend', rpcAddress: `127.0.0.1:${ports.frontend.grpc}` },
    },
  },
  dcRedirectionPolicy: { policy: 'noop' },
  dynamicConfigClient: { filepath: dynamicConfigFile, pollInterval: '60s' },
});

/** What a cluster for cases needs beside the defaults: ids of the length that PostgreSQL keeps, and no partitions on a small one. */
export const dynamicConfig: Readonly<Record<string, readonly { readonly value: number | boolean }[]>> = {
  'limit.maxIDLength': [{ value: 255 }],
  'system.enableActivityEagerExecution': [{ value: true }],
  'frontend.enableServerVersionCheck': [{ value: false }],
  'matching.numTaskqueueReadPartitions': [{ value: 1 }],
  'matching.numTaskqueueWritePartitions': [{ value: 1 }],
};
