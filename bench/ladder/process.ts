import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Worker } from '@temporalio/worker';
import { surroundings } from '../../dev/surroundings';
import { until } from '../../dev/waiting';
import { LuyueError } from '../../domain/errors';

const startMs = 60_000;

/** A process of a rung: a main file of the bench. It says `ready` and what else others must know on its standard output. */
export class RungProcess {
  private said = '';
  private failed = '';

  private constructor(private readonly child: ChildProcess) {
    child.stdout?.on('data', (chunk: Buffer) => {
      this.said += chunk.toString();
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      this.failed = (this.failed + chunk.toString()).slice(-20_000);
    });
  }

  /** @throws LuyueError stack.failed with what it wrote, where it ends or does not come up. */
  static async start(main: string, env: NodeJS.ProcessEnv, nodeArgs: readonly string[] = []): Promise<RungProcess> {
    const own = { ...surroundings(), ...env };
    const args = [...nodeArgs, '--import', 'tsx', main];
    const started = new RungProcess(spawn(process.execPath, args, { env: own, stdio: ['ignore', 'pipe', 'pipe'] }));
    await until(() => started.isReady || started.hasEnded, startMs);
    if (started.isReady) return started;
    await started.stop();
    throw new LuyueError('stack.failed', `${main} did not start: ${started.failed}`);
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** What stands behind `ready`, such as the address it serves. */
  get told(): string {
    return /^ready ?(.*)$/m.exec(this.said)?.[1]?.trim() ?? '';
  }

  private get isReady(): boolean {
    return /^ready.*\n/m.test(this.said);
  }

  private get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** What it complained of. */
  get complaints(): string {
    return this.failed;
  }

  /** Ends it and starts another one by `start`: that one, and the milliseconds that its start took. */
  async replaced(start: () => Promise<RungProcess>): Promise<{ readonly worker: RungProcess; readonly startMs: number }> {
    await this.stop();
    const from = performance.now();
    return { worker: await start(), startMs: performance.now() - from };
  }

  async stop(): Promise<void> {
    if (this.hasEnded) return;
    const gone = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    const killer = setTimeout(() => this.child.kill('SIGKILL'), 25_000);
    await gone;
    clearTimeout(killer);
  }
}

/** For the main file of a process: says that it is ready, and stops when it is told to. */
export function untilStopped(told: string, stop: () => Promise<void> | void): void {
  process.stdout.write(`ready ${told}\n`);
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => {
      void Promise.resolve(stop()).finally(() => process.exit(0));
    });
}

/** For the main file of a Temporal worker: runs it until this process is told to stop, then closes what it worked with. */
export function runUntilStopped(worker: Worker, close: () => Promise<unknown>): void {
  const ended = worker.run();
  untilStopped('', async () => {
    worker.shutdown();
    await ended;
    await close();
  });
}

/** A variable that whoever started this process has set. @throws LuyueError config.invalid */
export function given(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new LuyueError('config.invalid', `${name} is not set: this process is started by the bench`);
  return value;
}
