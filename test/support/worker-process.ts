import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { until } from '../../dev/waiting';
import { LuyueError } from '../../domain/errors';

/** Waits until something is so; the test fails by name where it does not come in time (ms). */
export async function comes(what: string, probe: () => boolean | Promise<boolean>, patienceMs = 60_000): Promise<void> {
  if (!(await until(probe, patienceMs, 50))) throw new LuyueError('defect.unexpected', `did not come: ${what}`);
}

// The first one bundles the workflows; the machine may be busy.
const startMs = 240_000;

/** A worker as a process of its own, and all that it has written. */
export class WorkerProcess {
  private text = '';

  constructor(private readonly child: ChildProcess) {
    child.stderr?.on('data', (chunk: Buffer) => {
      this.text += chunk.toString();
    });
  }

  /** Runs a main file; it is up when it says so, in the words of `up`. */
  static async start(main: string, env: NodeJS.ProcessEnv, args: readonly string[] = [], up = 'worker is up'): Promise<WorkerProcess> {
    const child = spawn(process.execPath, ['--import', 'tsx', main, ...args], { env, stdio: ['ignore', 'ignore', 'pipe'] });
    const worker = new WorkerProcess(child);
    await comes('a worker process', () => worker.text.includes(up) || worker.hasEnded, startMs);
    if (worker.hasEnded) throw new LuyueError('defect.unexpected', `the worker has ended: ${worker.text}`);
    return worker;
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  get log(): string {
    return this.text;
  }

  get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** kill -9, also of a process that was stopped. */
  async kill(): Promise<NodeJS.Signals | null> {
    await this.end('SIGKILL');
    return this.child.signalCode;
  }

  /** SIGTERM; gives the exit code. */
  async stop(): Promise<number | null> {
    await this.end('SIGTERM');
    return this.child.exitCode;
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    if (this.hasEnded) return;
    const gone = once(this.child, 'exit');
    this.child.kill(signal);
    await gone;
  }
}
