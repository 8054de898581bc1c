import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Engine, startEngine } from '../../../dev/engine';
import { searchAttributes } from '../../../domain/case/attributes';
import { LuyueError } from '../../../domain/errors';
import { killTree } from './dead';
import type { EngineHouse, Part } from './part';

/** A file of SQLite and what belongs to it. */
const suffixes = ['', '-wal', '-shm'] as const;

function copyDatabase(from: string, to: string): void {
  for (const suffix of suffixes) {
    rmSync(`${to}${suffix}`, { force: true });
    if (existsSync(`${from}${suffix}`)) copyFileSync(`${from}${suffix}`, `${to}${suffix}`);
  }
}

/** The embedded development server on a file: one process. */
export class DevEngine implements EngineHouse {
  private server: Engine | undefined;

  constructor(private readonly dir: string) {}

  private get running(): Engine {
    if (this.server === undefined) throw new LuyueError('defect.unexpected', 'the engine was not started');
    return this.server;
  }

  get address(): string {
    return this.running.address;
  }

  get namespace(): string {
    return this.running.namespace;
  }

  get parts(): readonly Part[] {
    return [{ name: 'engine', kill: () => killTree(this.running.pid), start: () => this.start(), stop: () => this.stop() }];
  }

  async start(): Promise<void> {
    const port = this.server === undefined ? {} : { port: { required: this.server.port } };
    this.server = await startEngine({ dir: this.dir, storage: 'file', searchAttributes, ...port });
  }

  async stop(): Promise<void> {
    await this.server?.stop();
  }

  private get file(): string {
    return join(this.dir, 'temporal.db');
  }

  async keep(): Promise<void> {
    await this.stop();
    copyDatabase(this.file, `${this.file}.kept`);
    await this.start();
  }

  async restore(): Promise<void> {
    await this.stop();
    copyDatabase(`${this.file}.kept`, this.file);
    await this.start();
  }
}
