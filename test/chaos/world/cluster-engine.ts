import { join } from 'node:path';
import { type Cluster, startCluster } from '../../../dev/cluster/cluster';
import { type ClusterService, clusterServices } from '../../../dev/cluster/config';
import { startPostgres, stopPostgres } from '../../../dev/postgres';
import { searchAttributes } from '../../../domain/case/attributes';
import { LuyueError } from '../../../domain/errors';
import { killTree } from './dead';
import type { EngineHouse, Part } from './part';

/** A Temporal cluster: four services and their PostgreSQL, each a process of its own that can die alone. */
export class ClusterEngine implements EngineHouse {
  private cluster: Cluster | undefined;
  private postgresPid = 0;

  constructor(private readonly dir: string) {}

  private get running(): Cluster {
    if (this.cluster === undefined) throw new LuyueError('defect.unexpected', 'the cluster was not started');
    return this.cluster;
  }

  get address(): string {
    return this.running.address;
  }

  get namespace(): string {
    return this.running.namespace;
  }

  get parts(): readonly Part[] {
    const store: Part = {
      name: 'engine-postgres',
      kill: () => killTree(this.postgresPid),
      start: () => this.startStore(),
      stop: () => this.running.postgres.stop(),
    };
    return [...clusterServices.map((service) => this.partOf(service)), store];
  }

  private partOf(service: ClusterService): Part {
    const pid = (): number => {
      const found = this.running.pidOf(service);
      if (found === undefined) throw new LuyueError('defect.unexpected', `${service} does not run`);
      return found;
    };
    return { name: `engine-${service}`, kill: () => killTree(pid()), start: () => this.running.restart(service), stop: () => this.stop() };
  }

  private async startStore(): Promise<void> {
    const { port } = this.running.postgres;
    this.postgresPid = (await startPostgres({ dir: join(this.dir, 'postgres'), database: 'postgres', port: { required: port } })).pid;
    // Services may have ended without it.
    for (const service of clusterServices) await this.running.restart(service);
  }

  async start(): Promise<void> {
    this.cluster = await startCluster({ dir: this.dir, searchAttributes });
    this.postgresPid = this.cluster.postgres.pid;
  }

  async stop(): Promise<void> {
    await this.cluster?.stop();
    // The store may have been started anew: it is no longer the one that the cluster knows.
    if (this.cluster !== undefined) await stopPostgres(join(this.dir, 'postgres'));
  }
}
