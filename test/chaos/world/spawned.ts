import { setTimeout as sleep } from 'node:timers/promises';
import { LuyueError } from '../../../domain/errors';
import type { WorkerProcess } from '../../support/worker-process';
import type { Part } from './part';

const patienceMs = 120_000;
const mostWords = 20;

/** What a process said last that is not the usual: errors, and what does not come from the log. */
const lastWords = (log: string): string =>
  log
    .split('\n')
    .filter((line) => line !== '' && (!line.startsWith('{') || line.includes('"level":"error"')))
    .slice(-mostWords)
    .join('\n');

/** A process of our own that is started again as a service manager would: until it is up. */
export class SpawnedPart implements Part {
  private process: WorkerProcess | undefined;
  private earlier = '';
  /** Down because a fault wants it so. */
  private isAway = true;
  /** Times it ended without being asked to, with the last words of each. */
  readonly endedByItself: string[] = [];

  constructor(
    readonly name: string,
    private launch: () => Promise<WorkerProcess>,
  ) {}

  get pid(): number | undefined {
    return this.process?.pid;
  }

  /** Everything that all its processes have written. */
  get log(): string {
    return this.earlier + (this.process?.log ?? '');
  }

  async start(): Promise<void> {
    const until = Date.now() + patienceMs;
    for (;;) {
      try {
        const started = await this.launch();
        this.earlier = this.log;
        this.process = started;
        this.isAway = false;
        return;
      } catch (error) {
        // What it needs may be away as well.
        if (Date.now() > until) throw error;
        await sleep(500);
      }
    }
  }

  async kill(): Promise<string> {
    const { process: running } = this;
    this.isAway = true;
    if (running === undefined || running.hasEnded) throw new LuyueError('defect.unexpected', `${this.name} does not run`);
    const signal = await running.kill();
    if (signal !== 'SIGKILL') throw new LuyueError('defect.unexpected', `${this.name} ended by ${signal}`);
    return `pid ${running.pid} ended by SIGKILL`;
  }

  async stop(): Promise<void> {
    this.isAway = true;
    await this.process?.stop();
  }

  /** Ends it in peace and starts something else in its place. */
  async become(launch: () => Promise<WorkerProcess>): Promise<void> {
    await this.stop();
    this.launch = launch;
    await this.start();
  }

  /** Starts it again where it has ended by itself. */
  async revive(): Promise<void> {
    if (this.isAway || this.process?.hasEnded !== true) return;
    this.endedByItself.push(lastWords(this.process.log));
    await this.start();
  }
}
