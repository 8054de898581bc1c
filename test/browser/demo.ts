import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { z } from 'zod';
import { readStackFile, type StackFile } from '../../dev/stack-file';
import { until } from '../../dev/waiting';

const project = join(__dirname, '../..');

const viewsShape = z.object({
  views: z.array(z.object({ link: z.string(), query: z.string() })).min(1),
  boards: z.array(z.object({ link: z.string() })).min(1),
});

/** `luyue up --demo` in a folder and on ports of its own. */
export class Demo {
  private said = '';

  private constructor(
    readonly dir: string,
    readonly child: ChildProcess,
  ) {
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => {
        this.said += chunk.toString();
      });
  }

  /** `uiOrigin`: of a UI beside its own, which its codec server answers too. @throws Error with all that it said where it does not come up. */
  static async start(dir: string, uiOrigin: string): Promise<Demo> {
    const env = { ...process.env, LUYUE_DIR: dir, LUYUE_PORTS: 'any', LUYUE_CODEC_ORIGINS: uiOrigin };
    const args = ['--import', 'tsx', 'cli/main.ts', 'up', '--demo', '--lang', 'zh'];
    const demo = new Demo(dir, spawn(process.execPath, args, { cwd: project, env, stdio: ['ignore', 'pipe', 'pipe'] }));
    await until(() => demo.said.includes('Temporal UI') || demo.child.exitCode !== null, 600_000);
    if (!demo.said.includes('Temporal UI') || demo.child.exitCode !== null) throw new Error(`The demo did not come up: ${demo.said}`);
    return demo;
  }

  get stack(): StackFile {
    const file = readStackFile(this.dir);
    if (file === undefined) throw new Error(`The demo has no stack: ${this.said}`);
    return file;
  }

  /** Where pages of this machine ask for what is encrypted. */
  get codec(): string {
    return `http://127.0.0.1:${this.stack.engine.codecPort}/ui`;
  }

  /** What `luyue views` prints. */
  views(): z.infer<typeof viewsShape> {
    const args = ['--import', 'tsx', 'cli/main.ts', 'views', '--json'];
    const { stdout } = spawnSync(process.execPath, args, { cwd: project, env: { ...process.env, LUYUE_DIR: this.dir }, encoding: 'utf8' });
    return viewsShape.parse(JSON.parse(stdout));
  }

  /** Stops what it started, as Ctrl-C does. */
  async stop(): Promise<void> {
    this.child.kill('SIGINT');
    if (!(await until(() => this.child.exitCode !== null || this.child.signalCode !== null, 90_000))) this.child.kill('SIGKILL');
  }
}
