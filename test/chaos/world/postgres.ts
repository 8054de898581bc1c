import { type Postgres, startPostgres } from '../../../dev/postgres';
import { LuyueError } from '../../../domain/errors';
import { killTree } from './dead';
import type { Part } from './part';

/** PostgreSQL in a folder, on one port for the whole life of the world. */
export class PostgresPart implements Part {
  readonly name = 'postgres';
  private server: Postgres | undefined;

  constructor(private readonly dir: string) {}

  private get running(): Postgres {
    if (this.server === undefined) throw new LuyueError('defect.unexpected', 'PostgreSQL was not started');
    return this.server;
  }

  get url(): string {
    return this.running.url;
  }

  get port(): number {
    return this.running.port;
  }

  async start(): Promise<void> {
    const port = this.server === undefined ? {} : { port: { required: this.server.port } };
    this.server = await startPostgres({ dir: this.dir, database: 'luyue', ...port });
  }

  async kill(): Promise<string> {
    return killTree(this.running.pid);
  }

  async stop(): Promise<void> {
    await this.server?.stop();
  }
}
